"""Remember a finished sync, so that the next one need not look twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from paperkg.sync import seen
from paperkg.sync.apply import Applied
from paperkg.sync.directory import DirectoryStore
from paperkg.sync.fingerprint import Start, Stat, digest_of, tick, walk
from paperkg.sync.places import INPUTS, MANIFEST, OUTPUTS, STATE
from paperkg.sync.plan import Plan
from paperkg.sync.seen import Seen
from paperkg.sync.store import Store


def record(
    store: DirectoryStore,
    start: Start,
    plan: Plan,
    applied: Applied,
    environment: str,
    report: Mapping[str, Any],
) -> bool:
    """Record how everything looks; return whether nobody else wrote in the meantime.

    If somebody did, the sync itself is in order, but what they wrote was not looked at:
    then nothing is recorded by which the next sync could take it for known.

    Args:
        store: The library.
        start: What `begin` returned, before a source was read.
        plan: As carried out.
        applied: What came of it.
        environment: As given to `unchanged`.
        report: JSON to return from `unchanged`, with all that waits for the user.

    Raises:
        StoreError: A folder cannot be read or written.
    """
    # from here on, whatever anybody writes gets a later time than anything recorded
    tick(store.root)
    look = walk(store.root, (*INPUTS, *OUTPUTS, MANIFEST))
    known = remember(store, plan, applied, look, start.clock)
    ours = {MANIFEST: look[MANIFEST]} if MANIFEST in look else {}
    inputs = {p: s for p, s in start.inputs.items() if s.ctime < start.clock}
    expected = inputs | {p: look[p] for p in known} | ours
    quiet = not applied.skipped and expected == look and _all_there(plan, applied, look)
    if quiet:
        state = {"digest": digest_of(look, environment), "report": dict(report)}
        store.write(STATE, json.dumps(state, ensure_ascii=True).encode(), durable=False)
    return quiet


def remember(
    store: Store, plan: Plan, applied: Applied, look: Mapping[str, Stat], clock: int
) -> frozenset[str]:
    """Write down what is in the outputs; return those of which that is certain.

    Certain are those that we wrote and that look as we left them, and those that looked
    the same when the plan was made and were older than *clock* then: a younger one may
    have been written once more within one tick of the disk's clock.
    """
    known = frozenset(
        path
        for path, stat in look.items()
        if (
            applied.written[path] == stat
            if path in applied.written
            else plan.look.get(path) == stat and stat.ctime < clock
        )
    )
    done = plan.contents.keys() - {skip.change.target for skip in applied.skipped}
    seen.save(store, {path: Seen(look[path], plan.contents[path]) for path in known & done})
    return known


def _all_there(plan: Plan, applied: Applied, look: Mapping[str, Stat]) -> bool:
    """Whether no output has vanished since the plan was made, but by our hand."""
    top = tuple(f"{name}/" for name in OUTPUTS)
    # what Obsidian keeps in folders with a dot is not looked at
    every = (path for path in (*plan.look, *applied.written) if path.startswith(top))
    planned = {path for path in every if "/." not in path.rpartition("/")[0]}
    return planned - applied.gone <= look.keys()
