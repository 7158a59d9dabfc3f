"""Sets of claims that speak of one thing: a union-find that obeys `different_from`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from paperkg.diagnostics import Origin
from paperkg.graph.keys import Key
from paperkg.model import Merge, NodeClaim


@dataclass
class Clusters:
    """Claims by index, joined step by step.

    The outcome does not depend on the order of the claims, because callers number them
    in a canonical order and join along sorted keys.

    Attributes:
        claims: All node claims, in canonical order.
        keys: Each claim's keys.
    """

    claims: Sequence[NodeClaim]
    keys: Sequence[tuple[Key, ...]]
    _parent: list[int] = field(init=False)
    _foes: dict[int, set[int]] = field(default_factory=dict)
    _rules: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._parent = list(range(len(self.claims)))

    def root(self, index: int) -> int:
        """Return the claim that stands for the cluster of *index*."""
        parent = self._parent
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    def tell_apart(self, left: Iterable[int], right: Iterable[int]) -> None:
        """Never join a claim of *left* with one of *right*; say it before joining."""
        right = tuple(right)
        for a in left:
            for b in right:
                self._foes.setdefault(a, set()).add(b)
                self._foes.setdefault(b, set()).add(a)

    def join(self, members: Sequence[int], rule: str) -> None:
        """Make one cluster of *members*, as far as they were not told apart."""
        joined = [members[0]]
        for other in members[1:]:
            a, b = self.root(members[0]), self.root(other)
            if a == b:
                joined.append(other)
            elif not self._are_foes(a, b):
                self._parent[max(a, b)] = min(a, b)
                self._foes_of(min(a, b)).update(self._foes.get(max(a, b), ()))
                joined.append(other)
        if len(joined) > 1:
            self._rules.append((rule, tuple(joined)))

    def _foes_of(self, root: int) -> set[int]:
        return self._foes.setdefault(root, set()) if self._foes else set()

    def _are_foes(self, a: int, b: int) -> bool:
        if not self._foes:
            return False
        return any(self.root(f) == b for f in self._foes.get(a, ())) or any(
            self.root(f) == a for f in self._foes.get(b, ())
        )

    def members(self) -> dict[int, list[int]]:
        """Return the members of each cluster by its root, both in canonical order."""
        found: dict[int, list[int]] = {}
        for index in range(len(self.claims)):
            found.setdefault(self.root(index), []).append(index)
        return found

    def merges(self) -> dict[int, tuple[Merge, ...]]:
        """Return by root which rules joined which stated claims."""
        found: dict[int, list[Merge]] = {}
        for rule, members in self._rules:
            origins: set[Origin] = {self.claims[i].origin for i in members}
            if len(origins) > 1:
                found.setdefault(self.root(members[0]), []).append(
                    Merge(rule, tuple(sorted(origins)))
                )
        return {
            root: tuple(sorted(set(merges), key=lambda m: (m.rule, m.origins)))
            for root, merges in found.items()
        }
