"""Text from sources as Markdown that shows it as it is and executes nowhere."""

from __future__ import annotations

import re
from typing import Final

_ACTIVE: Final = re.compile(r"([\\`*_\[\]<>~=$%&|^{}!#])")
"""Characters that start something in Obsidian's Markdown anywhere in a line: emphasis,
links, HTML, highlights, mathematics, comments, entities, tables, footnotes, embeds, tags."""
_PLAIN: Final = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;:'()?/-])*(?<! )")
"""One line that begins with a letter and holds nothing active: most names and titles."""
_BULLET: Final = re.compile(r"^([+-])", re.MULTILINE)
_NUMBER: Final = re.compile(r"^(\d{1,9})([.)])", re.MULTILINE)
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
_BLANK: Final = re.compile(r"^[^\S\n]|[^\S\n]$", re.MULTILINE)


def escaped(text: str) -> str:
    """Return Markdown that renders as *text*, character by character, line by line."""
    if _PLAIN.fullmatch(text):
        return text
    text = _ACTIVE.sub(r"\\\1", text)
    text = _NUMBER.sub(r"\1\\\2", text)
    text = _BULLET.sub(r"\\\1", text)
    text = _CONTROL.sub(_entity, text)
    return _BLANK.sub(_entity, text)


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def one_line(text: str) -> str:
    """Return Markdown for a heading or list item: newlines become blanks."""
    return escaped(" ".join(text.split()))


def callout(text: str, kind: str, title: str, *, folded: bool = True) -> str:
    """Return a callout; Markdown in *text* is kept as it is."""
    body = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    return f"> [!{kind}]{'-' if folded else ''} {title}\n{body}"
