"""The triples that a graph is in RDF, subject by subject; every document is made of them.

There is no blank node. A node's IRI is the base
IRI and its id. An edge is a flat triple with its own predicate (`pkg:relatesTo`), and
one with the well-known predicate; an edge with properties is also a node of its own:

    link:idea-x--relates-to--paper-y a pkg:Link ;
        rdf:subject idea:x ; rdf:predicate pkg:relatesTo ; rdf:object paper:y ;
        rdfs:comment "…"@en .

RDF's own words for a statement name the ends, since a library's own edge type may well
have a property `from` or `to`. How the graph is read back, `terms` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias
from urllib.parse import quote

from paperkg import ids
from paperkg.model import Edge, Graph, Node, Scalar, Value
from paperkg.sinks.rdf.terms import NodeTerms, Terms
from paperkg.sinks.rdf.text import TYPE, Fact, Term, iri, known, literal

_SAME: Final = known("owl:sameAs")
_SAME_CONCEPT: Final = known("skos:exactMatch")
_ADDRESSES: Final = {
    "doi": (_SAME, "https://doi.org/"),
    "orcid": (_SAME, "https://orcid.org/"),
    "ror": (_SAME, "https://ror.org/"),
    "openalex": (_SAME, "https://openalex.org/"),
    "wikidata": (_SAME, "http://www.wikidata.org/entity/"),
    # a page about all versions of a preprint, which is not the work itself
    "arxiv": (known("rdfs:seeAlso"), "https://arxiv.org/abs/"),
}

SUBJECT: Final = known("rdf:subject")
PREDICATE: Final = known("rdf:predicate")
OBJECT: Final = known("rdf:object")
_CONCEPT_SCHEME: Final = known("skos:ConceptScheme")
_IN_SCHEME: Final = known("skos:inScheme")

AUTHORSHIP: Final = known("pkg:Authorship")
_AUTHORSHIP_OF: Final = known("pkg:authorship")
_PAPER: Final = known("pkg:paper")
_AUTHOR: Final = known("pkg:author")


Part: TypeAlias = tuple[str | Edge, list[Fact]]
"""Facts of a subject that one claim makes: under a property's name, an edge, or empty text
for the subject as such."""


def descriptions(graph: Graph, terms: Terms) -> Iterator[tuple[Term, list[Fact]]]:
    """Yield each subject with its facts; both in the order of code points.

    Facts are made subject by subject, so that all of them are never held at once.
    """
    for subject, _, parts in subjects(graph, terms):
        yield subject, sorted({fact for _, facts in parts for fact in facts})


def subjects(
    graph: Graph, terms: Terms
) -> Iterator[tuple[Term, Node | Edge | None, Iterator[Part]]]:
    """Yield each subject, what it stands for, and its facts by the claims that make them.

    A concept scheme stands for nothing in the graph.
    """
    lazy: dict[Term, Node | Edge | None] = {}
    for node in graph.nodes.values():
        lazy[terms.node(node.id)] = node
        if scheme := terms.nodes[node.type].scheme:
            lazy.setdefault(scheme, None)
    for edge in graph.edges:
        if edge.properties:
            lazy[terms.edge(edge)] = edge
    for subject in sorted(lazy):
        of = lazy[subject]
        if isinstance(of, Node):
            yield subject, of, node_parts(of, graph.outgoing.get(of.id, ()), terms)
        elif of:
            yield subject, of, edge_parts(of, terms)
        else:
            yield subject, None, iter([("", [(TYPE, _CONCEPT_SCHEME)])])


def node_parts(node: Node, outgoing: Iterable[Edge], terms: Terms) -> Iterator[Part]:
    """Yield the facts whose subject is a node."""
    of = terms.nodes[node.type]
    as_such = [(TYPE, node_class) for node_class in of.classes]
    if of.scheme:
        as_such.append((_IN_SCHEME, of.scheme))
    yield "", as_such
    for name, value in node.properties.items():
        predicate, spell = of.properties[name]
        facts = [(predicate, spell(each)) for each in _values(value)]
        facts.extend(_more(node, name, of))
        yield name, facts
    for edge in outgoing:
        yield edge, _flat_facts(edge, terms)


def _more(node: Node, name: str, of: NodeTerms) -> Iterator[Fact]:
    """Yield what a property also says in the words of others."""
    if name in of.identifiers:
        yield from _links(node, name, of)
    elif name == "name_zh" and of.scheme:
        yield from _label_zh(node)
    elif name == "year" and node.type == "Paper":
        yield from _issued(node)


def _values(value: Value) -> tuple[Scalar, ...]:
    return value if isinstance(value, tuple) else (value,)


def _links(node: Node, name: str, of: NodeTerms) -> Iterator[Fact]:
    """Link to the same thing elsewhere; never with a predicate that carries a property.

    Concepts of two vocabularies match, and are not one thing in the sense of OWL.
    """
    predicate, address = _ADDRESSES[of.identifiers[name]]
    concept = of.scheme and predicate == _SAME
    for each in _values(node.properties[name]):
        path = quote(str(each), safe="/:;()!$&'*+,=@-._~")
        yield _SAME_CONCEPT if concept else predicate, iri(address + path)


def _label_zh(node: Node) -> Iterator[Fact]:
    """State what SKOS expects: a preferred label for each language.

    The Chinese label stands beside `pkg:nameZh`, which carries the property.
    """
    name, name_zh = str(node.properties.get("name", "")), str(node.properties["name_zh"])
    if (ids.language(name), ids.language(name_zh)) == ("en", "zh"):
        yield known("skos:prefLabel"), literal(name_zh, language="zh")


def _issued(paper: Node) -> Iterator[Fact]:
    """State the year as libraries do, beside the integer with which SPARQL can reckon."""
    year = paper.properties["year"]
    if isinstance(year, int) and 0 < year < 10_000:
        yield known("dcterms:issued"), literal(f"{year:04}", datatype=known("xsd:gYear"))


def _flat_facts(edge: Edge, terms: Terms) -> list[Fact]:
    of = terms.edges[edge.type]
    target = terms.node(edge.target)
    facts = [(predicate, target) for predicate in of.flat]
    if edge.properties and of.edge_class == AUTHORSHIP:
        facts.append((_AUTHORSHIP_OF, terms.edge(edge)))
    return facts


def edge_parts(edge: Edge, terms: Terms) -> Iterator[Part]:
    """Yield the facts whose subject is an edge's own node."""
    of = terms.edges[edge.type]
    source, target = terms.node(edge.source), terms.node(edge.target)
    as_such = [(TYPE, of.edge_class), (SUBJECT, source), (PREDICATE, of.own), (OBJECT, target)]
    if of.edge_class == AUTHORSHIP:  # the words with which dblp and SemOpenAlex ask
        as_such += [(_PAPER, source), (_AUTHOR, target)]
    yield "", as_such
    for name, value in edge.properties.items():
        predicate, spell = of.properties[name]
        yield name, [(predicate, spell(each)) for each in _values(value)]
