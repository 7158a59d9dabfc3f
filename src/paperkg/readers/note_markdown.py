"""What the free text of a note says in Obsidian's ways: inline fields, tags, prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import dropwhile
from typing import Final

from paperkg import ids
from paperkg.readers.note_hidden import HIDDEN, seen
from paperkg.wikilinks import LINK

_MARK: Final = re.compile(r"[:：]{2}")
_CLOSERS: Final = {"[": "]", "(": ")", "（": "）"}
_BRACKETED: Final = re.compile(r"(?<!\[)(?P<open>[\[(（])(?P<key>[\w \t-]{1,60}?)[:：]{2}")
_LEAD: Final = re.compile(
    rf"[ \t>{HIDDEN}]*(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]+(?:\[.\][ \t]+)?)?[{HIDDEN} \t]*"
)
"""What may stand before a line's own words: quote, list item, box to tick."""
_WHOLE: Final = re.compile(r"[*_]{0,3}(?P<key>[^\W_][\w \t-]{0,60}?)[*_]{0,3}[ \t]{0,9}[:：]{2}")
_LONGEST: Final = 1000
"""Characters between brackets; a limit, so that no text costs the square of its length."""
_LINKS: Final = re.compile(r"\[\[[^\[\]\n]*\]\]|\]\([^()\n]*\)")
_TAG: Final = re.compile(r"(?<!\S)#(?P<tag>[\w/-]+)")
_EMPTY_HEADING: Final = re.compile(r"#{2,6}(?:[ \t].*)?")
_TITLE: Final = re.compile(r"#[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*")


@dataclass(frozen=True, slots=True)
class InlineField:
    """`key:: value` in a text; the value as a person sees it."""

    key: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Inline:
    """What stands in a text beside its prose; lines count from 0.

    Attributes:
        tags: Tags without their `#`, each with its line.
        spent: Lines that hold fields and nothing else.
    """

    fields: tuple[InlineField, ...]
    tags: tuple[tuple[str, int], ...]
    spent: frozenset[int]


@dataclass(frozen=True, slots=True)
class Prose:
    """The words of a text, and on which of its lines they stand."""

    text: str
    line: int
    end_line: int


def inline(text: str, means: Callable[[str], bool]) -> Inline:
    """Return the inline fields and tags of *text*.

    Args:
        text: The free text of a note.
        means: Whether a field's key means anything; other fields are prose.
    """
    sight = seen(text)
    fields: list[InlineField] = []
    spent: set[int] = set()
    lines = zip(sight.plain.split("\n"), sight.shown.split("\n"), strict=True)
    for number, (plain, shown) in enumerate(lines):
        if _MARK.search(plain):
            line = _Line(plain, shown)
            found = [InlineField(key, value, number) for key, value in line.take(means)]
            fields += found
            if found and line.used_up:
                spent.add(number)
    return Inline(tuple(fields), tuple(_tags(sight.plain)), frozenset(spent))


@dataclass(slots=True)
class _Line:
    """A line from which fields are taken; what is taken is hidden from then on.

    Attributes:
        plain: As it is without code.
        shown: The same with code.
    """

    plain: str
    shown: str

    def take(self, means: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
        """Take out key and value of each field, first of those in brackets."""
        at = 0
        while opener := _BRACKETED.search(self.plain, at):
            at = opener.end()
            end = _closing(self.plain, opener) if means(opener["key"]) else -1
            if end >= 0:
                yield from self._field(opener, end, end + 1)
                at = end + 1
        whole = _WHOLE.match(self.plain, self._lead)
        if whole and means(whole["key"]):
            yield from self._field(whole, len(self.plain), len(self.plain))

    @property
    def used_up(self) -> bool:
        """Whether no words are left."""
        return not self.plain[self._lead :].strip(f"{HIDDEN} \t")

    @property
    def _lead(self) -> int:
        lead = _LEAD.match(self.plain)
        return lead.end() if lead else 0

    def _field(self, head: re.Match[str], end: int, stop: int) -> Iterator[tuple[str, str]]:
        plain, shown = self.plain[head.end() : end], self.shown[head.end() : end]
        # code counts only where there is no link
        value = ids.squeeze((plain if LINK.search(plain) else shown).replace(HIDDEN, " "))
        if value:
            hidden = HIDDEN * (stop - head.start())
            self.plain = self.plain[: head.start()] + hidden + self.plain[stop:]
            self.shown = self.shown[: head.start()] + hidden + self.shown[stop:]
            yield head["key"], value


def _closing(line: str, opener: re.Match[str]) -> int:
    """Return where the bracket of a field is closed, other pairs inside it left out."""
    opening, depth = opener["open"], 1
    closer = _CLOSERS[opening]
    for at in range(opener.end(), min(len(line), opener.end() + _LONGEST)):
        depth += (line[at] == opening) - (line[at] == closer)
        if depth == 0:
            return at
    return -1


def _tags(plain: str) -> Iterator[tuple[str, int]]:
    """Yield tags by Obsidian's rules: behind a blank, with more than digits in them."""
    if "#" not in plain:
        return
    text = _LINKS.sub(lambda link: HIDDEN * len(link[0]), plain)
    for number, line in enumerate(text.split("\n")):
        for match in _TAG.finditer(line):
            tag = match["tag"].strip("/")
            if re.search(r"[^\W_]", tag) and not tag.isdecimal():
                yield tag, number


def prose(text: str, spent: frozenset[int], title: str) -> Prose | None:
    """Return the words of *text* without what is none of its prose; None where none are left.

    Args:
        text: The free text of a note.
        spent: Lines that hold fields and nothing else.
        title: A first heading that only repeats it is left out.
    """
    lines = [(n, line) for n, line in enumerate(text.split("\n")) if n not in spent]
    lines = _begun(lines)
    heading = _TITLE.fullmatch(lines[0][1]) if lines else None
    if heading and _same(heading["title"], title):
        lines = _begun(lines[1:])
    while lines and (not lines[-1][1].strip() or _EMPTY_HEADING.fullmatch(lines[-1][1])):
        lines.pop()
    if not lines:
        return None
    return Prose("\n".join(line for _, line in lines), lines[0][0], lines[-1][0])


def _begun(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return *lines* from the first that is not blank."""
    return list(dropwhile(lambda numbered: not numbered[1].strip(), lines))


def _same(one: str, other: str) -> bool:
    return ids.squeeze(one).casefold() == ids.squeeze(other).casefold()
