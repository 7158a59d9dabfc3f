"""Seeded defects: SHACL, as others run it, and the fast rules each report them."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
import rdflib
from hypothesis import given, settings

from graphs import OWN, graphs
from paperkg import Library, rules, shacl
from paperkg.config import Config
from paperkg.diagnostics import Diagnostic, Origin
from paperkg.model import Edge, Graph, Node
from paperkg.schema import BUILTIN
from paperkg.sinks.rdf import DESCRIBING, GRAPH

BASE: Final = "https://kg.example/id/"
CONFIG: Final = Config("test", base_iri=BASE)
PKG: Final = "https://w3id.org/paperkg/ns#"


def at(line: int) -> tuple[Origin, ...]:
    return (Origin("data/list.md", line, line, "reading-list"),)


def node(line: int, id_: str, **properties: Any) -> Node:
    node_type = BUILTIN.node_type(id_.partition("/")[0])
    assert node_type
    return Node(id_, node_type.name, id_, properties, at(line))


def edge(line: int, source: str, type_: str, target: str, **properties: Any) -> Edge:
    kebab = type_.lower().replace("_", "-")
    return Edge(f"{source}--{kebab}--{target}", type_, source, target, properties, at(line))


NODES: Final = (
    node(
        1, "paper/a", title="A", year=2020, doi="10.1000/a", arxiv="2006.06438", date="2020-12-06"
    ),
    node(2, "paper/b", title="乙"),
    node(3, "author/x", name="X", orcid="0000-0002-1825-0097", openalex="A1"),
    node(4, "author/y", name="Y", wikidata="Q42"),
    node(5, "institution/i", name="I", ror="016xsfp80"),
    node(6, "topic/t", name="target prop", name_zh="目标传播"),
    node(7, "topic/u", name="learning"),
    node(8, "idea/d", text="对 target prop", created="2020-12-10"),
    node(9, "venue/v", name="NeurIPS"),
    node(10, "event/e", name="NeurIPS 2020", start_date="2020-12-06"),
    node(11, "session/s", name="S", start="2020-12-09T23:50:00+08:00"),
)
EDGES: Final = (
    edge(21, "paper/a", "AUTHORED_BY", "author/x", position=1, affiliations=("institution/i",)),
    edge(22, "paper/a", "AUTHORED_BY", "author/y", position=2),
    edge(23, "paper/a", "ABOUT", "topic/t", evidence=("title: A",)),
    edge(24, "topic/t", "BROADER", "topic/u"),
    edge(25, "paper/a", "CITES", "paper/b"),
    edge(26, "paper/a", "PUBLISHED_IN", "venue/v"),
    edge(27, "paper/a", "PRESENTED_AT", "session/s", kind="oral"),
    edge(28, "session/s", "HELD_AT", "event/e"),
    edge(29, "idea/d", "RELATES_TO", "paper/a", page="3"),
)


def graph_of(nodes: tuple[Node, ...] = NODES, edges: tuple[Edge, ...] = EDGES) -> Graph:
    return Graph({n.id: n for n in nodes}, tuple(sorted(edges, key=lambda e: e.id)))


def triples(graph: Graph, config: Config = CONFIG) -> str:
    return "".join(GRAPH["graph.nt"](graph, config))


def by_shacl(graph: Graph, ntriples: str = "") -> tuple[Diagnostic, ...]:
    return shacl.check_triples(ntriples or triples(graph), graph, CONFIG)


def by_rules(graph: Graph) -> list[Diagnostic]:
    return list(rules.check(graph, BUILTIN))


def test_what_is_right_is_not_reported() -> None:
    assert by_rules(graph_of()) == []
    assert by_shacl(graph_of()) == ()


# a node, one of its properties, and what is wrong with it; None takes it away
VALUES: Final[tuple[tuple[str, str, Any], ...]] = (
    ("paper/a", "title", None),
    ("paper/a", "title", ""),
    ("paper/a", "title", ("A", "B")),
    ("paper/a", "year", (2020, 2021)),
    ("paper/a", "date", "soon"),
    ("paper/a", "date", "2020-02-30"),
    ("paper/a", "doi", "10.1000/A"),
    ("paper/a", "doi", "doi:10.1000/a"),
    ("paper/a", "doi", ("10.1000/a", "10.1000/b")),
    ("paper/a", "arxiv", "2006.06438v2"),
    ("paper/a", "arxiv", "no such form"),
    ("author/x", "name", None),
    ("author/x", "name", ("X", "Z")),
    ("author/x", "orcid", "0000000218250097"),
    ("author/x", "openalex", "a1"),
    ("author/y", "wikidata", "42"),
    ("institution/i", "ror", "https://ror.org/016xsfp80"),
    ("institution/i", "name", None),
    ("topic/t", "name", None),
    ("idea/d", "text", None),
    ("idea/d", "created", "yesterday"),
    ("event/e", "start_date", "2020-12"),
    ("session/s", "start", "2020-12-09T23:50:00"),
    ("session/s", "start", "23:50"),
)


@pytest.mark.parametrize(("id_", "name", "value"), VALUES)
def test_a_wrong_value_is_reported_by_both_with_its_line(id_: str, name: str, value: Any) -> None:
    old = next(n for n in NODES if n.id == id_)
    properties = {**old.properties, name: value}
    if value is None:
        del properties[name]
    fact = Origin("data/fact.md", 77, 77, "reading-list")
    new = replace(old, properties=properties, facts={name: (fact,)})
    graph = graph_of(tuple(new if n is old else n for n in NODES))
    for found in (by_rules(graph), by_shacl(graph)):
        assert {d.origin for d in found} == {fact}, found


# edges that replace those of the same type and source
WRONG_EDGES: Final = (
    edge(99, "paper/a", "AUTHORED_BY", "author/y", position=0),
    edge(99, "paper/a", "AUTHORED_BY", "author/y", position=-1),
    edge(99, "paper/a", "AUTHORED_BY", "author/y", position=1),
    edge(99, "paper/a", "AUTHORED_BY", "author/y", position=(2, 3)),
    edge(99, "paper/a", "AUTHORED_BY", "author/y", affiliations=("paper/b",)),
    edge(99, "paper/a", "AUTHORED_BY", "author/y", affiliations=("institution/nowhere",)),
    edge(99, "paper/a", "AUTHORED_BY", "idea/d"),
    edge(99, "idea/d", "AUTHORED_BY", "author/y"),
    edge(99, "paper/a", "ABOUT", "author/x"),
    edge(99, "topic/t", "BROADER", "paper/b"),
    edge(99, "paper/a", "CITES", "idea/d"),
    edge(99, "paper/a", "PUBLISHED_IN", "institution/i"),
    edge(99, "paper/a", "PRESENTED_AT", "venue/v"),
    edge(99, "session/s", "HELD_AT", "paper/a"),
)


@pytest.mark.parametrize("wrong", WRONG_EDGES, ids=lambda e: f"{e.id} {dict(e.properties)}")
def test_a_wrong_edge_is_reported_by_both(wrong: Edge) -> None:
    graph = graph_of(NODES, (*(e for e in EDGES if e.id != wrong.id), wrong))
    assert 99 in {d.origin.line for d in by_rules(graph) if d.origin}
    assert by_shacl(graph)


def swapped(old: str, new: str) -> Callable[[str], str]:
    def swap(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return swap


def without(*parts: str) -> Callable[[str], str]:
    def drop(text: str) -> str:
        lines = text.splitlines(keepends=True)
        kept = [line for line in lines if not all(part in line for part in parts)]
        assert len(kept) < len(lines)
        return "".join(kept)

    return drop


def plus(*lines: str) -> Callable[[str], str]:
    prefixed = [line.replace("pkg:", PKG).replace("<id:", f"<{BASE}") for line in lines]
    return lambda text: text + "".join(f"{line} .\n" for line in prefixed)


DAMAGES: Final = {
    "no well-known class": without("paper/a>", "spar/fabio/Work"),
    "no class at all": without("author/y> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"),
    "edge without its flat triple": without("paper/a> <https://w3id.org/paperkg/ns#authoredBy>"),
    "no well-known predicate": without("paper/a> <http://purl.org/dc/terms/creator>"),
    "edge node without subject": without("link/idea-d", "rdf-syntax-ns#subject"),
    "edge node without predicate": without("link/idea-d", "rdf-syntax-ns#predicate"),
    "edge node with two objects": plus(
        "<id:authorship/a--x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> <id:author/y>"
    ),
    "edge node of another class": swapped(f"<{PKG}Authorship>", f"<{PKG}Presentation>"),
    "authorship without author": without("authorship/a--x", f"<{PKG}author>"),
    "text without language": swapped('"A"@en', '"A"'),
    "text in another language": swapped('"A"@en', '"A"@fr'),
    "two labels in one language": plus(
        '<id:topic/t> <http://www.w3.org/2004/02/skos/core#prefLabel> "other"@en'
    ),
    "a year as text": swapped('"2020"^^<http://www.w3.org/2001/XMLSchema#integer>', '"2020"'),
    "a year as decimal": swapped("XMLSchema#integer", "XMLSchema#decimal"),
    "an edge to nowhere": plus("<id:paper/a> <pkg:relatesTo> <id:paper/nowhere>"),
    "an edge to text": plus('<id:paper/a> <pkg:relatesTo> "b"'),
    "a node without a name": swapped(f"<{BASE}paper/b>", "_:b"),
    "a circle": plus("<id:topic/u> <pkg:broader> <id:topic/t>"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_triples_are_reported(damage: str) -> None:
    graph = graph_of()
    assert by_shacl(graph, DAMAGES[damage](triples(graph)))


def test_at_least_forty_defects_are_seeded() -> None:
    assert len(VALUES) + len(WRONG_EDGES) + len(DAMAGES) >= 40


def test_a_wrong_check_digit_is_reported_by_the_rules() -> None:
    old = NODES[2]
    new = replace(old, properties={**old.properties, "orcid": "0000-0002-1825-0098"})
    graph = graph_of(tuple(new if n is old else n for n in NODES))
    assert [d.code for d in by_rules(graph)] == ["R801"]


def test_a_circle_is_found_by_pyshacl_too() -> None:
    """Others run `shapes-sparql.ttl` in a SHACL engine, not its queries."""
    import pyshacl

    text = DESCRIBING["shapes-sparql.ttl"](CONFIG)
    whole = triples(graph_of())
    for damage, conforms in ((None, True), ("a circle", False), ("no well-known predicate", False)):
        shapes = rdflib.Graph().parse(data=text, format="turtle")
        lines = DAMAGES[damage](whole) if damage else whole
        data = rdflib.Graph().parse(data=lines, format="nt")
        assert pyshacl.validate(data, shacl_graph=shapes, inplace=True)[0] is conforms, damage


@settings(max_examples=20)
@given(graphs(OWN))
def test_own_types_have_shapes_that_graphs_hold(graph: Graph) -> None:
    """Random identifiers, times without offset and circles break rules, and nothing else does."""
    config = replace(CONFIG, schema=OWN)
    schemes = {p.name for t in OWN.nodes for p in t.properties if p.identifier}
    found = shacl.check_triples(triples(graph, config), graph, config)
    excused = (*schemes, "position", "offset", "circle", "the same position")
    assert [d for d in found if not any(word in d.message for word in excused)] == []


@pytest.mark.parametrize("which", ["seed", "data"])
def test_the_real_lists_conform(which: str, seed: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    source = seed if which == "seed" else Path(__file__).parents[1] / "data" / "neurips-2020.md"
    (tmp_path / "data" / "list.md").write_bytes(source.read_bytes())
    found = Library.open(tmp_path).check(shacl=True)
    assert [d for d in found if d.code.startswith("R")] == []


def test_a_share_of_the_corpus_conforms(corpus: Path, tmp_path: Path) -> None:
    """Every 25th paper; `make shacl` takes every one."""
    share = int(os.environ.get("SHACL_EVERY", "25"))
    works = gzip.decompress(corpus.read_bytes()).splitlines(keepends=True)[::share]
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "works.jsonl").write_bytes(b"".join(works))
    library = Library.open(tmp_path)
    assert len(list(library.graph.of_type("Paper"))) > len(works) * 0.99
    found = library.check(shacl=True)
    assert [d for d in found if d.code.startswith("R")] == []
