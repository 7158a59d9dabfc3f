"""The strict Vault-LD form, read by JSON-LD libraries of others once its links are resolved."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pyld
import pytest
import yaml
from hypothesis import given
from typer.testing import CliRunner

from graphs import OWN, graphs
from paperkg import Library
from paperkg.cli.app import app
from paperkg.config import Config, parse
from paperkg.diagnostics import Origin
from paperkg.model import Graph, Node, Properties
from paperkg.sinks.rdf import DESCRIBING, GRAPH
from paperkg.sinks.rdf.terms import Terms
from paperkg.sinks.rdf.vault_ld import notes
from rdf_reading import Iri, Triple, with_pyoxigraph

BASE: Final = "https://kg.example/id/"
CONFIG: Final = Config("test", base_iri=BASE, schema=OWN)
TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def front(text: str) -> dict[str, Any]:
    match = re.match(r"---\n(.*?)^---$", text, re.DOTALL | re.MULTILINE)
    assert match
    found: dict[str, Any] = yaml.safe_load(match[1])
    return found


def document(files: dict[str, str], *, below: str = "") -> dict[str, Any]:
    """Return the notes as one JSON-LD document, links resolved by name or path."""
    context = json.loads(files["context.jsonld"])["@context"]
    said = {path.removesuffix(".md"): front(t) for path, t in files.items() if path.endswith(".md")}
    iris: dict[str, set[str]] = {}
    for path, note in said.items():
        for name in (path, path.rpartition("/")[2]):
            iris.setdefault(name, set()).add(note["id"])

    def resolved(value: Any) -> Any:
        if isinstance(value, list):
            return [resolved(each) for each in value]
        if isinstance(value, str) and value.startswith("[["):
            (iri,) = iris[value[2:-2]]
            return iri
        return value

    links = {key for key, of in context.items() if isinstance(of, dict) and of["@id"]}
    links = {key for key in links if context[key].get("@type") == "@id"} | {"type"}
    return {
        "@context": context,
        "@graph": [
            {key: resolved(value) if key in links else value for key, value in note.items()}
            for path, note in said.items()
            if path.startswith(below)
        ],
    }


def expected(graph: Graph, config: Config) -> set[Triple]:
    """Return what graph.nt says of nodes and concept schemes, but for twins of the own words."""
    terms = Terms(config.schema, config.base_iri)
    about = {terms.node(n.id)[1:-1]: n for n in graph.nodes.values()}
    schemes = {t.scheme[1:-1] for t in terms.nodes.values() if t.scheme}
    twins = {p[1:-1] for e in terms.edges.values() for p in e.flat[1:]}
    twins.add("https://w3id.org/paperkg/ns#authorship")
    found = set()
    for s, p, o in with_pyoxigraph("".join(GRAPH["graph.nt"](graph, config)), "nt"):
        if s in schemes or (s in about and p not in twins):
            of = terms.nodes[about[s].type] if s in about else None
            if not (of and not of.scheme and p == TYPE and o in [_iri(c) for c in of.classes[1:]]):
                found.add((s, p, o))
    return found


def _iri(term: str) -> Iri:
    return Iri(term[1:-1])


@given(graphs(OWN))
def test_the_notes_say_what_graph_nt_says_of_nodes_languages_too(graph: Graph) -> None:
    files = dict(notes(graph, CONFIG))
    read = document(files)
    read["@graph"] = [n for n in read["@graph"] if not n["id"].startswith("https://w3id.org/")]
    assert with_pyoxigraph(json.dumps(read), "jsonld") == expected(graph, CONFIG)


def test_the_notes_of_the_ontology_say_what_paperkg_ttl_says() -> None:
    read = document(dict(notes(Graph(), CONFIG)), below="Ontologies/")
    found = with_pyoxigraph(json.dumps(read), "jsonld")
    assert found == with_pyoxigraph(DESCRIBING["paperkg.ttl"](CONFIG), "ttl")


@pytest.fixture
def real(seed: Path, tmp_path: Path) -> Library:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "list.md").write_bytes(seed.read_bytes())
    (tmp_path / "paperkg.toml").write_text(f'base_iri = "{BASE}"\n', encoding="utf-8")
    return Library.open(tmp_path)


def test_pyld_reads_every_note_of_the_real_list(real: Library) -> None:
    files = dict(real.export_files("vault-ld"))
    options = {"format": "application/n-quads"}
    found = with_pyoxigraph(pyld.jsonld.to_rdf(document(files), options), "nq")
    graph, config = real.graph, real.config
    ontology = with_pyoxigraph(DESCRIBING["paperkg.ttl"](config), "ttl")
    assert found == expected(graph, config) | ontology


def test_every_note_is_as_the_conformance_list_asks(real: Library) -> None:
    files = dict(real.export_files("vault-ld"))
    context = json.loads(files.pop("context.jsonld"))["@context"]
    assert len({path.casefold() for path in files}) == len(files)
    for path, text in files.items():
        note = front(text)
        assert re.match(r"https?://", note["id"])  # absolute, verbatim
        types = note["type"] if isinstance(note["type"], list) else [note["type"]]
        schema = path.startswith(("Ontologies/", "Vocabularies/"))
        assert ":" in types[0] if schema else types[0].startswith("[["), path
        assert set(note) <= set(context)
        assert not any(":" in key for key in note)
    assert "Ontologies/paperkg/Classes/Paper.md" in files
    assert "Ontologies/paperkg/Properties/authoredBy.md" in files
    assert front(files["Vocabularies/Topics/Topics.md"])["type"] == "skos:ConceptScheme"
    assert "nameZh" in context  # named Chinese already
    assert context["prefLabel_zh"] == {"@id": "skos:prefLabel", "@language": "zh"}


def test_a_folder_is_written_once_and_never_into_what_is_there(
    real: Library, tmp_path: Path
) -> None:
    out = tmp_path / "strict"
    arguments = ["-C", str(real.root), "export", "--format", "vault-ld"]
    found = CliRunner().invoke(app, arguments)
    assert found.exit_code == 2
    assert "--out FOLDER" in found.output
    found = CliRunner().invoke(app, [*arguments, "--out", str(out)])
    assert found.exit_code == 0, found.output
    written = {p.relative_to(out).as_posix(): p.read_text("utf-8") for p in out.rglob("*.*")}
    assert written == dict(real.export_files("vault-ld"))
    found = CliRunner().invoke(app, [*arguments, "--out", str(out)])
    assert "not empty" in str(found.exception)


def test_words_alike_of_two_vocabularies_and_long_numbers_are_kept_apart() -> None:
    own = f'base_iri = "{BASE}"\n[node_types.Robot.properties]\nlabel = "text"\nsize = "integer"'
    config, faults = parse(own, "own")
    assert not faults
    said: Properties = {"label": "R2", "size": 2**60, "name": "R"}
    node = Node("robot/r", "Robot", "r", said, (Origin("data/a.md", 1, 1, "x"),))
    graph = Graph({node.id: node}, ())
    files = dict(notes(graph, config))
    (path,) = (p for p in files if p.endswith("/r.md"))
    assert front(files[path])["pkg_label"] == "R2"
    assert front(files[path])["size"] == str(2**60)  # many readers hold numbers as floating point
    read = with_pyoxigraph(json.dumps(document(files, below=path[:-3])), "jsonld")
    assert read == expected(graph, config)
