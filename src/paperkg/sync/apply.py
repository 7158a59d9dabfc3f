"""Carry out a plan, so that being killed at any step is invisible after the next sync.

What is about to become true is written down first (`pending.json`), beside what was true
before. Files left behind by a crash then match one of the two, so planning again is all
the recovery there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from paperkg.diagnostics import StoreError
from paperkg.sync import journal
from paperkg.sync import manifest as manifests
from paperkg.sync.disk import in_transit
from paperkg.sync.fingerprint import Stat
from paperkg.sync.journal import Run
from paperkg.sync.manifest import Manifest, Raw
from paperkg.sync.note import digest
from paperkg.sync.places import MANIFEST, SEEN, TEMPORARY, TRANSIT
from paperkg.sync.plan import Action, Change, Plan
from paperkg.sync.seen import exact
from paperkg.sync.store import RefusedError, Store

NOTHING: Final[Mapping[str, str | None]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Skip:
    """A change that was not made; the next sync looks at it again."""

    change: Change
    reason: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done.

    Attributes:
        skipped: What was left because the file had moved on since the plan.
        written: How each new or changed file looked right after.
        gone: Paths where there is nothing any more.
        backups: Folder that holds the files as they were; empty where none was needed.
    """

    skipped: tuple[Skip, ...] = ()
    written: Mapping[str, Stat] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    backups: str = ""


def apply(
    plan: Plan,
    store: Store,
    beside: Mapping[str, str | None] = NOTHING,
    *,
    journaled: bool = True,
) -> Applied:
    """Carry out *plan*.

    Args:
        plan: What to do.
        store: The library.
        beside: For `undo`: text by path, as it was before the sync, of other files that it
            wrote; None for no file.
        journaled: Whether the changes can be undone.

    Raises:
        LockedError: Another sync is at work.
        StoreError: The system refuses something (a full disk, a missing permission), or
            another sync has run since the plan was made. No file is half-written, and the
            next sync completes what this one began.
    """
    with store.lock():
        before = plan.base
        if manifests.stamp(store) != before.stamp:
            raise StoreError("another sync has run since this plan was made; run sync again")
        changed = {c.id for c in plan.changes} | _differing(before, plan.manifest)
        if not changed:
            return Applied()
        either = {i: _either(before, plan.manifest, i) for i in changed}
        manifests.save_pending(store, {**plan.manifest.pending, **before.pending, **either})
        wanted = plan.changes and journaled
        run = _Run(store, journal.begin(store, plan.changes, beside) if wanted else Run())
        run.sweep(plan.look)
        run.carry_out(plan.changes)
        done = run.finished()
        skipped = {skip.change.id for skip in done.skipped}
        entries = {i: raw for i, raw in plan.manifest.entries.items() if i not in skipped}
        entries.update((i, before.entries[i]) for i in skipped if i in before.entries)
        unsure = {i: either[i] for i in skipped}
        manifests.save(store, Manifest(entries, {**plan.manifest.pending, **unsure}))
        return done


def _differing(before: Manifest, after: Manifest) -> set[str]:
    ids = before.ids() | after.ids()
    return {
        i
        for i in ids
        if before.entries.get(i) != after.entries.get(i)
        or before.pending.get(i) != after.pending.get(i)
    }


def _either(before: Manifest, after: Manifest, id_: str) -> tuple[Raw | None, ...]:
    """Return what may be true beside the old manifest until the plan is carried out."""
    return manifests.newest_last((*before.pending.get(id_, ()), after.entries.get(id_)))


class _Run:
    """One plan being carried out, change by change."""

    def __init__(self, store: Store, run: Run) -> None:
        self._store = store
        self._run = run
        self._touched: set[str] = set()
        self._skipped: dict[str, Skip] = {}

    def sweep(self, look: Mapping[str, Stat]) -> None:
        """Remove the unfinished files of a sync that was killed."""
        own = (f"{PurePosixPath(path).parent}/{TEMPORARY}" for path in (MANIFEST, SEEN))
        found = (path for path in look if path.endswith(f"/{TEMPORARY}"))
        for path in (*own, *found):
            if self._store.stat(path):
                self._store.remove(path)
                self._touched.add(path)

    def carry_out(self, changes: Iterable[Change]) -> None:
        """Make the changes: places are left before they are taken."""
        steps = (
            (Action.DELETE, self._delete),
            (Action.MOVE, self._leave),
            (Action.MOVE, self._arrive),
            (Action.CREATE, self._create),
            (Action.UPDATE, self._update),
        )
        by_action: dict[Action, list[Change]] = {}
        for change in changes:
            by_action.setdefault(change.action, []).append(change)
        for action, step in steps:
            for change in by_action.get(action, ()):
                if change.id in self._skipped:
                    continue
                try:
                    step(change)
                    self._touched |= {change.path, change.target}
                except RefusedError as error:
                    self._skipped[change.id] = Skip(change, str(error))

    def finished(self) -> Applied:
        """Return what was done, and let go of the oldest backups."""
        journal.forget_oldest(self._store)
        looks = {path: self._store.stat(path) for path in sorted(self._touched)}
        return Applied(
            skipped=tuple(self._skipped.values()),
            written={path: look for path, look in looks.items() if look},
            gone=frozenset(path for path, look in looks.items() if not look),
            backups=self._run.folder,
        )

    def _delete(self, change: Change) -> None:
        self._require(change.path, change.before)
        self._keep(change)
        self._store.remove(change.path)

    def _leave(self, change: Change) -> None:
        if not in_transit(change.path):
            self._require(change.path, change.before)
            self._store.move(change.path, _via(change))

    def _arrive(self, change: Change) -> None:
        via = change.path if in_transit(change.path) else _via(change)
        try:
            self._store.move(via, change.target)
        except RefusedError:
            if via != change.path and not self._store.stat(change.path):
                self._store.move(via, change.path)
            raise

    def _create(self, change: Change) -> None:
        if self._store.stat(change.target):
            raise RefusedError(f"{change.target}: a file appeared there; run sync again")
        # what no journal holds is put back by undo, and has no other copy
        self._store.write(change.target, change.after or b"", durable=not self._run.folder)

    def _update(self, change: Change) -> None:
        self._require(change.path, change.before)
        self._keep(change)
        self._store.write(change.path, change.after or b"", durable=True)

    def _require(self, path: str, before: str | None) -> None:
        """Refuse to touch a file that is not the one that was planned for."""
        if not self._store.stat(path) or exact(self._store.read(path)) != before:
            raise RefusedError(f"{path}: it changed while sync was at work; run sync again")

    def _keep(self, change: Change) -> None:
        """Put the file into this run's backups."""
        if target := self._run.places.get((change.action, change.id)):
            self._store.keep(change.path, target)


def _via(change: Change) -> str:
    return f"{TRANSIT}/{digest(change.id)}.md"
