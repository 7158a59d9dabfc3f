"""The style sheet, the favourites and the tables: as text; what programs make of them: engines."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from paperkg import Library, browser
from paperkg.cli.app import app
from paperkg.named_queries import CYPHER
from paperkg.schema import BUILTIN


@pytest.fixture
def library(tmp_path: Path) -> Path:
    Library.create(tmp_path).sync()
    return tmp_path


def test_every_type_has_a_colour_of_its_own_and_a_caption() -> None:
    types = {t.name: t.main for t in BUILTIN.nodes}
    own = {f"Own{i}": "name" for i in range(3)}
    text = browser.style(types | own, [t.name for t in BUILTIN.edges])
    colours = dict(re.findall(r"node\.(\w+) \{\n  color: (#\w{6});", text))
    assert colours.keys() == types.keys() | own.keys()
    assert len(set(colours.values())) == len(colours)
    captions = dict(re.findall(r'node\.(\w+) \{[^}]*caption: "\{(\w+)\}"', text))
    assert captions == types | own
    # a line with two colons ends the parser of Browser
    assert all(line.count(":") == 1 for line in text.splitlines() if line.startswith("  "))


def test_favourites_run_without_parameters() -> None:
    packed = browser.favourites(CYPHER.queries().values())
    assert packed == browser.favourites(reversed(CYPHER.queries().values()))
    archive = zipfile.ZipFile(io.BytesIO(packed))
    names = archive.namelist()
    assert len(names) == len(CYPHER.queries())
    assert all(re.fullmatch(r"[a-z]+/[a-z-]+\.cypher", name) for name in names)
    for name in names:
        text = archive.read(name).decode()
        assert "$" not in text
        assert text.startswith("// ")
        assert text.endswith(";\n")


def test_the_files_for_browser_are_written(library: Path) -> None:
    shown = CliRunner().invoke(app, ["-C", str(library), "neo4j", "browser", "--no-open"])
    assert shown.exit_code == 0
    folder = library / ".paperkg" / "neo4j-browser"
    assert {p.name for p in folder.iterdir()} == {"style.grass", "favourites.zip"}


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_tables_hold_every_row_and_take_the_place_of_older_ones(form: str, library: Path) -> None:
    for _ in range(2):
        shown = CliRunner().invoke(
            app, ["-C", str(library), "neo4j", "export", "--format", form, "--json"]
        )
        assert shown.exit_code == 0
    told = json.loads(shown.stdout)
    lines = (library / "export" / "graph.jsonl").read_text("utf-8").splitlines()
    assert sum(told["rows"].values()) == len(lines)
    manifest = json.loads((library / "export" / form / "manifest.json").read_text("utf-8"))
    assert manifest["rows"].items() >= told["rows"].items()
    assert f"nodes/Paper.{form}" in manifest["sha256"]
    assert [p.name for p in (library / "export").glob(".*")] == []


def test_an_array_delimiter_is_found_that_no_text_holds(library: Path) -> None:
    notes = library / "data" / "more.yaml"
    notes.write_text('papers:\n  - title: T\n    keywords: ["a\\x1fb", c]\n', encoding="utf-8")
    Library.open(library).sync()
    folder, _ = Library.open(library).bulk_files("csv")
    assert "--array-delimiter=U+001E" in (folder / "import.args").read_text("utf-8")
    with (folder / "nodes" / "Paper.csv").open(encoding="utf-8", newline="") as file:
        assert any("a\x1fb\x1ec" in row for row in csv.reader(file))


def test_a_folder_with_something_else_is_left_alone(library: Path) -> None:
    shown = CliRunner().invoke(
        app, ["-C", str(library), "neo4j", "export", "--to", str(library / "data")]
    )
    assert shown.exit_code == 1
    assert "holds something else" in str(shown.exception)
    assert (library / "data" / "reading-list.md").exists()
    assert CliRunner().invoke(app, ["-C", str(library), "neo4j", "status"]).exit_code == 3
