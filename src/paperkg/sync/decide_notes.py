"""Decide about notes, which are the user's as much as paperkg's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from paperkg.model import Artifact
from paperkg.sync import telling
from paperkg.sync.disk import in_transit
from paperkg.sync.draft import Draft, is_numbered
from paperkg.sync.manifest import Entry, States
from paperkg.sync.merge import as_base, reconcile
from paperkg.sync.note import ID, Note, UnreadableError, digest, parse
from paperkg.sync.plan import Action, Change
from paperkg.sync.seen import Content, exact, wish
from paperkg.sync.splice import edited
from paperkg.sync.terms import UNDECIDED, Choice


@dataclass(frozen=True, slots=True)
class _Case:
    """One note with its three states side by side.

    Attributes:
        want: What is asked for; None where the sources dropped it.
        desired: The same, taken apart.
        path: Where the note lies; None where there is none.
        states: What may have been written last.
        choice: What the user decided about it.
    """

    id: str
    want: Artifact | None
    desired: Note | None
    path: str | None
    states: States
    choice: Choice

    @property
    def known(self) -> list[Entry]:
        return [state for state in self.states if state]

    @property
    def homemade(self) -> bool:
        """Whether the user made the note: it has no block of ours."""
        return self.desired is not None and not self.desired.blocks

    @property
    def moves(self) -> bool:
        """Whether the note lies where paperkg put it, and is asked for elsewhere."""
        if not self.want or not self.path:
            return False
        asked = {s.wanted for s in self.known if s.path == self.path and _put_by_sync(s)}
        return in_transit(self.path) or (bool(asked) and self.want.path not in asked)


def _put_by_sync(entry: Entry) -> bool:
    """Whether a note was last where paperkg put it, not where the user moved it."""
    return entry.path == entry.wanted or is_numbered(entry.path, entry.wanted)


def decide_notes(
    draft: Draft,
    wishes: Mapping[str, Artifact],
    gone: Sequence[str],
) -> None:
    """Plan every note that may need something.

    Args:
        draft: Is added to.
        wishes: What is asked for, by id.
        gone: Ids that were written once and are not asked for now.
    """
    _unsettle(draft, {*wishes, *gone})
    cases = list(_cases(draft, wishes, gone))
    for case in cases:
        if not case.want:
            _retire(draft, case)
    leaving = {c.path for c in cases if c.path and c.moves}
    draft.vacated.update(leaving)
    for path in leaving:
        draft.contents.pop(path, None)
    for case in cases:
        if case.want and case.desired and case.path:
            _keep(draft, case, case.want, case.desired, case.path)
        elif case.want and case.desired:
            _create(draft, case, case.want, case.desired)
    telling.copies(draft, {c.id: c.path for c in cases if c.path})


def _unsettle(draft: Draft, ids: Collection[str]) -> None:
    for path, content in draft.contents.items():
        if content.settled and content.id in ids:
            draft.contents[path] = content._replace(settled="")


def _cases(draft: Draft, wishes: Mapping[str, Artifact], gone: Sequence[str]) -> Iterator[_Case]:
    """Yield the notes that can be decided on, by id; the others are told and left alone."""
    for id_ in sorted([*wishes, *gone]):
        states = draft.manifest.states(id_)
        path = draft.disk.main(id_, states) or draft.terms.homes.get(id_)
        want = wishes.get(id_)
        desired = _taken_apart(draft, want) if want else None
        lost = [s.path for s in states if s and s.path in draft.disk.unreadable]
        if path is None and lost:
            draft.diagnostics.append(telling.unreadable(lost[-1], draft.disk.unreadable[lost[-1]]))
            draft.carry(id_)
        elif want and not desired:
            draft.carry(id_)
        else:
            choice = draft.terms.choices.get(id_, UNDECIDED)
            yield _Case(id_, want, desired, path, states, choice)


def _taken_apart(draft: Draft, want: Artifact) -> Note | None:
    """Return the desired note, or None where a template of the user's made none."""
    try:
        note = parse(want.text, draft.terms.links)
        if note.id == want.id:
            return note
        reason = f"found {ID} {note.id!r}, expected {want.id!r} among the properties"
    except UnreadableError as error:
        reason = str(error)
    draft.tell("V705", f"its template makes no note: {reason}", want.path)
    return None


