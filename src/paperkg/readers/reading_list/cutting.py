"""Cuts the lines of a reading list into pieces: one cutter for each kind, tried in order.

A cutter sees the line at *at* and a few around it. What a piece belongs to is decided
later, in `grouping`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from paperkg.readers import links
from paperkg.readers.reading_list import layouts, marks, tables, times
from paperkg.readers.reading_list.lines import Lines
from paperkg.readers.reading_list.pieces import (
    DayHeader,
    Field,
    Heading,
    Links,
    Message,
    Piece,
    Remark,
    Slot,
    Stamp,
    Text,
)

Cutter: TypeAlias = Callable[[Lines, int], Piece | None]

_GLUED: Final = re.compile(r"(https?://\S+)\s+(\S.*)", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:[\w-]{1,63}\.){1,5}[a-z]{2,18}", re.IGNORECASE)
_PREVIEW_LINES: Final = 4


def front_matter(lines: Lines, at: int) -> Piece | None:
    """`---` in the first line, to the next `---`: what another programme keeps there."""
    if at or lines[0].text != "---":
        return None
    end = next((i for i in range(1, lines.total) if lines[i].text == "---"), 0)
    words = "\n".join(lines[i].text for i in range(end + 1))
    return Text(first=1, last=end + 1, text=words, indent=0, bullet="") if end else None


def heading(lines: Lines, at: int) -> Piece | None:
    """`### NeurIPS'20 Oral`."""
    line = lines[at]
    found = marks.HEADING.fullmatch(line.text)
    if found is None:
        return None
    text = found[2].rstrip("#").rstrip() or found[2]
    edition = marks.edition(text)
    return Heading(
        first=line.number,
        last=line.number,
        level=len(found[1]),
        text=text,
        edition=edition[0] if edition else None,
        kind=marks.kind_of_presentation(edition[1] if edition else text),
        unfinished=marks.unfinished(text),
        remarks=marks.remark_kind(text.rstrip(":：")),
    )


def stamp(lines: Lines, at: int) -> Piece | None:
    """A line that is only `12:18`, or a rule `---`."""
    line = lines[at]
    if not (times.is_clock(line.text) or marks.RULE.fullmatch(line.text)):
        return None
    possible = times.is_stamp(line.text) or not times.is_clock(line.text)
    return Stamp(first=line.number, last=line.number, text=line.text, possible=possible)


def slot(lines: Lines, at: int) -> Piece | None:
    """`22:15 – 22:30 CST`."""
    line = lines[at]
    found = times.time_range(line.item)
    if found is None:
        return None
    return Slot(first=line.number, last=line.number, text=line.text, range=found)


def day_header(lines: Lines, at: int) -> Piece | None:
    """`Wed`."""
    line = lines[at]
    found = times.day(line.text)
    if found is None:
        return None
    return DayHeader(first=line.number, last=line.number, text=line.text, day=found)


def message(lines: Lines, at: int) -> Piece | None:
    """`12:20`, then a link glued to a remark, then what the chat programme showed of it."""
    start = at + times.is_stamp(lines[at].text)
    found = _GLUED.fullmatch(lines[start].text)
    if found is None or links.only_links(lines[start].text):
        return None
    url = links.trimmed(found[1])
    preview, end = _preview(lines, start + 1, url)
    return Message(
        first=lines[at].number,
        last=lines[end - 1].number,
        url=url,
        text=found[2],
        preview="\n".join(preview),
    )


def _preview(lines: Lines, at: int, url: str) -> tuple[list[str], int]:
    """Return the lines of a link preview, which opens with the host, and where it ends."""
    start = at if lines[at].text else at + 1
    host = lines[start].text.lower()
    if not _HOST.fullmatch(host) or not f".{url.lower().split('/')[2]}".endswith(f".{host}"):
        return [], at
    shown: list[str] = []
    for line in lines.block(start):
        if len(shown) == _PREVIEW_LINES or line.text[0] == "#" or times.is_clock(line.text):
            break
        shown.append(line.text)
    return shown, start + len(shown)


def quote(lines: Lines, at: int) -> Piece | None:
    """`> …`, line after line."""
    words: list[str] = []
    if lines[at].text[0] == ">":
        for line in lines.block(at):
            if line.text[0] != ">":
                break
            words.append(line.text.lstrip("> \t"))
    said = "\n".join(words).strip()
    if not said:
        return None
    last = lines[at].number + len(words) - 1
    return Remark(first=lines[at].number, last=last, kind="comment", text=said)


def remark(lines: Lines, at: int) -> Piece | None:
    """`想法：…`, `Note: …`, `TODO: …`, with the deeper lines below it."""
    line = lines[at]
    found = marks.remark(line.item)
    if found is None:
        return None
    kind, text = found
    words = [text]
    for below in lines.block(at + 1):
        if below.indent <= line.indent or marks.remark(below.item) or marks.bold(below.text):
            break
        words.append(below.text)
    last = line.number + len(words) - 1
    return Remark(first=line.number, last=last, kind=kind, text="\n".join(words))


def bold_remark(lines: Lines, at: int) -> Piece | None:
    """A line, mostly indented, that is bold from end to end and no title."""
    line = lines[at]
    text = marks.bold(line.item)
    if not text:
        return None
    return Remark(first=line.number, last=line.number, kind="comment", text=text)


def link_line(lines: Lines, at: int) -> Piece | None:
    """A link, `Link: …`, or `[pdf](…) [code](…)`."""
    line = lines[at]
    found = links.only_links(line.item)
    if not found:
        return None
    return Links(first=line.number, last=line.number, text=line.text, urls=found)


def field(lines: Lines, at: int) -> Piece | None:
    """`Authors: …`, `摘要：…`."""
    line = lines[at]
    found = marks.label(line.item)
    if found is None:
        return None
    name, value = found
    return Field(first=line.number, last=line.number, text=line.text, name=name, value=value)


def appearance(lines: Lines, at: int) -> Piece | None:
    """`*NeurIPS 2017*`, below something."""
    line = lines[at]
    found = marks.edition(line.item.strip("*_()（） ")) if lines[at - 1].text else None
    if found is None or found[1].strip() or len(found[0].venue.split()) > 2:
        return None
    return Field(
        first=line.number, last=line.number, text=line.text, name="venue", value=found[0].name
    )


def text(lines: Lines, at: int) -> Text:
    """Anything."""
    line = lines[at]
    return Text(
        first=line.number,
        last=line.number,
        text=line.text,
        indent=line.indent,
        bullet=line.bullet,
    )


CUTTERS: Final[tuple[Cutter, ...]] = (
    front_matter,
    message,
    stamp,
    slot,
    day_header,
    quote,
    remark,
    tables.table,
    *layouts.MARKED,
    heading,
    link_line,
    field,
    appearance,
    bold_remark,
    *layouts.BARE,
)


def cut(lines: Lines) -> tuple[Piece, ...]:
    """Return the pieces of *lines*, in order; every non-blank line is in exactly one."""
    pieces: list[Piece] = []
    at = 0
    while at < lines.total:
        if not lines[at].text:
            at += 1
            continue
        piece = next((p for cutter in CUTTERS if (p := cutter(lines, at))), None)
        pieces.append(piece or text(lines, at))
        at = pieces[-1].last
    return tuple(pieces)
