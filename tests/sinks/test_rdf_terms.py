"""What types, properties, edges and identifiers are called in RDF."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from graphs import OWN
from paperkg.config import parse
from paperkg.model import Graph
from paperkg.own_types import SPOKEN_FOR
from paperkg.schema import BUILTIN, EdgeType, Kind, NodeType
from paperkg.schema.types import camel
from paperkg.sinks.rdf import ontology
from paperkg.sinks.rdf.well_known import ADDRESSES
from rdf_graphs import BASE, CONFIG, edge, graph_of, node, rendered
from rdf_reading import PKG, Iri, Literal, expected, read_back, with_pyoxigraph, with_rdflib

TYPES: Final[tuple[NodeType | EdgeType, ...]] = (*OWN.nodes, *OWN.edges)


@pytest.mark.parametrize("declared", TYPES, ids=lambda t: t.name)
def test_no_two_properties_of_a_type_share_a_predicate(declared: NodeType | EdgeType) -> None:
    predicates = [p.iri for p in declared.properties]
    assert len(predicates) == len(set(predicates))


def test_no_own_type_may_take_a_term_of_the_ontology_that_is_not_the_schemas() -> None:
    fixed = {term[1:-1] for term, _ in ontology._fixed()}
    assert fixed == {f"{PKG}{camel(name)}" for name in SPOKEN_FOR}


def test_no_edge_has_the_predicate_of_a_node_property() -> None:
    own = {f"pkg:{t.camel}" for t in BUILTIN.edges}
    assert len(own) == len(BUILTIN.edges)
    flat = own | {t.iri for t in BUILTIN.edges}
    assert not flat & {p.iri for t in BUILTIN.nodes for p in t.properties}


# names that Turtle, N3 or a vocabulary also uses, and those of edge classes
AWKWARD: Final = ("A", "True", "False", "Is", "Of", "Has", "Base", "Prefix", "Graph", "Id")
CLASHING: Final = ("Schema", "Org", "Owl", "Link", "Authorship", "Presentation")


def test_own_types_may_have_any_name() -> None:
    tables = "\n".join(f"[node_types.{name}]" for name in (*AWKWARD, *CLASHING))
    own = '\n[edge_types.resembles]\nproperties = { from = "date", to = "date", subject = "url" }'
    config, faults = parse(f'base_iri = "{BASE}"\n{tables}{own}', "own")
    assert not faults
    nodes = [
        node(f"{name.lower()}/x", name, {"name": name, "url": (f"{BASE}paper/x",)})
        for name in (*AWKWARD, *CLASHING)
    ]
    when = {"from": "2020-01-01", "to": "2021-01-01", "subject": f"{BASE}paper/y"}
    edges = [edge(a.id, "RESEMBLES", b.id, when) for a in nodes for b in nodes]
    graph = graph_of(nodes, edges)
    for parsed in (with_pyoxigraph, with_rdflib):
        triples = parsed(rendered(graph, config)[1], "ttl")
        assert read_back(triples, config.schema, BASE) == expected(graph)
    edge_nodes = {s for s, p, o in triples if p.endswith("#type") and o == Iri(f"{PKG}LinkEdge")}
    assert len(edge_nodes) == len(edges)


@pytest.mark.parametrize(
    ("iri", "predicates"),
    [
        ("schema:isRelatedTo", {"http://schema.org/isRelatedTo"}),
        ("https://example.org/uses", {"https://example.org/uses"}),
        ("nobody:knows", set()),
        ("schema:is related to", set()),
        ("no iri > . <x:y> <x:y> <x:y> .", set()),
        ("foaf:page", set()),
        ("pkg:cites", set()),
    ],
    ids=["curie", "iri", "unknown prefix", "blank", "injection", "a property's", "another edge's"],
)
def test_a_declared_predicate_stands_beside_the_own_one_only_where_it_can(
    iri: str, predicates: set[str]
) -> None:
    own = replace(BUILTIN.edge_types["CITES"], name="RUNS_ON", iri=iri)
    graph = graph_of(
        [node(f"paper/{s}", "Paper", {"title": s}) for s in "ab"],
        [edge("paper/a", "RUNS_ON", "paper/b", {})],
    )
    config = replace(CONFIG, schema=BUILTIN.extended((), (own,)))
    triples = with_pyoxigraph(rendered(graph, config)[0], "nt")
    flat = {p for _, p, o in triples if o == Iri(f"{BASE}paper/b")}
    assert flat == {f"{PKG}runsOn", *predicates}


def test_a_triple_that_two_edges_make_stands_once() -> None:
    own = replace(BUILTIN.edge_types["CITES"], name="QUOTES")
    graph = graph_of(
        [node(f"paper/{s}", "Paper", {"title": s}) for s in "ab"],
        [edge("paper/a", t, "paper/b", {}) for t in ("CITES", "QUOTES")],
    )
    config = replace(CONFIG, schema=BUILTIN.extended((), (own,)))
    ntriples = rendered(graph, config)[0]
    assert ntriples.count("<http://purl.org/spar/cito/cites>") == 1
    triples = with_pyoxigraph(ntriples, "nt")
    assert read_back(triples, config.schema, BASE) == expected(graph)


def test_an_own_type_takes_no_prefix_of_a_vocabulary() -> None:
    config, faults = parse(f'base_iri = "{BASE}"\n[node_types.Schema]', "own")
    assert not faults
    head = rendered(Graph(), config)[1].splitlines()
    assert "@prefix schema: <http://schema.org/> ." in head
    assert f"@prefix schema-id: <{BASE}schema/> ." in head


def test_edge_nodes_of_all_edges_between_two_nodes_have_their_own_iris() -> None:
    slugs = ("a", "a--a", "-a", "a-", "--", "paper-a")
    nodes = [node(f"paper/{s}", "Paper", {"title": s}) for s in slugs]
    nodes += [
        node(f"{t.lower()}/{s}", t, {"name": s})
        for t in ("Author", "Event", "Session")
        for s in slugs
    ]
    edges = [
        edge(a.id, t.name, b.id, {p.name: 1 if p.kind is Kind.INTEGER else "x"})
        for t in BUILTIN.edges
        for p in t.properties[:1]
        if p.kind is not Kind.NODE and not p.many
        for a in nodes
        for b in nodes
        if t.joins(a.type, b.type)
    ]
    graph = graph_of(nodes, edges)
    triples = with_pyoxigraph(rendered(graph)[0], "nt")
    assert read_back(triples, BUILTIN, BASE) == expected(graph)
    assert len({s for s, p, _ in triples if p.endswith("ns#subject")}) == len(edges)


OWL: Final = "http://www.w3.org/2002/07/owl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"


@pytest.mark.parametrize(
    ("node_type", "name", "identifier", "predicate", "address"),
    [
        ("Paper", "doi", "10.1/<a::b>;2-#", f"{OWL}sameAs", "doi.org/10.1/%3Ca::b%3E;2-%23"),
        ("Paper", "openalex", "W7", f"{OWL}sameAs", "openalex.org/W7"),
        ("Author", "orcid", "0000-0002-1825-0097", f"{OWL}sameAs", "orcid.org/0000-0002-1825-0097"),
        ("Institution", "ror", "016xsfp80", f"{OWL}sameAs", "ror.org/016xsfp80"),
        ("Topic", "openalex", "T10036", f"{SKOS}exactMatch", "openalex.org/T10036"),
        ("Paper", "arxiv", "math/0211159", f"{RDFS}seeAlso", "arxiv.org/abs/math/0211159"),
    ],
)
def test_an_identifier_is_also_a_link(
    node_type: str, name: str, identifier: str, predicate: str, address: str
) -> None:
    graph = graph_of([node("x/x", node_type, {name: identifier})], [])
    triples = with_pyoxigraph(rendered(graph)[0], "nt")
    assert (f"{BASE}x/x", predicate, Iri(f"https://{address}")) in triples


def test_every_identifier_of_the_schema_is_a_link() -> None:
    for node_type in BUILTIN.nodes:
        for scheme in (p.identifier for p in node_type.properties if p.identifier):
            assert scheme in ADDRESSES


def test_a_chinese_label_is_stated_only_beside_an_english_one() -> None:
    labels = "http://www.w3.org/2004/02/skos/core#prefLabel"
    for name, name_zh, languages in (
        ("target prop", "目标传播", ["en", "zh"]),
        ("目标传播", "目标传播法", ["zh"]),
        ("target prop", "TP", ["en"]),
    ):
        graph = graph_of([node("topic/x", "Topic", {"name": name, "name_zh": name_zh})], [])
        triples = with_pyoxigraph(rendered(graph)[0], "nt")
        found = [o.language for _, p, o in triples if p == labels and isinstance(o, Literal)]
        assert sorted(found) == languages
        assert read_back(triples, BUILTIN, BASE) == expected(graph)
