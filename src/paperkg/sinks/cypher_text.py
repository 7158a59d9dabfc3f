"""Text in a Cypher script: data that no splitter, lexer or editor takes for anything else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, count
from typing import Final

_NAMED: Final = {
    "'": r"\'",
    "\\": r"\\",
    # Neo4j 5 decodes \uXXXX before it reads strings: a backslash before a plain `u` would
    # be taken for the start of an escape. This form is right whichever step comes first.
    r"\u": r"\\\u0075",
    "\n": r"\n",
    "\r": r"\r",
    "\t": r"\t",
}
_ESCAPED: Final = re.compile(
    r"\\u|['\\;"  # a raw semicolon would end the statement for the simplest splitters
    r"\x00-\x1f\x7f-\x9f"
    r"\u2028\u2029\ufeff"  # line ends and byte order marks to some editors
    r"\u202a-\u202e\u2066-\u2069"  # they would show the script in another order than it runs
    r"\ue000-\uf8ff]"  # private use: seen by nobody
)


def escaped(text: str) -> str:
    """Return *text* as it stands between single quotes: one line, no semicolon."""
    return _ESCAPED.sub(_escape, text)


def quoted(text: str) -> str:
    """Return the Cypher literal of *text*."""
    return f"'{escaped(text)}'"


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    return _NAMED.get(found) or f"\\u{ord(found):04x}"


def separators(texts: Iterable[str]) -> tuple[str, str, str]:
    """Return what may separate rows, columns and list items made of *texts*.

    None occurs in a text, so nothing is ever replaced in one; none occurs in another.
    Line end, tab and bar wherever possible: a person reads them best.
    """
    whole = "\0".join(texts)
    free = (s for s in _spare() if s not in whole)
    rows, columns, items = (s if s not in whole else next(free) for s in ("\n", "\t", "|"))
    return rows, columns, items


def _spare() -> Iterable[str]:
    """Return separators without end: no finite text holds them all.

    None starts as another ends, so none can straddle the end of a text and a separator.
    """
    return chain("\x1f\x1e\x1d", (f"\ue000{n}\ue001" for n in count()))


def table(rows: Sequence[Sequence[str]], row_end: str, column_end: str) -> str:
    """Return the literal of *rows*, one a line; fields end, and rows are parted, as told.

    The last field ends as all others do: what an editor makes of a line end (a carriage
    return before it) falls into a field that nobody reads.
    """
    parting = "\n" if row_end == "\n" else f"\n{escaped(row_end)}"
    ending = "\t" if column_end == "\t" else escaped(column_end)
    lines = (ending.join(map(escaped, row)) + ending for row in rows)
    return f"'{parting.join(lines)}'"


def key(name: str) -> str:
    """Write a property's name; quoted where Neo4j's own list of letters may lack one.

    >>> key("nameZh"), key("评分")
    ('nameZh', '`评分`')
    """
    return name if name.isascii() else f"`{name}`"
