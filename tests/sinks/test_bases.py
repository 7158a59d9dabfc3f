"""What the Base views list is what the graph says, as a compiler of Bases finds it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from paperkg import Library
from paperkg.model import Graph
from paperkg.sinks.vault.views import BY_LINK, embeds

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture(scope="module", params=["en", "zh"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("library")
    shutil.copytree(ROOT / "data", root / "data")
    (root / "data" / "more.yaml").write_text(
        "papers:\n"
        "  - {title: Queued one, status: queued, cites: [GAIT-prop], venue: [NeurIPS]}\n"
        "  - {title: Read one, status: read, extends: [GAIT-prop], topics: [pruning]}\n",
        encoding="utf-8",
    )
    (root / "paperkg.toml").write_text(f'language = "{request.param}"\n', encoding="utf-8")
    found = Library.open(root)
    found.sync()
    return found


def rows(library: Library, vault_check: Path) -> Iterator[tuple[str, str, str, set[str]]]:
    """Yield note, Base, view and the notes that the view lists there."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    place = cache / "paperkg-vault-check"
    vault = library.root / "vault"
    done = subprocess.run([str(vault_check), str(vault)], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()[-3000:]
    shutil.copy(HERE / "bases_rows.mjs", place)
    command = ["node", "bases_rows.mjs", str(vault)]
    told = subprocess.run(command, cwd=place, capture_output=True, check=True).stdout
    for found in json.loads(told):
        yield found["note"], found["base"], found["view"], set(found["rows"])


def test_every_view_lists_what_the_graph_says(library: Library, vault_check: Path) -> None:
    graph, schema = library.graph, library.config.schema
    language = library.config.language
    ids = {f"{schema.node_types[n.type].folder}/{n.name}.md": n.id for n in graph.nodes.values()}
    views = embeds(schema, language)
    embedded = 0
    for note, base, view, listed in rows(library, vault_check):
        found = {ids[path] for path in listed}
        folder = base.removesuffix(".base")
        if note in ids:
            keys = [k for k, v in views.items() if (v.base, v.name) == (folder, view)]
            assert found == {i for key in keys for i in said(graph, ids[note], key)}
            assert found, f"{note} embeds {base}#{view}, which lists nothing"
            embedded += 1
        elif view in ("Reading queue", "阅读队列"):
            assert found == {"paper/queued-one"}
        else:
            people = {"Author", "Institution"}
            recent = {t.name for t in schema.nodes} - people if folder == "Recent" else set()
            types = recent | {t.name for t in schema.nodes if t.folder == folder}
            assert found == {n.id for n in graph.nodes.values() if n.type in types}
    assert embedded > 300


def said(graph: Graph, id_: str, key: tuple[str, str]) -> set[str]:
    """Return the sources of the edges that a view stands for."""
    edge_type, source_type = key
    if edge_type == BY_LINK:
        every = (e for e in graph.edges if id_ in e.properties.get(BY_LINK, ()))  # type: ignore[operator]
    else:
        every = (e for e in graph.incoming.get(id_, ()) if e.type == edge_type)
    return {e.source for e in every if graph.nodes[e.source].type == source_type}


def test_every_note_that_others_name_shows_them(library: Library) -> None:
    """The other way round: no edge is out of sight from its target."""
    graph, schema = library.graph, library.config.schema
    views = embeds(schema, library.config.language)
    for node in graph.nodes.values():
        folder = schema.node_types[node.type].folder
        text = (library.root / "vault" / folder / f"{node.name}.md").read_text(encoding="utf-8")
        for edge in graph.incoming.get(node.id, ()):
            source = graph.nodes[edge.source]
            quoted = re.search(rf"\[\[{re.escape(source.name)}[|\]]", text)
            assert quoted or views[edge.type, source.type].embed in text


def test_the_schedule_goes_by_day_and_time(library: Library) -> None:
    text = (library.root / "vault" / "Bases" / "Sessions.base").read_text(encoding="utf-8")
    base = yaml.safe_load(text)
    view = next(v for v in base["views"] if v["name"] in ("Schedule", "日程"))
    assert view["groupBy"]["property"] == "formula.day"
    assert view["sort"] == [{"property": "note.start_time", "direction": "ASC"}]
