"""What the user did to paperkg's own writing in a note: changed it, or took it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from paperkg.frontmatter import Property
from paperkg.sync.manifest import Past
from paperkg.sync.merge import NOTHING
from paperkg.sync.note import BLOCK, ID, KEY, Digests, Note, Part
from paperkg.wikilinks import target_of

Written: TypeAlias = Mapping[str, Digests]
"""What paperkg wrote into one note, by part."""

NO_PAST: Final[Past] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Edit:
    """A value that paperkg wrote and the user changed or took out.

    Attributes:
        key: The property.
        line: Where it stands, or would stand.
        now: How the note has it now; None where it was taken out.
        item: For a list: the one item that was taken out. Then `now` is None.
        former: Whether the whole part is as paperkg wrote it some time before the last: the
            note may be an older copy, or the user went back to an old value.
    """

    key: str
    line: int
    now: Property | None = None
    item: str = ""
    former: bool = False


def edits(
    note: Note, written: Sequence[Written], desired: Note, past: Past = NO_PAST
) -> list[Edit]:
    """Return what the user changed of the properties that paperkg wrote.

    Args:
        note: As it is on disk.
        written: What paperkg may have written last; nothing is known of a note without any.
        desired: As the sources would have it.
        past: What paperkg wrote before the last.
    """
    found: list[Edit] = []
    back = former_parts(note, written, past)
    names = dict.fromkeys([*desired.parts, *(n for w in written for n in w), *back])
    for name in names:
        if not written or not name.startswith(KEY) or name == KEY + ID:
            continue
        have, want = note.parts.get(name), desired.parts.get(name)
        bases = [w.get(name) for w in written]
        if name in back:
            if note.digests.get(name) != desired.digests.get(name):
                now = have.prop if have else None
                found.append(Edit(name.removeprefix(KEY), note.line(name), now, former=True))
        elif any(isinstance(base, tuple) for base in bases) or (want and want.listed):
            found += _taken_out(note, name, bases, have, want)
        elif any(base is not None for base in bases) and _changed(bases, have, want):
            now = have.prop if have and have.prop and _says_something(have.prop) else None
            if now or want:
                found.append(Edit(name.removeprefix(KEY), note.line(name), now))
    return found


def former_parts(note: Note, written: Sequence[Written], past: Past) -> set[str]:
    """Return the properties that are as paperkg wrote them some time before the last."""
    return {
        name
        for name, values in past.items()
        if name.startswith(KEY)
        and (have := note.digests.get(name)) in values
        and have not in [w.get(name) for w in written]
    }


def _changed(bases: Iterable[Digests | None], have: Part | None, want: Part | None) -> bool:
    is_ = have.digests if have else None
    return is_ not in bases and is_ != (want.digests if want else None)


def _says_something(prop: Property) -> bool:
    return bool(prop.opaque) or any(w not in NOTHING for w in prop.written)


def _taken_out(
    note: Note, name: str, bases: Sequence[Digests | None], have: Part | None, want: Part | None
) -> list[Edit]:
    """Return the items that paperkg wrote, the sources still have and the note has not."""
    if not want or not want.prop or not isinstance(want.digests, tuple):
        return []
    there = set(have.digests if have and isinstance(have.digests, tuple) else ())
    if have and isinstance(have.digests, str):
        there.add(have.digests)
    targets = {_target(note, item) for item in (have.prop.items if have and have.prop else ())}
    key, line = name.removeprefix(KEY), note.line(name)
    return [
        Edit(key, line, item=item)
        for digest, item in zip(want.digests, want.prop.items, strict=True)
        if digest not in there
        and all(base is not None and digest in base for base in bases)
        and not (_target(note, item) and _target(note, item) in targets)
    ]


def _target(note: Note, item: str) -> str:
    return note.links.id(target_of(item))


def shared(note: Note, desired: Note) -> dict[str, Digests]:
    """Return what of *note* may be paperkg's: of a list the items that it would write too."""
    found: dict[str, Digests] = {}
    for name, want in desired.digests.items():
        have = note.digests.get(name)
        if isinstance(want, tuple) and isinstance(have, tuple):
            found[name] = tuple(item for item in want if item in have)
        elif have is not None:
            found[name] = want  # of another value, it is the user's
    return found


def has_block(written: Iterable[Written]) -> bool:
    """Whether paperkg wrote a block, so that the note is its own, even if that was cut out."""
    return any(name.startswith(BLOCK) for parts in written for name in parts)


def touched(note: Note, written: Iterable[Written]) -> bool:
    """Whether a part that paperkg wrote is not as it was written."""
    for parts in written:
        for name, digests in parts.items():
            have = note.digests.get(name)
            if not name.startswith(KEY) or have == digests:
                continue
            ours = set(digests) if isinstance(digests, tuple) else {digests}
            if not isinstance(have, tuple) or not ours <= set(have):
                return True
    return False
