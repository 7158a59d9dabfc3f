"""Parts of a note replaced, added, removed; all else comes out byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paperkg.sync.note import ID, KEY, Note, UnreadableError, parse


def edited(note: Note, edits: Mapping[str, str | None], order: Sequence[str]) -> Note:
    """Return *note* with parts replaced, added, or (None) removed.

    New parts are put behind the part that precedes them in *order*. The note keeps its
    line endings.

    Args:
        note: Is not changed.
        edits: Whole lines for a property or a new block; for a block that is there, what
            goes between its markers.
        order: The names of all parts that the note should have.

    Raises:
        UnreadableError: The result would not hold exactly these edits.
    """
    if note.head is None and any(n.startswith(KEY) and new for n, new in edits.items()):
        note = _with_head(note)
    first = note.text.find("\n")
    crlf = first > 0 and note.text[first - 1] == "\r"
    splices: list[tuple[int, int, str]] = []
    for name in sorted(edits, key=lambda n: order.index(n) if n in order else -1):
        new = edits[name]
        part = note.parts.get(name)
        if part is None and new is not None:
            at = _place(note, name, order)
            lead = "\n" if at and note.text[at - 1] != "\n" else ""
            splices.append((at, at, lead + new))
        elif part and new is None:
            splices.append((part.start, part.end, ""))
        elif part and new is not None:
            splices.append((*part.inner, new))
    text, at = "", 0
    for start, end, new in sorted(splices, key=lambda s: s[:2]):
        text += note.text[at:start] + (new.replace("\n", "\r\n") if crlf else new)
        at = end
    after = parse(text + note.text[at:], note.links)
    _prove(note, edits, after)
    return after


def _with_head(note: Note) -> Note:
    """Return *note* with empty properties at its head."""
    mark = "\ufeff" if note.text.startswith("\ufeff") else ""
    fence = "---\r\n" if "\r\n" in note.text else "---\n"
    after = parse(f"{mark}{fence}{fence}{note.text.removeprefix(mark)}", note.links)
    _prove(note, {}, after)  # behind a byte order mark a marker was none
    return after


def _place(note: Note, name: str, order: Sequence[str]) -> int:
    """Return the offset at which a new part goes; the id comes last."""
    if name == KEY + ID and note.head:
        return note.head[1]
    kind = name.partition(":")[0] + ":"
    before = [n for n in order[: order.index(name)] if n in note.parts and n.startswith(kind)]
    if before:
        return note.parts[before[-1]].end
    if kind == KEY and note.head:
        return note.head[0]
    after = [n for n in order if n in note.parts and n.startswith(kind)]
    return note.parts[after[0]].start if after else len(note.text)


def _prove(note: Note, edits: Mapping[str, str | None], after: Note) -> None:
    """Refuse a result that differs in more than the edits."""
    wanted = {n for n, new in edits.items() if new is not None}
    kept = {n: d for n, d in note.digests.items() if n not in edits}
    if {n: d for n, d in after.digests.items() if n not in wanted} != kept or not (
        wanted <= after.parts.keys()
    ):
        raise UnreadableError("its parts cannot be edited one by one")
