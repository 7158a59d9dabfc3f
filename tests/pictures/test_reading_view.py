"""What a reader sees of the vault, as a renderer that others wrote shows it.

What cannot be asserted is looked at: `make pictures`.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from lacking import lacking
from paperkg import Library
from pictures.renderer import render

ROOT = Path(__file__).parents[2]
MACHINE = re.compile(r"%%|\[\[|\]\]|\{\{|\}\}|\[!|paperkg:|paperkg_id|None|\bundefined\b")
FREE = ("My notes", "我的笔记")


@pytest.fixture(
    scope="module", params=[(d, lang) for d in ("data", "seed") for lang in ("en", "zh")]
)
def seen(
    request: pytest.FixtureRequest, seed: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What render.mjs says of a vault."""
    which, language = request.param
    root = tmp_path_factory.mktemp("library")
    if which == "data":
        shutil.copytree(ROOT / "data", root / "data")
    else:
        (root / "data").mkdir()
        shutil.copy(seed, root / "data")
    (root / "paperkg.toml").write_text(f'language = "{language}"\n', encoding="utf-8")
    Library.open(root).sync()
    try:
        return render(root / "vault", root / "pages")
    except RuntimeError as error:
        lacking(error)


def test_no_text_is_a_machines(seen: dict[str, Any]) -> None:
    told = {path: MACHINE.findall(note["text"]) for path, note in seen["notes"].items()}
    assert {path: found for path, found in told.items() if found} == {}


def test_below_each_heading_stands_something(seen: dict[str, Any]) -> None:
    empty = [
        (path, heading)
        for path, note in seen["notes"].items()
        for level, heading, filled in note["headings"]
        if level > 1 and not filled and heading not in FREE
    ]
    assert empty == []


def test_links_lead_to_notes_and_tables_list_something(seen: dict[str, Any]) -> None:
    queues = {"Papers.base#Reading queue", "Papers.base#阅读队列"}
    for path, note in seen["notes"].items():
        assert note["broken"] == [], path
        assert {view for view, rows in note["rows"].items() if not rows} <= queues, path


def test_no_card_lies_on_another(seen: dict[str, Any]) -> None:
    assert len(seen["boards"]) >= 4
    assert {path: found for path, found in seen["boards"].items() if found} == {}
