"""Sync on a real disk: kills, locks, links, refusals and what stays untouched."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lacking import lacking
from paperkg.diagnostics import LockedError, StoreError
from paperkg.model import Artifact
from paperkg.sync import (
    Applied,
    DirectoryStore,
    Disk,
    Plan,
    apply,
    begin,
    journal,
    load,
    make_plan,
    record,
)
from paperkg.sync.manifest import save_pending
from paperkg.sync.places import BACKUPS, LOCK, MANIFEST, PENDING, TEMPORARY
from sync.vaults import export, paper, plan_for


def full_sync(root: Path, wants: list[Artifact]) -> tuple[Plan, Applied]:
    """Sync as a command does, the record included."""
    store = DirectoryStore(root)
    with store.lock():
        start = begin(root)
        plan = make_plan(wants, load(store), Disk.of(store))
        applied = apply(plan, store)
        record(store, start, plan, applied, "environment", plan.as_json())
    return plan, applied


def tree(root: Path) -> dict[str, bytes]:
    """Return every file that a user or the next sync relies on."""
    own = (BACKUPS, ".paperkg/cache", LOCK)
    paths = (p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())
    return {p: (root / p).read_bytes() for p in paths if not p.startswith(own)}


BEFORE = [
    paper("paper/a", "A", path="vault/Papers/A.md"),
    paper("paper/b", "B", path="vault/Papers/B.md"),
    paper("paper/c", "C", path="vault/Papers/C.md"),
    paper("paper/d", "D", path="vault/Papers/D.md"),
    export("1"),
    export("1", "export/old.csv"),
]
AFTER = [
    paper("paper/a", "A", path="vault/Papers/B.md"),  # a and b swap names
    paper("paper/b", "B", path="vault/Papers/A.md", card="new"),
    paper("paper/d", "D", path="vault/Papers/D.md", topics=["x"]),
    paper("paper/e", "E", path="vault/New/E.md"),
    export("2"),
]


def library(root: Path) -> None:
    """Make a library in which a user has written."""
    full_sync(root, BEFORE)
    for name in ("A", "D"):
        note = root / f"vault/Papers/{name}.md"
        note.write_bytes(note.read_bytes() + b"my words\r\n")
    (root / "export/graph.cypher").write_bytes(b"mine")


# being killed


def killed_at(step: int, root: Path, wants: list[Artifact]) -> bool:
    """Sync in a process that kills itself before its *step*th act on the disk."""
    if not hasattr(os, "fork"):
        lacking("needs fork")
    child = os.fork()
    if child == 0:
        acts = 0

        def count(event: str, args: tuple[object, ...]) -> None:
            nonlocal acts
            reads = event == "open" and args[1] in ("r", "rb")
            if event not in _ACTS or reads or not str(args[0]).startswith(str(root)):
                return
            if acts == step:
                os.kill(os.getpid(), signal.SIGKILL)
            acts += 1

        sys.addaudithook(count)
        try:
            full_sync(root, wants)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


_ACTS = {"open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.utime"}


@pytest.mark.parametrize("wants", [AFTER, []], ids=["changed", "emptied"])
def test_a_kill_at_any_step_is_invisible_after_the_next_sync(
    tmp_path: Path, wants: list[Artifact]
) -> None:
    clean = tmp_path / "clean"
    library(clean)
    full_sync(clean, wants)
    expected = tree(clean)
    origin = tmp_path / "origin"
    library(origin)
    assert not any(path.endswith(TEMPORARY) for path in expected)
    step, killed = 0, True
    while killed:
        root = shutil.copytree(origin, tmp_path / str(step))
        killed = killed_at(step, root, wants)
        if killed:
            assert not any(data == b"" for data in vault_of(root).values()), step
        full_sync(root, wants)
        assert tree(root) == expected, step
        assert full_sync(root, wants)[0].changes == (), step
        step += 1
    assert step > 20


def vault_of(root: Path) -> dict[str, bytes]:
    return {p: d for p, d in tree(root).items() if p.startswith("vault/") and p.endswith(".md")}


def test_two_kills_in_a_row_are_invisible(tmp_path: Path) -> None:
    clean = tmp_path / "clean"
    library(clean)
    full_sync(clean, AFTER)
    for first in range(0, 40, 3):
        root = tmp_path / str(first)
        library(root)
        killed_at(first, root, [*AFTER, paper("paper/f", "F")])
        killed_at(first + 2, root, AFTER)
        full_sync(root, AFTER)
        assert tree(root) == tree(clean), first


# two at once


def test_a_second_sync_is_told_that_one_is_at_work(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib\n"
        "from paperkg.sync import DirectoryStore\n"
        "with DirectoryStore(pathlib.Path(sys.argv[1])).lock():\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == "held\n"
        with pytest.raises(LockedError, match=r"another sync is at work in .*; wait"):
            full_sync(tmp_path, BEFORE)
        other.stdin.close()
    full_sync(tmp_path, BEFORE)


def test_many_syncs_at_once_end_in_one_state(tmp_path: Path) -> None:
    outcomes: list[object] = []

    def run() -> None:
        try:
            outcomes.append(full_sync(tmp_path, BEFORE))
        except LockedError as error:
            outcomes.append(error)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 8
    assert any(isinstance(outcome, tuple) for outcome in outcomes)
    assert full_sync(tmp_path, BEFORE)[0].changes == ()


def test_a_plan_made_before_another_sync_is_not_carried_out(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path)
    stale = plan_for(store, BEFORE)
    full_sync(tmp_path, AFTER)
    before = tree(tmp_path)
    with pytest.raises(StoreError, match="another sync has run"):
        apply(stale, store)
    assert tree(tmp_path) == before


# what the system refuses


class FailingStore(DirectoryStore):
    """A disk that gives out after some writes; the last one leaves half a file."""

    budget = 10_000
    error = errno.ENOSPC

    @contextmanager
    def failing(self) -> Iterator[None]:
        real_replace = Path.replace

        def replace(path: Path, target: Path) -> Path:
            self.budget -= 1
            if self.budget < 0:
                raise OSError(self.error, os.strerror(self.error), str(path))
            return real_replace(path, target)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "replace", replace)
            yield


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (errno.ENOSPC, "the disk is full; free some space"),
        (errno.EACCES, "permission denied; make it"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EDQUOT, "your quota"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_a_refusal_says_what_to_do_and_the_next_sync_completes(
    tmp_path: Path, error: int, advice: str
) -> None:
    clean = tmp_path / "clean"
    library(clean)
    full_sync(clean, AFTER)
    for budget in range(12):
        root = tmp_path / str(budget)
        library(root)
        store = FailingStore(root)
        store.budget, store.error = budget, error
        plan = plan_for(store, AFTER)
        try:
            with store.failing():
                apply(plan, store)
        except StoreError as refused:
            assert advice in str(refused)  # noqa: PT017  # not every budget is too small
        assert not list(root.rglob(TEMPORARY))
        full_sync(root, AFTER)
        assert tree(root) == tree(clean)


def test_a_file_where_a_folder_is_needed_is_told(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault/Papers").write_text("mine")
    with pytest.raises(StoreError, match=r"vault/Papers/A\.md: a file stands where a folder"):
        full_sync(tmp_path, BEFORE)
    (tmp_path / "vault/Papers").unlink()
    full_sync(tmp_path, BEFORE)
    assert full_sync(tmp_path, BEFORE)[0].changes == ()


def test_a_folder_that_cannot_be_read_is_not_taken_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_sync(tmp_path, BEFORE)
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("Papers"):
            raise PermissionError(errno.EACCES, "denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(StoreError, match="permission denied"):
        plan_for(DirectoryStore(tmp_path), BEFORE)


def test_a_vault_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    full_sync(tmp_path, BEFORE)
    (tmp_path / "vault").rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="vault/ is gone, and 4 notes with it; bring"):
        full_sync(tmp_path, BEFORE)
    (tmp_path / MANIFEST).unlink()
    assert full_sync(tmp_path, BEFORE)[0].counts()["create"] == 4


# links


def test_nothing_is_written_through_a_link_that_leads_out(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "library"
    outside.mkdir()
    (root / "vault").mkdir(parents=True)
    (root / "vault/New").symlink_to(outside)
    plan, _ = full_sync(root, AFTER)
    assert [(d.code, "leads out of the library" in d.message) for d in plan.diagnostics] == [
        ("V710", True)
    ]
    assert list(outside.iterdir()) == []
    assert (root / "vault/Papers/A.md").exists()
    (root / "vault/New").unlink()
    assert str(full_sync(root, AFTER)[0]) == "+ vault/New/E.md"


def test_a_vault_that_is_a_link_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "library").mkdir()
    (tmp_path / "library/vault").symlink_to(tmp_path / "outside")
    with pytest.raises(StoreError, match="leads out of the library"):
        full_sync(tmp_path / "library", BEFORE)
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_link_in_the_place_of_a_note_or_file_is_left_alone(tmp_path: Path) -> None:
    outside, root = tmp_path / "secret.md", tmp_path / "library"
    outside.write_text("secret")
    for name in ("vault/Papers/A.md", "export/graph.cypher"):
        (root / name).parent.mkdir(parents=True)
        (root / name).symlink_to(outside)
    plan, _ = full_sync(root, BEFORE)
    assert {d.code for d in plan.diagnostics} == {"V703", "V704"}
    assert outside.read_text() == "secret"
    assert (root / "vault/Papers/A.md").is_symlink()
    assert (root / "export/graph.cypher").is_symlink()


@pytest.mark.parametrize("path", ["../x.md", "/tmp/x.md", "vault/../../x.md", "vault/\0.md"])
def test_paths_that_lead_out_are_refused(tmp_path: Path, path: str) -> None:
    store = DirectoryStore(tmp_path / "library")
    with pytest.raises(StoreError, match="does not name a file of the library"):
        store.write(path, b"x", durable=False)


# backups, and what is left alone


def test_the_last_ten_runs_with_backups_are_kept(tmp_path: Path) -> None:
    for run in range(14):
        full_sync(tmp_path, [paper("paper/a", "A", card=str(run))])
    runs = sorted(p.name for p in (tmp_path / BACKUPS).iterdir())
    assert runs == [f"{n:06}" for n in range(5, 15)]
    assert b"\n12\n" in (tmp_path / BACKUPS / "000014/vault/Papers/A.md").read_bytes()


@pytest.mark.parametrize(("most", "kept"), [(1, 1), (5_000, 3)])
def test_backups_do_not_fill_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, kept: int
) -> None:
    monkeypatch.setattr(journal, "KEPT_BYTES", most)
    for run in range(6):
        full_sync(tmp_path, [export(str(run) * 2000, "export/graph.nt")])
    runs = sorted(p.name for p in (tmp_path / BACKUPS).iterdir())
    assert runs == [f"{n:06}" for n in range(7 - kept, 7)]


def test_a_backup_is_there_for_every_word_that_sync_replaced(tmp_path: Path) -> None:
    library(tmp_path)
    old = tree(tmp_path)
    _, applied = full_sync(tmp_path, AFTER)
    kept = tree(tmp_path / applied.backups)
    assert kept["export/graph.cypher"] == b"mine"
    assert kept["vault/Papers/C.md"] == old["vault/Papers/C.md"]
    assert kept["vault/Papers/D.md"] == old["vault/Papers/D.md"]


def test_a_second_sync_touches_nothing(tmp_path: Path) -> None:
    full_sync(tmp_path, BEFORE)

    def stamps() -> dict[str, tuple[int, int]]:
        return {
            str(p): (p.stat().st_mtime_ns, p.stat().st_ctime_ns)
            for p in tmp_path.rglob("*")
            if p.name not in ("lock", "probe", "cache", ".paperkg", "state.json")
        }

    before = stamps()
    full_sync(tmp_path, BEFORE)
    assert stamps() == before


def test_folders_that_sync_empties_go_and_others_stay(tmp_path: Path) -> None:
    full_sync(tmp_path, BEFORE)
    (tmp_path / "vault/Mine").mkdir()
    full_sync(tmp_path, [paper("paper/e", "E", path="vault/New/E.md")])
    assert sorted(p.name for p in (tmp_path / "vault").iterdir()) == ["Mine", "New"]


def test_a_disk_without_hard_links_is_copied_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library(tmp_path)

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    _, applied = full_sync(tmp_path, AFTER)
    assert (tmp_path / applied.backups / "export/graph.cypher").read_bytes() == b"mine"


def test_nothing_is_pending_after_a_sync(tmp_path: Path) -> None:
    library(tmp_path)
    full_sync(tmp_path, AFTER)
    assert not (tmp_path / PENDING).exists()


def make(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"mine")


RACES: list[tuple[str, Callable[[Path], object]]] = [
    ("vault/Papers/D.md", lambda p: p.write_bytes(p.read_bytes() + b"late words\n")),
    ("vault/Papers/C.md", lambda p: p.write_bytes(p.read_bytes() + b"late words\n")),
    ("vault/Papers/D.md", lambda p: p.unlink()),
    ("vault/New/E.md", make),
]


@pytest.mark.parametrize(("path", "act"), RACES)
def test_what_moved_on_since_the_plan_is_skipped_and_said(
    tmp_path: Path, path: str, act: Callable[[Path], object]
) -> None:
    library(tmp_path)
    store = DirectoryStore(tmp_path)
    plan = plan_for(store, AFTER)
    act(tmp_path / path)
    late = (tmp_path / path).read_bytes() if (tmp_path / path).exists() else None
    applied = apply(plan, store)
    assert [s.change.path for s in applied.skipped] == [path]
    assert "run sync again" in applied.skipped[0].reason
    assert late is None or (tmp_path / path).read_bytes() == late
    full_sync(tmp_path, AFTER)
    assert full_sync(tmp_path, AFTER)[0].changes == ()


def test_what_a_broken_off_sync_left_open_is_closed_by_the_next(tmp_path: Path) -> None:
    wants = [paper("paper/a", "A")]
    full_sync(tmp_path, wants)
    store = DirectoryStore(tmp_path)
    entry = load(store).entries["paper/a"]
    save_pending(store, {"paper/a": ({**entry, "free": "other"},)})
    assert "paper/a" in load(store).pending
    full_sync(tmp_path, wants)
    assert load(store).pending == {}
