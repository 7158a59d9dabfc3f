"""Entries whose title only what stands in its line and around it shows: one function each."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from paperkg.readers import links
from paperkg.readers.reading_list import marks, times
from paperkg.readers.reading_list.citations import citation
from paperkg.readers.reading_list.lines import Lines
from paperkg.readers.reading_list.people import names
from paperkg.readers.reading_list.pieces import Title
from paperkg.readers.reading_list.titles import (
    WORDS_OF_TITLE,
    appeared,
    is_evidence,
    leads_to_paper,
    like_title,
    names_below,
    opens_block,
    title_at,
)


def cited_title(lines: Lines, at: int) -> Title | None:
    """`Vaswani, A. (2017). Title. Venue.` and other citations, broken over two lines perhaps."""
    line, below = lines[at], lines[at + 1]
    hanging = below.text and not below.bullet and below.indent > line.indent
    if hanging and not is_evidence(below) and names_below(lines, at) is None:
        whole = cited_in(lines, at, f"{line.item} {below.item}")
        if whole and cited_in(lines, at, below.item) is None:
            return replace(whole, last=below.number)
    return cited_in(lines, at, line.item)


def cited_in(lines: Lines, at: int, text: str) -> Title | None:
    """Return the entry that *text*, of the line at *at*, cites."""
    line = lines[at]
    found = citation(links.without_links(text), line.number, listed=bool(line.bullet))
    opened = title_at(lines, at, found.title) if found else None
    if found is None or opened is None:
        return None
    names_ = found.names or opened.names
    return replace(
        opened,
        last=names_.last if names_ else line.number,
        names=names_,
        urls=links.urls(text),
        comment=found.rest,
        beside=appeared(found.where, line.number),
    )


def addressed_title(lines: Lines, at: int) -> Title | None:
    """`Title [pdf](…)` and `Title https://…`, authors and words perhaps behind or below.

    Where only the address shows that it is a title, its words have to be capital.
    """
    line = lines[at]
    link = _LINKS.search(line.item[:_LONGEST]) if "http" in line.item else None
    text = line.item[: link.start()].strip(_BEFORE_LINK) if link else ""
    if link is None or not like_title(text, closed=False) or text[:1].islower():
        return None
    if re.search(r"[\[\]*|`]", text) or text.count("(") != text.count(")"):
        return None
    if not leads_to_paper(links.urls(line.item)):
        return None
    quoted = text[0] == "《" and text[-1] == "》"
    if not quoted and not (link["word"] and line.bullet) and not _in_capitals(text):
        return None
    if len(text.split()) < WORDS_OF_TITLE and not quoted:
        return None
    return title_at(lines, at, text.strip("《》.。"), line.item[link.start() :])


_LINKS: Final = re.compile(
    r"[(（\[\s]*(?:\[(?P<word>[^\[\]]{2,12})\]+\s?\(\s?<?)?https?://", re.IGNORECASE
)
_LONGEST: Final = 600
_BEFORE_LINK: Final = " \t-–—,，:：|([（"
_SMALL: Final = frozenset(
    "a an and are as at be by do for from how in into is it of on or the to via with".split()  # noqa: SIM905
)


def _in_capitals(text: str) -> bool:
    """Whether all words of *text* that are more than grammar begin with a capital.

    >>> _in_capitals("Attention Is All You Need"), _in_capitals("Great paper on attention")
    (True, False)
    """
    words = [w for w in re.findall(r"[^\W\d_][\w'’-]*", text) if w not in _SMALL]
    return len(words) >= WORDS_OF_TITLE - 1 and all(not w[0].islower() for w in words)


def list_title(lines: Lines, at: int) -> Title | None:
    """`1. Title` or `- Title`, with authors, links or labelled lines below it.

    A number is enough of a mark for a title that stands alone, a dash is not.
    """
    line = lines[at]
    if not line.bullet or not like_title(line.item) or links.URL.search(line.item):
        return None
    below = lines[at + 1]
    opened = title_at(lines, at, line.item)
    inner = bool(below.text) and (not below.bullet or below.indent > line.indent)
    if opened and (opened.names or (inner and is_evidence(below))):
        return opened
    return opened if line.numbered and not line.indent and _stands_alone(lines, at) else None


def _stands_alone(lines: Lines, at: int) -> bool:
    """Whether a numbered item is a title of itself: words alone, of one line, in a list."""
    line, below = lines[at], lines[at + 1]
    if len(line.item.split()) < WORDS_OF_TITLE or line.item[0].islower() or "`" in line.item:
        return False
    goes_on = bool(below.text) and not below.bullet and below.indent > line.indent
    return not goes_on and "](" not in line.item and _in_list(lines, at)


def _in_list(lines: Lines, at: int) -> bool:
    """Whether the line above is none, or part of the same list."""
    above = lines[at - 1]
    return not above.text or above.numbered or above.indent > 0 or above.text[0] == "#"


def timed_title(lines: Lines, at: int) -> Title | None:
    """A line between a time range and a list of authors."""
    if times.time_range(lines[at - 1].text) is None or not like_title(lines[at].text):
        return None
    opened = title_at(lines, at, lines[at].text)
    return opened if opened and opened.names else None


def plain_title(lines: Lines, at: int) -> Title | None:
    """A bare line above authors in a form of their own, or above `Link: …`."""
    line, below = lines[at], lines[at + 1]
    if not below.text or line.bullet or not like_title(line.text, closed=False):
        return None
    if _like_certain_names(below.text):
        opened = title_at(lines, at, line.text)
        if opened and opened.names and opened.names.certain:
            return opened
    return title_at(lines, at, line.text) if _above_link(lines, at) else None


def _like_certain_names(text: str) -> bool:
    """Whether *text* is worth reading as authors in a form of their own."""
    return "·" in text or "•" in text or (text[-1] not in ".。" and ("(" in text or "（" in text))


def _above_link(lines: Lines, at: int) -> bool:
    """Whether a block opens at *at* whose links follow, names by commas perhaps between."""
    below = lines[at + 1]
    if not opens_block(lines, at) or not like_title(lines[at].text):
        return False
    field = marks.label(below.text)
    if field and field[0] == "links" and links.URL.search(field[1]):
        return True
    named = links.URL.search(lines[at + 2].text) and names(below.text, below.number)
    return bool(named and len(named.people) > 1 and links.only_links(lines[at + 2].text))
