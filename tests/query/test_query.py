"""`paperkg query`: named queries, Cypher of one's own, formats, faults."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from paperkg import Library
from paperkg.cli.app import app
from paperkg.named_queries import CYPHER
from paperkg.query.formats import FORMATS
from paperkg.query.store import FOLDER
from paperkg.query.values import EdgeValue, NodeValue, PathValue, plain

ROOT = Path(__file__).resolve().parents[2]
EMPTY_HERE = {"citation-path", "cited-together", "most-cited", "orphans"}
"""The list in data/ has no citations, and everything in it is connected."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("library")
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copy(ROOT / "paperkg.toml", root)
    Library.open(root).sync()
    return root


def run(library: Path, *arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(app, ["-C", str(library), "query", *arguments], input=text)


def rows(library: Path, *arguments: str) -> Any:
    shown = run(library, *arguments, "--json")
    assert shown.exit_code == 0, shown.exception
    return json.loads(shown.stdout)


def test_there_are_named_queries_that_say_what_they_are_for(library: Path) -> None:
    told = rows(library)
    assert len(told) >= 24
    for query in told:
        for words in (query["title"], query["sentence"]):
            assert words["en"].isascii()
            assert not words["zh"].isascii()
        assert query["returns"]
        assert query["folder"]


@pytest.mark.parametrize("name", CYPHER.queries())
def test_a_named_query_answers_in_the_shape_that_it_states(name: str, library: Path) -> None:
    found = rows(library, name)
    assert bool(found) == (name not in EMPTY_HERE)
    shape = CYPHER.queries()[name].shape
    kinds = {"integer": int, "list": list, "path": dict, "string": str, "date": str}
    for row in found:
        assert list(row) == list(shape)
        for column, value in row.items():
            assert value is None or isinstance(value, kinds[shape[column]]), column


def test_parameters_reach_the_query(library: Path) -> None:
    assert {r["topic"] for r in rows(library, "papers-on-topic", "-p", "topic=网络剪枝")}
    assert len(rows(library, "co-authors", "--param", "limit=3")) == 3
    assert rows(library, "RETURN $a + 1 AS x, $b AS y", "-p", "a=1", "-p", "b=it's") == [
        {"x": 2, "y": "it's"}
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["co-author"], "did you mean: co-authors"),
        (["co-authors", "-p", "limit=many"], "expected: --param limit=50"),
        (["co-authors", "-p", "most=3"], "has no parameter 'most'; it has: limit"),
        (["MATCH (n RETURN n"], "MATCH (n RETURN n\n           ^"),
        (["MATCH (n) RETURN m"], "Variable 'm' not defined"),
        (["CREATE (:Paper {id: 'x'})"], "this query writes"),
        (["MATCH (n) SET n.x = 1"], "this query writes"),
        (["MATCH (n) DETACH DELETE n"], "this query writes"),
        (["MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS"], "this query writes"),
        (["RETURN $missing AS x"], "missing"),
    ],
)
def test_a_fault_is_one_sentence(library: Path, arguments: list[str], words: str) -> None:
    before = rows(library, "overview")
    shown = run(library, *arguments)
    assert shown.exit_code == 1
    assert words in str(shown.exception)
    assert rows(library, "overview") == before


def test_a_parameter_without_a_value_is_a_usage_error(library: Path) -> None:
    assert run(library, "RETURN 1", "-p", "year").exit_code == 2


