"""The promises to a user, on whole libraries."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from paperkg import Library, sources
from paperkg.diagnostics import ConfigError, Level, LockedError
from paperkg.sync import DirectoryStore
from rdf_reading import expected, read_back, with_pyoxigraph, with_rdflib

ROOT = Path(__file__).resolve().parents[1]
LIST = """\
# NeurIPS 2020

FedSplit: an algorithmic framework
Reese Pathak (UC Berkeley) · Martin Wainwright (UC Berkeley)
Link: https://arxiv.org/abs/2005.05238
想法: compare with ADMM
"""


def library(folder: Path, **files: str) -> Library:
    """Return a library with these files under data/, `_` for the dot of the suffix."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / "data" / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return Library.open(folder)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for top in ("vault", "export")
        for p in sorted((folder / top).rglob("*"))
        if p.is_file()
    }


def times(folder: Path) -> dict[str, int]:
    return {str(p): p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


def test_the_seed_is_read_as_a_person_reads_it(seed: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(seed, tmp_path / "data" / "list.md")
    resolution = Library.open(tmp_path).resolve()
    graph = resolution.graph
    kinds = [n.properties["kind"] for n in graph.of_type("Paper")]
    assert (kinds.count("paper"), kinds.count("tutorial"), len(kinds)) == (41, 2, 43)
    assert len(list(graph.of_type("Author"))) == 174
    stated = [e for e in graph.edges if e.type == "AFFILIATED_WITH"]
    papers = [p for e in stated if isinstance(p := e.properties["papers"], tuple)]
    assert sum(map(len, papers)) == 117
    assert len({e.target for e in stated}) == 30
    institutions = {str(n.properties["name"]) for n in graph.of_type("Institution")}
    assert len(institutions) == 31
    assert {"Google", "Google Brain", "Google Research", "DeepMind", "Mila"} <= institutions
    assert len(list(graph.of_type("Idea"))) == 2
    notes = sorted(str(n.properties["kind"]) for n in graph.of_type("Note"))
    assert notes == ["comment", "comment", "fact", "todo"]
    twice = graph.nodes["paper/acceleration-with-a-ball-optimization-oracle"]
    assert {o.line for o in twice.origins} == {21, 41}
    assert not [d for d in resolution.diagnostics if d.level is Level.ERROR]


def test_every_line_of_the_seed_is_an_origin_of_something(seed: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(seed, tmp_path / "data" / "list.md")
    graph = Library.open(tmp_path).graph
    covered = {
        line
        for node in graph.nodes.values()
        for o in node.origins
        if o.source == "data/list.md"
        for line in range(o.line, o.end_line + 1)
    }
    lines = seed.read_text(encoding="utf-8").splitlines()
    assert [n for n, text in enumerate(lines, 1) if text.strip() and n not in covered] == []


def test_no_chat_stamp_is_a_session_time(seed: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(seed, tmp_path / "data" / "list.md")
    graph = Library.open(tmp_path).graph
    starts = {str(n.properties["start_time"]) for n in graph.of_type("Session")}
    assert not [s for s in starts if s.startswith("12:")]
    assert len(starts) == 13


@pytest.mark.parametrize("which", ["seed", "data"])
def test_obsidian_finds_nothing_wrong(
    which: str, seed: Path, vault_check: Path, tmp_path: Path
) -> None:
    if which == "seed":
        (tmp_path / "data").mkdir()
        shutil.copy(seed, tmp_path / "data")
    else:
        shutil.copytree(ROOT / "data", tmp_path / "data")
    Library.open(tmp_path).sync()
    done = subprocess.run(
        [str(vault_check), str(tmp_path / "vault")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_the_shipped_library_has_no_error(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "paperkg.toml", tmp_path)
    found = Library.open(tmp_path).sync()
    assert [d for d in found.diagnostics if d.level is Level.ERROR] == []
    text = (tmp_path / "export" / "graph.jsonl").read_text(encoding="utf-8")
    edges = [json.loads(line) for line in text.splitlines()]
    extends = [e for e in edges if e.get("type") == "EXTENDS"]
    assert [e["to"] for e in extends] == ["paper/gait-prop"]


def test_a_second_sync_touches_nothing_and_says_so(tmp_path: Path) -> None:
    lib = library(tmp_path, list_md=LIST)
    assert lib.sync().differs
    before = times(tmp_path / "vault") | times(tmp_path / "export")
    again = Library.open(tmp_path).sync()
    assert not again.differs
    assert again.summary() == "nothing changed"
    assert times(tmp_path / "vault") | times(tmp_path / "export") == before


def test_a_reader_that_fails_on_its_source_takes_nothing_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = library(tmp_path, refs_bib="@article{k, title = {FedSplit}, author = {A B}}")
    found.sync()
    before = tree(tmp_path)
    monkeypatch.setattr("paperkg.readers.bibtex._File.read", lambda *_: 1 / 0)
    (tmp_path / "data" / "refs.bib").write_text("@article{k, title = {FedSplit}}", "utf-8")
    outcome = Library.open(tmp_path).sync()
    assert [d.code for d in outcome.diagnostics] == ["S105"]
    assert tree(tmp_path) == before


def test_a_second_sync_reads_no_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library(tmp_path, list_md=LIST).sync()
    monkeypatch.setattr(sources, "read", lambda *_: pytest.fail("a source was read"))
    assert not Library.open(tmp_path).sync().differs


@pytest.mark.parametrize("which", ["seed", "data"])
def test_rdf_and_graph_jsonl_hold_the_whole_graph(which: str, seed: Path, tmp_path: Path) -> None:
    if which == "seed":
        (tmp_path / "data").mkdir()
        shutil.copy(seed, tmp_path / "data")
    else:
        shutil.copytree(ROOT / "data", tmp_path / "data")
    lib = Library.open(tmp_path)
    lib.sync()
    graph, base, schema = lib.graph, lib.config.base_iri, lib.config.schema
    ntriples = (tmp_path / "export" / "graph.nt").read_text(encoding="utf-8")
    turtle = (tmp_path / "export" / "graph.ttl").read_text(encoding="utf-8")
    assert read_back(with_pyoxigraph(ntriples, "nt"), schema, base) == expected(graph)
    assert read_back(with_rdflib(turtle, "ttl"), schema, base) == expected(graph)
    lines = (tmp_path / "export" / "graph.jsonl").read_text(encoding="utf-8").splitlines()
    told = {t["id"]: t["properties"] for t in map(json.loads, lines)}
    nodes = {n.id: n.properties for n in graph.nodes.values()}
    edges = {e.id: e.properties for e in graph.edges}
    assert told == {k: json.loads(json.dumps(dict(v))) for k, v in (nodes | edges).items()}


def test_an_edited_line_rewrites_what_depends_on_it(tmp_path: Path) -> None:
    library(tmp_path, list_md=LIST, other_md="Other\nA B (MIT)\nLink: https://x.org/\n").sync()
    edited = LIST.replace("Martin Wainwright", "Martin J. Wainwright")
    lines = library(tmp_path, list_md=edited).sync().lines
    assert [line for line in lines if "vault/" in line] == [
        "- vault/Authors/Martin Wainwright.md",
        "+ vault/Authors/Martin J. Wainwright.md",
        "~ vault/Authors/Reese Pathak.md (card)",
        "~ vault/Ideas/compare with ADMM.md (card)",
        "~ vault/Papers/FedSplit.md (authors, card)",
    ]


def test_two_checkouts_two_hash_seeds_and_two_orders_give_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "walk = os.walk\n"
        "def shuffled(*a, **k):\n"
        "    for top, folders, files in walk(*a, **k):\n"
        "        folders.reverse(); files.reverse()\n"
        "        yield top, folders, files\n"
        "if sys.argv[2] == '1': os.walk = shuffled\n"
        "from paperkg import Library\n"
        "Library.open(sys.argv[1]).sync()\n"
    )
    trees = []
    for seed in ("0", "1"):
        folder = tmp_path / f"some{seed}" / "lib"
        folder.mkdir(parents=True)
        shutil.copytree(ROOT / "data", folder / "data")
        (folder / "data" / "again.md").write_text(LIST, encoding="utf-8")
        subprocess.run(
            [sys.executable, "-c", code, str(folder), seed],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        trees.append(tree(folder))
    assert trees[0] == trees[1]


def test_a_list_copied_into_a_second_file_is_in_step_at_once(tmp_path: Path) -> None:
    text = f"{LIST}批注: 值得一读\n"
    found = library(tmp_path, a_md=text, b_md=text)
    found.sync()
    assert len(list(found.graph.of_type("Note"))) == 2
    assert found.status().outcome.changes == ()


def test_initials_of_a_citation_are_not_shown_beside_the_name(tmp_path: Path) -> None:
    cited = "- Lovelace, A., & Babbage, C. (2020). A Thing of Beauty. *ICML*.\n"
    spelt = "- [A Thing of Beauty](https://example.org), Ada Lovelace, Charlie Babbage\n"
    library(tmp_path, a_md=cited, b_md=spelt).sync()
    card = (tmp_path / "vault/Papers/A Thing of Beauty.md").read_text(encoding="utf-8")
    assert "[[Ada Lovelace]], [[Charlie Babbage]]" in card
    assert (tmp_path / "export/graph.jsonl").read_text(encoding="utf-8").count('"C. Babbage"') > 1


def test_an_unreadable_source_is_not_a_deleted_one(tmp_path: Path) -> None:
    library(tmp_path, list_md=LIST).sync()
    before = tree(tmp_path)
    (tmp_path / "data" / "list.md").write_bytes(b"\xff\xd0\x00broken")
    found = Library.open(tmp_path).sync()
    assert [d.code for d in found.diagnostics if d.level is Level.ERROR] == ["S101"]
    assert tree(tmp_path) == before
    shutil.rmtree(tmp_path / ".paperkg" / "sources")
    (tmp_path / "data" / "more.md").write_text("Other\nA B (MIT)\nLink: https://x.org/\n")
    Library.open(tmp_path).sync()
    assert {p: b for p, b in tree(tmp_path).items() if p in before and "vault" in p} == {
        p: b for p, b in before.items() if "vault" in p
    }


def test_a_source_that_comes_back_is_read_again(tmp_path: Path) -> None:
    library(tmp_path, list_md=LIST).sync()
    before = tree(tmp_path)
    (tmp_path / "data" / "list.md").write_bytes(b"\xff\xff")
    Library.open(tmp_path).sync()
    library(tmp_path, list_md=LIST).sync()
    assert tree(tmp_path) == before


def test_a_library_without_its_records_makes_no_duplicate(tmp_path: Path) -> None:
    library(tmp_path, list_md=LIST).sync()
    note = tmp_path / "vault" / "Papers" / "FedSplit.md"
    note.write_text(note.read_text(encoding="utf-8") + "mine\n", encoding="utf-8")
    before = tree(tmp_path)
    shutil.rmtree(tmp_path / ".paperkg")
    Library.open(tmp_path).sync()
    assert tree(tmp_path) == before


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    assert library(tmp_path).sync().counts == "the graph is empty"


def test_a_folder_that_is_no_library_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="paperkg init"):
        Library.open(tmp_path)


def test_two_syncs_at_once_are_told(tmp_path: Path) -> None:
    lib = library(tmp_path, list_md=LIST)
    with DirectoryStore(tmp_path).lock(), pytest.raises(LockedError):
        lib.sync()


def test_explain_names_file_line_and_rule(tmp_path: Path) -> None:
    (found,) = library(tmp_path, list_md=LIST).explain("fedsplit")
    assert [str(o) for o in found.node.facts["arxiv"]] == ["data/list.md:5"]
    about = next(e for e in found.outgoing if e.type in ("ABOUT", "AUTHORED_BY"))
    assert about.origins
