"""Markup in the values of bibliographies: a note's HTML, the italics of a title."""

from __future__ import annotations

import html
import re
from typing import Final

_TAG: Final = re.compile(
    r"<(?P<end>/?)(?P<name>p|div|br|li|ul|ol|h[1-6]|i|b|em|strong|sub|sup|span|a|sc|u|s|code|pre"
    r"|blockquote|table|tbody|thead|tr|td|th|hr|img|font|jats:[\w-]+)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLOCK: Final = re.compile(r"p|div|br|li|ul|ol|h[1-6]|pre|blockquote|table|tr|hr|jats:(?:p|title)")
_ENTITY: Final = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,6});")


def plain(text: str) -> str:
    r"""Return *text* without the tags of HTML and JATS; a block begins a line.

    >>> plain("<p>read it</p>\n<p>a &lt; b, p<q and x>y</p>")
    'read it\na < b, p<q and x>y'
    """
    if "<" in text and _TAG.search(text):
        text = _TAG.sub(lambda tag: "\n" if _BLOCK.fullmatch(tag["name"].lower()) else "", text)
        text = "\n".join(line for line in map(str.strip, text.split("\n")) if line)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text
