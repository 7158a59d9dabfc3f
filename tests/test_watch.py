"""A watched library, with the system's own news of edits."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from lacking import lacking
from paperkg import Library
from paperkg import watch as watching
from paperkg.cli.app import app
from paperkg.diagnostics import ConfigError, Diagnostic, LockedError, Origin, StoreError
from paperkg.sync import DirectoryStore
from paperkg.watch import Round, watch

LIST = """\
# NeurIPS 2020

FedSplit: an algorithmic framework
Reese Pathak (UC Berkeley) · Martin Wainwright (UC Berkeley)
Link: https://arxiv.org/abs/2005.05238
"""
MORE = "\nGAIT-prop: a learning rule\nNasir Ahmad (Radboud)\nLink: https://example.org/gait\n"
LAST = "\nLast of all: on ends\nZoë Zed (MIT)\nLink: https://example.org/last\n"
GAIT = "+ vault/Papers/GAIT-prop.md"
PATIENCE = 60
"""Seconds that a slow machine is given; a test that passes waits for none of them."""
SILENCE = 1.5
"""Seconds without a sync that show that none is to come: three pauses and more."""

STEADY = 0.2
"""Seconds between two writes that are surely no pause of an editor."""

if sys.platform == "win32":
    pytest.skip("signals and locked files are another story there", allow_module_level=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "lib" / "data").mkdir(parents=True)
    (tmp_path / "lib" / "data" / "list.md").write_text(LIST, encoding="utf-8")
    return tmp_path / "lib"


class Watched:
    """A watch in a thread, and what it tells."""

    def __init__(self, root: Path) -> None:
        self.told: queue.Queue[Round] = queue.Queue()
        self.stop = threading.Event()
        self._thread = threading.Thread(
            target=lambda: watch(root, told=self.told.put, stop=self.stop)
        )

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self.stop.set()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def next(self) -> Round:
        return self.told.get(timeout=PATIENCE)

    def lines(self) -> tuple[str, ...]:
        outcome = self.next().outcome
        assert outcome
        return outcome.lines

    def codes(self) -> list[str]:
        return [d.code for d in self.next().new]


@contextmanager
def watched(root: Path) -> Iterator[Watched]:
    """Watch until the block ends; the first round has been told."""
    found = Watched(root)
    found.start()
    try:
        first = found.next()
        assert first.outcome, first.failure
        yield found
    finally:
        found.end()


def in_place(root: Path) -> None:
    (root / "data" / "list.md").write_text(LIST + MORE, encoding="utf-8")


def by_rename(root: Path) -> None:
    (root / "list.md~").write_text(LIST + MORE, encoding="utf-8")
    (root / "list.md~").replace(root / "data" / "list.md")


def in_a_new_folder(root: Path) -> None:
    (root / "data" / "2021" / "oral").mkdir(parents=True)
    (root / "data" / "2021" / "oral" / "more.md").write_text(MORE, encoding="utf-8")


def by_another_folder(root: Path) -> None:
    shutil.copytree(root / "data", root / "copy")
    (root / "copy" / "more.md").write_text(MORE, encoding="utf-8")
    (root / "data").rename(root / "old")
    (root / "copy").rename(root / "data")


@pytest.mark.parametrize(
    ("edit", "polling"),
    [
        (in_place, ""),
        (by_rename, ""),
        (in_a_new_folder, ""),
        (by_another_folder, ""),
        (by_another_folder, "1"),
    ],
)
def test_an_edit_is_told_however_it_is_made(
    edit: Callable[[Path], None], polling: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", polling)
    with watched(root) as found:
        edit(root)
        assert GAIT in found.lines()
        (root / "data" / "new.md").write_text(LAST, "utf-8")
        assert "+ vault/Authors/Zoë Zed.md" in found.lines()
        (root / "data" / "new.md").unlink()
        assert "- vault/Authors/Zoë Zed.md" in found.lines()


def test_settings_and_templates_are_read_anew(root: Path) -> None:
    with watched(root) as found:
        (root / "paperkg.toml").write_text('language = "zh"\n', encoding="utf-8")
        assert any("~ vault/Bases/Papers.base" in line for line in found.lines())
        (root / "toml~").write_text('language = "en"\n', encoding="utf-8")
        (root / "toml~").replace(root / "paperkg.toml")
        assert any("~ vault/Bases/Papers.base" in line for line in found.lines())
        (root / "vault_templates").mkdir()
        (root / "vault_templates" / "paper.md.j2").write_text("{% broken", encoding="utf-8")
        assert found.codes() == ["V705"]
        (root / "vault_templates" / "paper.md.j2").unlink()
        assert found.lines() == ()


def test_a_note_is_watched_in_a_vault_that_was_not_there_at_the_start(root: Path) -> None:
    with watched(root) as found:
        (root / "vault" / "Papers" / "FedSplit.md").write_bytes(b"\xff\xff")
        assert found.codes() == ["V703"]


@pytest.fixture
def syncs(monkeypatch: pytest.MonkeyPatch) -> queue.Queue[bool]:
    """Hear of every sync that has ended, told or not."""
    ended: queue.Queue[bool] = queue.Queue()
    sync = Library.sync

    def heard(library: Library, **options: Any) -> Any:
        try:
            return sync(library, **options)
        finally:
            ended.put(item=True)

    monkeypatch.setattr(Library, "sync", heard)
    return ended


def until_silence(syncs: queue.Queue[bool]) -> int:
    """Return how many syncs there were before nothing happened any more."""
    for number in range(100):
        try:
            syncs.get(timeout=SILENCE)
        except queue.Empty:
            return number
    pytest.fail("syncs without end")


def test_what_a_round_writes_gives_one_quiet_round_more(
    root: Path, syncs: queue.Queue[bool]
) -> None:
    with watched(root) as found:
        assert until_silence(syncs) <= 2  # the first, and a look once the system watches
        in_place(root)
        assert GAIT in found.lines()
        assert until_silence(syncs) <= 2
        assert found.told.empty()


def test_hidden_folders_and_exports_are_not_watched(root: Path, syncs: queue.Queue[bool]) -> None:
    with watched(root) as found:
        (root / "vault" / ".obsidian" / "plugins").mkdir(parents=True)
        until_silence(syncs)
        (root / "vault" / ".obsidian" / "plugins" / "a.json").write_text("{}")
        (root / "vault" / ".trash").mkdir()
        (root / "data" / ".list.md.swp").write_text("")
        (root / "export" / "mine.txt").write_text("")
        (root / ".git").mkdir()
        assert until_silence(syncs) == 0
        in_place(root)
        assert GAIT in found.lines()


def test_a_file_is_not_read_while_it_is_written(root: Path) -> None:
    """Writes until the writer itself was never held up for long; then it may judge."""
    with watched(root) as found:
        for attempt in range(30):
            pause, last = 0.0, time.monotonic()
            end = last + 1.5
            with (root / "data" / f"{attempt}.md").open("w", encoding="utf-8") as file:
                while last < end:
                    file.write(
                        f"\n{attempt}: a title with words {last}\nA B\nLink: https://x.org\n"
                    )
                    file.flush()
                    pause, last = max(pause, time.monotonic() - last), time.monotonic()
                    threading.Event().wait(0.1)  # longer than the system gathers news
            written = datetime.now(UTC)
            told = found.next()
            if pause < STEADY:
                assert told.time >= written
                return
            while told.time < written:
                told = found.next()
    lacking("this machine is too busy to write a file without a pause")


def test_a_failed_round_is_told_and_the_watch_goes_on(root: Path) -> None:
    with watched(root) as found:
        (root / "data").rename(root / "away")
        failed = found.next()
        assert isinstance(failed.error, ConfigError)
        assert failed.failure == str(failed.error)
        (root / "away").rename(root / "data")
        assert found.lines() == ()
        in_place(root)
        assert GAIT in found.lines()


def test_a_locked_library_is_told_once_and_tried_again(
    root: Path, syncs: queue.Queue[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_RETRY_S", 0.1)
    with watched(root) as found:
        until_silence(syncs)
        with DirectoryStore(root).lock():
            in_place(root)
            assert isinstance(found.next().error, LockedError)
            for _ in range(3):
                syncs.get(timeout=PATIENCE)
            assert found.told.empty()
        assert GAIT in found.lines()


def test_a_fault_of_paperkg_is_told_in_a_line_and_the_watch_goes_on(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("line\nbreak")

    with watched(root) as found:
        with monkeypatch.context() as broken:
            broken.setattr(Library, "sync", fail)
            in_place(root)
            failure = found.next().failure
        assert failure.startswith(
            "a fault of paperkg, please report it: KeyError: 'line\\nbreak' ("
        )
        assert "test_watch.py:" in failure
        (root / "data" / "list.md").touch()
        assert GAIT in found.lines()


def test_a_name_that_is_no_text_does_not_end_the_watch(
    root: Path, syncs: queue.Queue[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_RETRY_S", 0.1)
    with watched(root) as found:
        until_silence(syncs)
        try:
            (root / "vault" / os.fsdecode(b"\xd0.png")).touch()
        except OSError:
            lacking("this disk has no such names")
        failed = found.next()
        assert isinstance(failed.error, StoreError)
        assert "cannot be watched" in failed.failure
        in_place(root)
        assert GAIT in found.lines()


def test_only_new_diagnostics_are_told(root: Path) -> None:
    faulty = root / "data" / "a.md"
    with watched(root) as found:
        faulty.write_text("One paper\nA B (MIT\nLink: https://x.org/1\n", encoding="utf-8")
        assert found.codes() == ["L201"]
        faulty.write_text("\n\nOne paper\nA B (MIT\nLink: https://x.org/2\n", encoding="utf-8")
        moved = found.next()
        assert moved.outcome
        assert [d.code for d in moved.outcome.diagnostics] == ["L201"]
        assert (moved.new, moved.mended) == ((), ())
        faulty.write_text("One paper\nA B (MIT)\nLink: https://x.org/2\n", encoding="utf-8")
        assert [d.code for d in found.next().mended] == ["L201"]


def test_of_equal_diagnostics_the_one_on_a_new_line_is_new() -> None:
    def at(line: int) -> Diagnostic:
        return Diagnostic("L201", "same", Origin("data/a.md", line, line, "reading-list"))

    assert watching._without((at(2), at(9)), (at(9),)) == (at(2),)
    assert watching._without((at(3), at(10)), (at(2), at(9))) == ()
    assert watching._without((at(3), at(3)), (at(3),)) == (at(3),)


def test_a_round_at_work_is_completed_when_asked_to_stop(root: Path) -> None:
    stop, told = threading.Event(), list[Round]()

    def progress(stage: str) -> None:
        if stage == "rendering":
            stop.set()

    watch(root, told=told.append, stop=stop, progress=progress)
    assert [bool(r.outcome and r.outcome.first) for r in told] == [True]
    assert not Library.open(root).sync().differs


@contextmanager
def command(root: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "paperkg", "-C", str(root), "sync", "--watch", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    guard = threading.Timer(PATIENCE, process.kill)
    guard.start()
    try:
        yield process
    finally:
        guard.cancel()
        process.kill()
        process.communicate()


def line(process: subprocess.Popen[str], beginning: str = "") -> str:
    """Return the next line of the output that begins so."""
    assert process.stdout
    return next(text for text in process.stdout if text.startswith(beginning))


def test_the_command_tells_each_round_in_a_line_and_ends_with_ctrl_c(root: Path) -> None:
    with command(root) as process:
        line(process, "the graph: 1 paper, 2 authors")
        line(process, "      export/graph.ttl")
        in_place(root)
        told = line(process)
        assert told[:10] == f"{told[:2]}:{told[3:5]}:{told[6:8]}  "
        assert "vault/Papers/GAIT-prop.md" in told
        assert told.endswith(", export/\n")
        (root / "data" / "list.md").write_text(LIST, encoding="utf-8")
        assert ", 3 removed: vault/Authors/Nasir Ahmad.md, " in line(process)
        process.send_signal(signal.SIGINT)
        rest, talk = process.communicate(timeout=PATIENCE)
    assert (process.returncode, rest) == (0, "")
    assert talk == (
        "watching paperkg.toml, data/, vault_templates/ and vault/; stop with Ctrl-C\n"
        "stopped after 2 rounds\n"
    )


def test_with_json_each_round_is_an_object_on_a_line(root: Path) -> None:
    with command(root, "--json") as process:
        first = json.loads(line(process))
        assert first["counts"].startswith("1 paper, ")
        in_place(root)
        told = json.loads(line(process))
        assert GAIT[2:] in [change["target"] for change in told["changes"]]
        assert datetime.fromisoformat(told["time"]).tzinfo
        (root / "data").rename(root / "away")
        assert json.loads(line(process))["error"].startswith("no ")
        process.terminate()
        assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize("option", ["--dry-run", "--check"])
def test_a_watch_that_writes_nothing_is_a_usage_error(option: str, root: Path) -> None:
    done = CliRunner().invoke(app, ["-C", str(root), "sync", "--watch", option])
    assert done.exit_code == 2
    assert "--watch writes" in done.output
    assert not (root / "vault").exists()


def test_commands_that_do_not_watch_load_nothing_for_it(root: Path) -> None:
    code = (
        "import sys; from paperkg import Library; import paperkg.cli.app, paperkg.watch\n"
        "Library.open(sys.argv[1]).sync()\n"
        "loaded = {'watchfiles', 'anyio', 'asyncio'} & set(sys.modules); assert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", code, str(root)], check=True)
