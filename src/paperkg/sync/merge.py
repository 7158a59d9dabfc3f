"""The rule that decides every part of every note.

Three states meet: base (what paperkg last wrote), actual (on disk) and desired. A part
that one side changed follows that side; where both did, the user's words stay and the
clash is told. Lists have no clashes: what the user added stays, what they removed stays
away, the rest follows the sources.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from paperkg import frontmatter
from paperkg.sync.manifest import KEPT_PAST, Past, States
from paperkg.sync.note import BLOCK, DAMAGED, KEY, Digests, Note, Part
from paperkg.sync.terms import UNDECIDED, Choice

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of one note.

    Attributes:
        edits: New text by part; None removes it.
        parts: What to remember as base.
        clashes: Parts that both sides changed.
        past: What to remember as replaced.
    """

    edits: dict[str, str | None]
    parts: dict[str, Digests]
    clashes: tuple[str, ...]
    past: Past = field(default_factory=dict)


def settle(base: Collection[T], actual: T, desired: T) -> tuple[T, bool]:
    """Return the value to keep, and whether the two sides clash.

    >>> settle(["a"], "a", "b")   # only the sources moved
    ('b', False)
    >>> settle(["a"], "x", "a")   # only the user moved
    ('x', False)
    >>> settle(["a"], "x", "b")   # both moved: the user's word stays
    ('x', True)
    """
    if actual == desired or actual in base:
        return desired, False
    return actual, desired not in base


def merge_items(
    bases: Collection[Sequence[T]], actual: Sequence[T], desired: Sequence[T]
) -> list[T]:
    """Return the list to keep: desired, with what the user added and without what they removed.

    Args:
        bases: The lists that may have been written last.
        actual: Of one length and order with none of *bases* once the user changed it.
        desired: Its order leads.

    >>> merge_items([["a", "b"]], ["b", "mine"], ["a", "b", "c"])
    ['b', 'c', 'mine']
    """
    if any(list(actual) == list(base) for base in bases):
        return list(desired)
    written = {item for base in bases for item in base}
    removed = {i for i in written if i not in actual and all(i in base for base in bases)}
    added = [i for i in actual if i not in written]
    merged = list(dict.fromkeys([*(i for i in desired if i not in removed), *added]))
    return list(actual) if set(merged) == set(actual) else merged


def reconcile(states: States, actual: Note, desired: Note, choice: Choice = UNDECIDED) -> Merged:
    """Settle every managed part of one note.

    Args:
        states: What may have been written last; (None,) for a note that paperkg does not
            know.
        actual: The note on disk.
        desired: The note as the sources have it.
        choice: What the user decided about clashes.
    """
    edits: dict[str, str | None] = {}
    parts: dict[str, Digests] = {}
    clashes: list[str] = []
    past = former(states, choice)
    back = [name for name in past if actual.digests.get(name) in past[name]]
    names = dict.fromkeys([*desired.parts, *(n for s in states if s for n in s.parts), *back])
    for name in names:
        bases = [state.parts.get(name) if state else None for state in states]
        have, ask = actual.parts.get(name), desired.parts.get(name)
        old = have.digests if have else None
        stale = _stale(actual, have)
        same = have and ask and all(have.digests == other for other in (ask.digests, *bases))
        if same and ask and not stale:
            parts[name] = ask.digests
            continue
        if _by_item(bases, have, ask):
            again = choice.takes(name) and name in back
            known = [*bases, old] if again else bases
            verdict = _settle_list(name, known, have, ask, adopt=not any(states), stale=stale)
        else:
            # nobody goes back to an old block by hand: an older copy of the note came back
            known = [*past.get(name, ()), *bases] if name.startswith(BLOCK) else bases
            taken, kept = choice.takes(name), choice.keeps(name)
            verdict = _settle_whole(known, have, ask, desired, taken=taken, kept=kept)
            if stale and verdict.base is not None and have and verdict.base == have.digests:
                verdict = replace(verdict, changes=True)
        if verdict.changes:
            edits[name] = verdict.text
            if old in bases:
                past[name] = _latest((*past.get(name, ()), old))
        if verdict.base is not None:
            parts[name] = verdict.base
        if verdict.clash:
            clashes.append(name)
    return Merged(edits, parts, tuple(clashes), past)


