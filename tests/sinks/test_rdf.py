"""The RDF views: one set of triples for every engine, from which the graph is read back."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Final

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs import LAW, OWN, graphs
from paperkg.config import Config, parse
from paperkg.diagnostics import Origin
from paperkg.model import Edge, Graph, Node, Properties
from paperkg.own_types import SPOKEN_FOR
from paperkg.schema import BUILTIN, EdgeType, Kind, NodeType, Property, Schema
from paperkg.schema.types import camel
from paperkg.sinks import rdf
from paperkg.sinks.rdf import ontology
from paperkg.sinks.rdf.well_known import ADDRESSES
from rdf_reading import PKG, Iri, Literal, expected, read_back, with_pyoxigraph, with_rdflib

BASE: Final = "https://kg.example/id/"
CONFIG: Final = Config("test", base_iri=BASE)
OWN_CONFIG: Final = Config("test", base_iri=BASE, schema=OWN)
ORIGINS: Final = (Origin("data/notes.md", 1, 2, "reading-list"),)


def node(node_id: str, node_type: str, properties: Properties) -> Node:
    return Node(node_id, node_type, node_id, properties, ORIGINS)


def edge(source: str, edge_type: str, target: str, properties: Properties) -> Edge:
    kebab = edge_type.lower().replace("_", "-")
    edge_id = f"{source}--{kebab}--{target}"
    return Edge(edge_id, edge_type, source, target, properties, ORIGINS)


def graph_of(nodes: list[Node], edges: list[Edge]) -> Graph:
    return Graph({n.id: n for n in nodes}, tuple(edges))


def rendered(graph: Graph, config: Config = CONFIG) -> tuple[str, str]:
    """Return the N-Triples and the Turtle."""
    ntriples, turtle, *_ = rdf.render(graph, config)
    assert (ntriples.path, turtle.path) == ("export/graph.nt", "export/graph.ttl")
    return ntriples.text, turtle.text


def body(turtle: str) -> str:
    return turtle.partition("\n\n")[2]


SMALL: Final = graph_of(
    [
        node("author/nasir-ahmad", "Author", {"name": "Nasir Ahmad"}),
        node("idea/spectrum-control", "Idea", {"text": '对target prop做 "control"\n(ADMM)'}),
        node("institution/radboud", "Institution", {"name": "Radboud", "ror": "016xsfp80"}),
        node(
            "paper/gait-prop",
            "Paper",
            {
                "title": "GAIT-prop: A rule",
                "year": 2020,
                "doi": "10.48550/arxiv.2006.06438",
                "arxiv": "2006.06438",
                "url": ("https://arxiv.org/abs/2006.06438", "papers/gait prop.pdf"),
            },
        ),
        node("topic/目标传播", "Topic", {"name": "target prop", "name_zh": "目标传播"}),
    ],
    [
        edge("idea/spectrum-control", "RELATES_TO", "paper/gait-prop", {"page": "3"}),
        edge("paper/gait-prop", "ABOUT", "topic/目标传播", {}),
        edge(
            "paper/gait-prop",
            "AUTHORED_BY",
            "author/nasir-ahmad",
            {"position": 1, "affiliations": ("institution/radboud",)},
        ),
    ],
)

SMALL_TURTLE: Final = """\
author:nasir-ahmad
    a foaf:Person , pkg:Author ;
    foaf:name "Nasir Ahmad" .

authorship:gait-prop--nasir-ahmad
    a pkg:Authorship ;
    rdf:object author:nasir-ahmad ;
    rdf:predicate pkg:authoredBy ;
    rdf:subject paper:gait-prop ;
    pkg:affiliation institution:radboud ;
    pkg:author author:nasir-ahmad ;
    pkg:paper paper:gait-prop ;
    pkg:position 1 .

idea:spectrum-control
    a fabio:Comment , pkg:Idea ;
    dcterms:relation paper:gait-prop ;
    schema:text "对target prop做 \\"control\\"\\n(ADMM)"@zh ;
    pkg:relatesTo paper:gait-prop .

institution:radboud
    a org:Organization , pkg:Institution ;
    owl:sameAs <https://ror.org/016xsfp80> ;
    foaf:name "Radboud"@en ;
    pkg:ror "016xsfp80" .

link:idea-spectrum-control--relates-to--paper-gait-prop
    a pkg:Link ;
    rdf:object paper:gait-prop ;
    rdf:predicate pkg:relatesTo ;
    rdf:subject idea:spectrum-control ;
    pkg:page "3" .

paper:gait-prop
    a fabio:Work , pkg:Paper ;
    dcterms:creator author:nasir-ahmad ;
    dcterms:issued "2020"^^xsd:gYear ;
    dcterms:subject <https://kg.example/id/topic/%E7%9B%AE%E6%A0%87%E4%BC%A0%E6%92%AD> ;
    dcterms:title "GAIT-prop: A rule"@en ;
    bibo:doi "10.48550/arxiv.2006.06438" ;
    rdfs:seeAlso <https://arxiv.org/abs/2006.06438> ;
    owl:sameAs <https://doi.org/10.48550/arxiv.2006.06438> ;
    foaf:page
        "papers/gait prop.pdf" ,
        <https://arxiv.org/abs/2006.06438> ;
    pkg:about <https://kg.example/id/topic/%E7%9B%AE%E6%A0%87%E4%BC%A0%E6%92%AD> ;
    pkg:arxiv "2006.06438" ;
    pkg:authoredBy author:nasir-ahmad ;
    pkg:authorship authorship:gait-prop--nasir-ahmad ;
    pkg:year 2020 .

