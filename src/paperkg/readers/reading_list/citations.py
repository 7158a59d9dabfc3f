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
    r"(?P<head>\S.{5,600}?)\[(?:[JCDMARPNGS]|EB|[A-Z]{1,2}/OL)\](?:[.．,，]|//)?\s?(?P<rest>.*)"
)
_ET_AL: Final = re.compile(r"(?P<authors>\S.{1,200}?\bet\.? ?al\b\.?)[,，:：]?\s+(?P<rest>\S.*)")
_STRONG: Final = re.compile(r"(?P<mark>\*\*|__|\*|_)(?P<title>\S.{3,300}?)(?P=mark)(?P<after>.*)")
_BRACKETED: Final = re.compile(
    r"(?P<title>\S[^()（）]{4,300}?)\s?[(（](?P<inside>[^()（）]{4,160})[)）]"
    r"(?:\s?[-–—:：.,，。;；]\s?(?P<rest>.*)|)"
)
_SENTENCE_END: Final = re.compile(r"(?<=[.?!])\s+(?=\S)|(?<=[。？！])\s*(?=\S)")
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
    if len(text) > LONGEST or not (_EVIDENCE.search(text) or '"' in text or "“" in text):
        return None
    for style in (_quoted, _typed, _dated):
        if found := style(text, line):
            return found
    if listed:
        styles = (_et_al, _by_sentences, _by_commas, _bracketed)
        return next((found for style in styles if (found := style(text, line))), None)
    found = _by_sentences(text, line)
    whole = found and found.names and len(found.names.people) > 1 and found.where.year
    return found if whole and found and not found.rest else None


LONGEST: Final = 1_000


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
    for stop in reversed([*re.finditer(r"[.．]\s?", found["head"])]) if found else ():
        title = found["head"][stop.end() :].strip() if found else ""
        names = cited(stop.string[: stop.start() + 1], line) if len(title) > _WORDS else None
        if found and names:
            where = published(found["rest"])
            return Citation(title, names, where, where.rest)
    return None


def _et_al(text: str, line: int) -> Citation | None:
    """`Vaswani et al. Title. Venue 2017.`, the title perhaps in bold."""
    found = _ET_AL.fullmatch(text)
    if found is None:
        return None
    strong = _STRONG.fullmatch(found["rest"])
    if strong:
        title, where = strong["title"], published(strong["after"])
    else:
        title, *more = sentences(found["rest"])
        where = published(" ".join(more)) if more else ending(title)
        title = title if more else where.rest
    if not where.year or not (strong or _is_title(title)):
        return None
    names = cited(found["authors"], line)
    left = ("" if names else found["authors"], "" if where.rest == title else where.rest)
    return Citation(title.rstrip(".。"), names, where, " – ".join(filter(None, left)))


def _by_sentences(text: str, line: int) -> Citation | None:
    """`Authors. Title. Venue 2017.` and `Title. Authors. Venue 2017.`."""
    stops = reversed([*_STOP.finditer(text)])
    initials = next((m for m in stops if initialled(text[: m.start() + 1])), None)
    parts = sentences(text)
    if initials:  # whose last is no end of a sentence elsewhere
        parts = [text[: initials.start() + 1], *sentences(text[initials.end() :])]
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
