"""The lines of a reading list, each with the marks of Markdown set apart from its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

_BULLET: Final = re.compile(
    r"(?P<mark>[-*+•](?=\s)|\d{1,3}[.)](?=\s)|\d{1,3}、|[(\[]\d{1,3}[)\]](?=\s))\s*"
    r"(?:\[(?P<box>[ xX])\]\s+)?(?=\S)"
)
_SIGN: Final = re.compile(
    "([\u2600-\u27bf\u2b05-\u2b55\U0001f300-\U0001faff][\ufe0f\u2600-\u27bf\U0001f300-\U0001faff]*)\\s+(?=\\S)"
)
_TICKS: Final = MappingProxyType(dict.fromkeys("✅✔☑", "x") | dict.fromkeys("☐⬜⬛", " "))
_TAB: Final = 4


@dataclass(frozen=True)
class Line:
    """One line of a source.

    Attributes:
        number: From 1.
        text: Without white space at its ends.
        indent: Columns before the text.
        bullet: Its list mark: `-`, `1.` …; empty where there is none.
        box: A blank or `x` for a task, else empty.
        item: The text after the list mark.
    """

    number: int
    text: str
    indent: int
    bullet: str
    box: str
    item: str

    @cached_property
    def numbered(self) -> bool:
        """Whether the list mark is a number."""
        return any(c.isdigit() for c in self.bullet)


def _line(number: int, raw: str) -> Line:
    text = raw.strip()
    before = raw[: len(raw) - len(raw.lstrip())] if text else ""
    indent = len(before) + (_TAB - 1) * before.count("\t")
    mark = _BULLET.match(text)
    if mark is None:
        return Line(number, text, indent, "", "", text)
    box, item = (mark["box"] or "").lower(), text[mark.end() :]
    if sign := _SIGN.match(item):  # people tick and star what they read
        box, item = box or _TICKS.get(sign[1][0], ""), item[sign.end() :]
    return Line(number, text, indent, mark["mark"], box, item)


_NOTHING: Final = Line(0, "", 0, "", "", "")
_BEYOND: Final = 4
"""How many lines beyond its end a reader of lines may look."""


class Lines(list[Line]):
    """The lines of one source, by index from 0.

    Blank ones follow the last, so that who looks at the lines around one (index -1 is
    the blank before the first) needs no test for either end.

    Attributes:
        total: How many lines the source has.
    """

    def __init__(self, text: str) -> None:
        super().__init__(_line(number, raw) for number, raw in enumerate(text.split("\n"), 1))
        self.total = len(self)
        self.extend([_NOTHING] * _BEYOND)

    def block(self, index: int) -> Iterator[Line]:
        """Yield the lines from *index* up to the next blank one."""
        while self[index].text:
            yield self[index]
            index += 1
