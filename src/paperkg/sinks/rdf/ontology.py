"""`paperkg.ttl`: the own terms, and how they stand to those that others know.

Nothing is said of a term that is not paperkg's own: no domain, no range.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from paperkg.schema import EdgeType, Kind, Label, Property, Schema
from paperkg.schema.builtin import PREFIXES
from paperkg.sinks.rdf.context import local
from paperkg.sinks.rdf.terms import Terms
from paperkg.sinks.rdf.text import TYPE, Fact, Term, iri, known, literal
from paperkg.sinks.rdf.vocabularies import VALUES, VERSION, Description, labelled, term, turtle

_OWN: Final = iri(PREFIXES["pkg"])[:-1]
_ONTOLOGY: Final = iri(PREFIXES["pkg"].rstrip("#"))
_CLASS: Final = term("owl:Class")
_LINK: Final = term("owl:ObjectProperty")
_VALUE: Final = term("owl:DatatypeProperty")
_SUB_CLASS: Final = term("rdfs:subClassOf")
_SUB_PROPERTY: Final = term("rdfs:subPropertyOf")
_DOMAIN: Final = term("rdfs:domain")
_RANGE: Final = term("rdfs:range")
_COMMENT: Final = term("rdfs:comment")
_DEFINED_BY: Final = term("rdfs:isDefinedBy")

_DBLP: Final = "https://dblp.org/rdf/schema#"
_ALIGNED: Final[dict[str, tuple[Fact, ...]]] = {
    "Author": ((_SUB_CLASS, term("prov:Agent")),),
    "Idea": ((_SUB_CLASS, term("prov:Entity")),),
    "Authorship": (
        (term("skos:closeMatch"), iri("https://semopenalex.org/ontology/Authorship")),
        (term("skos:closeMatch"), iri(f"{_DBLP}AuthorSignature")),
    ),
    "position": ((term("skos:exactMatch"), iri(f"{_DBLP}signatureOrdinal")),),
}
"""What the graphs that are alive in this field call the same."""


def ontology(schema: Schema, terms: Terms) -> str:
    """Return the ontology of a schema, a library's own types included."""
    return turtle(described(schema, terms))


def described(schema: Schema, terms: Terms) -> Iterator[Description]:
    """Yield what is said of each term, a term perhaps more than once."""
    yield from _header()
    yield from _node_classes(schema, terms)
    yield from _edge_classes(schema, terms)
    yield from _edges(schema, terms)
    yield from _properties(schema, terms)
    yield from _fixed()


def _header() -> Iterator[Description]:
    yield (
        _ONTOLOGY,
        [
            (TYPE, term("owl:Ontology")),
            (term("owl:versionIRI"), iri(f"{_ONTOLOGY[1:-1]}/{VERSION}")),
            (term("owl:versionInfo"), literal(VERSION)),
            (term("vann:preferredNamespacePrefix"), literal("pkg")),
            (term("vann:preferredNamespaceUri"), literal(PREFIXES["pkg"])),
            (term("dcterms:title"), literal("paperkg vocabulary", language="en")),
            (term("dcterms:title"), literal("paperkg 词汇表", language="zh")),
            (
                term("dcterms:license"),
                iri("https://creativecommons.org/publicdomain/zero/1.0/"),
            ),
        ],
    )


def _node_classes(schema: Schema, terms: Terms) -> Iterator[Description]:
    for t in schema.nodes:
        own, *well_known = terms.nodes[t.name].classes
        yield own, _own(own, _CLASS, t.label, ((_SUB_CLASS, c) for c in well_known))


def _edge_classes(schema: Schema, terms: Terms) -> Iterator[Description]:
    for t in schema.edges:
        edge_class = terms.edges[t.name].edge_class
        more = [(_SUB_CLASS, term("rdf:Statement"))]
        yield edge_class, _own(edge_class, _CLASS, _words(local(edge_class)), more)


def _words(name: str) -> Label:
    return Label(name, name)


