"""Where and when a work appeared, as a citation, a parenthesis or a table cell says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from paperkg.readers.reading_list.pieces import Edition

_YEAR: Final = re.compile(
    r"(?<!\d)(?P<short>['’‘]\d\d)(?!\d)|(?<![\d.:/-])(?P<year>(?:19|20)\d\d)[a-z]?(?![\d/-]|[.:]\d)"
)
_ARXIV: Final = re.compile(
    r"(?:\bcorr\b[\s,]*)?(?:\barxiv (?:preprint|e-?print)s?[\s,]*)?(?:\babs/|\barxiv[:：\s]\s?)"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\s?\[[\w.-]+\])?",
    re.IGNORECASE,
)
_DOI: Final = re.compile(r"\bdoi[:：]\s?(?P<id>10\.\d{4,9}/[^\s,;，；]+)", re.IGNORECASE)
_YEAR_AT_END: Final = re.compile(
    r"[\s,，(（]*(?:(?P<short>['’‘]\d\d)|(?<!\d)(?P<year>(?:19|20)\d\d)[a-z]?)[)）\]\s.。*_]*$"
)
_SHORT_AT_END: Final = re.compile(
    r"(?:^|[\s,，;；(（\[*_]+(?:in\s)?)"
    r"(?P<venue>[A-Za-z0-9]*[A-Z][a-z0-9]*[A-Z][A-Za-z0-9]*(?:\s(?:Workshops?|Findings|D&B))?"
    r"|[㐀-鿿]{2,20}(?:学报|期刊|杂志|会议|大会|通报|通讯))[\s,，*_]*$"
)
_FAMILY: Final = re.compile(r"(?:Mc|Mac|Le|La|De|Di|Du|Fitz|Van|Von)[A-Z][a-z]+")
_PARTS: Final = re.compile(r"\s*[,，;；]\s*|(?<=[^\W\d]{2})(?<!\bpp)(?<!\bno)(?<!\bvol)\.\s+")
_NUMBERS: Final = re.compile(
    r"(?:\b(?:vol(?:ume)?|no|pp?|pages?|issue|article)\b\.?\s?)?[\d\s:：()（）.eES–—-]*\d[\d\s:：()（）.–—-]*",
    re.IGNORECASE,
)
_VOLUME: Final = re.compile(r"[\s,，.]+(?:vol\.?\s?)?\d{1,4}(?:\s?[(（]\d+[)）])?$", re.IGNORECASE)
_OPENING: Final = re.compile(
    r"(?:(?:in|at|accepted (?:at|to|by)|published (?:in|at)|to appear (?:in|at))[:：]?\s+)?"
    r"(?:proc(?:\.|eedings)\s(?:of\s)?(?:the\s)?)?(?:\d{1,2}(?:st|nd|rd|th)\s)?",
    re.IGNORECASE,
)
_GATHERING: Final = re.compile(
    r"\b(?:conference|workshop|symposium|meeting|congress)\b|会议|大会|研讨会", re.IGNORECASE
)
_ACRONYM: Final = re.compile(r"[A-Za-z]*[A-Z][a-z]*[A-Z][A-Za-z]*(?:[ -][A-Z][\w-]*){0,2}")
_JOURNALS: Final = frozenset(
    [
        "cacm",
        "ijcv",
        "jacm",
        "jair",
        "jmlr",
        "pami",
        "pnas",
        "tacl",
        "tip",
        "tmlr",
        "tnnls",
        "tog",
        "tpami",
        "tse",
    ]
)
_NO_VENUE: Final = frozenset(
    ["anthropic", "arxiv", "corr", "deepmind", "google", "meta", "microsoft", "nvidia", "openai"]
)
_EDGES: Final = " \t,，.。;；:：*_–—-()（）[]"
_LONGEST: Final = 120
_LONGEST_LINE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Published:
    """Where and when a work appeared.

    Attributes:
        year: Four digits, or empty.
        edition: The edition of a conference, where its name and a year say so.
        venue: A journal, or a conference whose edition is not known; or empty.
        arxiv: Its identifier there, as printed.
        doi: The same.
        rest: The words that say something else.
    """

    year: str = ""
    edition: Edition | None = None
    venue: str = ""
    arxiv: str = ""
    doi: str = ""
    rest: str = ""


def published(text: str, year: str = "", *, sure: bool = False) -> Published:
    """Return where and when *text*, which says nothing else, says that a work appeared.

    Args:
        text: Venue, year, volume and pages, by commas.
        year: The year where it stands elsewhere.
        sure: Whether something else says that this is a venue, a year or not.

    >>> published("in NeurIPS, 2017").edition
    Edition(venue='NeurIPS', year=2017)
    >>> found = published("计算机学报, 2020, 43(1): 1-10.")
    >>> found.venue, found.year, found.rest
    ('计算机学报', '2020', '')
    """
    if len(text) > _LONGEST_LINE:
        return Published(year, rest=text)
    text, arxiv = _taken(_ARXIV, text)
    text, doi = _taken(_DOI, text)
    parts = [p for p in _PARTS.split(text.strip(_EDGES)) if p.strip(_EDGES)]
    at = next((i for i in reversed(range(len(parts))) if _YEAR.search(parts[i])), None)
    if at is None:
        venue, rest = _venue(parts) if year or sure else ("", parts)
        return _made(venue, year, arxiv, doi, rest)
    found = _year(parts[at])
    behind = [parts[at][found.end() :], *parts[at + 1 :]]
    venue, rest = _venue([*parts[:at], parts[at][: found.start()]])
    return _made(
        venue, _full(found), arxiv, doi, [*rest, *(b for b in behind if not _is_number(b))]
    )


def ending(text: str) -> Published:
    """Return where and when a work appeared by the end of *text*; all before it is the rest.

    A venue has to be a short name there, right before its year.

    >>> found = ending("Song et al., ICLR 2021")
    >>> found.edition, found.rest
    (Edition(venue='ICLR', year=2021), 'Song et al.')
    >>> found = ending("LeCun et al., 2015")
    >>> found.year, found.edition, found.rest
    ('2015', None, 'LeCun et al.')
    """
    if len(text) > _LONGEST_LINE:
        return Published(rest=text)
    text, arxiv = _taken(_ARXIV, text)
    text, doi = _taken(_DOI, text)
    text = text.strip(" ,，;；")
    found = _YEAR_AT_END.search(text)
    head = text[: found.start()] if found else text
    named = _SHORT_AT_END.search(head) if found else None
    if named and _is_venue(named["venue"]):
        head = head[: named.start()]
        venue = named["venue"]
    else:
        venue = ""
    return _made(venue, _full(found) if found else "", arxiv, doi, [head])


def _is_venue(name: str) -> bool:
    return name.lower() not in _NO_VENUE and not _FAMILY.fullmatch(name)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.search(text)
    return (text[: found.start()] + text[found.end() :], found["id"]) if found else (text, "")


def _year(text: str) -> re.Match[str]:
    *_, last = _YEAR.finditer(text)
    return last


def _full(found: re.Match[str]) -> str:
    if found["year"]:
        return found["year"]
    short = int(found["short"][1:])
    return str((2000 if short < 69 else 1900) + short)


def _is_number(text: str) -> bool:
    plain = text.strip(_EDGES)
    return not plain or _NUMBERS.fullmatch(plain) is not None


def _venue(parts: Sequence[str]) -> tuple[str, list[str]]:
    """Return the venue that stands first, volume and pages left out, and the rest."""
    named = [p for p in parts if not _is_number(p)]
    name = _name(named[0]) if named else ""
    return (name, named[1:]) if name else ("", named)


def _name(text: str) -> str:
    name = text.strip(_EDGES)
    name = name[len(found[0]) :] if (found := _OPENING.match(name)) else name
    name = _VOLUME.sub("", name).strip(_EDGES)
    usable = name and len(name) <= _LONGEST and not name[0].islower()
    return "" if not usable or name.lower() in _NO_VENUE else name


def _is_short(name: str) -> bool:
    return bool(_ACRONYM.fullmatch(name) or _GATHERING.search(name))


def _made(venue: str, year: str, arxiv: str, doi: str, rest: Sequence[str]) -> Published:
    sure = _is_short(venue) and venue.lower() not in _JOURNALS and not venue.startswith("IEEE T")
    edition = Edition(venue=venue, year=int(year)) if venue and year and sure else None
    words = ", ".join(r.strip(" ,，") for r in rest if r.strip(_EDGES))
    return Published(year, edition, "" if edition else venue, arxiv, doi, words)
