"""One-line citations: by the style guides (APA, MLA, IEEE, Vancouver, GB/T 7714) or by habit.

A citation says title, authors and where it appeared in one line. Nothing is guessed: a line
that fits no style entirely is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from paperkg.readers.reading_list.cited_people import OTHERS, cited, initialled
from paperkg.readers.reading_list.people import Names
from paperkg.readers.reading_list.published import Published, ending, published

YEAR: Final = r"(?:19|20)\d\d"
_EVIDENCE: Final = re.compile(rf"\b{YEAR}|['’‘]\d\d\b|\[[A-Z]{{1,2}}(?:/OL)?\]|\bet al\b|等")
_QUOTED: Final = re.compile(
    r"(?P<before>[^\"“”《》]{0,400}?)[,，.。:]?\s*(?:[\"“](?P<title>[^\"“”]{4,300})[\"”]"
    r"|《(?P<book>[^《》]{4,300})》)[,，.。]?\s*(?P<after>.*)"
)
_DATED: Final = re.compile(
    rf"(?P<authors>\S.{{2,600}}?)\s?\((?P<year>{YEAR})[a-z]?(?:,\s?[\w -]{{1,20}})?\)[.,:]?\s+"
    r"(?P<rest>\S.*)"
)
_TYPED: Final = re.compile(
    r"(?P<authors>[^.．]{2,300}(?:\b[A-Z][.．][^.．]{0,60})*)[.．]\s?(?P<title>\S.{2,300}?)"
    r"\[(?:[JCDMARPNGS]|EB|[A-Z]{1,2}/OL)\](?:[.．,，]|//)?\s?(?P<rest>.*)"
)
_BRACKETED: Final = re.compile(
    r"(?P<title>\S[^()（）]{4,300}?)\s?[(（](?P<inside>[^()（）]{4,160})[)）]"
    r"(?:\s?[-–—:：.,，。;；]\s?(?P<rest>.*)|)"
)
_OPENING: Final = re.compile(
    r"(?:[(（\[](?P<inside>[^()（）\[\]]{2,200})[)）\]][\s\-–—:：.,，。;；|]*"
    r"|(?P<open>[^()（）\[\]]{2,200}?(?:19|20)\d\d)[.:：]?\s*(?:[-–—:：|]\s+|$))(?P<rest>.*)"
)
_SENTENCE_END: Final = re.compile(r"(?<=[.?!])\s+(?=\S)|(?<=[。？！])\s*(?=\S)")
_MONTH: Final = re.compile(rf"({YEAR})(?:[-./]\d{{1,2}}){{1,2}}")
_STOP: Final = re.compile(r"(?<=\s[A-Z])\.\s+|(?<=\s[A-Z]{2})\.\s+")
_NO_END: Final = re.compile(r"(?:^|[\s.-])[A-Z]\.$|\b(?:vs|Proc|Int|Conf|Trans|J|St|Dr|No|Vol)\.$")
_WORDS: Final = 2
"""Fewer make no title of a line that nothing else marks as an entry."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says.

    Attributes:
        title: As printed.
        names: The authors, where they can be told.
        where: Where and when it appeared.
        rest: Words that were not understood.
    """

    title: str
    names: Names | None
    where: Published
    rest: str = ""


def citation(text: str, line: int, *, listed: bool) -> Citation | None:
    """Return what *text* cites, or None where it is no citation.

    Args:
        text: A line without its list mark and its links.
        line: Its number.
        listed: Whether it is an item of a list; the styles that are mere habit want that.
    """
    if len(text) > _LONGEST or not (_EVIDENCE.search(text) or '"' in text or "“" in text):
        return None
    styles = (_quoted, _typed, _dated, *((_by_sentences, _by_commas, _bracketed) if listed else ()))
    return next((found for style in styles if (found := style(text, line))), None)


_LONGEST: Final = 1_000


def _quoted(text: str, line: int) -> Citation | None:
    """`Authors, "Title," Venue, 2017.` and `"Title", Authors, Venue 2017`."""
    found = _QUOTED.fullmatch(text)
    if found is None:
        return None
    title = (found["title"] or found["book"]).strip().rstrip(",.，。").strip()
    before, after = found["before"].strip(" ,，.。"), found["after"]
    where = published(after) if before else ending(after)
    if before:
        names = cited(before, line)
        return Citation(title, names, where, where.rest) if names and where.year else None
    names = cited(where.rest, line)
    if not where.year and not (names and len(names.people) > 1):
        return None
    return Citation(title, names, where, "" if names else where.rest)


def _dated(text: str, line: int) -> Citation | None:
    """`Vaswani, A., & Shazeer, N. (2017). Title. Venue, 30.`."""
    found = _DATED.fullmatch(text)
    names = cited(found["authors"], line) if found else None
    if found is None or names is None:
        return None
    title, *more = sentences(found["rest"])
    where = published(" ".join(more), found["year"])
    return Citation(title.rstrip("."), names, where, where.rest)


def _typed(text: str, line: int) -> Citation | None:
    """`王小明, 李华. 题目[J]. 计算机学报, 2020, 43(1): 1-10.`."""
    found = _TYPED.fullmatch(text)
    names = cited(found["authors"], line) if found else None
    if found is None or names is None:
        return None
    where = published(found["rest"])
    return Citation(found["title"].strip(), names, where, where.rest)


def _by_sentences(text: str, line: int) -> Citation | None:
    """`Authors. Title. Venue 2017.` and `Title. Authors. Venue 2017.`."""
    initials = next((m for m in _STOP.finditer(text) if initialled(text[: m.start()])), None)
    parts = sentences(text)
    if initials:  # whose last is no end of a sentence elsewhere
        parts = [text[: initials.start()], *sentences(text[initials.end() :])]
    if len(parts) < 2:
        return None
    where = published(" ".join(parts[2:]))
    for title, authors in ((parts[1], parts[0]), (parts[0], parts[1])):
        names = cited(authors, line)
        if names and _is_title(title) and (where.year or len(names.people) > 1):
            return Citation(title.rstrip(".。"), names, where, where.rest)
    return None


def _by_commas(text: str, line: int) -> Citation | None:
    """`Title, Ada Lovelace, Charles Babbage, Venue 2017`."""
    where = ending(text)
    if not where.year:
        return None
    parts = re.split(r"\s*[,，]\s*", where.rest)
    for at in range(1, len(parts)):
        names = cited(", ".join(parts[at:]), line)
        title = ", ".join(parts[:at])
        if names and len(names.people) > 1 and _is_title(title):
            return Citation(title, names, where)
    return None


def _bracketed(text: str, line: int) -> Citation | None:
    """`Title (Lovelace et al., Venue 2017): what I think of it`."""
    found = _BRACKETED.fullmatch(text)
    if found is None or not _is_title(found["title"]):
        return None
    where = ending(found["inside"])
    names = cited(where.rest, line) if where.rest else None
    if not where.year or not (where.edition or names or OTHERS.search(where.rest)):
        return None
    said = f"({found['inside']})" if where.rest and not names else ""
    return Citation(found["title"], names, where, " ".join(filter(None, [said, found["rest"]])))


def behind(words: str, line: int) -> Citation:
    """Return what stands behind a title that its line shows by a mark.

    That is authors and where it appeared, in brackets or not; other words are the rest.
    """
    if len(words) > _LONGEST:
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
    where = ending(text)
    names = cited(where.rest, line) if where.rest else None
    others = bool(OTHERS.search(where.rest))
    if not where.year or not ((where.edition and listed and not where.rest) or names or others):
        return None
    return Citation("", names, where, "" if names else where.rest)


def _is_title(text: str) -> bool:
    """Whether *text* may be a title of itself: no sentence that begins small."""
    text = text.strip(" .。*_")
    han = sum("一" <= c <= "鿿" for c in text)
    return han > 3 or (len(text.split()) >= _WORDS and not text[:1].islower())


def sentences(text: str) -> list[str]:
    """Split a citation where its parts end, not behind initials and abbreviations.

    >>> sentences("A. Vaswani. Attention: All You Need? NeurIPS 2017.")
    ['A. Vaswani.', 'Attention: All You Need?', 'NeurIPS 2017.']
    """
    parts: list[str] = []
    for piece in _SENTENCE_END.split(text):
        if parts and (_NO_END.search(parts[-1]) or not _opens(piece, parts[-1])):
            parts[-1] += f" {piece}"
        else:
            parts.append(piece.strip())
    return [p for p in parts if p]


def _opens(piece: str, above: str) -> bool:
    """Whether *piece* begins a new part; `U.S.`, `e.g.` and `1.5` begin none."""
    small = piece[0].islower() or piece[0].isdigit()
    return above[-1] in "。？！" or not small or piece.startswith(("arXiv", "in "))
