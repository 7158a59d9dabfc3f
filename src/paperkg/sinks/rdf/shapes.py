"""SHACL: what the graph promises, for whoever receives it.

`shapes.ttl` needs SHACL Core alone; what takes a look at several nodes at once is one of the
`constraints`. Every shape has an IRI, so that reports can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from paperkg import ids
from paperkg.schema import EdgeType, Kind, NodeType, Property, Schema
from paperkg.sinks.rdf.context import local
from paperkg.sinks.rdf.facts import AUTHORSHIP, OBJECT, SUBJECT
from paperkg.sinks.rdf.terms import PREDICATE, Terms
from paperkg.sinks.rdf.text import TYPE, Fact, Term, integer, known, literal
from paperkg.sinks.rdf.vocabularies import VALUES, Description, shape, term, turtle

_NODE_SHAPE: Final = term("sh:NodeShape")
_PROPERTY_SHAPE: Final = term("sh:PropertyShape")
_MIN: Final = term("sh:minCount")
_MAX: Final = term("sh:maxCount")
_CLASS: Final = term("sh:class")
_KIND: Final = term("sh:nodeKind")
_PATH: Final = term("sh:path")
_PATTERN: Final = term("sh:pattern")
_IRI: Final = term("sh:IRI")

_WITH_OFFSET: Final = r"(Z|[+-][0-9][0-9]:[0-9][0-9])$"


def shapes(schema: Schema, terms: Terms) -> str:
    """Return the core shapes of a schema."""
    return turtle(_shapes(schema, terms))


def _shapes(schema: Schema, terms: Terms) -> Iterator[Description]:
    for t in schema.nodes:
        of = terms.nodes[t.name]
        target = [(term("sh:targetClass"), of.classes[0]), (_KIND, _IRI)]
        yield from _whole(t.name, target, _node_properties(t, terms))
        for well_known in of.classes[1:]:
            also = [(_PATH, TYPE), (term("sh:hasValue"), well_known)]
            yield from _part(t.name, local(well_known), also)
    for edge_type in schema.edges:
        yield from _ends(edge_type, terms)
    yield from _edge_classes(schema, terms)


def _whole(name: str, facts: list[Fact], parts: Mapping[str, list[Fact]]) -> Iterator[Description]:
    """Yield a node shape with its property shapes."""
    yield shape(name), [(TYPE, _NODE_SHAPE), *facts]
    for part, said in parts.items():
        yield from _part(name, part, said)


def _part(whole: str, name: str, said: list[Fact]) -> Iterator[Description]:
    part = shape(f"{whole}-{name}")
    yield shape(whole), [(term("sh:property"), part)]
    yield part, [(TYPE, _PROPERTY_SHAPE), *said]


def _node_properties(t: NodeType, terms: Terms) -> dict[str, list[Fact]]:
    concept = bool(terms.nodes[t.name].scheme)
    found: dict[str, list[Fact]] = {}
    for p in t.properties:
        predicate = terms.nodes[t.name].properties[p.name][0]
        found[p.camel] = list(_of(p, predicate, terms, labels=concept and p.name == "name"))
    return found


def _of(p: Property, predicate: Term, terms: Terms, *, labels: bool = False) -> Iterator[Fact]:
    yield _PATH, predicate
    if p.required:
        yield _MIN, integer(1)
    if labels:  # one for each language
        yield term("sh:uniqueLang"), literal("true", datatype=known("xsd:boolean"))
    elif not p.many:
        yield _MAX, integer(1)
    yield from _values(p, terms)
    if p.identifier:
        yield _PATTERN, literal(ids.PATTERNS[p.identifier])
    if p.minimum is not None:
        yield term("sh:minInclusive"), integer(p.minimum)


def _values(p: Property, terms: Terms) -> Iterator[Fact]:
    """Say what the values of a kind are."""
    if p.kind is Kind.NODE:
        yield _KIND, _IRI
        if p.target:
            yield _CLASS, terms.nodes[p.target].classes[0]
    elif p.kind is Kind.URL:  # a link that is no IRI is kept as text
        yield _KIND, term("sh:IRIOrLiteral")
    else:
        yield term("sh:datatype"), term(VALUES[p.kind])
    if p.kind in (Kind.NAME, Kind.TEXT):
        yield term("sh:languageIn"), '( "en" "zh" )'
    if p.kind in (Kind.NAME, Kind.TEXT, Kind.STRING):
        yield term("sh:minLength"), integer(1)
    if p.kind is Kind.DATETIME:
        yield _PATTERN, literal(_WITH_OFFSET)
        yield term("sh:message"), literal("a moment needs its offset from UTC", language="en")


def _ends(t: EdgeType, terms: Terms) -> Iterator[Description]:
    """Say what an edge may join; each end is a node of the graph."""
    for end, target, names in (
        ("source", "sh:targetSubjectsOf", t.sources),
        ("target", "sh:targetObjectsOf", t.targets),
    ):
        facts: list[Fact] = [(term(target), terms.edges[t.name].own), (_KIND, _IRI)]
        classes = [terms.nodes[name].classes[0] for name in names]
        if len(classes) == 1:
            facts.append((_CLASS, classes[0]))
        elif classes:
            facts.append((term("sh:or"), _any_of(classes)))
        name = f"{t.name}-{end}"
        yield shape(name), [(TYPE, _NODE_SHAPE), *facts]
        yield from _part(name, "type", [(_PATH, TYPE), (_MIN, integer(1))])


def _any_of(classes: Iterable[Term]) -> Term:
    return f"( {' '.join(f'[ {_CLASS} {c} ]' for c in classes)} )"


@dataclass
class _EdgeClass:
    own: list[Term]
    properties: dict[str, list[Fact]]


def _edge_classes(schema: Schema, terms: Terms) -> Iterator[Description]:
    """Describe the edges' own nodes; one class may serve several edge types."""
    classes: dict[Term, _EdgeClass] = {}
    for t in schema.edges:
        found = classes.setdefault(terms.edges[t.name].edge_class, _EdgeClass([], {}))
        found.own.append(terms.edges[t.name].own)
        for p in t.properties:
            said = list(_of(p, terms.edges[t.name].properties[p.name][0], terms))
            if found.properties.setdefault(p.camel, said) != said:
                found.properties[p.camel] = said[:1]  # edge types differ: only its path is sure
    for edge_class, found in classes.items():
        one = [(_MIN, integer(1)), (_MAX, integer(1))]
        parts = {
            "subject": [(_PATH, SUBJECT), *one, (_KIND, _IRI)],
            "object": [(_PATH, OBJECT), *one, (_KIND, _IRI)],
            "predicate": [
                (_PATH, PREDICATE),
                *one,
                (term("sh:in"), f"( {' '.join(sorted(found.own))} )"),
            ],
        }
        if edge_class == AUTHORSHIP:
            for name in ("Author", "Paper"):
                class_ = terms.nodes[name].classes[0]
                path = known(f"pkg:{name.lower()}")
                parts[name.lower()] = [(_PATH, path), *one, (_CLASS, class_)]
        target = [(term("sh:targetClass"), edge_class), (_KIND, _IRI)]
        yield from _whole(local(edge_class), target, parts | found.properties)
