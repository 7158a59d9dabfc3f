"""That nothing changed is known from one stat of each file, and never wrongly."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from paperkg.sync import (
    DirectoryStore,
    Disk,
    Start,
    apply,
    begin,
    behind,
    fingerprint,
    load,
    make_plan,
    record,
    unchanged,
)
from paperkg.sync.fingerprint import digest_of, tick, walk
from paperkg.sync.places import MANIFEST, PENDING, SEEN, STATE
from sync.vaults import export, paper

WANTS = [paper("paper/a", "A"), paper("paper/b", "B"), export("1")]
REPORT = {"waiting": ["论文"], "count": 2}


class Run:
    """A sync in steps, so that somebody may write in between."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.store = DirectoryStore(root)
        self.start: Start = begin(root)

    def finish(self, between: Callable[[], object] = lambda: None) -> bool:
        plan = make_plan(WANTS, load(self.store), Disk.of(self.store))
        applied = apply(plan, self.store)
        between()
        return record(self.store, self.start, plan, applied, "env", REPORT)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library in which a sync has finished."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/notes.md").write_text("notes")
    (tmp_path / "vault_templates").mkdir()
    (tmp_path / "paperkg.toml").write_text("")
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault/own.md").write_text("mine")
    assert Run(tmp_path).finish()
    return tmp_path


def test_nothing_changed_gives_the_recorded_report(root: Path) -> None:
    assert unchanged(root, "env") == REPORT
    assert unchanged(root, "env") == REPORT


def write(path: str, text: str = "new") -> Callable[[Path], object]:
    return lambda root: (root / path).write_text(text)


def in_place(root: Path) -> None:
    """Change a file without changing its size or its modification time."""
    note = root / "vault/Papers/A.md"
    before = note.stat()
    with note.open("r+b") as file:
        file.seek(10)
        file.write(b"X")
    os.utime(note, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "source edited": write("data/notes.md"),
    "source added": write("data/more.md"),
    "source removed": lambda root: (root / "data/notes.md").unlink(),
    "source renamed": lambda root: (root / "data/notes.md").rename(root / "data/n.md"),
    "settings edited": write("paperkg.toml", "x=1"),
    "template added": write("vault_templates/paper.md.j2"),
    "note edited": write("vault/Papers/A.md"),
    "note edited in place": in_place,
    "note removed": lambda root: (root / "vault/Papers/A.md").unlink(),
    "own note edited": write("vault/own.md", "MINE"),
    "own note added": write("vault/more.md"),
    "export edited": write("export/graph.cypher", "2"),
    "export removed": lambda root: (root / "export/graph.cypher").unlink(),
    "manifest replaced": write(MANIFEST, "{}"),
    "sync broken off": write(PENDING, "{}"),
    "record damaged": write(STATE, "{"),
    "record of another kind": write(STATE, "[]"),
    "record lost": lambda root: (root / STATE).unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changed_is_noticed(root: Path, change: Callable[[Path], object]) -> None:
    change(root)
    assert unchanged(root, "env") is None


def test_exports_are_behind_what_changed_since_and_only_where_that_is_known(root: Path) -> None:
    assert not behind(root, "env")
    write("data/notes.md", "notes, and one more")(root)
    assert behind(root, "env")
    (root / STATE).unlink()
    assert not behind(root, "env")


def test_another_environment_is_a_change(root: Path) -> None:
    assert unchanged(root, "other") is None


def test_what_obsidian_keeps_for_itself_is_no_change(root: Path) -> None:
    (root / "vault/.obsidian").mkdir()
    (root / "vault/.obsidian/workspace.json").write_text("{}")
    assert unchanged(root, "env") == REPORT


@pytest.mark.parametrize(
    "path", ["data/notes.md", "data/more.md", "vault/own.md", "vault/Papers/A.md", "vault/new.md"]
)
def test_what_is_written_while_sync_runs_is_not_recorded_as_known(root: Path, path: str) -> None:
    write("paperkg.toml", "x=2")(root)
    assert not Run(root).finish(lambda: write(path)(root))
    assert unchanged(root, "env") is None
    assert Run(root).finish()
    assert unchanged(root, "env") == REPORT


@pytest.mark.parametrize("path", ["data/notes.md", "vault/own.md"])
def test_what_is_deleted_while_sync_runs_is_not_recorded_as_known(root: Path, path: str) -> None:
    assert not Run(root).finish((root / path).unlink)


def test_what_was_written_before_the_start_is_known(root: Path) -> None:
    for n in range(20):  # within one tick of the disk's clock now and then
        (root / "data/notes.md").write_text(str(n))
        assert Run(root).finish()
        assert unchanged(root, "env") == REPORT


def test_an_edit_right_after_the_record_is_noticed(root: Path) -> None:
    for n in range(20):
        assert Run(root).finish()
        (root / "data/notes.md").write_text(f"{n:05}")
        assert unchanged(root, "env") is None


def test_the_clock_has_moved_on_past_every_file(tmp_path: Path) -> None:
    for _ in range(20):
        (tmp_path / "file").write_text("x")
        assert tick(tmp_path) > (tmp_path / "file").stat().st_ctime_ns


def test_a_modification_time_in_the_future_is_no_obstacle(root: Path) -> None:
    os.utime(root / "data/notes.md", (2**33, 2**33))
    assert Run(root).finish()
    assert unchanged(root, "env") == REPORT


def test_a_lost_or_damaged_cache_is_only_slower(root: Path) -> None:
    for damage in (b"{", b"[]", b'{"format":1}', b'{"format":9}', None):
        if damage is None:
            (root / SEEN).unlink()
        else:
            (root / SEEN).write_bytes(damage)
        store = DirectoryStore(root)
        assert make_plan(WANTS, load(store), Disk.of(store)).changes == ()


def test_the_digest_does_not_depend_on_the_order_of_files(root: Path) -> None:
    look = walk(root, ["data", "vault", "export"])
    assert digest_of(look, "e") == digest_of(dict(reversed(look.items())), "e")
    assert digest_of(look, "e") != digest_of(look, "f")


def test_a_name_that_is_no_text_is_carried(root: Path) -> None:
    odd = os.fsdecode(b"vault/odd \xff name.md")
    (root / "vault/Papers/A.md").rename(root / odd)
    assert Run(root).finish()
    assert unchanged(root, "env") == REPORT
    assert (root / odd).exists()
    assert make_plan(WANTS, load(DirectoryStore(root)), Disk.of(DirectoryStore(root))).changes == ()


def test_looking_imports_nothing_heavy() -> None:
    script = (
        "import sys, paperkg.sync\n"
        "print([m for m in ('yaml', 'jinja2', 'filelock', 'anyascii') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]", done


def test_what_is_written_after_a_tick_is_later_than_what_was_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([5, 5, 5, 7])  # a disk whose clock moves in steps
    monkeypatch.setattr(fingerprint, "_touched", lambda _: next(clock))
    assert tick(tmp_path) == 7
