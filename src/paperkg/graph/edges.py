"""Edges between clusters: claimed ones joined, implied ones added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from paperkg.diagnostics import Diagnostic, Origin
from paperkg.graph.settle import Settled, Statement, settle
from paperkg.model import Value
from paperkg.schema import EdgeType, Kind, Property, Schema

TRANSITIVE: Final = frozenset({"BROADER", "PART_OF"})
"""Edge types that reach over a thing that is not in the graph to the next that is."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One claim of an edge, its ends found.

    Attributes:
        source: Cluster that it starts from.
        target: Cluster that it ends at.
        nodes: Clusters by name of a `Kind.NODE` property.
        vocabulary: Whether it only says how things are ordered, not that they are here.
        inline: See `EdgeClaim`.
    """

    type: str
    source: int
    target: int
    statement: Statement
    nodes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    rule: str = ""
    vocabulary: bool = False
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """One edge, from all claims of it."""

    type: EdgeType
    source: int
    target: int
    settled: Settled
    nodes: Mapping[str, tuple[int, ...]]
    origins: tuple[Origin, ...]
    rule: str = ""
    inline: bool = False


def join(drafts: Iterable[Draft], schema: Schema, titles: Mapping[int, str]) -> list[Joined]:
    """Make one edge of all drafts of one type between the same two clusters."""
    groups: dict[tuple[str, int, int], list[Draft]] = {}
    for draft in drafts:
        groups.setdefault((draft.type, draft.source, draft.target), []).append(draft)
    return [_joined(group, schema, titles) for _, group in sorted(groups.items())]


def _joined(group: list[Draft], schema: Schema, titles: Mapping[int, str]) -> Joined:
    group.sort(key=lambda d: (d.statement.origin, d.rule))
    first = group[0]
    edge_type = schema.edge_types[first.type]
    what = f"'{titles.get(first.source, '?')}' {edge_type.name} '{titles.get(first.target, '?')}'"
    settled = settle([d.statement for d in group], _scalars(edge_type), what)
    nodes: dict[str, dict[int, None]] = {}
    for draft in group:
        for name, roots in draft.nodes.items():
            nodes.setdefault(name, {}).update(dict.fromkeys(roots))
    for name in nodes:
        settled.facts[name] = tuple(
            sorted({d.statement.where(name) for d in group if d.nodes.get(name)})
        )
    origins = tuple(sorted({d.statement.origin for d in group}))
    rule = "" if any(not d.rule for d in group) else first.rule
    return Joined(
        edge_type,
        first.source,
        first.target,
        settled,
        {name: tuple(roots) for name, roots in nodes.items()},
        origins,
        rule,
        inline=all(d.inline for d in group),
    )


def _scalars(edge_type: EdgeType) -> tuple[Property, ...]:
    return tuple(p for p in edge_type.properties if p.kind is not Kind.NODE)


def affiliated(drafts: Iterable[Draft]) -> list[Draft]:
    """Return that an author belongs to an institution, for every paper that states it."""
    return [
        Draft(
            "AFFILIATED_WITH",
            draft.target,
            institution,
            Statement({}, draft.statement.origin),
            {"papers": (draft.source,)},
            "stated on a paper",
        )
        for draft in drafts
        if draft.type == "AUTHORED_BY"
        for institution in draft.nodes.get("affiliations", ())
    ]


def present(drafts: Sequence[Draft], here: frozenset[int]) -> list[Draft]:
    """Keep the drafts whose ends are in the graph; let transitive ones reach over the rest."""
    kept = [d for d in drafts if d.source in here and d.target in here]
    for name in sorted(TRANSITIVE):
        kept += _over_gaps([d for d in drafts if d.type == name], here)
    return kept


def _over_gaps(drafts: Sequence[Draft], here: frozenset[int]) -> list[Draft]:
    up: dict[int, list[Draft]] = {}
    for draft in drafts:
        up.setdefault(draft.source, []).append(draft)
    found: list[Draft] = []
    for start in sorted(here & up.keys()):
        seen = {start}
        gaps = [d for d in up[start] if d.target not in here]
        while gaps:
            step = gaps.pop()
            if step.target in seen:
                continue
            seen.add(step.target)
            for further in up.get(step.target, ()):
                if further.target in here and further.target != start:
                    rule = "over what is not in the library"
                    found.append(
                        Draft(step.type, start, further.target, further.statement, rule=rule)
                    )
                elif further.target not in here:
                    gaps.append(further)
    return found


def circles(edges: Iterable[Joined], titles: Mapping[int, str]) -> list[Diagnostic]:
    """Report the transitive edges that lead back to where they start."""
    faults: list[Diagnostic] = []
    for name in sorted(TRANSITIVE):
        up: dict[int, list[int]] = {}
        first: dict[int, Origin] = {}
        for edge in edges:
            if edge.type.name == name:
                up.setdefault(edge.source, []).append(edge.target)
                first.setdefault(edge.source, edge.origins[0])
        for start in sorted(up):
            ring = {r for r in _reach(up, start) if start in _reach(up, r)}
            if ring and start == min(ring):
                message = f"'{titles.get(start, '?')}' is {name} itself by way of others"
                faults.append(Diagnostic("G510", message, first[start]))
    return faults


def _reach(up: Mapping[int, Sequence[int]], start: int) -> set[int]:
    reached, todo = set[int](), list(up.get(start, ()))
    while todo:
        node = todo.pop()
        if node not in reached:
            reached.add(node)
            todo += up.get(node, ())
    return reached


def about(
    topic: int, paper: int, found: Mapping[str, tuple[str, ...]], settled: Settled
) -> list[Draft]:
    """Return that a node is about a topic, with the words that show it, a property each."""
    return [
        Draft(
            "ABOUT",
            paper,
            topic,
            Statement({"evidence": tuple(f"{name}: {w}" for w in words)}, origin),
            rule="words of the text",
        )
        for name, words in found.items()
        for origin in settled.facts[name][:1]
    ]


def values_of(edge: Joined, ids: Mapping[int, str]) -> dict[str, Value]:
    """Return the edge's properties in declared order, clusters named by their ids."""
    values: dict[str, Value] = {}
    for prop in edge.type.properties:
        if prop.name in edge.nodes:
            values[prop.name] = tuple(sorted({ids[root] for root in edge.nodes[prop.name]}))
        elif prop.name in edge.settled.values:
            values[prop.name] = edge.settled.values[prop.name]
    return values
