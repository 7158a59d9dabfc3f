"""The user's own words in a note: what stands there and was not written by paperkg.

What paperkg wrote is blanked out line for line, so that whoever reads the rest can say in
which line of the note a word stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from paperkg import frontmatter
from paperkg.frontmatter import Property
from paperkg.sync.manifest import Past
from paperkg.sync.merge import NOTHING
from paperkg.sync.note import BLOCK, ID, KEY, Digests, Note, Part, edited, parse
from paperkg.wikilinks import target_of

Written: TypeAlias = Mapping[str, Digests]
"""What paperkg wrote into one note, by part."""

_EMPTY: Final = "\0"
NO_PAST: Final[Past] = MappingProxyType({})


def with_room_for_id(note: Note) -> Note:
    """Return *note* as it will stand when it has got its id, with no id in it yet."""
    line = frontmatter.emit({ID: _EMPTY})
    after = edited(note, {KEY + ID: line}, [KEY + ID])
    start, end = after.parts[KEY + ID].inner
    return parse(f"{after.text[:start]}\n{after.text[end:]}", note.links)


def own_text(
    note: Note,
    written: Sequence[Written],
    stay: Collection[str] = (),
    past: Past = NO_PAST,
) -> str:
    """Return the text of *note* with all that paperkg wrote blanked out.

    The id stays, and so do the marker lines of blocks.

    Args:
        note: As it is on disk.
        written: What paperkg may have written last: one state, or several after a sync
            that was broken off; none for a note that it does not know.
        stay: Keys of properties that stay, whoever wrote them.
        past: What paperkg wrote before the last.
    """
    pieces = []
    back = former_parts(note, written, past)
    for name, piece in note.pieces():
        part = note.parts.get(name) if name else None
        if not part or not name or name == KEY + ID or name.removeprefix(KEY) in stay:
            pieces.append(piece)
        elif name.startswith(BLOCK):
            start, end = part.inner[0] - part.start, part.inner[1] - part.start
            pieces.append(piece[:start] + _blank(piece[start:end]) + piece[end:])
        else:
            known = [part.digests] if name in back else [w.get(name) for w in written]
            pieces.append(_own_property(part, piece, known))
    return "".join(pieces)


def _blank(text: str) -> str:
    return "\n" * text.count("\n")


def _own_property(part: Part, text: str, written: Sequence[Digests | None]) -> str:
    """Return a property's lines with only the user's own values in them."""
    known = [w for w in written if w is not None]
    if not known:
        return text
    if not (isinstance(part.digests, tuple) and any(isinstance(w, tuple) for w in known)):
        return _blank(text)
    ours = {item for w in known for item in (w if isinstance(w, tuple) else (w,))}
    if part.prop is None or ours.issuperset(part.digests):
        return _blank(text)
    lines = text.splitlines(keepends=True)
    values = list(zip(part.digests, part.prop.written, strict=True))
    if len(lines) == len(values) + 1:  # an item a line
        own = [
            line if d not in ours else "\n" for line, (d, _) in zip(lines[1:], values, strict=True)
        ]
        return lines[0] + "".join(own)
    rest = ", ".join(
        frontmatter.scalar(i)
        for i, d in zip(part.prop.items, part.digests, strict=True)
        if d not in ours
    )
    return f"{frontmatter.scalar(part.prop.key)}: [{rest}]" + _blank(text)


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