def test_a_query_that_runs_for_ever_is_given_up(library: Path) -> None:
    query = "MATCH (a), (b), (c), (d) WHERE a.id + b.id + c.id + d.id = 'x' RETURN count(*)"
    done = subprocess.run(
        [sys.executable, "-m", "paperkg", "-C", library, "query", query, "--timeout", "1"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "given up after 1 seconds" in done.stderr


def test_a_million_rows_are_not_poured_out(library: Path) -> None:
    query = "UNWIND range(1, 1000000) AS x RETURN x"
    shown = run(library, query)
    assert len(shown.stdout.splitlines()) == 1002
    assert "the first 1000 rows" in shown.stderr
    assert len(run(library, query, "--limit", "5").stdout.splitlines()) == 7
    assert len(rows(library, "UNWIND range(1, 20000) AS x RETURN x")) == 20000


def test_the_answer_follows_the_next_sync(tmp_path: Path) -> None:
    library = Library.create(tmp_path)
    assert "run: paperkg sync" in str(run(tmp_path, "RETURN 1").exception)
    library.sync()
    assert rows(tmp_path, "MATCH (i:Idea) RETURN i.text AS t") == [{"t": "compare with ADMM"}]
    notes = tmp_path / "data" / "reading-list.md"
    notes.write_text(notes.read_text("utf-8").replace("ADMM", "SCAFFOLD"), encoding="utf-8")
    library.sync()
    assert rows(tmp_path, "MATCH (i:Idea) RETURN i.text AS t") == [{"t": "compare with SCAFFOLD"}]
    assert len([p for p in (tmp_path / FOLDER).iterdir() if p.is_dir()]) == 1


def test_a_damaged_store_is_made_anew(tmp_path: Path) -> None:
    Library.create(tmp_path).sync()
    assert rows(tmp_path, "RETURN 1 AS x") == [{"x": 1}]
    (store,) = (p for p in (tmp_path / FOLDER).iterdir() if p.is_dir())
    for path in store.iterdir():
        if path.is_file():
            path.write_bytes(b"\x00" * 10)
    assert rows(tmp_path, "MATCH (i:Idea) RETURN count(i) AS n") == [{"n": 1}]


def test_own_queries_come_first_and_stdin_is_read(library: Path, tmp_path: Path) -> None:
    shutil.copytree(library, tmp_path / "own")
    (tmp_path / "own" / "cypher").mkdir()
    (tmp_path / "own" / "cypher" / "orphans.cypher").write_text("RETURN 7 AS mine;\n")
    assert rows(tmp_path / "own", "orphans") == [{"mine": 7}]
    assert run(library, "-", "-f", "csv", text="RETURN 1 AS x").stdout == "x\n1\n"


def test_a_file_is_asked_like_a_query(library: Path, tmp_path: Path) -> None:
    path = tmp_path / "any.cypher"
    path.write_text("// what it is\nRETURN $x + 1 AS next;\n", encoding="utf-8-sig")
    assert rows(library, str(path), "-p", "x=1") == [{"next": 2}]
    path.unlink()
    assert "any.cypher cannot be read" in str(run(library, str(path)).exception)


def test_nodes_edges_and_paths_are_values(library: Path) -> None:
    query = "MATCH path = (p:Paper)<-[r]-(i:Idea) RETURN path, p, r ORDER BY p.id, i.id LIMIT 1"
    (row,) = rows(library, query)
    assert row["p"]["labels"] == ["Paper"]
    assert not [k for k in row["p"]["properties"] if k.startswith("@")]
    assert [e["forward"] for e in row["path"]["edges"]] == [False]
    assert row["r"]["type"] == row["path"]["edges"][0]["type"]
    assert ")<-[:" in run(library, query).stdout


def test_text_that_looks_like_a_path_stays_text(library: Path) -> None:
    assert rows(library, "RETURN '(#1:99999)-[#2:0]->(#1:1)' AS x") == [
        {"x": "(#1:99999)-[#2:0]->(#1:1)"}
    ]


NODE = NodeValue(("Paper",), {"title": "A |\nB", "id": "paper/a"})
PATH = PathValue((NODE, NODE), (EdgeValue("CITES", {"id": "e", "page": "7"}),), (False,))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_prints_every_value(name: str) -> None:
    values = [None, True, 1.5, "对\n|", ["a", None], {"k": NODE}, NODE, PATH]
    columns = [f"c{i}" for i in range(len(values))]
    lines = list(FORMATS[name](columns, [values]))
    if name == "json":
        (read,) = json.loads("\n".join(lines))
        assert read["c6"] == {"labels": ["Paper"], "properties": dict(NODE.properties)}
    elif name == "csv":
        head, read_row = csv.reader(io.StringIO("\n".join(lines), newline=""))
        assert head == columns
        assert read_row[:4] == ["", "true", "1.5", "对\n|"]
        assert json.loads(read_row[7])["edges"][0]["forward"] is False
    else:
        assert len(lines) == 3


def test_paths_read_as_cypher() -> None:
    assert str(PATH) == '(:Paper "A | B")<-[:CITES]-(:Paper "A | B")'
    assert str(PATH.edges[0]) == "[:CITES {page: 7}]"
    assert plain([None, "x"]) == ", x"
