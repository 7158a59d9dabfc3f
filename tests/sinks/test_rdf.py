"""The RDF views: one set of triples for every engine, from which the graph is read back."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Final

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st

from graphs import LAW, OWN, graphs
from paperkg.config import Config
from paperkg.model import Graph, Properties
from paperkg.schema import BUILTIN, Kind, Property, Schema
from paperkg.sinks import rdf
from rdf_graphs import BASE, CONFIG, edge, graph_of, node, rendered
from rdf_reading import Iri, Literal, expected, read_back, with_pyoxigraph, with_rdflib

OWN_CONFIG: Final = Config("test", base_iri=BASE, schema=OWN)


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
