"""Decide about files that are offered to the user: Base views, boards, Obsidian's settings.

A user drags a card, adds a column, chooses a colour, and Obsidian rewrites the whole file.
From then on it is theirs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from paperkg.diagnostics import StoreError
from paperkg.model import Artifact
from paperkg.sync.draft import Draft
from paperkg.sync.manifest import WHOLE, Entry
from paperkg.sync.plan import Action, Change
from paperkg.sync.seen import Content, exact
from paperkg.sync.terms import UNDECIDED

OFFERED: Final = "offered"
"""The part of a settings file that holds what was added to it once."""
_Json: TypeAlias = dict[str, Any]
_VIEW: Final = re.compile(
    r"""^[ {-]+(?:.*[ {,])?name: *["']?(.+?)["']?(?:[,}].*)?$""", re.MULTILINE
)
"""The name of a view, in paperkg's YAML and in Obsidian's."""


def decide_offer(draft: Draft, artifact: Artifact) -> None:
    """Plan a file that is paperkg's until the user changes it."""
    id_, path = artifact.id, artifact.path
    after = exact(artifact.data)
    before = _found(draft, artifact)
    if before is None or not _may_write(draft, artifact, before):
        draft.carry(id_)
        return
    states = draft.manifest.states(id_)
    written = {state.parts.get(WHOLE) for state in states if state}
    choice = draft.terms.choices.get(id_, UNDECIDED)
    theirs = bool(before) and before != after and before not in written
    if theirs and not choice.takes(WHOLE):
        _leave(draft, artifact, before, offered=after, lags=bool(written - {after}))
        return
    draft.remember(id_, Entry(path, path, {WHOLE: after}))
    draft.contents[path] = Content(after)
    if before != after:
        remark = "paperkg's again; yours goes to the backups" if theirs else ""
        _write(draft, artifact, before, artifact.data, remark=remark)


def _leave(draft: Draft, artifact: Artifact, before: str, *, offered: str, lags: bool) -> None:
    """Leave a file that is the user's, and tell where another is offered than they changed."""
    draft.contents[artifact.path] = Content(before)
    if draft.terms.choices.get(artifact.id, UNDECIDED).keeps(WHOLE):
        draft.remember(artifact.id, Entry(artifact.path, artifact.path, {WHOLE: offered}))
        return
    draft.carry(artifact.id)  # what was written last stays known
    if lags:
        draft.lagging[artifact.path] = _news(draft, artifact)


def _news(draft: Draft, artifact: Artifact) -> tuple[str, ...]:
    """Return the names of views that the Base on offer has and the user's lacks."""
    if not artifact.path.endswith(".base"):
        return ()
    try:
        there = set(_VIEW.findall(draft.disk.text(artifact.path)))
    except StoreError:
        return ()
    return tuple(name for name in _VIEW.findall(artifact.text) if name not in there)


def decide_settings(draft: Draft, artifact: Artifact) -> None:
    """Plan what is added to a settings file; nothing in it is ever changed or taken out."""
    id_, path = artifact.id, artifact.path
    before = _found(draft, artifact)
    if before is None or not _may_write(draft, artifact, before):
        draft.carry(id_)
        return
    wanted: _Json = json.loads(artifact.data)
    there = _object(draft, path) if before else {}
    if there is None:
        draft.tell("V703", "found no JSON object, so no setting was added", path)
        draft.carry(id_)
        return
    known = draft.manifest.states(id_)
    offered = {item for s in known if s for item in s.parts.get(OFFERED, ())}
    added = _add(there, wanted, offered)
    every = tuple(sorted(offered | set(_items(wanted))))
    data = json.dumps(there, ensure_ascii=False, indent=2).encode() if added else None
    whole = before if data is None else exact(data)
    draft.remember(id_, Entry(path, path, {WHOLE: whole, OFFERED: every}))
    if data is not None:
        _write(draft, artifact, before, data, tuple(added) if before else ())


def _object(draft: Draft, path: str) -> _Json | None:
    """Return the settings in a file, None where they are none."""
    try:
        text = draft.disk.text(path)
        found = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _found(draft: Draft, artifact: Artifact) -> str | None:
    """Return the digest of what stands there, empty for nothing, None where it is unreadable."""
    draft.reserve(artifact.path)
    try:
        return draft.disk.digest(artifact.path) or ""
    except StoreError as error:
        message = str(error).removeprefix(f"{artifact.path}: ")
        draft.tell("V703", message, artifact.path)
        return None


def _may_write(draft: Draft, artifact: Artifact, before: str) -> bool:
    """Whether the user did not delete the file, and nothing leads out of the library."""
    states = draft.manifest.states(artifact.id)
    restored = draft.terms.choices.get(artifact.id, UNDECIDED).restored
    if not before and None not in states and not restored:
        return False
    if reason := draft.disk.refusal(artifact.path):
        draft.tell("V710", reason, artifact.path)
        return False
    return True


def _write(
    draft: Draft,
    artifact: Artifact,
    before: str,
    data: bytes,
    parts: tuple[str, ...] = (),
    remark: str = "",
) -> None:
    action = Action.UPDATE if before else Action.CREATE
    path = artifact.path
    draft.changes.append(
        Change(action, artifact.id, path, path, before or None, data, parts, remark)
    )


def _items(wanted: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """Yield a name for everything that is asked for."""
    for key, value in wanted.items():
        name = f"{above}/{key}"
        if isinstance(value, dict):
            yield from _items(value, name)
        elif isinstance(value, list):
            yield from (f"{name}/{json.dumps(item)}" for item in value)
        else:
            yield name


def _add(there: _Json, wanted: _Json, offered: set[str], above: str = "") -> list[str]:
    """Add to *there* what is missing and was never offered; return the names of that."""
    added: list[str] = []
    for key, value in wanted.items():
        name, had = f"{above}/{key}", there.get(key)
        if isinstance(value, dict):
            if isinstance(had, dict) or key not in there:
                inner: _Json = had if isinstance(had, dict) else {}
                if more := _add(inner, value, offered, name):
                    there[key] = inner
                    added += more
        elif isinstance(value, list):
            if isinstance(had, list) or key not in there:
                items = had if isinstance(had, list) else []
                new = [i for i in value if i not in items]
                new = [i for i in new if f"{name}/{json.dumps(i)}" not in offered]
                if new:
                    there[key] = [*items, *new]
                    added += [f"{name}/{json.dumps(i)}" for i in new]
        elif key not in there and name not in offered:
            there[key] = value
            added.append(name)
    return [a.removeprefix("/") for a in added] if not above else added
