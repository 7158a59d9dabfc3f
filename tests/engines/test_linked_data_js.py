"""RDF read by the JavaScript world: N3.js, and the JSON-LD playground's library."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
import yaml
from hypothesis import given, settings

from graphs import OWN, graphs
from lacking import lacking
from paperkg import Library
from paperkg.config import Config
from paperkg.model import Graph
from paperkg.schema import Kind
from paperkg.sinks.rdf import GRAPH
from paperkg.sinks.rdf.terms import Terms
from paperkg.wikilinks import target_of
from rdf_reading import Iri, Literal, Triple, with_pyoxigraph

pytestmark = pytest.mark.engine

HERE: Final = Path(__file__).parent / "js"
ROOT: Final = Path(__file__).resolve().parents[2]
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
LANG: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
CONFIG: Final = Config("test", base_iri="https://kg.example/id/", schema=OWN)


@pytest.fixture(scope="session", autouse=True)
def installed() -> None:
    """Install the packages once, beside their list."""
    if not shutil.which("node") or not shutil.which("npm"):
        lacking("node and npm are not installed")
    if not (HERE / "node_modules" / "n3").is_dir():
        command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
        if done.returncode:
            lacking(done.stderr)


def read(text: str, form: str, base: str = "") -> set[Triple]:
    done = subprocess.run(
        ["node", "read.mjs", form, *([base] if base else [])],
        cwd=HERE,
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return with_pyoxigraph(done.stdout.decode(), "nq")


def without_doubles(triples: set[Triple]) -> set[Triple]:
    """Leave out what JavaScript respells."""
    double = f"{XSD}double"
    return {t for t in triples if not (isinstance(t[2], Literal) and t[2].datatype == double)}


def assert_all_alike(graph: Graph, config: Config) -> None:
    files = {name: "".join(write(graph, config)) for name, write in GRAPH.items()}
    expected = with_pyoxigraph(files["graph.nt"], "nt")
    assert read(files["graph.nt"], "n-triples") == expected
    assert read(files["graph.ttl"], "turtle") == expected
    assert read(files["prov.nq"], "n-quads") == expected
    assert without_doubles(read(files["graph.jsonld"], "jsonld")) == without_doubles(expected)


@settings(max_examples=8)
@given(graphs(OWN))
def test_hostile_graphs_are_read_alike(graph: Graph) -> None:
    assert_all_alike(graph, CONFIG)


def test_the_shipped_library_is_read_alike(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    library = Library.open(tmp_path)
    graph = library.graph
    assert len(graph.nodes) > 300
    assert_all_alike(graph, library.config)


def resolved(value: Any, iris: dict[str, str]) -> Any:
    """Put the IRI of its note in the place of each wikilink."""
    if isinstance(value, list):
        return [resolved(each, iris) for each in value]
    if isinstance(value, dict):
        return {key: resolved(each, iris) for key, each in value.items()}
    if isinstance(value, str) and re.fullmatch(r"\[\[.*\]\]", value):
        return iris[target_of(value).rpartition("/")[2]]
    return value


@pytest.mark.parametrize("which", ["seed", "data"])
def test_each_note_of_a_vault_says_what_graph_nt_says_of_it(
    which: str, seed: Path, tmp_path: Path
) -> None:
    if which == "seed":
        (tmp_path / "data").mkdir()
        shutil.copy(seed, tmp_path / "data")
    else:
        shutil.copytree(ROOT / "data", tmp_path / "data")
    base = "https://kg.example/me/"
    (tmp_path / "paperkg.toml").write_text(f'base_iri = "{base}"\n', encoding="utf-8")
    library = Library.open(tmp_path)
    library.sync()
    notes: list[dict[str, Any]] = []
    iris: dict[str, str] = {}
    for path in sorted((tmp_path / "vault").rglob("*.md")):
        match = re.match(r"---\n(.*?)^---$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
        said = yaml.safe_load(match[1]) if match else {}
        if "paperkg_id" in said:
            said["paperkg_id"] = quote(said["paperkg_id"], safe="/")  # as IRIs spell it
            iris[path.stem] = base + said["paperkg_id"]
            notes.append(said)
    context = json.loads((tmp_path / "vault" / "context.jsonld").read_text("utf-8"))
    document = {**context, "@graph": resolved(notes, iris)}
    found = read(json.dumps(document, default=str), "jsonld")
    graph = library.graph
    assert {s for s, _, _ in found} == {base + quote(id_, safe="/") for id_ in graph.nodes}
    assert found == shown(graph, library)


def shown(graph: Graph, library: Library) -> set[Triple]:
    """Return the flat triples of what notes show: frontmatter does not say its language."""
    schema = library.config.schema
    terms = Terms(schema, library.config.base_iri)
    every = with_pyoxigraph("".join(GRAPH["graph.nt"](graph, library.config)), "nt")
    kept: set[Triple] = set()
    for node in graph.nodes.values():
        t, of, subject = schema.node_types[node.type], terms.nodes[node.type], terms.node(node.id)
        kept.add((subject[1:-1], f"{LANG.partition('#')[0]}#type", Iri(of.classes[0][1:-1])))
        names = {
            of.properties[p.name][0][1:-1]: p
            for p in t.properties
            if not p.body and p.name not in ("aliases", "tags")
        }
        edges = {terms.edges[e.name].own[1:-1] for e in schema.edges_from(t.name)}
        for s, p, o in (x for x in every if x[0] == subject[1:-1]):
            if p in edges:
                kept.add((s, p, o))
            elif p in names:
                text = names[p].kind in (Kind.NAME, Kind.TEXT)
                told = str(node.properties.get(names[p].name))
                if text and isinstance(o, Literal):
                    if o.text == told:  # a topic's label in Chinese is its name_zh
                        kept.add((s, p, Literal(o.text, "", f"{XSD}string")))
                else:
                    kept.add((s, p, o))
    return kept
