"""The files of a bulk import, without the importer."""

from __future__ import annotations

from pathlib import Path

import pytest

from engines.entities import graph, node
from paperkg.bulk import WRITERS
from paperkg.config import Config
from paperkg.exported import Exported
from paperkg.sinks import jsonl


def arguments(root: Path, text: str) -> list[str]:
    """Return what the importer is told, where one note has this text."""
    what = graph(node("note/one", "Note", text=text), node("paper/one", "Paper", title="One"))
    for artifact in jsonl.render(what, Config("own")):
        path = root / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    WRITERS["csv"](Exported.read(root), root / "csv")
    return (root / "csv" / "import.args").read_text("utf-8").splitlines()


def test_fields_of_one_line_are_read_the_fast_way(tmp_path: Path) -> None:
    assert not [a for a in arguments(tmp_path, 'one, "line" \\n') if "multiline" in a]


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_files_with_longer_fields_are_named(tmp_path: Path, line_end: str) -> None:
    told = [a for a in arguments(tmp_path, f"two{line_end}lines") if "multiline" in a]
    assert told == ["--multiline-fields-format=v2", "--multiline-fields=nodes/Note.csv"]
