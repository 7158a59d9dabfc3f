"""Exports in the formats of others hold the same graph."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Final

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from typer.testing import CliRunner

from graphs import OWN, graphs
from paperkg import Library
from paperkg.cli.app import app
from paperkg.config import Config
from paperkg.diagnostics import Origin
from paperkg.exporting import FORMATS, SCHEMA_FORMATS, ExportError
from paperkg.model import Graph, Node
from paperkg.resources import MissingExtraError
from rdf_reading import Triple, expected, read_back, with_pyoxigraph

BASE: Final = "https://kg.example/id/"
CONFIG: Final = Config("test", base_iri=BASE, schema=OWN)
LIST: Final = "FedSplit: a framework\nA B (MIT) · C D (MIT)\nLink: https://x.org/\n想法: 试试\n"


def written(graph: Graph, form: str) -> str:
    return "".join(FORMATS[form].write(graph, CONFIG))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "list.md").write_text(LIST, encoding="utf-8")
    return Library.open(tmp_path)


@given(graphs(OWN))
def test_rdf_xml_holds_the_graph_or_says_why_it_cannot(graph: Graph) -> None:
    try:
        text = written(graph, "rdfxml")
    except ExportError:
        assert set(written(graph, "ntriples")) & {"\\"}  # a character without a form in XML
        return
    quads = pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.RDF_XML)
    lines = pyoxigraph.serialize([q.triple for q in quads], format=pyoxigraph.RdfFormat.N_TRIPLES)
    triples = with_pyoxigraph((lines or b"").decode(), "nt")
    assert read_back(triples, OWN, BASE) == expected(graph)
    assert written(graph, "rdfxml") == text


def test_a_character_that_xml_has_not_is_told() -> None:
    node = Node("paper/x", "Paper", "x", {"title": "a\0b"}, (Origin("data/a.md", 1, 1, "r"),))
    with pytest.raises(ExportError, match=r"U\+0000.*title.*paper/x.*turtle"):
        written(Graph({node.id: node}, ()), "rdfxml")


@pytest.mark.parametrize(("form", "parser"), [("n3", "n3"), ("longturtle", "turtle")])
def test_rdflib_writes_what_it_read(form: str, parser: str, library: Library) -> None:
    one = library.to_rdflib()
    with warnings.catch_warnings():  # its parser of N3 warns of rdflib's own changes
        warnings.simplefilter("ignore", DeprecationWarning)
        two = rdflib.Graph().parse(data="".join(library.export(form)), format=parser)
    assert set(one) == set(two)
    assert dict(one.namespaces())["paper"] == rdflib.URIRef(f"{library.config.base_iri}paper/")


def test_networkx_has_every_node_edge_and_property(library: Library) -> None:
    graph, found = library.graph, library.to_networkx()
    assert set(found.nodes) == set(graph.nodes)
    assert found.number_of_edges() == len(graph.edges)
    assert found.nodes["paper/fedsplit"]["type"] == "Paper"
    (first,) = (e for e in graph.edges if e.properties.get("position") == 1)
    assert found.edges[first.source, first.target, "AUTHORED_BY"]["position"] == 1


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_goes_to_a_file_or_to_a_pipe(form: str, library: Library, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["-C", str(library.root), "export", "--format", form]
    piped = CliRunner().invoke(app, arguments)
    assert (piped.exit_code, piped.stdout) == (0, "".join(library.export(form)))
    filed = CliRunner().invoke(app, [*arguments, "--out", str(out)])
    assert filed.exit_code == 0
    assert out.read_bytes() == piped.stdout_bytes
    assert [p.name for p in tmp_path.glob("out*")] == ["out"]
    assert not (tmp_path / "export").exists()


def test_a_file_that_cannot_be_written_is_told(library: Library) -> None:
    out = str(library.root / "nowhere" / "x.ttl")
    arguments = ["-C", str(library.root), "export", "--format", "turtle", "--out", out]
    found = CliRunner().invoke(app, arguments)
    assert "cannot be written" in str(found.exception)


@pytest.mark.parametrize("form", SCHEMA_FORMATS)
def test_a_schema_is_described_with_and_without_a_library(
    form: str, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.sync()
    file = {
        "owl": "paperkg.ttl",
        "shacl": "shapes.ttl",
        "shacl-sparql": "shapes-sparql.ttl",
        "context": "context.jsonld",
        "void": "void.ttl",
    }[form]
    here = CliRunner().invoke(app, ["-C", str(library.root), "schema", "--format", form])
    assert here.stdout == (library.root / "export" / file).read_text(encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    (library.root / "data" / "list.md").unlink()
    (library.root / "data").rmdir()
    assert CliRunner().invoke(app, ["schema", "--format", form]).exit_code == 0


def test_an_unknown_format_is_a_usage_error_that_lists_them(library: Library) -> None:
    for command, known in (("export", FORMATS), ("schema", SCHEMA_FORMATS)):
        found = CliRunner().invoke(app, ["-C", str(library.root), command, "--format", "x"])
        assert found.exit_code == 2
        assert all(name in found.output for name in known)


def test_a_missing_extra_is_named_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'paperkg\[rdf\]'"):
        written(Graph(), "rdfxml")


def test_triples_are_compared_as_sets() -> None:
    """Two equal sets of no triples would prove nothing."""
    node = Node("paper/x", "Paper", "x", {"title": "X"}, (Origin("data/a.md", 1, 1, "r"),))
    found: set[Triple] = with_pyoxigraph(written(Graph({node.id: node}, ()), "ntriples"), "nt")
    assert len(found) == 3