def _retire(draft: Draft, case: _Case) -> None:
    """The sources dropped the note: delete it only if the user never wrote in it."""
    if not case.path or not case.known:
        return
    try:
        note, before = draft.disk.note(case.path, links=draft.terms.links)
    except UnreadableError as error:
        draft.diagnostics.append(telling.unreadable(case.path, error))
        draft.carry(case.id)
        return
    now = (note.digests, digest(note.free))
    # where it lies elsewhere it was moved by the user, or is a copy of one that is deleted
    ours = in_transit(case.path) or case.path in {state.path for state in case.known}
    untouched = ours and any(now == (dict(s.parts), s.free) for s in case.known)
    draft.drop(case.id, case.path, before, untouched=untouched)


def _create(draft: Draft, case: _Case, want: Artifact, desired: Note) -> None:
    """Plan a new note, unless the user deleted it: then it stays deleted."""
    blank = next((s.path for s in case.known if draft.disk.blank(s.path)), None)
    if None not in case.states and not case.choice.restored and not blank:
        draft.remember(case.id, case.known[-1])
        return
    target = blank or draft.place(want.path)
    if reason := draft.disk.refusal(target):
        draft.tell("V710", reason, target)
        draft.carry(case.id)
        return
    action, before = (Action.UPDATE, exact(b"")) if blank else (Action.CREATE, None)
    draft.changes.append(Change(action, case.id, target, target, before, want.data))
    draft.remember(case.id, Entry(target, want.path, as_base(desired), digest(desired.free)))
    calm = not telling.aside(draft, case.id, target, want.path)
    settled = wish(want) if calm else ""
    draft.contents[target] = Content(exact(want.data), case.id, settled, silent=True)


def _keep(draft: Draft, case: _Case, want: Artifact, desired: Note, path: str) -> None:
    """Plan what becomes of a note that is there."""
    try:
        note, before = draft.disk.note(path, desired, draft.terms.links)
        merged = reconcile(case.states, note, desired, case.choice)
        after = edited(note, merged.edits, list(desired.parts)) if merged.edits else note
    except UnreadableError as error:
        draft.diagnostics.append(telling.unreadable(path, error))
        draft.carry(case.id)
        draft.reserve(path)
        return
    target = _target(draft, case, want, path)
    if target != path:
        draft.changes.append(Change(Action.MOVE, case.id, path, target, before))
    data = after.text.encode()
    if merged.edits:
        parts = tuple(name.partition(":")[2] for name in merged.edits)
        draft.changes.append(Change(Action.UPDATE, case.id, target, target, before, data, parts))
    seed = _seed(case, note, after, desired)
    draft.remember(case.id, Entry(target, want.path, merged.parts, seed, merged.past))
    calm = not telling.aside(draft, case.id, target, want.path) and not merged.clashes
    telling.clashes(draft, case.id, target, (after, desired), merged.clashes)
    found = exact(data) if merged.edits else before
    silent = after.text == desired.text and not case.homemade
    draft.contents[target] = Content(found, case.id, wish(want) if calm else "", silent)


def _target(draft: Draft, case: _Case, want: Artifact, path: str) -> str:
    """Return where a note will lie that lies at *path*."""
    if not case.moves:
        return path
    target = draft.place(want.path)
    if reason := draft.disk.refusal(target):
        draft.tell("V710", reason, target)
        draft.reserve(path)
        return path
    return target


def _seed(case: _Case, note: Note, after: Note, desired: Note) -> str:
    """Return the digest of the free text that the note began with.

    It tells whether the user ever wrote in the note. Of a note that paperkg does not know
    it is nothing, which no text equals, unless it reads just as paperkg would begin it.
    """
    seeds = [state.free for state in case.known] or [digest(desired.free)]
    began = digest(note.free)
    if began in seeds:
        return began if after is note else digest(after.free)
    return seeds[-1] if case.known else ""
