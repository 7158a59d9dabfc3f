"""What one sync changed, written down so that it can be undone.

Each sync that changes files has a folder under `.paperkg/backups/`: the files as they were,
the manifest as it was, and `journal.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from paperkg.sync.places import BACKUPS, MANIFEST
from paperkg.sync.plan import Action, Change
from paperkg.sync.seen import exact
from paperkg.sync.store import Store

KEPT_RUNS: Final = 10
KEPT_BYTES: Final = 1_000_000_000
"""Of all runs but the newest, which is kept whatever its size: exports grow with a library."""
_JOURNAL: Final = "journal.json"
_MANIFEST: Final = "manifest.json"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a file, as it was made.

    Attributes:
        before: Digest of the bytes that were there, None for no file.
        after: Digest of the bytes that were written, None where none were.
        kept: Where in the run's folder the bytes lie that were there; empty for nowhere.
    """

    action: Action
    id: str
    path: str
    target: str
    before: str | None
    after: str | None
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that a sync wrote beside notes and exports.

    Attributes:
        before: Its text before the sync; None for no file.
        after: Digest of what it held when the plan was carried out.
    """

    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Journal:
    """All that one sync changed.

    Attributes:
        run: The folder that holds it.
        beside: By path.
    """

    run: str
    steps: tuple[Step, ...] = ()
    beside: Mapping[str, Beside] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where it lies itself."""
        return f"{self.run}/{_JOURNAL}"

    @property
    def manifest(self) -> str:
        """Where the manifest lies as it was; there may be none."""
        return f"{self.run}/{_MANIFEST}"


@dataclass(frozen=True, slots=True)
class Run:
    """A sync that has begun to change files.

    Attributes:
        folder: Where its backups are; empty where none are wanted.
        places: Where the old bytes of a change go, by its action and id.
    """

    folder: str = ""
    places: Mapping[tuple[Action, str], str] = field(default_factory=dict)


def begin(store: Store, changes: Sequence[Change], before: Mapping[str, str | None]) -> Run:
    """Open the journal of a new run.

    Args:
        store: The library.
        changes: What is about to be done.
        before: Text by path of files beside notes and exports as they were before the sync,
            None for no file.
    """
    runs = [int(name) for name in store.folders(BACKUPS) if name.isdecimal()]
    run = f"{BACKUPS}/{max(runs, default=0) + 1:06}"
    places: dict[tuple[Action, str], str] = {}
    for change in changes:
        if change.action in (Action.DELETE, Action.UPDATE):
            place = f"{run}/{change.path}"
            taken = place in places.values()  # what one note leaves, another may come to
            places[change.action, change.id] = f"{place} (2)" if taken else place
    raw = {
        "format": _FORMAT,
        "steps": [_step(c, places) for c in changes if c.action is not Action.FORGET],
        "beside": {
            path: {"before": text, "after": exact(store.read(path))}
            for path, text in before.items()
            if store.stat(path)
        },
    }
    if store.stat(MANIFEST):
        store.keep(MANIFEST, f"{run}/{_MANIFEST}")
    data = json.dumps(raw, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogateescape")
    store.write(f"{run}/{_JOURNAL}", data, durable=True)
    return Run(run, places)


def _step(change: Change, places: Mapping[tuple[Action, str], str]) -> dict[str, Any]:
    return {
        "action": str(change.action),
        "id": change.id,
        "path": change.path,
        "target": change.target,
        "before": change.before,
        "after": None if change.after is None else exact(change.after),
        "kept": places.get((change.action, change.id), ""),
    }


def forget_oldest(store: Store) -> None:
    """Let go of the oldest runs: they are too many, or too large together."""
    kept = 0
    for age, name in enumerate(reversed(store.folders(BACKUPS))):
        run = f"{BACKUPS}/{name}"
        kept += store.size(run) if age else 0
        if age >= KEPT_RUNS or kept > KEPT_BYTES:
            store.remove_folder(run)


def last(store: Store) -> Journal | None:
    """Return the journal of the newest run that has one."""
    for name in reversed(store.folders(BACKUPS)):
        run = f"{BACKUPS}/{name}"
        if store.stat(f"{run}/{_JOURNAL}"):
            return _read(store, run)
    return None


def _read(store: Store, run: str) -> Journal | None:
    try:
        raw = json.loads(store.read(f"{run}/{_JOURNAL}").decode("utf-8", "surrogateescape"))
        steps = tuple(Step(**{**s, "action": Action(s["action"])}) for s in raw["steps"])
        beside = {path: Beside(**each) for path, each in raw["beside"].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return Journal(run, steps, beside)
