"""What stands beside a title that a mark shows: behind it in its line, or in brackets before."""

from __future__ import annotations

import re
from typing import Final

from paperkg.readers.reading_list import marks
from paperkg.readers.reading_list.citations import LONGEST, YEAR, Citation
from paperkg.readers.reading_list.cited_people import OTHERS, cited
from paperkg.readers.reading_list.published import Published, ending

_OPENING: Final = re.compile(
    r"(?:[(（\[](?P<inside>[^()（）\[\]]{2,200})[)）\]][\s\-–—:：.,，。;；|]*"
    r"|(?P<open>[^()（）\[\]]{2,200}?(?:19|20)\d\d)[.:：]?\s*(?:[-–—:：|]\s+|$))(?P<rest>.*)"
)
_MONTH: Final = re.compile(rf"({YEAR})(?:[-./]\d{{1,2}}){{1,2}}")
_REVERSED: Final = re.compile(rf"({YEAR})[-\s]([A-Z][A-Za-z]{{2,20}})")


def behind(words: str, line: int) -> Citation:
    """Return what stands behind a title that its line shows by a mark.

    That is authors and where it appeared, in brackets or not; other words are the rest.
    """
    if len(words) > LONGEST:
        names = cited(words, line)
        return Citation("", names, Published(), "" if names else words)
    opening = _OPENING.fullmatch(words)
    where = ending((opening["inside"] or opening["open"]) if opening else words)
    names = cited(where.rest, line) if where.rest else None
    known = names or not where.rest or OTHERS.search(where.rest)
    left = "" if names else where.rest
    if opening and where.year and (known or where.edition):
        if opening["rest"] and not names and (names := cited(opening["rest"], line)):
            return Citation("", names, where, left)
        return Citation("", names, where, " – ".join(filter(None, [left, opening["rest"]])))
    if known and not opening:
        return Citation("", names, where, left)
    plain = cited(words, line)
    return Citation("", plain, Published(), "" if plain else words)


def tag(text: str, line: int, *, listed: bool) -> Citation | None:
    """Return what stands in brackets before a title: when, and where or by whom."""
    if month := _MONTH.fullmatch(text):
        return Citation("", None, Published(month[1]))
    turned = _REVERSED.fullmatch(text)
    named = marks.edition(f"{turned[2]} {turned[1]}" if turned else text)
    short = named and "," not in named[0].venue
    if (
        named
        and short
        and listed
        and (not named[1].strip() or marks.kind_of_presentation(named[1]))
    ):
        return Citation("", None, Published(str(named[0].year), named[0]))
    where = ending(text)
    names = cited(where.rest, line) if where.rest else None
    others = bool(OTHERS.search(where.rest))
    if not where.year or not (names or others):
        return None
    return Citation("", names, where, "" if names else where.rest)
