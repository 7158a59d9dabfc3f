"""Keep the views in step while the user works: a sync after each pause in their edits.

What the operating system tells of edits is only a hint of when to look. Whether anything
changed, `Library.sync` finds out by itself and cheaply, so a needless hint (a round's own
writes give some) costs a stat of each file, and a lost one is made good a minute later.
"""

from __future__ import annotations

import stat
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from paperkg.diagnostics import Diagnostic, LockedError, PaperkgError, StoreError
from paperkg.library import Library
from paperkg.outcome import Outcome
from paperkg.sync.fingerprint import stat_of
from paperkg.sync.places import INPUTS

WATCHED: Final = (*INPUTS, "vault")
"""Files and folders of a library that a user edits."""

QUIET_MS: Final = 400
"""For how long nothing may be saved before a round: half a file is not to be read."""
_STEP_MS: Final = 50
"""How soon a wish to stop is noticed."""
_RETRY_S: Final = 5.0
"""When to look again after what may pass without an edit: a full disk, another sync."""
_LOOK_AGAIN_S: Final = 60.0
"""When to look again anyhow: some disks, those of a network above all, tell of no edits."""
_UNWATCHED: Final = "the folders cannot be watched ({}); edits are noticed after {:.0f} s instead"


@dataclass(frozen=True, slots=True)
class Round:
    """One sync of a watched library that has something to tell.

    Attributes:
        time: When it ended, in local time.
        outcome: What it did, with all that it had to say; None if it failed.
        error: Why it failed; any exception but a PaperkgError is a fault of paperkg.
        new: Diagnostics that the round before did not have.
        mended: Diagnostics that only the round before had.
    """

    time: datetime
    outcome: Outcome | None = None
    error: Exception | None = None
    new: tuple[Diagnostic, ...] = ()
    mended: tuple[Diagnostic, ...] = ()

    @property
    def failure(self) -> str:
        """Why it failed, in one line; empty if it did not."""
        if self.error is None or isinstance(self.error, PaperkgError):
            return str(self.error or "")
        last = " ".join(traceback.format_exception_only(self.error)[-1].split())
        frames = traceback.extract_tb(self.error.__traceback__)
        where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
        return f"a fault of paperkg, please report it: {last}{where}"

    def as_json(self) -> dict[str, Any]:
        """Return the round as `--json` spells it: as a sync, but only new diagnostics."""
        told: dict[str, Any] = {"time": self.time.isoformat(timespec="milliseconds")}
        if self.outcome is None:
            return told | {"error": self.failure}
        return (
            told
            | self.outcome.as_json()
            | {
                "diagnostics": [d.as_json() for d in self.new],
                "mended": [d.as_json() for d in self.mended],
            }
        )


