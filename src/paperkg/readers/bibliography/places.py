"""Where a work was published: the venue, and its edition where the words name one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from paperkg import ids
from paperkg.readers.reading_list.pieces import Edition

_ACRONYM: Final = r"[A-Za-z]{0,12}[A-Z][a-z]{0,9}[A-Z][A-Za-z]{0,12}"
_EDITION: Final = re.compile(
    rf"(?<![\w/-])(?P<venue>{_ACRONYM}(?:[ -](?:Workshops?|Findings))?)"
    r"(?:\s?['’‘`](?P<short>\d\d)|[\s-]?(?P<year>(?:19|20)\d\d))(?!\d)"
)
_IN_PARENTHESES: Final = re.compile(rf"\s*[(（]({_ACRONYM})[)）]")
_NO_VENUE: Final = frozenset(("IEEE", "ACM", "CVF", "PMLR", "USA", "LNCS", "LNAI", "CEUR"))
"""Publishers, series and countries; a year behind them is no edition."""
_BEFORE: Final = re.compile(
    r"(?:in:?\s+)?(?:proceedings\s+of\s+(?:the\s+|(?=\d))|proc\.?\s+(?:of\s+)?(?:the\s+)?|the\s+)?",
    re.IGNORECASE,
)
_TENS: Final = "twen|thir|for|fif|six|seven|eigh|nine"
_ORDINAL: Final = re.compile(
    rf"\b(?:\d+(?:st|nd|rd|th)|(?:{_TENS})ti?e?t?y?(?:th|[-\s]\w+(?:st|nd|rd|th))|first|second"
    r"|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth)\b"
    r"(?:\s+annual\b)?|第\s?[\d一二三四五六七八九十百]+届",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)年?|['’‘]\d\d(?!\d)")
_VOLUME: Final = re.compile(r"[\s,]+(?:(?:vol(?:ume|\.)?|no\.?)\s*)?\d{1,4}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A venue as its vocabulary may know it.

    Attributes:
        name: Without year, ordinal, volume and `Proceedings of the`.
        acronym: What stands in parentheses behind it, or empty.
    """

    name: str
    acronym: str = ""
    edition: Edition | None = None


def proceedings(printed: str, year: int | None) -> Place:
    """Return the series of conferences that *printed* names, and which of them it was.

    >>> proceedings("Proceedings of the 37th International Conference on Machine Learning", 2020)
    Place(name='International Conference on Machine Learning', acronym='', edition=None)
    >>> proceedings("NeurIPS", 2020).edition
    Edition(venue='NeurIPS', year=2020)
    """
    text = ids.squeeze(printed)
    edition = _edition(text)
    if edition is None and year and re.fullmatch(_ACRONYM, text) and text not in _NO_VENUE:
        edition = Edition(venue=text, year=year)
    if edition:
        return Place(edition.venue, edition=edition)
    acronym = _IN_PARENTHESES.search(text)
    text = text[: acronym.start()] + text[acronym.end() :] if acronym else text
    for pattern in (_ORDINAL, _YEAR):
        text = pattern.sub(" ", text)
    text = _BEFORE.sub("", ids.squeeze(text), count=1)
    text = _VOLUME.sub("", text.strip(" ,:;.-–")).strip(" ,:;.-–")
    return Place(text or ids.squeeze(printed), acronym[1] if acronym else "")


def names_edition(text: str) -> bool:
    """Whether *text* names an edition: ACM's `series = {KDD '20}`."""
    return _edition(text) is not None


def _edition(text: str) -> Edition | None:
    for found in _EDITION.finditer(text):
        venue = found["venue"]
        if venue not in _NO_VENUE:
            short = int(found["short"] or 0)
            year = int(found["year"] or (2000 if short < 69 else 1900) + short)
            return Edition(venue=venue, year=year)
    return None
