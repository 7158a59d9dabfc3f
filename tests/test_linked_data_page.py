"""docs/linked-data.md keeps its word: each command, query and program on the page is run."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Final

import pytest
from typer.testing import CliRunner

from paperkg import Library
from paperkg.cli.app import app

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = (ROOT / "docs" / "linked-data.md").read_text(encoding="utf-8")
FENCES: Final = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
FENCED: Final = [line for kind, text in FENCES if not kind for line in text.splitlines()]
INLINE: Final = re.findall(r"`(paperkg (?!serve|sparql`)[^`]*)`", PAGE)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("page") / "my-library"
    shutil.copytree(ROOT / "data", folder / "data")
    (folder / "my.rq").write_text("ASK { ?paper a pkg:Paper }", encoding="utf-8")
    library = Library.open(folder)
    library.sync()
    return library


def test_the_page_has_commands() -> None:
    assert len(FENCED) >= 4
    assert any("vault-ld" in line for line in INLINE)


@pytest.mark.parametrize("line", [*FENCED, *sorted(set(INLINE))])
def test_a_command_works(line: str, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(library.root)
    command, *arguments = shlex.split(line, comments=True)
    assert command == "paperkg"
    if arguments == ["explain"]:
        arguments.append("FedSplit")
    found = CliRunner().invoke(app, arguments)
    assert found.exit_code == 0, f"{found.output}{found.exception}"
    assert found.output.strip()


@pytest.mark.parametrize("query", [text for kind, text in FENCES if kind == "sparql"])
def test_a_query_has_an_answer(query: str, library: Library) -> None:
    assert library.sparql(query, form="table").rows


@pytest.mark.parametrize("program", [text for kind, text in FENCES if kind == "python"])
def test_a_program_runs(program: str, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(library.root.parent)
    names: dict[str, object] = {}
    exec(compile(program, "linked-data.md", "exec"), names)
    assert names["text"]


def test_every_file_of_the_table_is_there(library: Library) -> None:
    table = re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)
    files = {name for cell in table for name in re.findall(r"`([^`]*)`", cell)}
    assert {"graph.nt", "void.ttl"} <= files
    assert [name for name in files if not (library.root / "export" / name).is_file()] == []
