"""What a database lacks and what it has too much: a value, made without one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from paperkg.exported import Entity, Exported, Hashes, Totals, entity


@dataclass(frozen=True, slots=True)
class Put:
    """An entity to create or update.

    Attributes:
        hash: Of its content.
        known: Whether the database has it already.
    """

    entity: Entity
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


def between(old: Iterable[bytes], new: Exported, hashes: Hashes) -> tuple[Difference, Totals]:
    """Compare with the heads that were pushed last; return the change of the totals too."""
    before, after = set(old), set(new.heads)
    removed, added = before - after, after - before
    gone = {e.id: e for e in map(entity, removed)}
    found = Difference()
    for head in new.heads if added else ():
        if head in added:
            e = entity(head)
            known = gone.pop(e.id, None) is not None
            (found.nodes if e.is_node else found.edges).append(Put(e, hashes.of(head), known))
    for e in sorted(gone.values(), key=lambda e: e.id):
        if e.is_node:
            found.stale_nodes.append((e.type, e.id))
        else:
            found.stale_edges.append((e.type, e.id, e.source))
    return found, Totals().plus(added, hashes).plus(removed, hashes, -1)


def against(
    new: Exported,
    hashes: Hashes,
    nodes: Mapping[str, Stored],
    edges: Mapping[str, list[Stored]],
    keys: Mapping[str, Iterable[str]],
) -> Difference:
    """Compare with what a database holds of ours.

    Args:
        new: What it should hold.
        hashes: Of this export.
        nodes: Ours, by id.
        edges: Ours and users' copies of them, by id.
        keys: The keys by type under which a push writes or wrote values.
    """
    found = Difference()
    left_nodes, left_edges = dict(nodes), dict(edges)
    for head in new.heads:
        e, digest = entity(head), hashes.of(head)
        if e.is_node:
            stored = left_nodes.pop(e.id, None)
            into = found.nodes
        else:
            stored = _own(e, left_edges.pop(e.id, []), found)
            into = found.edges
        if stored is None or stored.hash != digest or _differ(stored, new, e, keys):
            into.append(Put(e, digest, stored is not None))
    found.stale_nodes.extend((stored.type, id_) for id_, stored in left_nodes.items())
    found.stale_handles.extend(s.handle for every in left_edges.values() for s in every)
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
    wanted = new.values(e)
    return any(_plain(stored.values.get(key)) != _plain(wanted.get(key)) for key in keys[e.type])


def _plain(value: Any) -> object:  # noqa: ANN401 - what a driver returns
    """Return a value in a form in which `1`, `1.0` and `True` differ."""
    if isinstance(value, list):
        return [_plain(v) for v in value]
    native = value.to_native() if hasattr(value, "to_native") else value
    return type(native), native.isoformat() if hasattr(native, "isoformat") else native
