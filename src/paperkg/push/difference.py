"""What a database lacks and what it has too much: a value, made without one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from paperkg.exported import Entity, Exported, Hashes, Totals, entity, head_of, is_node


@dataclass(frozen=True, slots=True)
class Put:
    """An entity to create or update.

    Attributes:
        head: Its head.
        hash: Of its content.
        known: Whether the database has it already.
    """

    head: bytes
    hash: int
    known: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """An entity as a database has it.

    Attributes:
        hash: What `pkgHash` says; None where something else than a push wrote it.
        type: Its label or type.
        values: All its properties; None where they were not asked for.
        ends: Ids of the nodes of an edge.
        handle: What Neo4j calls an edge now.
    """

    hash: int | None
    type: str
    values: Mapping[str, Any] | None = None
    ends: tuple[str, str] = ("", "")
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What to send.

    Attributes:
        nodes: To create or update.
        edges: To create or update.
        stale_nodes: Label and id.
        stale_edges: Type, id and id of the source.
        stale_handles: Handles of edges to delete.
        copies: Handles of edges that a user copied from ours.
    """

    nodes: list[Put] = field(default_factory=list)
    edges: list[Put] = field(default_factory=list)
    stale_nodes: list[tuple[str, str]] = field(default_factory=list)
    stale_edges: list[tuple[str, str, str]] = field(default_factory=list)
    stale_handles: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.nodes, self.edges, self.deletions, self.copies))

    def put(self, head: bytes, hash_: int, *, known: bool) -> None:
        """Add an entity to create or update."""
        (self.nodes if is_node(head) else self.edges).append(Put(head, hash_, known))

    @property
    def deletions(self) -> int:
        """How many entities are to go."""
        return len(self.stale_nodes) + len(self.stale_edges) + len(self.stale_handles)

    def counts(self) -> dict[str, int]:
        """Return how much of what is to be sent, as `--json` tells it."""
        return {
            "nodes_created": sum(not p.known for p in self.nodes),
            "nodes_updated": sum(p.known for p in self.nodes),
            "nodes_deleted": len(self.stale_nodes),
            "edges_created": sum(not p.known for p in self.edges),
            "edges_updated": sum(p.known for p in self.edges),
            "edges_deleted": len(self.stale_edges) + len(self.stale_handles),
        }


def between(
    old: Iterable[bytes], new: Iterable[bytes], hashes: Hashes
) -> tuple[Difference, Totals]:
    """Compare lines that only the last push had with new ones; return the change of totals too."""
    before, after = set(map(head_of, old)), set(map(head_of, new))
    # some lines only moved in their source
    removed, added = sorted(before - after), sorted(after - before)
    gone = {e.id: e for e in map(entity, removed)}
    found = Difference()
    change = Totals().plus(removed, map(hashes.of, removed), -1)
    digests = [hashes.of(head) for head in added]
    for head, digest in zip(added, digests, strict=True):
        found.put(head, digest, known=gone.pop(entity(head).id, None) is not None)
    for e in gone.values():
        if e.is_node:
            found.stale_nodes.append((e.type, e.id))
        else:
            found.stale_edges.append((e.type, e.id, e.source))
    return found, change.plus(added, digests)


def against(
    new: Exported,
    nodes: Mapping[str, Stored],
    edges: Mapping[str, list[Stored]],
    keys: Mapping[str, Iterable[str]],
) -> Difference:
    """Compare with what a database holds of ours.

    Args:
        new: What it should hold.
        nodes: Ours, by id.
        edges: Ours and users' copies of them, by id.
        keys: The keys by type under which a push writes or wrote values.
    """
    found = Difference()
    every = zip(new.heads, new.hashes, strict=True)
    if not nodes and not edges:
        for head, digest in every:
            found.put(head, digest, known=False)
        return found
    left_nodes, left_edges = dict(nodes), dict(edges)
    for head, digest in every:
        e = entity(head)
        if e.is_node:
            stored = left_nodes.pop(e.id, None)
        else:
            stored = _own(e, left_edges.pop(e.id, []), found)
        if stored is None or stored.hash != digest or _differ(stored, new, e, keys):
            found.put(head, digest, known=stored is not None)
    found.stale_nodes.extend((stored.type, id_) for id_, stored in left_nodes.items())
    found.stale_handles.extend(s.handle for own in left_edges.values() for s in own)
    return found


def _own(e: Entity, every: Iterable[Stored], found: Difference) -> Stored | None:
    """Return the edge that is ours; what only bears our marks is a user's copy."""
    own: Stored | None = None
    for stored in every:
        if own is None and (stored.type, stored.ends) == (e.type, (e.source, e.target)):
            own = stored
        else:
            found.copies.append(stored.handle)
    return own


def _differ(stored: Stored, new: Exported, e: Entity, keys: Mapping[str, Iterable[str]]) -> bool:
    if stored.values is None:
        return False
    wanted, there = new.values(e), stored.values
    found = (k for k in keys[e.type] if k in there or k in wanted)
    return any(not _same(there.get(k), wanted.get(k)) for k in found)


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - what a driver returns
    if isinstance(one, str):
        return bool(one == other)
    return _plain(one) == _plain(other)


def _plain(value: Any) -> object:  # noqa: ANN401 - what a driver returns
    """Return a value in a form in which `1`, `1.0` and `True` differ."""
    if isinstance(value, list):
        return [_plain(v) for v in value]
    native = value.to_native() if hasattr(value, "to_native") else value
    return type(native), native.isoformat() if hasattr(native, "isoformat") else native
