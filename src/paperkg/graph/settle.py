"""How claims that disagree come to one value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from paperkg.diagnostics import Diagnostic, Origin
from paperkg.graph.keys import texts
from paperkg.model import NodeClaim, Properties, Scalar, Value
from paperkg.schema import Kind, NodeType, Property

CORRECTED, SAID_IN_NOTE, RECORDED, IN_VOCABULARY, READ, FILE_NAME = range(-2, 4)
"""How much a word weighs, the weightiest first: what the user corrected, what they wrote in
a note, a record that they wrote out, a vocabulary, any other source, a note's file name."""
AS_PRINTED: Final = frozenset({"affiliation_text", "name_text"})
"""Properties that quote a source: two sources may well print them differently."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one claim says of one thing, and how much its word weighs.

    Attributes:
        rank: How much it weighs; see above.
    """

    properties: Properties
    origin: Origin
    lines: Mapping[str, Origin] = field(default_factory=dict)
    rank: int = READ

    def where(self, name: str) -> Origin:
        """Return the lines that state the property."""
        return self.lines.get(name, self.origin)


@dataclass(frozen=True, slots=True)
class Settled:
    """Values, where each stands, and what the sources disagree about."""

    values: dict[str, Value]
    facts: dict[str, tuple[Origin, ...]]
    faults: tuple[Diagnostic, ...] = ()


def statement(claim: NodeClaim) -> Statement:
    """Return what a node's claim says, weighed by where it stands."""
    rank = rank_of(claim.origin) if claim.stated else IN_VOCABULARY
    return Statement(claim.properties, claim.origin, claim.lines, rank)


def rank_of(origin: Origin) -> int:
    """Return how much the word of a source weighs."""
    return {"note": SAID_IN_NOTE, "records": RECORDED}.get(origin.reader, READ)


def statements(claim: NodeClaim) -> list[Statement]:
    """Return what a node's claim says; the name of a note's file names it only at a pinch."""
    said = statement(claim)
    weak = {
        name: value
        for name, value in claim.properties.items()
        if claim.note and name in ("title", "name") and name not in claim.lines
    }
    if not weak:
        return [said]
    strong = {n: v for n, v in claim.properties.items() if n not in weak}
    return [replace(said, properties=strong), replace(said, properties=weak, rank=FILE_NAME)]


def settle(statements: Sequence[Statement], declared: Iterable[Property], what: str) -> Settled:
    """Settle every declared property.

    A list is the union of all lists. Of scalars the highest rank wins, then the most
    frequent value, then for names and prose the longest, then the first in the sources.

    Args:
        statements: What the claims say, sorted by origin.
        declared: Properties of the thing's type.
        what: How a diagnostic calls the thing.
    """
    values: dict[str, Value] = {}
    facts: dict[str, tuple[Origin, ...]] = {}
    faults: list[Diagnostic] = []
    for prop in declared:
        said = [s for s in statements if prop.name in s.properties]
        if not said:
            continue
        if prop.many:
            values[prop.name] = _union(prop, said)
            facts[prop.name] = _origins(prop, said)
            continue
        best = min(s.rank for s in said)
        heard = [s for s in said if s.rank == best]
        value = _choose(prop, heard)
        values[prop.name] = value
        facts[prop.name] = _origins(prop, [s for s in said if s.properties[prop.name] == value])
        if fault := _disagreement(prop, heard, value, what):
            faults.append(fault)
    return Settled(values, facts, tuple(faults))


def choose(prop: Property, said: Sequence[Statement]) -> Value | None:
    """Return the value of one property that the weightiest statements agree on best."""
    heard = [s for s in said if prop.name in s.properties]
    best = min((s.rank for s in heard), default=0)
    return _choose(prop, [s for s in heard if s.rank == best]) if heard else None


def _union(prop: Property, said: Sequence[Statement]) -> Value:
    found: dict[Scalar, None] = {}
    for s in said:
        value = s.properties[prop.name]
        found.update(dict.fromkeys(value if isinstance(value, tuple) else (value,)))
    return tuple(found)


def _origins(prop: Property, said: Iterable[Statement]) -> tuple[Origin, ...]:
    return tuple(sorted({s.where(prop.name) for s in said}))


def _choose(prop: Property, heard: Sequence[Statement]) -> Value:
    if len(heard) == 1:
        return heard[0].properties[prop.name]
    counts = Counter(s.properties[prop.name] for s in heard)
    longest = prop.kind in (Kind.NAME, Kind.TEXT) or prop.name == "name"
    first = {s.properties[prop.name]: i for i, s in reversed(list(enumerate(heard)))}
    return min(counts, key=lambda v: (-counts[v], -len(str(v)) if longest else 0, first[v], str(v)))


def _disagreement(
    prop: Property, heard: Sequence[Statement], value: Value, what: str
) -> Diagnostic | None:
    prose = prop.kind in (Kind.NAME, Kind.TEXT) or prop.name == "name"
    if len(heard) == 1 or prose or prop.name in AS_PRINTED:
        return None
    others = {str(s.properties[prop.name]): s.where(prop.name) for s in reversed(heard)}
    others.pop(str(value), None)
    if not others:
        return None
    rest = ", ".join(f"{other} ({where})" for other, where in sorted(others.items()))
    here = next(s.where(prop.name) for s in heard if s.properties[prop.name] == value)
    return Diagnostic(
        "G502",
        f"{prop.name} of {what}: {value} is used, but there is also {rest}",
        here,
        "correct one of them, or state it in a record under data/",
    )


def with_aliases(settled: Settled, statements: Sequence[Statement], node_type: NodeType) -> None:
    """Keep every other name that the sources print as an alias; none is lost."""
    main = next((n for n in ("title", "name") if node_type.property(n)), "")
    own = {*texts(settled.values.get(main)), *texts(settled.values.get("name_zh"))}
    own |= set(texts(settled.values.get("short_name")))
    if not main or not node_type.property("aliases"):
        return
    said = [
        (text, s.where(name))
        for name in (main, "aliases")
        for s in statements
        for text in texts(s.properties.get(name))
        if text not in own
    ]
    settled.values.pop("aliases", None)
    settled.facts.pop("aliases", None)
    if said:
        settled.values["aliases"] = tuple(sorted({text for text, _ in said}))
        settled.facts["aliases"] = tuple(sorted({where for _, where in said}))
