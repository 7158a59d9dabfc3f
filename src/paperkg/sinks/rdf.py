"""The graph as RDF: sorted N-Triples, which are the reference, and Turtle to read.

Both hold the same triples, computed once, and no blank node. A node's IRI is the base
IRI and its id. An edge is a flat triple with its own predicate (`pkg:relatesTo`), and
one with the well-known predicate; an edge with properties is also a node of its own:

    link:idea-x--relates-to--paper-y a pkg:Link ;
        rdf:subject idea:x ; rdf:predicate pkg:relatesTo ; rdf:object paper:y ;
        rdfs:comment "…"@en .

RDF's own words for a statement name the ends, since a library's own edge type may well
have a property `from` or `to`. How the graph is read back, `rdf_terms` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from paperkg import ids
from paperkg.config import Config
from paperkg.model import Artifact, Edge, Graph, Node, Scalar, Value
from paperkg.sinks.rdf_terms import NodeTerms, Terms
from paperkg.sinks.rdf_text import TYPE, Fact, Term, Turtle, iri, known, literal, ntriples

NTRIPLES: Final = "export/graph.nt"
TURTLE: Final = "export/graph.ttl"

_SAME: Final = known("owl:sameAs")
_SAME_CONCEPT: Final = known("skos:exactMatch")
_ADDRESSES: Final = {
    "doi": (_SAME, "https://doi.org/"),
    "orcid": (_SAME, "https://orcid.org/"),
    "ror": (_SAME, "https://ror.org/"),
    "openalex": (_SAME, "https://openalex.org/"),
    # a page about all versions of a preprint, which is not the work itself
    "arxiv": (known("rdfs:seeAlso"), "https://arxiv.org/abs/"),
}

_SUBJECT: Final = known("rdf:subject")
_PREDICATE: Final = known("rdf:predicate")
_OBJECT: Final = known("rdf:object")

_AUTHORSHIP: Final = known("pkg:Authorship")
_AUTHORSHIP_OF: Final = known("pkg:authorship")
_PAPER: Final = known("pkg:paper")
_AUTHOR: Final = known("pkg:author")


def render(graph: Graph, config: Config) -> Iterator[Artifact]:
    """Yield `graph.nt` and `graph.ttl`."""
    terms = Terms(config.schema, config.base_iri)
    turtle = Turtle(terms.prefixes)
    lines: list[str] = []
    blocks = [turtle.head()]
    for subject, facts in descriptions(graph, terms):
        lines.append(ntriples(subject, facts))
        blocks.append(turtle.block(subject, facts))
    yield Artifact(NTRIPLES, NTRIPLES, "".join(lines))
    yield Artifact(TURTLE, TURTLE, "\n".join(blocks))


def descriptions(graph: Graph, terms: Terms) -> Iterator[tuple[Term, list[Fact]]]:
    """Yield each subject with its facts; both in the order of code points.

    Facts are made subject by subject, so that all of them are never held at once.
    """
    lazy: dict[Term, Iterator[Fact]] = {}
    for node in graph.nodes.values():
        lazy[terms.node(node.id)] = _node_facts(node, graph.outgoing.get(node.id, ()), terms)
        if scheme := terms.nodes[node.type].scheme:
            lazy.setdefault(scheme, iter([(TYPE, known("skos:ConceptScheme"))]))
    for edge in graph.edges:
        if edge.properties:
            lazy[terms.edge(edge)] = _edge_node_facts(edge, terms)
    for subject in sorted(lazy):
        yield subject, sorted(set(lazy[subject]))


def _node_facts(node: Node, outgoing: Iterable[Edge], terms: Terms) -> Iterator[Fact]:
    of = terms.nodes[node.type]
    for node_class in of.classes:
        yield TYPE, node_class
    for name, value in node.properties.items():
        predicate, spell = of.properties[name]
        for each in _values(value):
            yield predicate, spell(each)
    yield from _links(node, of)
    if of.scheme:
        yield from _concept_facts(node, of)
    if node.type == "Paper":
        yield from _issued(node)
    for edge in outgoing:
        yield from _flat_facts(edge, terms)


def _values(value: Value) -> tuple[Scalar, ...]:
    return value if isinstance(value, tuple) else (value,)


def _links(node: Node, of: NodeTerms) -> Iterator[Fact]:
    """Link to the same thing elsewhere; never with a predicate that carries a property.

    Concepts of two vocabularies match, and are not one thing in the sense of OWL.
    """
    for name, scheme in of.identifiers.items():
        if name in node.properties:
            predicate, address = _ADDRESSES[scheme]
            concept = of.scheme and predicate == _SAME
            for each in _values(node.properties[name]):
                path = quote(str(each), safe="/:;()!$&'*+,=@-._~")
                yield _SAME_CONCEPT if concept else predicate, iri(address + path)


def _concept_facts(node: Node, of: NodeTerms) -> Iterator[Fact]:
    """State what SKOS expects: the scheme, and a preferred label for each language.

    The Chinese label stands beside `pkg:nameZh`, which carries the property.
    """
    yield known("skos:inScheme"), of.scheme
    name, name_zh = str(node.properties.get("name", "")), str(node.properties.get("name_zh", ""))
    if (ids.language(name), ids.language(name_zh)) == ("en", "zh"):
        yield known("skos:prefLabel"), literal(name_zh, language="zh")


def _issued(paper: Node) -> Iterator[Fact]:
    """State the year as libraries do, beside the integer with which SPARQL can reckon."""
    year = paper.properties.get("year")
    if isinstance(year, int) and 0 < year < 10_000:
        yield known("dcterms:issued"), literal(f"{year:04}", datatype=known("xsd:gYear"))


def _flat_facts(edge: Edge, terms: Terms) -> Iterator[Fact]:
    of = terms.edges[edge.type]
    target = terms.node(edge.target)
    for predicate in of.flat:
        yield predicate, target
    if edge.properties and of.edge_class == _AUTHORSHIP:
        yield _AUTHORSHIP_OF, terms.edge(edge)


def _edge_node_facts(edge: Edge, terms: Terms) -> Iterator[Fact]:
    of = terms.edges[edge.type]
    source, target = terms.node(edge.source), terms.node(edge.target)
    yield TYPE, of.edge_class
    yield _SUBJECT, source
    yield _PREDICATE, of.own
    yield _OBJECT, target
    if of.edge_class == _AUTHORSHIP:  # the words with which dblp and SemOpenAlex ask
        yield _PAPER, source
        yield _AUTHOR, target
    for name, value in edge.properties.items():
        predicate, spell = of.properties[name]
        for each in _values(value):
            yield predicate, spell(each)
