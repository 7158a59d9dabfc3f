"""The user's own words in a note: what stands there and was not written by paperkg.

What paperkg wrote is blanked out line for line, so that whoever reads the rest can say in
which line of the note a word stands.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from paperkg import frontmatter
from paperkg.sync.edits import NO_PAST, Written, former_parts
from paperkg.sync.manifest import Past
from paperkg.sync.note import BLOCK, ID, KEY, Digests, Note, Part, parse
from paperkg.sync.splice import edited

_EMPTY: Final = "\0"


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
