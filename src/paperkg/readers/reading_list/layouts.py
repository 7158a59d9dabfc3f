"""How an entry may open: one function for each way of writing, tried in order.

A layout looks at the line at *at* and the few below, and returns the title, with the
authors where they stand right by it, or None. A new layout is a function and its line
in `MARKED` or `BARE`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

from paperkg.readers import links
from paperkg.readers.reading_list import marks, times
from paperkg.readers.reading_list.lines import Line, Lines
from paperkg.readers.reading_list.people import Names, names
from paperkg.readers.reading_list.pieces import Title

Layout: TypeAlias = Callable[[Lines, int], Title | None]

_BEFORE_REST: Final = " \t-–—,，.:：;|、"
_VENUE_AT_END: Final = re.compile(
    r"[(（\[*_.,，\s]([^()（）\[\].,，]{2,40}\b(?:19|20)\d\d)[)）\]*_.\s]*$"
)
_STATUS: Final = {"x": "read", " ": "unread"}
_WORDS_OF_TITLE: Final = 3
_LONGEST_TITLE: Final = 300


def _title(lines: Lines, at: int, text: str, rest: str = "") -> Title | None:
    """Return the entry that opens with *text*, *rest* behind it in its line."""
    text = marks.plain(text.strip())
    if not any(c.isalnum() for c in text):
        return None
    line = lines[at]
    found = links.urls(rest)
    said, comment = _said_behind(rest, line.number) if rest else (None, "")
    beside = said or names_below(lines, at)
    return Title(
        first=line.number,
        last=beside.last if beside else line.number,
        text=text,
        line=line.number,
        indent=line.indent,
        names=beside,
        urls=found,
        comment=comment,
        status=_STATUS.get(line.box, ""),
    )


def _said_behind(rest: str, line: int) -> tuple[Names | None, str]:
    """Return the authors behind a title in its line, and what else stands there."""
    words = links.without_links(rest).strip(_BEFORE_REST)
    venue = _VENUE_AT_END.search(words[-60:])
    plain = words[: len(words) - len(venue[0])] if venue else words
    if found := names(plain, line):
        return found, venue[1].strip() if venue else ""
    return None, words


def names_below(lines: Lines, at: int) -> Names | None:
    """Return the authors in the line below *at*; a line that ends in a separator goes on."""
    line = lines[at + 1]
    if not line.text or (line.bullet and line.indent <= lines[at].indent):
        return None
    found = names(line.item, line.number)
    while found and lines[found.last - 1].text[-1:] in ("·", ",", "，", "、", ";", "；"):
        more = names(lines[found.last].text, found.last + 1)
        if more is None:
            break
        found = replace(
            found,
            people=found.people + more.people,
            last=more.last,
            unclosed=found.unclosed + more.unclosed,
        )
    return found


def _is_evidence(line: Line) -> bool:
    """Whether *line*, below a possible title, shows that it is one."""
    return marks.label(line.item) is not None or bool(links.only_links(line.item))


def presented_title(lines: Lines, at: int) -> Title | None:
    """`6 - Spotlight: Title` or `Tutorial: (Track1) Title`."""
    found = marks.presented(lines[at].text) or marks.presented(lines[at].item)
    if found is None:
        return None
    how, text = found
    opened = _linked(lines, at, text) or _title(lines, at, text)
    return replace(opened, presentation=how) if opened else None


def labelled_title(lines: Lines, at: int) -> Title | None:
    """`Title: …`, `标题：…`, `【标题】…` or `【Title】` alone."""
    text = lines[at].item
    field = marks.label(text)
    if field and field[0] == "title":
        return _linked(lines, at, field[1]) or _title(lines, at, field[1])
    if field is None and text[0] == "【" and text[-1] == "】":
        return _title(lines, at, text[1:-1])
    return None


def heading_title(lines: Lines, at: int) -> Title | None:
    """`## Title`, authors or labelled lines below it, a blank line perhaps between."""
    found = marks.HEADING.fullmatch(lines[at].text)
    if found is None or marks.edition(found[2]):
        return None
    text = found[2].rstrip("#").rstrip()
    below = at if lines[at + 1].text else at + 1
    beside = names_below(lines, below)
    if beside and (beside.certain or len(beside.people) > 1 or below == at):
        opened = _linked(lines, at, text) or _title(lines, at, text)
        return replace(opened, names=beside, last=beside.last) if opened else None
    if marks.label(lines[below + 1].item):
        return _linked(lines, at, text) or _title(lines, at, text)
    return None


def _linked(lines: Lines, at: int, text: str) -> Title | None:
    """Return the entry whose title is the link that *text* begins with."""
    bare = text.lstrip("*_ ")
    link = links.LINK.match(bare)
    if link is None or not links.URL.match(link["target"]) or links.is_link_word(link["label"]):
        return None
    rest = bare[link.end() :]
    if not lines[at].bullet and rest.strip("*_ ")[:1].isalnum() and not _ends_line(rest):
        return None  # a sentence that begins with a link
    opened = _title(lines, at, link["label"], rest.lstrip("*_"))
    if opened is None:
        return None
    own = links.trimmed(link["target"])
    return replace(opened, urls=tuple(dict.fromkeys((own, *opened.urls))))


def _ends_line(rest: str) -> bool:
    return bool(links.only_links(rest)) or names(rest, 0) is not None


def linked_title(lines: Lines, at: int) -> Title | None:
    """`[Title](link)`, in a list or not, authors and more links behind it or below."""
    return _linked(lines, at, lines[at].item) if "](" in lines[at].item else None


def bold_title(lines: Lines, at: int) -> Title | None:
    """`**Title**`, with authors or links behind it or below."""
    line = lines[at]
    if line.item[:2] not in ("**", "__") or (line.indent and not line.bullet):
        return None
    text, closed, rest = line.item[2:].partition(line.item[:2])
    if not closed or marks.label(line.item):
        return None
    opened = _title(lines, at, text, rest)
    if opened and (opened.names or opened.urls or _is_evidence(lines[at + 1])):
        return opened
    return None


def list_title(lines: Lines, at: int) -> Title | None:
    """`1. Title` or `- Title`, with authors, links or labelled lines below it.

    A number is enough of a mark for a title that stands alone, a dash is not.
    """
    line = lines[at]
    if not line.bullet or not _like_title(line.item) or links.URL.search(line.item):
        return None
    below = lines[at + 1]
    opened = _title(lines, at, line.item)
    inner = bool(below.text) and (not below.bullet or below.indent > line.indent)
    if opened and (opened.names or (inner and _is_evidence(below))):
        return opened
    enough = len(line.item.split()) >= _WORDS_OF_TITLE and not line.item[0].islower()
    return opened if line.numbered and not line.indent and enough and _in_list(lines, at) else None


def _in_list(lines: Lines, at: int) -> bool:
    """Whether the line above is none, or part of the same list."""
    above = lines[at - 1]
    return not above.text or above.numbered or above.indent > 0 or above.text[0] == "#"


def timed_title(lines: Lines, at: int) -> Title | None:
    """A line between a time range and a list of authors."""
    if times.time_range(lines[at - 1].text) is None or not _like_title(lines[at].text):
        return None
    opened = _title(lines, at, lines[at].text)
    return opened if opened and opened.names else None


def plain_title(lines: Lines, at: int) -> Title | None:
    """A bare line above authors in a form of their own, or above `Link: …`."""
    line, below = lines[at], lines[at + 1]
    if not below.text or line.bullet or not _like_title(line.text, closed=False):
        return None
    if _like_certain_names(below.text):
        opened = _title(lines, at, line.text)
        if opened and opened.names and opened.names.certain:
            return opened
    return _title(lines, at, line.text) if _above_link(lines, at) else None


def _like_certain_names(text: str) -> bool:
    """Whether *text* is worth reading as authors in a form of their own."""
    return "·" in text or "•" in text or (text[-1] not in ".。" and ("(" in text or "（" in text))


def _above_link(lines: Lines, at: int) -> bool:
    """Whether a block opens at *at* whose links follow, names by commas perhaps between."""
    above, below = lines[at - 1], lines[at + 1]
    opens = not above.text or times.is_stamp(above.text) or above.text[0] == "#"
    if not opens or not _like_title(lines[at].text):
        return False
    field = marks.label(below.text)
    if field and field[0] == "links" and links.URL.search(field[1]):
        return True
    named = links.URL.search(lines[at + 2].text) and names(below.text, below.number)
    return bool(named and len(named.people) > 1 and links.only_links(lines[at + 2].text))


def _like_title(text: str, *, closed: bool = True) -> bool:
    """Whether *text* may be a title: not too long, and (if *closed*) not a sentence."""
    if len(text) > _LONGEST_TITLE or not any(c.isalpha() for c in text):
        return False
    return not (closed and text[-1] in ".。!！;；:：,，")


MARKED: Final[tuple[Layout, ...]] = (
    presented_title,
    labelled_title,
    heading_title,
    linked_title,
    bold_title,
)
"""Titles that a mark shows."""

BARE: Final[tuple[Layout, ...]] = (list_title, timed_title, plain_title)
"""Titles that only what stands around them shows; tried when nothing else fits."""
