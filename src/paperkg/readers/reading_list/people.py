"""Author lines: who wrote it, and where they work as the line prints it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_OPEN: Final = "(（"
_CLOSE: Final = ")）"
_PARENTHESIS: Final = re.compile("[()（）]")
# a dot within a transliterated name (`弗拉基米尔·普京`) has no blank beside it
_DOT: Final = re.compile(r"\s[·•]|[·•]\s")
_COMMA: Final = re.compile(r"[,，、;；](?:\s*(?:and|&)\s)?|\s(?:and|&)\s|\s和")
_ALIAS: Final = re.compile(r"(\S.*?)\s+(?:ALIAS|a\.?k\.?a\.?)\s+(\S.*)")
_FOOTNOTES: Final = "0123456789*†‡§¶ \t"
_OTHERS: Final = re.compile(r"(?:\bet\.? ?al\b\.?|\band others\b|等人?|…|\.\.\.)$", re.IGNORECASE)
_TOKEN: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f.'’‘`‐‑-])*")
_PARTICLES: Final = frozenset(
    re.findall(
        r"\S+",
        "van der den de del della di da dos du la le el al bin ibn ben ter ten te von zu zum y e",
    )
)
_HAN_NAME: Final = re.compile(r"[㐀-鿿]{2,4}|[㐀-鿿]{1,8}(?:[·•][㐀-鿿]{1,8})+")
_NO_NAME: Final = frozenset(
    re.findall(
        r"\S+",
        "the an and or not no by for from in of on to via with is are all our we this that new "
        "abstract accepted award best book chapter code data deep demo keynote learning list "
        "network networks neural notes oral paper papers part poster session slides spotlight "
        "summary survey talk todo tutorial video workshop",
    )
)
"""Words of titles and headings; a capitalised pair of them is no person."""
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Person:
    """An author as one line prints them.

    Attributes:
        name: Without alias and footnote marks.
        alias: The second name of `X ALIAS Y`, or empty.
        printed: The name as printed.
        affiliation: What stands in the parentheses, or empty.
    """

    name: str
    alias: str
    printed: str
    affiliation: str


@dataclass(frozen=True, slots=True)
class Names:
    """The authors of one line, or of several that are one list.

    Attributes:
        first: Number of the line.
        last: The same, but for a list that goes on in the next lines.
        certain: Whether its form alone says that these are authors; a mere list of
            capitalised words needs a title above it.
        unclosed: Lines with an open parenthesis: number, and the line as it should be.
    """

    people: tuple[Person, ...]
    first: int
    last: int
    certain: bool
    unclosed: tuple[tuple[int, str], ...] = ()


def _split(text: str, separator: re.Pattern[str], *, nested: bool = True) -> tuple[list[str], bool]:
    """Split *text* where *separator* stands outside of parentheses, or anywhere.

    Also tell whether a parenthesis is open at the end.
    """
    parts: list[str] = []
    start = depth = 0
    for mark in re.finditer(rf"[()（）]|{separator.pattern}", text):
        if mark[0] in _OPEN:
            depth += nested
        elif mark[0] in _CLOSE:
            depth = max(0, depth - 1)
        elif not depth:
            parts.append(text[start : mark.start()])
            start = mark.end()
    return [*parts, text[start:]], depth > 0


def _is_word(token: str) -> bool:
    plain = token.strip('()（）"“”')
    if not _TOKEN.fullmatch(plain):
        return False
    first = plain[0]
    return not first.islower() or plain in _PARTICLES or plain[1:2] in ("'", "’", "-")


def _is_name(text: str) -> bool:
    """Whether *text* has the form of a person's name, from its capitals or Han characters."""
    if not text or len(text) > _LONGEST:
        return False
    if _HAN_NAME.fullmatch(text):
        return True
    tokens = text.split()
    if len(tokens) > 7 or not all(_is_word(t) for t in tokens):
        return False
    return tokens[-1] not in _PARTICLES and not any(t.lower() in _NO_NAME for t in tokens)


