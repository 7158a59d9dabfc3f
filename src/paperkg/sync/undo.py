"""Undo the last sync: its changes backwards, wherever nobody edited since.

The way back is a plan like any other, so whatever the user wrote since refuses its step,
and being killed half-way does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from paperkg.diagnostics import StoreError
from paperkg.sync import journal
from paperkg.sync import manifest as manifests
from paperkg.sync.apply import Skip, apply
from paperkg.sync.journal import Journal, Step
from paperkg.sync.manifest import Manifest
from paperkg.sync.places import PENDING
from paperkg.sync.plan import Action, Change, Plan
from paperkg.sync.seen import exact
from paperkg.sync.store import Store


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone.

    Attributes:
        lines: A line for each file, with its sign, as a sync prints them.
        left: What was left as it is, with the reason.
    """

    lines: tuple[str, ...]
    left: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it for `--json`."""
        return {"changes": list(self.lines), "left": list(self.left)}


def undo(store: Store) -> Undone:
    """Bring notes and exports back to how they were before the last sync that wrote.

    What paperkg wrote is replaced; what was edited since is left as it is.

    Raises:
        LockedError: A sync is at work.
        StoreError: There is nothing to undo, or the system refuses something.
    """
    with store.lock():
        if store.stat(PENDING):
            raise StoreError("the last sync was broken off; complete it with: paperkg sync")
        found = journal.last(store)
        if found is None:
            raise StoreError("there is no sync to undo: none wrote anything that is still kept")
        plan = Plan(
            changes=tuple(sorted(_backwards(store, found), key=Change.sort_key)),
            conflicts=(),
            diagnostics=(),
            base=manifests.load(store),
            manifest=_manifest(store, found),
            contents={},
            look=store.look(),
        )
        applied = apply(plan, store, journaled=False)
        left = [*map(_left, applied.skipped), *_put_back(store, found, whole=not applied.skipped)]
        if left:  # what was replaced there may be nowhere else
            store.remove(found.path)
        else:
            store.remove_folder(found.run)
        skipped = {str(skip.change) for skip in applied.skipped}
        lines = (str(change) for change in plan.changes)
        return Undone(tuple(line for line in lines if line not in skipped), tuple(left))


def _manifest(store: Store, found: Journal) -> Manifest:
    if not store.stat(found.manifest):
        return Manifest()
    return Manifest(manifests.entries_in(store, found.manifest) or {})


def _backwards(store: Store, found: Journal) -> Iterator[Change]:
    moved = {step.id: step for step in found.steps if step.action is Action.MOVE}
    now = {step.id: step.after for step in found.steps if step.after is not None}
    for step in found.steps:
        if step.action is Action.CREATE:
            yield Change(Action.DELETE, step.id, step.target, step.target, step.after)
        elif step.action is Action.DELETE:
            yield _with_bytes(store, Action.CREATE, step, step.path, None)
        elif step.action is Action.MOVE:
            digest = now.get(step.id, step.before)
            yield Change(Action.MOVE, step.id, step.target, step.path, digest)
        elif step.action is Action.UPDATE:
            # a move comes first, so the bytes are put back where the note lay
            place = moved[step.id].path if step.id in moved else step.path
            yield _with_bytes(store, Action.UPDATE, step, place, step.after)


def _with_bytes(store: Store, action: Action, step: Step, path: str, before: str | None) -> Change:
    return Change(action, step.id, path, path, before, store.read(step.kept))


def _left(skip: Skip) -> str:
    return f"{skip.change.target}: it was edited since, or a file stands in its way; it stays"


def _put_back(store: Store, found: Journal, *, whole: bool) -> Iterator[str]:
    """Put back what the sync wrote beside notes and exports; yield what stays as it is.

    A note that stays as the sync left it holds words that only what lies beside accounts for:
    without it the next sync would take them for its own.
    """
    for path, beside in found.beside.items():
        if not whole:
            yield f"{path}: what is left rests on it; it stays"
        elif not store.stat(path) or exact(store.read(path)) != beside.after:
            yield f"{path}: it was edited since, and stays as it is"
        elif beside.before is None:
            store.remove(path)
        else:
            store.write(path, beside.before.encode("utf-8", "surrogateescape"), durable=True)
