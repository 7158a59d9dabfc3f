"""What the Base views list is what the graph says, as a compiler of Bases finds it."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from paperkg import Library
from paperkg.model import Graph
from paperkg.sinks.vault.views import BY_LINK, embeds

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
QUEUED = """\
papers:
  - {title: Queued one, status: queued, cites: [GAIT-prop], venue: [NeurIPS]}
  - {title: Read one, status: read, extends: [GAIT-prop], topics: [pruning]}
"""


@pytest.fixture(scope="module", params=["en", "zh"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("library")
    shutil.copytree(ROOT / "data", root / "data")
    (root / "data" / "more.yaml").write_text(QUEUED, encoding="utf-8")
    (root / "paperkg.toml").write_text(f'language = "{request.param}"\n', encoding="utf-8")
    found = Library.open(root)
    found.sync()
    return found


def checker(library: Library, vault_check: Path, *command: str) -> str:
    """Return what a script that stands beside the checker's packages prints of the vault."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    place = cache / "paperkg-vault-check"
    for script in [*vault_check.parent.glob("*.mjs"), HERE / "bases_rows.mjs"]:
        shutil.copy(script, place)
    call = ["node", command[0], str(library.root / "vault"), *command[1:]]
    done = subprocess.run(call, cwd=place, capture_output=True, check=False)
    said = done.stdout.decode()
    assert done.returncode == 0, said[-3000:] + done.stderr.decode()[-1000:]
    return said


def test_every_view_lists_what_the_graph_says(library: Library, vault_check: Path) -> None:
    vault = str(library.root / "vault")
    done = subprocess.run([str(vault_check), vault], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()[-3000:]
    compared = compare(library, vault_check)
    assert sum(compared.values()) > 300


HOSTS = os.environ.get("BASES_HOSTS", "60")
"""Embedding notes of each view that are looked at in the large vault; `Infinity` for all."""


def test_views_of_two_thousand_papers_list_what_the_graph_says(
    corpus: Path, vault_check: Path, tmp_path: Path, say: Callable[[str], None]
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    with gzip.open(corpus, "rt", encoding="utf-8") as works:
        some = list(itertools.islice(works, 2_000))
    (tmp_path / "data" / "works.jsonl").write_text("".join(some), encoding="utf-8")
    (tmp_path / "data" / "more.yaml").write_text(QUEUED, encoding="utf-8")
    library = Library.open(tmp_path)
    library.sync()
    assert library.check_vault() == ()
    for script in ("yamlcheck.mjs", "links_check.mjs"):
        checker(library, vault_check, script)
    compared = compare(library, vault_check, HOSTS)
    assert len(compared) >= 14, compared
    assert sum(compared.values()) > 300
    notes = sum(1 for _ in (tmp_path / "vault").rglob("*.md"))
    say(f"Bases of {notes} notes: {len(compared)} views, seen in {sum(compared.values())} notes")


def test_what_no_base_can_see_is_linked_below_its_table(vault_check: Path, tmp_path: Path) -> None:
    """A typed link in a text is no property, and an author without a note is no row."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "data" / "more.yaml").write_text(QUEUED, encoding="utf-8")
    (tmp_path / "paperkg.toml").write_text('[vault]\nauthors = "min:2"\n', encoding="utf-8")
    Library.open(tmp_path).sync()
    vault = tmp_path / "vault"
    with (vault / "Papers" / "FedSplit.md").open("a", encoding="utf-8") as note:
        note.write("(contradicts:: [[GAIT-prop]]) (topics:: [[pruning at initialization]])\n")
    (vault / "Ideas" / "Beside.md").write_text(
        "---\nextends: ['[[GAIT-prop]]']\n---\nIt says no type, and is an idea by its folder.\n\n"
        "supports:: [[GAIT-prop]]\ntopics:: [[gradient clipping]]\n",
        encoding="utf-8",
    )
    library = Library.open(tmp_path)
    library.sync()
    graph = library.graph
    inline = {(e.source, e.target) for e in graph.edges if e.inline}
    assert len(inline) == 4
    compare(library, vault_check)
    for source, target in inline:
        folder = {"paper": "Papers", "topic": "Topics"}[target.partition("/")[0]]
        shown = (vault / folder / f"{graph.nodes[target].name}.md").read_text(encoding="utf-8")
        assert f"[[{graph.nodes[source].name}" in shown
    text = (vault / "Papers" / "GAIT-prop.md").read_text(encoding="utf-8")
    assert "![[Papers.base#About this]]\n\n[[FedSplit]]\n" in text
    text = (vault / "Topics" / "gradient clipping.md").read_text(encoding="utf-8")
    assert "## Ideas" not in text or "![[Ideas.base" not in text


def compare(library: Library, vault_check: Path, hosts: str = "Infinity") -> Counter[str]:
    """Compare the rows of every view with the graph; return how many notes embed which view."""
    graph, schema = library.graph, library.config.schema
    paths = {f"{schema.node_types[n.type].folder}/{n.name}.md": n.id for n in graph.nodes.values()}
    ids = {path: id_ for path, id_ in paths.items() if (library.root / "vault" / path).exists()}
    noted = set(ids.values())  # authors may be plain text
    views = embeds(schema, library.config.language)
    compared: Counter[str] = Counter()
    for shown in json.loads(checker(library, vault_check, "bases_rows.mjs", hosts)):
        note, base, view = shown["note"], shown["base"], shown["view"]
        found = {ids[path] for path in shown["rows"]}
        folder = base.removesuffix(".base")
        if note in ids:
            keys = [k for k, v in views.items() if (v.base, v.name) == (folder, view)]
            wanted = {i for key in keys for i in said(graph, ids[note], key)}
            assert found == wanted & noted, f"{base}#{view} in {note}"
            assert found, f"{note} embeds {base}#{view}, which lists nothing"
            compared[f"{base}#{view}"] += 1
        elif view in ("Reading queue", "阅读队列"):
            assert found == {"paper/queued-one"}
        else:
            people = {"Author", "Institution"}
            recent = {t.name for t in schema.nodes} - people if folder == "Recent" else set()
            types = recent | {t.name for t in schema.nodes if t.folder == folder}
            assert found == {i for i in noted if graph.nodes[i].type in types}
    return compared


def said(graph: Graph, id_: str, key: tuple[str, str]) -> set[str]:
    """Return the sources of the edges that a view stands for."""
    edge_type, source_type = key
    if edge_type == BY_LINK:
        every = (e for e in graph.edges if id_ in e.properties.get(BY_LINK, ()))  # type: ignore[operator]
    else:
        every = (e for e in graph.incoming.get(id_, ()) if e.type == edge_type and not e.inline)
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
            assert quoted or (not edge.inline and views[edge.type, source.type].embed in text)


def test_the_schedule_goes_by_day_and_time(library: Library) -> None:
    text = (library.root / "vault" / "Bases" / "Sessions.base").read_text(encoding="utf-8")
    base = yaml.safe_load(text)
    view = next(v for v in base["views"] if v["name"] in ("Schedule", "日程"))
    assert view["groupBy"]["property"] == "formula.day"
    assert view["sort"] == [{"property": "note.start_time", "direction": "ASC"}]
