"""The documents beside graph.nt: each holds the same triples, or follows from the schema."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import replace
from typing import Any, Final

import pyoxigraph
import pytest
import rdflib
from hypothesis import given

from graphs import LAW, OWN, graphs
from paperkg.config import Config, parse
from paperkg.diagnostics import Origin
from paperkg.model import Graph, Node
from paperkg.sinks import rdf
from paperkg.sinks.rdf import GRAPH
from paperkg.sinks.rdf.terms import Terms
from rdf_reading import Iri, Literal, Triple, with_pyoxigraph, with_rdflib

BASE: Final = "https://kg.example/id/"
CONFIG: Final = Config("test", base_iri=BASE, schema=OWN)
DOUBLE: Final = "http://www.w3.org/2001/XMLSchema#double"
bases = pytest.mark.parametrize("base", [BASE, "https://kg.example/graph#"])


def written(graph: Graph, config: Config = CONFIG) -> dict[str, str]:
    return {a.path.removeprefix("export/"): a.text for a in rdf.render(graph, config)}


def without_doubles(triples: set[Triple]) -> set[Triple]:
    """Leave out what rdflib respells."""
    return {t for t in triples if not (isinstance(t[2], Literal) and t[2].datatype == DOUBLE)}


@bases
@LAW
@given(graph=graphs(OWN))
def test_json_ld_holds_the_triples_of_graph_nt(base: str, graph: Graph) -> None:
    files = written(graph, replace(CONFIG, base_iri=base))
    expected = with_pyoxigraph(files["graph.nt"], "nt")
    assert with_pyoxigraph(files["graph.jsonld"], "jsonld") == expected
    found = with_rdflib(files["graph.jsonld"], "jsonld")
    assert without_doubles(found) == without_doubles(expected)


@bases
@LAW
@given(graph=graphs(OWN))
def test_the_quads_hold_the_triples_of_graph_nt(base: str, graph: Graph) -> None:
    files = written(graph, replace(CONFIG, base_iri=base))
    assert with_pyoxigraph(files["prov.nq"], "nq") == with_pyoxigraph(files["graph.nt"], "nt")


@LAW
@given(graph=graphs(OWN))
def test_every_anchor_of_the_quads_has_its_lines_in_the_spans(graph: Graph) -> None:
    files = written(graph)
    quads = pyoxigraph.parse(files["prov.nq"].encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    anchors = {q.graph_name.value for q in quads if isinstance(q.graph_name, pyoxigraph.NamedNode)}
    spans = with_pyoxigraph(files["spans.nt"], "nt")
    assert anchors == {s for s, p, _ in spans if p.endswith("#span")}
    meant = {o for _, p, o in spans if p.endswith("#span")}
    assert meant == {Iri(s) for s, p, _ in spans if p.endswith("#startLine")}


@LAW
@given(graph=graphs(OWN))
def test_what_is_written_on_demand_is_what_sync_writes(graph: Graph) -> None:
    files = written(graph)
    for name, write in GRAPH.items():
        assert "".join(write(graph, CONFIG)) == files[name]


def moved(graph: Graph, by: int) -> Graph:
    """Return the graph as it is after lines were inserted at the top of its source."""

    def shift(origins: tuple[Origin, ...]) -> tuple[Origin, ...]:
        return tuple(replace(o, line=o.line + by, end_line=o.end_line + by) for o in origins)

    def shifted(thing: Any) -> Any:
        facts = {name: shift(o) for name, o in thing.facts.items()}
        return replace(thing, origins=shift(thing.origins), facts=facts)

    nodes = {id_: shifted(n) for id_, n in graph.nodes.items()}
    return Graph(nodes, tuple(shifted(e) for e in graph.edges))


@LAW
@given(graph=graphs(OWN))
def test_a_line_inserted_at_the_top_changes_no_quad(graph: Graph) -> None:
    assert "".join(GRAPH["prov.nq"](moved(graph, 3), CONFIG)) == written(graph)["prov.nq"]


def test_what_two_files_state_stands_in_the_graph_of_each() -> None:
    places = tuple(Origin(f"data/{name}.md", 1, 2, "reading-list") for name in "ab")
    node = Node("paper/x", "Paper", "x", {"title": "X"}, places)
    quads = written(Graph({node.id: node}, ()))["prov.nq"].splitlines()
    graphs = [line.rpartition("<")[2].removeprefix(f"{BASE}source/") for line in quads]
    assert sorted(graphs) == ["data/a.md#paper/x> ."] * 3 + ["data/b.md#paper/x> ."] * 3


def test_a_fact_that_stands_elsewhere_than_its_node_has_its_own_anchor() -> None:
    here, there = (Origin("data/a.md", n, n + 1, "reading-list") for n in (1, 7))
    other = Origin("data/b 对.yaml", 0, 0, "records")
    node = Node(
        "paper/x",
        "Paper",
        "x",
        {"title": "X", "year": 2020, "kind": "book"},
        (here, there, other),
        {"title": (here, there), "year": (there,), "kind": (other,)},
    )
    files = written(Graph({node.id: node}, ()))
    lines = files["prov.nq"].splitlines()

    def anchors(predicate: str) -> list[str]:
        ends = [
            line.rpartition("<")[2].removeprefix(f"{BASE}source/")
            for line in lines
            if predicate in line
        ]
        return sorted(set(ends))

    assert anchors("#kind>") == ["data/b%20%E5%AF%B9.yaml#paper/x> ."]
    assert anchors("#year>") == ["data/a.md#paper/x/year> ."]
    assert anchors("terms/title>") == ["data/a.md#paper/x> ."]
    spans = files["spans.nt"]
    assert f"<{BASE}source/data/a.md#paper/x/year> <https://w3id.org/paperkg/ns#span> " in spans
    assert f'<{BASE}source/data/a.md#L7-L8> <https://w3id.org/paperkg/ns#startLine> "7"' in spans


def test_a_large_graph_is_written_once_in_every_format_only_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rdf, "EVERY_FILE_UP_TO", 1)
    node = Node("paper/x", "Paper", "x", {"title": "X"}, (Origin("data/a.md", 1, 1, "r"),))
    graph = Graph({node.id: node}, ())
    costly = {"graph.jsonld", "prov.nq", "spans.nt"}
    assert not costly & set(written(graph))
    assert "prov.nq" not in written(graph)["void.ttl"]
    config, faults = parse("[rdf]\nevery_file = true", "test")
    assert not faults
    assert costly < set(written(graph, config))


DESCRIBING: Final = ("paperkg.ttl", "shapes.ttl", "shapes-sparql.ttl", "void.ttl")


@pytest.mark.parametrize("name", DESCRIBING)
@pytest.mark.parametrize("base", [BASE, "https://kg.example/graph#"])
def test_two_engines_read_what_describes_the_graph(name: str, base: str) -> None:
    text = written(Graph(), replace(CONFIG, base_iri=base))[name]
    one = list(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE))
    two = rdflib.Graph().parse(data=text, format="turtle")
    assert len(one) == len(two) > 10
    nameless = [t for t in one if isinstance(t.subject, pyoxigraph.BlankNode)]
    assert not nameless or name == "shapes.ttl"  # lists


def test_every_own_term_of_a_graph_is_in_the_ontology() -> None:
    files = written(Graph())
    own = re.compile(r"https://w3id\.org/paperkg/ns#\w+")
    described = {s for s, _, _ in with_pyoxigraph(files["paperkg.ttl"], "ttl")}
    for name in ("shapes.ttl", "shapes-sparql.ttl", "context.jsonld"):
        expanded = files[name].replace('"pkg:', '"https://w3id.org/paperkg/ns#')
        assert set(own.findall(expanded)) <= described, name
    terms = Terms(OWN, BASE)
    every = {c for t in terms.nodes.values() for c in t.classes}
    every |= {p for t in terms.edges.values() for p in (*t.flat, t.edge_class)}
    declared = [t.properties for t in terms.nodes.values()]
    declared += [t.properties for t in terms.edges.values()]
    every |= {predicate for of in declared for predicate, _ in of.values()}
    assert {t[1:-1] for t in every if own.match(t[1:-1])} <= described


def test_own_terms_have_labels_in_two_languages_and_say_nothing_of_others_terms() -> None:
    triples = with_pyoxigraph(written(Graph())["paperkg.ttl"], "ttl")
    languages: dict[str, set[str]] = defaultdict(set)
    for s, p, o in triples:
        assert s.startswith("https://w3id.org/paperkg/ns"), s
        if p.endswith("#label") and isinstance(o, Literal):
            languages[s].add(o.language)
    assert all("en" in found for found in languages.values())
    assert languages["https://w3id.org/paperkg/ns#Dataset"] == {"en", "zh"}


def test_void_counts_what_graph_nt_holds() -> None:
    node = Node("paper/x", "Paper", "x", {"title": "X"}, (Origin("data/a.md", 1, 1, "r"),))
    files = written(Graph({node.id: node}, ()))
    void = with_pyoxigraph(files["void.ttl"], "ttl")
    counted = {p.rpartition("#")[2]: o.text for s, p, o in void if s == f"{BASE}dataset"}
    assert counted["triples"] == str(files["graph.nt"].count("\n"))
    assert counted["entities"] == "1"


def test_a_term_that_would_mean_two_things_is_none() -> None:
    config, faults = parse(
        """
        [node_types.Dataset]
        properties = { dcterms = "string", edges = "integer", cites = "integer" }
        [edge_types.runs_on]
        properties = { since = "date" }
        [edge_types.seen_in]
        properties = { since = "integer" }
        """,
        "own",
    )
    assert not [f for f in faults if "cites" not in f.message]
    found = json.loads(written(Graph(), config)["context.jsonld"])["@context"]
    assert not {"dcterms", "edges"} & set(found["Dataset"]["@context"])
    assert "since" not in found["Link"]["@context"]
