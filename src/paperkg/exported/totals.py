"""What tells contents apart: a hash for each entity, counts and sums for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from hashlib import blake2b
from typing import Final

from paperkg.exported.entities import entity, is_node

SUM_BITS: Final = 40
"""Bits of each hash that are summed: eight million of them stay below 2**63."""


class Hashes:
    """Tells the contents of entities apart: positive integers of 63 bits."""

    def __init__(self, temporal: Iterable[str]) -> None:
        self._temporal = frozenset(temporal)
        names = sorted({re.escape(t.partition(".")[2]) for t in self._temporal})
        self._suspect = re.compile(f'"(?:{"|".join(names)})":'.encode()).search if names else None

    def of(self, head: bytes) -> int:
        """Return the hash of an entity with all that decides what a database holds of it."""
        made = blake2b(head, digest_size=8)
        if self._suspect and self._suspect(head):
            found = entity(head)
            used = {f"{found.type}.{name}" for name in found.properties} & self._temporal
            made.update("\n".join(sorted(used)).encode())
        return int.from_bytes(made.digest(), "big") >> 1


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts and summed hashes: what tells one export from another.

    A server computes them faster than it sends entities, and they are known after a change
    from what they were before it.
    """

    nodes: int = 0
    edges: int = 0
    node_sum: int = 0
    edge_sum: int = 0

    def plus(self, heads: Iterable[bytes], hashes: Iterable[int], sign: int = 1) -> Totals:
        """Return the totals with (or, with sign -1, without) these entities."""
        counts, sums = [self.edges, self.nodes], [self.edge_sum, self.node_sum]
        for head, hash_ in zip(heads, hashes, strict=True):
            kind = is_node(head)
            counts[kind] += sign
            sums[kind] += sign * (hash_ % 2**SUM_BITS)
        return Totals(counts[1], counts[0], sums[1], sums[0])

    def as_list(self) -> list[int]:
        """Return them for JSON; `Totals(*found)` reads them again."""
        return list(astuple(self))