def watch(
    library_root: str | Path,
    *,
    told: Callable[[Round], None],
    stop: threading.Event | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Sync a library now, and again after each pause in the edits of its files.

    A round that fails is told like any other and the watch goes on; an error that comes
    again is told once.

    Args:
        library_root: The library's folder.
        told: Called in this thread with the first round and with each one after it that
            changed a file, failed, or has other diagnostics than the one before.
        stop: Ends the watch once it is set; a running round is completed and told.
        progress: As of `Library.sync`; told an empty name when a round has ended.

    Raises:
        PaperkgError: Paperkg was upgraded meanwhile: what runs is no longer what is installed.
    """
    root = Path(library_root).resolve()
    stop = stop or threading.Event()
    installed = _installed()
    rounds = _Rounds(root, told, progress)
    look_again = time.monotonic() + rounds.play()
    with closing(_pauses(root, stop, told)) as pauses:
        for edited in pauses:
            if not edited and time.monotonic() < look_again:
                continue
            if _installed() != installed:
                raise PaperkgError("paperkg was upgraded; start again: paperkg sync --watch")
            look_again = time.monotonic() + rounds.play()


class _Rounds:
    """Syncs, one after the other, of which only the news is told."""

    def __init__(
        self, root: Path, told: Callable[[Round], None], progress: Callable[[str], None]
    ) -> None:
        self._root = root
        self._told = told
        self._progress = progress
        self._known: tuple[Diagnostic, ...] = ()
        self._failure = ""
        self._first = True

    def play(self) -> float:
        """Sync once; return after how many seconds to look again without an edit."""
        done, wait = self._sync()
        self._progress("")
        if done.outcome is None:
            tell = done.failure != self._failure
        else:
            tell = bool(done.outcome.differs or done.new or done.mended or self._failure)
            self._known = done.outcome.diagnostics
        self._failure = done.failure
        if tell or self._first:
            self._first = False
            self._told(done)
        return wait

    def _sync(self) -> tuple[Round, float]:
        try:  # opened anew: a Library reads its settings and templates once
            outcome = Library.open(self._root).sync(progress=self._progress)
        except (LockedError, StoreError) as error:
            return Round(_now(), error=error), _RETRY_S
        except Exception as error:  # noqa: BLE001 - told, and the next edit may mend it
            return Round(_now(), error=error), _LOOK_AGAIN_S
        new = _without(outcome.diagnostics, self._known)
        mended = _without(self._known, outcome.diagnostics)
        return Round(_now(), outcome, new=new, mended=mended), _LOOK_AGAIN_S


def _without(
    diagnostics: tuple[Diagnostic, ...], known: tuple[Diagnostic, ...]
) -> tuple[Diagnostic, ...]:
    """Return those that are not known, where one whose line only moved is known."""
    same = Counter(diagnostics) & Counter(known)
    moved = Counter(map(_placeless, (Counter(known) - same).elements()))
    found: list[Diagnostic] = []
    for diagnostic in diagnostics:
        if same[diagnostic]:
            same[diagnostic] -= 1
        elif moved[_placeless(diagnostic)]:
            moved[_placeless(diagnostic)] -= 1
        else:
            found.append(diagnostic)
    return tuple(found)


def _placeless(diagnostic: Diagnostic) -> tuple[str, str, str]:
    source = diagnostic.origin.source if diagnostic.origin else ""
    return diagnostic.code, diagnostic.message, source


def _pauses(root: Path, stop: threading.Event, told: Callable[[Round], None]) -> Generator[bool]:
    """Yield at each quiet moment whether anything may have been edited since the last one.

    The system watches the folders. The names at the library's top are looked at instead:
    so a file that is replaced and a folder that appears are noticed, and a `.git` or
    `.venv` beside them costs nothing.
    """
    import watchfiles  # noqa: PLC0415 - most commands watch nothing

    failure = ""
    while not stop.is_set():
        tops = _tops(root)
        folders = [(root / name).resolve() for name in tops if (root / name).is_dir()]
        gone = {(watchfiles.Change.deleted, str(folder)) for folder in folders}
        edited = True  # whatever happened before the system began to watch
        batches = watchfiles.watch(
            *folders,
            watch_filter=None,  # while files change that do not count, it is not quiet either
            step=_STEP_MS,
            rust_timeout=QUIET_MS,
            yield_on_timeout=True,
            stop_event=stop,
            ignore_permission_denied=True,
        )
        try:
            with closing(batches):
                for batch in batches:
                    if tops != _tops(root) or not gone.isdisjoint(batch):
                        break  # another folder may stand there now, which nobody watches
                    edited = edited or any(_counts(Path(path), folders) for _, path in batch)
                    if not batch:
                        yield edited
                        edited = False
        except (OSError, RuntimeError) as error:  # too many watches, or a name that is no text
            if str(error) != failure:
                failure = str(error)
                told(Round(_now(), error=StoreError(_UNWATCHED.format(failure, _RETRY_S))))
            stop.wait(_RETRY_S)
            yield True


def _tops(root: Path) -> dict[str, tuple[int, ...]]:
    """Return how each watched name looks: a file's stat, and which folder a folder is."""
    found: dict[str, tuple[int, ...]] = {}
    for name in WATCHED:
        try:
            seen = (root / name).stat()
        except OSError:  # not there, or not to be looked at: a round tells if that matters
            continue
        is_folder = stat.S_ISDIR(seen.st_mode)
        found[name] = (seen.st_dev, seen.st_ino) if is_folder else stat_of(seen)
    return found


def _counts(path: Path, folders: Iterable[Path]) -> bool:
    """Whether a sync reads *path*: hidden files, and all in hidden folders, it does not."""
    within = next((path.relative_to(f) for f in folders if path.is_relative_to(f)), path)
    return not any(part.startswith(".") for part in within.parts)


def _installed() -> bytes:
    """Return what tells one version of paperkg from another."""
    try:
        return Path(__file__).with_name("__init__.py").read_bytes()
    except OSError:  # being replaced
        return b""


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