def former(states: States, choice: Choice = UNDECIDED) -> dict[str, tuple[Digests | None, ...]]:
    """Return what paperkg replaced in each part, but for parts that the user keeps."""
    found: dict[str, tuple[Digests | None, ...]] = {}
    for state in states:
        for name, values in state.past.items() if state else ():
            if not choice.keeps(name):
                found[name] = _latest((*found.get(name, ()), *values))
    return found


def _latest(values: Sequence[Digests | None]) -> tuple[Digests | None, ...]:
    """Return the last few, each where it came last: a sync that goes on says it twice."""
    return tuple(reversed(dict.fromkeys(reversed(values))))[-KEPT_PAST:]


def as_base(desired: Note) -> dict[str, Digests]:
    """Return what to remember of a note that was written as the sources have it."""
    return {
        name: tuple(dict.fromkeys(found)) if isinstance(found, tuple) else found
        for name, found in desired.digests.items()
    }


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What becomes of one part: its new text if it changes, and what to remember."""

    base: Digests | None
    changes: bool = False
    text: str | None = None
    clash: bool = False


def _by_item(bases: list[Digests | None], have: Part | None, ask: Part | None) -> bool:
    """Whether a part is a list of plain values, or was one before the user respelled it."""
    if any(side and side.prop and side.prop.opaque for side in (have, ask)):
        return False
    return (ask is not None and ask.listed) or any(isinstance(base, tuple) for base in bases)


def _settle_whole(
    bases: list[Digests | None],
    have: Part | None,
    ask: Part | None,
    desired: Note,
    *,
    taken: bool,
    kept: bool,
) -> _Verdict:
    is_, want = (side.digests if side else None for side in (have, ask))
    keep, clash = settle(bases, is_, want)
    if taken and is_ != DAMAGED:
        keep, clash = want, False
    if kept and clash:
        return _Verdict(want)
    text = None
    if ask:
        start, end = ask.inner if have else (ask.start, ask.end)
        text = desired.text[start:end]
    last = next((base for base in reversed(bases) if base is not None), None)
    return _Verdict(want if keep == want else last, keep != is_, text, clash)


def _settle_list(
    name: str,
    bases: list[Digests | None],
    have: Part | None,
    ask: Part | None,
    *,
    adopt: bool,
    stale: bool,
) -> _Verdict:
    # no such note counts as an empty list: whoever wrote the note, it may not have been us
    written = [_items(base) for base in bases]
    is_, want = _written(have), _written(ask)
    keep = merge_items(written, tuple(is_), tuple(want))
    # what the user added before the sources said it stays the user's; of a note that
    # paperkg does not know, all that the sources say is taken for its own
    owned = {item for base in written for item in base}
    ours = tuple(item for item in want if adopt or item in owned or item not in is_)
    lines = [want.get(item) or is_[item] for item in keep]
    text = frontmatter.listed(name.removeprefix(KEY), lines) if lines else None
    respelled = stale and any(is_[item] != want[item] for item in is_.keys() & want.keys())
    return _Verdict(ours if ask else None, keep != list(is_) or respelled, text)


def _stale(note: Note, part: Part | None) -> bool:
    """Whether a part links to a note under a name that it no longer has."""
    return part is not None and note.links.stale(note.text[slice(*part.inner)])


def _items(digests: Digests | None) -> tuple[str, ...]:
    return digests if isinstance(digests, tuple) else (digests,) if digests else ()


def _written(part: Part | None) -> dict[str, str]:
    """Return how each item is written, by its digest; no value is no item."""
    if part is None or part.prop is None:
        return {}
    pairs = zip(_items(part.digests), part.prop.written, strict=True)
    return {item: written for item, written in pairs if written not in NOTHING}


NOTHING: Final = frozenset({'""', "~", "null", "Null", "NULL"})
"""How an emptied property may be left behind."""