<https://kg.example/id/topic/%E7%9B%AE%E6%A0%87%E4%BC%A0%E6%92%AD>
    a skos:Concept , pkg:Topic ;
    skos:inScheme <https://kg.example/id/topics> ;
    skos:prefLabel
        "target prop"@en ,
        "目标传播"@zh ;
    pkg:nameZh "目标传播"@zh .

<https://kg.example/id/topics>
    a skos:ConceptScheme .
"""


def test_a_small_graph_is_this_turtle() -> None:
    assert body(rendered(SMALL)[1]) == SMALL_TURTLE


def test_the_head_declares_every_vocabulary_and_every_folder_of_nodes() -> None:
    head = rendered(SMALL)[1].partition("\n\n")[0].splitlines()
    assert head == sorted(head)
    assert "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ." in head
    assert f"@prefix paper: <{BASE}paper/> ." in head
    assert f"@prefix authorship: <{BASE}authorship/> ." in head


@LAW
@given(graphs(OWN))
def test_two_engines_read_one_set_of_triples_from_both_files(graph: Graph) -> None:
    ntriples, turtle = rendered(graph, OWN_CONFIG)
    triples = with_pyoxigraph(ntriples, "nt")
    assert with_pyoxigraph(turtle, "ttl") == triples
    assert len(triples) == ntriples.count("\n")
    by_rdflib = with_rdflib(ntriples, "nt")
    assert with_rdflib(turtle, "ttl") == by_rdflib
    # rdflib respells doubles ("7.0E-1" as "0.7") and knows no other difference
    assert {t for t in by_rdflib if not _double(t)} == {t for t in triples if not _double(t)}


def _double(triple: tuple[str, str, Iri | Literal]) -> bool:
    return isinstance(triple[2], Literal) and triple[2].datatype.endswith("#double")


@LAW
@given(graphs(OWN))
def test_the_graph_is_read_back_by_two_engines(graph: Graph) -> None:
    ntriples, turtle = rendered(graph, OWN_CONFIG)
    assert read_back(with_pyoxigraph(ntriples, "nt"), OWN, BASE) == expected(graph)
    assert read_back(with_rdflib(turtle, "ttl"), OWN, BASE) == expected(graph)


@LAW
@given(graphs(OWN))
def test_ntriples_are_canonical_and_sorted_by_code_points(graph: Graph) -> None:
    ntriples = rendered(graph, OWN_CONFIG)[0]
    lines = ntriples.split("\n")[:-1]
    assert lines == sorted(set(lines))
    quads = pyoxigraph.parse(ntriples.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    canonical = pyoxigraph.serialize(
        (quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES
    )
    assert ntriples.encode() == canonical


@LAW
@given(graphs(OWN), st.randoms(use_true_random=False))
def test_the_order_of_insertion_changes_no_byte(graph: Graph, shuffle: random.Random) -> None:
    nodes = [replace(n, properties=_shuffled(n.properties, shuffle)) for n in graph.nodes.values()]
    edges = [replace(e, properties=_shuffled(e.properties, shuffle)) for e in graph.edges]
    shuffle.shuffle(nodes)
    shuffle.shuffle(edges)
    one, other = (list(rdf.render(g, OWN_CONFIG)) for g in (graph, graph_of(nodes, edges)))
    assert one == other
    assert {"export/graph.jsonld", "export/prov.nq", "export/spans.nt"} <= {a.path for a in one}


def _shuffled(properties: Properties, shuffle: random.Random) -> Properties:
    pairs = list(properties.items())
    shuffle.shuffle(pairs)
    return dict(pairs)


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


def test_a_moment_keeps_its_offset_and_what_is_no_moment_stays_text() -> None:
    moments = {
        "2020-12-09T23:50:00+08:00": "dateTime",
        "2020-12-09T23:50:00.5Z": "dateTime",
        "2020-12-09T23:50+08:00": "string",
        "2020-02-30T00:00:00Z": "string",
        "soon": "string",
    }
    own = Property(
        name="seen", iri="pkg:seen", label=BUILTIN.nodes[0].label, kind=Kind.DATETIME, many=True
    )
    schema = Schema((replace(BUILTIN.nodes[0], properties=(own,)),), (), BUILTIN.prefixes)
    graph = graph_of([node("paper/x", "Paper", {"seen": tuple(moments)})], [])
    ntriples = rendered(graph, replace(CONFIG, schema=schema))[0]
    triples = with_pyoxigraph(ntriples, "nt")
    found = {o.text: o.datatype.partition("#")[2] for *_, o in triples if isinstance(o, Literal)}
    assert found == moments


def test_a_base_that_ends_in_a_hash_works_alike() -> None:
    config = replace(CONFIG, base_iri="https://kg.example/graph#")
    turtle = rendered(SMALL, config)[1]
    assert body(turtle).replace("graph#", "id/") == SMALL_TURTLE
    assert read_back(with_rdflib(turtle, "ttl"), BUILTIN, config.base_iri) == expected(SMALL)


def test_an_empty_graph_is_two_valid_files() -> None:
    ntriples, turtle = rendered(Graph())
    assert ntriples == ""
    assert with_pyoxigraph(turtle, "ttl") == with_rdflib(turtle, "ttl") == set()