def _could_be_name(text: str) -> bool:
    """Whether *text* may be a name where the line's form already says so."""
    return (
        0 < len(text) <= _LONGEST
        and any(c.isalpha() for c in text)
        and len(text.split()) <= 8
        and not re.search(r"[:：?!。=<>{}\[\]/]", text)
    )


def _person(part: str) -> tuple[Person, bool]:
    """Read `Name (Institution)`; also tell whether the parenthesis was left open."""
    part = part.strip().rstrip("*†‡§¶")
    start = _affiliation_start(part)
    if start is None:
        return _named(part, ""), False
    open_at_end = _depth(part) > 0
    return _named(part[:start], part[start + 1 : None if open_at_end else -1]), open_at_end


def _named(printed: str, affiliation: str) -> Person:
    printed = printed.strip()
    name = printed.strip(_FOOTNOTES)
    found = _ALIAS.fullmatch(name) if len(name) <= 2 * _LONGEST else None
    name, alias = found.groups() if found else (name, "")
    return Person(name, alias, printed, affiliation.strip())


def _depth(text: str) -> int:
    return sum(map(text.count, _OPEN)) - sum(map(text.count, _CLOSE))


def _affiliation_start(part: str) -> int | None:
    """Return where the last outer parenthesis opens, if it reaches the end of *part*."""
    depth, start = 0, None
    for mark in _PARENTHESIS.finditer(part):
        if mark[0] in _OPEN:
            start = start if depth else mark.start()
            depth += 1
        else:
            depth = max(0, depth - 1)
    return start if start is not None and (depth or part[-1] in _CLOSE) else None


def names(text: str, line: int, *, labelled: bool = False) -> Names | None:
    """Return the authors that *text* lists, or None where it is no list of authors.

    Args:
        text: One line, without label or list mark.
        line: Its number.
        labelled: Whether a label (`Authors:`) says that these are authors, so that names
            of any form are believed.
    """
    text = _OTHERS.sub("", text.strip("*_ ").removeprefix("by ")).rstrip(" ,，、;；·•.")
    if not text or (not labelled and text[-1] in "。！!？?:："):
        return None
    parts, open_at_end = _split(text, _DOT)
    if open_at_end:
        parts, _ = _split(text, _DOT, nested=False)
    if len(parts) > 1:
        return _dotted(parts, line, labelled=labelled)
    return _listed(text, line, labelled=labelled)


def _dotted(parts: list[str], line: int, *, labelled: bool) -> Names | None:
    """Read a list by ` · `; the form says enough for names that an institution follows."""
    found = [_person(part) for part in parts]
    for person, _ in found:
        believed = _could_be_name if labelled or person.affiliation else _is_name
        if not believed(person.name):
            return None
    people = tuple(person for person, _ in found)
    if not any(open_at_end for _, open_at_end in found):
        return Names(people, line, line, certain=True)
    mended = " · ".join(part.strip() + ")" * max(0, _depth(part)) for part in parts)
    return Names(people, line, line, certain=True, unclosed=((line, mended),))


def _listed(text: str, line: int, *, labelled: bool) -> Names | None:
    """Read a list by commas, where each name must look like one."""
    found = [_person(part) for part in _split(text, _COMMA)[0] if part.strip()]
    people = tuple(person for person, _ in found)
    believed = _could_be_name if labelled else _is_name
    if not people or not all(believed(person.name) for person in people):
        return None
    placed = all(person.affiliation for person in people)
    if not labelled and not _plausible(people, placed=placed):
        return None
    mended = ((line, text + ")" * max(1, _depth(text))),) if found[-1][1] else ()
    return Names(people, line, line, certain=placed, unclosed=mended)


def _plausible(people: tuple[Person, ...], *, placed: bool) -> bool:
    """Whether a list is one of persons: mostly names of several words, or Han names."""
    whole = sum(len(p.name.split()) > 1 or bool(_HAN_NAME.fullmatch(p.name)) for p in people)
    if len(people) == 1:
        return 2 <= len(people[0].name.split()) <= 4 or (placed and whole == 1)
    return placed or whole * 2 >= len(people)
