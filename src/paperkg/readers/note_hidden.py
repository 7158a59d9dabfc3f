"""Which stretches of a note's text are no words to its reader: code, comments, our blocks.

Hidden characters are replaced one by one and line ends stay, so offsets and lines hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

HIDDEN: Final = "\0"
"""Stands for a hidden character; no blank, so that nothing begins behind it."""

_BLOCK: Final = re.compile(
    r"^%% paperkg:begin (?P<name>[\w-]+) %%[ \t]*\n"
    r"(?:(?!%% paperkg:begin ).*\n)*?"
    r"%% paperkg:end (?P=name) %%[ \t]*$",
    re.MULTILINE,
)
_OPENER: Final = re.compile(
    r"\\[^\n]"
    r"|^(?P<quote>[ \t>]*)(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})"
    r"|(?P<comment>%%)|(?P<html><!--)|(?P<code>`+)",
    re.MULTILINE,
)
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Sight:
    """A text twice, each time with what is hidden replaced.

    Attributes:
        shown: Without blocks, fenced code and comments.
        plain: Without code in a line, too.
    """

    shown: str
    plain: str


def seen(text: str) -> Sight:
    """Return what a reader sees of *text* in Obsidian."""
    shown = plain = ""
    at = 0
    # our blocks first: nothing that a user leaves open reaches into one or out of it
    for block in _BLOCK.finditer(text):
        free, hidden = _of_free(text[at : block.start()]), _hide(block[0])
        shown, plain, at = shown + free.shown + hidden, plain + free.plain + hidden, block.end()
    free = _of_free(text[at:])
    return Sight(shown + free.shown, plain + free.plain)


def unhidden(text: str) -> str:
    """Return *text* with code and comments hidden, what paperkg wrote still there."""
    return _of_free(text).plain


def _hide(text: str) -> str:
    return re.sub(r"[^\n]", HIDDEN, text)


def _of_free(text: str) -> Sight:
    shown: list[str] = []
    plain: list[str] = []
    at = 0
    for start, end, in_line in _stretches(text):
        hidden = _hide(text[start:end])
        shown += text[at:start], text[start:end] if in_line else hidden
        plain += text[at:start], hidden
        at = end
    return Sight("".join(shown) + text[at:], "".join(plain) + text[at:])


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield what is hidden, and whether it is code in a line; what is not closed is text."""
    last = {"comment": text.rfind("%%"), "html": text.rfind("-->")}
    at = paragraph = 0
    while opener := _OPENER.search(text, at):
        kind, at = opener.lastgroup, opener.end()
        end = -1
        if kind == "fence":
            end = _fence_end(text, opener)
        elif kind == "code":
            if paragraph < at:
                paragraph = _paragraph_end(text, at)
            closing = re.compile(rf"(?<!`){opener['code']}(?!`)").search(text, at, paragraph)
            end = closing.end() if closing else -1
        elif kind and at <= last[kind]:
            mark = "%%" if kind == "comment" else "-->"
            end = text.index(mark, at) + len(mark)
        if end >= 0:
            at = end
            yield opener.start(), end, kind == "code"


def _paragraph_end(text: str, start: int) -> int:
    blank = _BLANK_LINE.search(text, start)
    return blank.start() if blank else len(text)


def _fence_end(text: str, opener: re.Match[str]) -> int:
    """Return the end of fenced code: its closing fence, or the end of the quote or text."""
    fence, quoted = opener["fence"], ">" in opener["quote"]
    closing = re.compile(rf"[ \t>]*{fence}{fence[0]}*[ \t]*")
    end = text.find("\n", opener.end())
    while end >= 0:
        start, end = end + 1, text.find("\n", end + 1)
        line = text[start:] if end < 0 else text[start:end]
        if closing.fullmatch(line):
            return start + len(line)
        if quoted and not line.lstrip().startswith(">"):
            return start - 1
    return len(text)