def _edges(schema: Schema, terms: Terms) -> Iterator[Description]:
    for t in schema.edges:
        own, *well_known = terms.edges[t.name].flat
        yield own, _own(own, _LINK, t.label, ((_SUB_PROPERTY, p) for p in well_known))
        yield own, _ends(t, terms)


def _ends(t: EdgeType, terms: Terms) -> Iterator[Fact]:
    """Say where an edge starts and ends; several domains would mean all of them at once."""
    for predicate, ends in ((_DOMAIN, t.sources), (_RANGE, t.targets)):
        if len(ends) == 1:
            yield predicate, terms.nodes[ends[0]].classes[0]


def _properties(schema: Schema, terms: Terms) -> Iterator[Description]:
    """Describe each own predicate once, though several types may have it."""
    users: dict[Term, list[tuple[Property, Term]]] = {}
    for predicate, p, owner in _used(schema, terms):
        if predicate.startswith(_OWN):
            users.setdefault(predicate, []).append((p, owner))
    for predicate, found in users.items():
        kinds = {p.kind for p, _ in found}
        first = found[0][0]
        yield predicate, _own(predicate, _sort(kinds), first.label, _docs(found))
        owners = {owner for _, owner in found}
        if len(owners) == 1:
            yield predicate, [(_DOMAIN, owners.pop())]
        if len(kinds) == 1 and first.kind in VALUES:
            yield predicate, [(_RANGE, term(VALUES[first.kind]))]
        targets = {p.target for p, _ in found}
        if len(targets) == 1 and first.target:
            yield predicate, [(_RANGE, terms.nodes[first.target].classes[0])]


def _used(schema: Schema, terms: Terms) -> Iterator[tuple[Term, Property, Term]]:
    for t in schema.nodes:
        of = terms.nodes[t.name]
        for p in t.properties:
            yield of.properties[p.name][0], p, of.classes[0]
    for e in schema.edges:
        edge = terms.edges[e.name]
        for p in e.properties:
            yield edge.properties[p.name][0], p, edge.edge_class


def _sort(kinds: set[Kind]) -> Term:
    """Return which sort of property it is; a link that is no IRI is a literal."""
    if kinds == {Kind.NODE}:
        return _LINK
    return term("rdf:Property") if kinds & {Kind.NODE, Kind.URL} else _VALUE


def _docs(found: Iterable[tuple[Property, Term]]) -> Iterator[Fact]:
    for doc in {p.doc for p, _ in found if p.doc}:
        yield _COMMENT, literal(doc, language="en")


def _fixed() -> Iterator[Description]:
    """Describe what is no property of the schema: shortcuts, and where facts stand."""
    authorship, paper, author = map(known, ("pkg:Authorship", "pkg:Paper", "pkg:Author"))
    for name, label, more in (
        ("authorship", Label("Authorship", "署名"), ((_DOMAIN, paper), (_RANGE, authorship))),
        ("paper", Label("Paper", "论文"), ((_DOMAIN, authorship), (_RANGE, paper))),
        ("author", Label("Author", "作者"), ((_DOMAIN, authorship), (_RANGE, author))),
        ("span", Label("Lines", "行"), ()),
    ):
        yield known(f"pkg:{name}"), _own(known(f"pkg:{name}"), _LINK, label, more)
    for name, label, kind in (
        ("startLine", Label("First line", "首行"), "xsd:integer"),
        ("endLine", Label("Last line", "末行"), "xsd:integer"),
        ("reader", Label("Reader", "读取器"), "xsd:string"),
    ):
        predicate = known(f"pkg:{name}")
        yield predicate, _own(predicate, _VALUE, label, [(_RANGE, term(kind))])


def _own(of: Term, sort: Term, label: Label, more: Iterable[Fact]) -> Iterator[Fact]:
    yield TYPE, sort
    yield from labelled(label)
    yield _DEFINED_BY, _ONTOLOGY
    yield from more
    yield from _ALIGNED.get(local(of), ())
