"""Settings, cards, bookmarks, columns: what the user changed survives upgrade and re-init."""

from __future__ import annotations

import json
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from paperkg import Library

# the package gives its functions the names of their modules
boards: Any = import_module("paperkg.sinks.vault.boards")
settings: Any = import_module("paperkg.sinks.vault.settings")
ROOT = Path(__file__).resolve().parents[2]

MORE = "papers: [{title: One more, authors: [{name: A B}]}]"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "paperkg.toml", tmp_path)
    Library.open(tmp_path).sync()
    return tmp_path


def upgrade(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a paperkg that would write every board and every setting otherwise."""
    monkeypatch.setattr(boards, "_GAP", 80)
    monkeypatch.setattr(settings, "_GRAPHS", settings._GRAPHS[:1])
    monkeypatch.setattr(settings, "_COLOURS", {"paper": 1})
    monkeypatch.setattr(settings, "_APP", {**settings._APP, "spellcheck": True})
    (library / "paperkg.toml").unlink()
    shutil.rmtree(library / ".paperkg" / "cache")  # what a newer paperkg does not trust
    Library.create(library).sync()


def changed(path: Path, change: Any) -> str:
    """Change a JSON file as Obsidian does; return what then stands in it."""
    found = json.loads(path.read_text(encoding="utf-8"))
    change(found)
    path.write_text(json.dumps(found, indent="\t", ensure_ascii=False), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def test_what_the_user_changed_survives(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = library / "vault"
    obsidian = vault / ".obsidian"
    moved, *others = sorted((vault / "Canvas").glob("*.canvas"))
    kept = {
        moved: changed(moved, lambda b: b["nodes"][-1].update(x=9)),
        obsidian / "graph.json": changed(obsidian / "graph.json", lambda g: g.update(scale=2)),
        obsidian / "bookmarks.json": changed(
            obsidian / "bookmarks.json", lambda b: b["items"].append({"type": "file", "path": "A"})
        ),
    }
    base = vault / "Bases" / "Papers.base"
    base.write_text(base.read_text(encoding="utf-8").replace("rating, ", ""), encoding="utf-8")
    kept[base] = base.read_text(encoding="utf-8")
    home = vault / "Home.md"
    home.write_text(home.read_text(encoding="utf-8") + "\nmine 我的\n", encoding="utf-8")
    kept[home] = home.read_text(encoding="utf-8")
    changed(obsidian / "app.json", lambda a: (a.pop("newLinkFormat"), a.update(vimMode=True)))
    changed(obsidian / "types.json", lambda t: t["types"].update(year="text", mine="date"))
    (vault / "Templates" / "New idea.md").unlink()
    (obsidian / "workspace.json").write_text("{}")
    untouched = {path: path.read_text(encoding="utf-8") for path in others}

    upgrade(library, monkeypatch)

    assert {path: path.read_text(encoding="utf-8") for path in kept} == kept
    assert not (vault / "Templates" / "New idea.md").exists()
    app = json.loads((obsidian / "app.json").read_text(encoding="utf-8"))
    assert app["vimMode"] is True
    assert app["spellcheck"] is True, "a setting that is new is added"
    assert "newLinkFormat" not in app, "a setting that was taken out stays out"
    types = json.loads((obsidian / "types.json").read_text(encoding="utf-8"))["types"]
    assert types["year"] == "text"
    assert types["mine"] == "date"
    assert (obsidian / "workspace.json").read_text() == "{}"
    renewed = [p for p, text in untouched.items() if p.read_text(encoding="utf-8") != text]
    assert renewed, "boards that nobody touched are renewed"


def test_a_second_sync_leaves_obsidians_folder_alone(library: Path) -> None:
    obsidian = library / "vault" / ".obsidian"
    before = {p: p.stat().st_mtime_ns for p in obsidian.rglob("*")}
    assert not Library.open(library).sync().differs
    (library / "data" / "more.yaml").write_text(
        "papers: [{title: One more, authors: [{name: A B}]}]"
    )
    assert Library.open(library).sync().differs
    assert {p: p.stat().st_mtime_ns for p in obsidian.rglob("*")} == before


def test_a_deleted_file_comes_back_when_asked(library: Path) -> None:
    base = library / "vault" / "Bases" / "Papers.base"
    base.unlink()
    (library / "data" / "more.yaml").write_text(
        "papers: [{title: One more, authors: [{name: A B}]}]"
    )
    Library.open(library).sync()
    assert not base.exists()
    Library.open(library).restore("vault/Bases/Papers.base")
    assert base.exists()
