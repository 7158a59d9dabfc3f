"""What a query asks for, as far as that has to be known before it runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from paperkg.diagnostics import PaperkgError


class QueryError(PaperkgError):
    """A query cannot be read, or fails while it runs."""


class RefusedError(PaperkgError):
    """A query asks for what a query may not do."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query, read as far as needed.

    Attributes:
        text: The whole query.
        verb: `SELECT`, `ASK`, `CONSTRUCT`, `DESCRIBE`, or whatever else it starts with.
        sourced: Whether it asks where facts stand, in named graphs.
    """

    text: str
    verb: str
    sourced: bool


_NOISE: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\s]*>'
    r"|\#[^\n]*",
    re.DOTALL,
)
"""Strings, IRIs and comments: what stands in them is no word of the language."""
_PROLOGUE: Final = re.compile(r"\s*(?:(?:PREFIX\s+[^\s:]*:|BASE)\s*)*", re.IGNORECASE)
_UPDATES: Final = frozenset(
    ["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"]
)
_ELSEWHERE: Final = re.compile(r"(?<![?$:\w-])SERVICE\b(?!\s*:)", re.IGNORECASE)
_SOURCED: Final = re.compile(r"(?<![?$:\w-])(?:GRAPH|FROM)\b(?!\s*:)", re.IGNORECASE)


def read(text: str) -> Question:
    """Read a query; whether it is one, the engine tells.

    Raises:
        RefusedError: It is an update, or asks another server.

    >>> read('PREFIX x: <https://x.org/#> select ?s { ?s ?p "DELETE" } # INSERT').verb
    'SELECT'
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise RefusedError("the query is no text: it holds half of a surrogate pair") from error
    bare = _NOISE.sub(" ", text)
    word = re.match(r"[A-Za-z]*", bare[_PROLOGUE.match(bare).end() :])  # type: ignore[union-attr]
    verb = word[0].upper() if word else ""
    if verb in _UPDATES:
        raise RefusedError(
            f"{verb} would change the graph, which is made of data/ and of your notes: change "
            "those, then: paperkg sync"
        )
    if _ELSEWHERE.search(bare):
        raise RefusedError("SERVICE asks another server; paperkg asks none. Leave it out")
    return Question(text, verb, bool(_SOURCED.search(bare)))


def explained(text: str, message: str) -> str:
    """Return what an engine says of a query, with the place shown.

    >>> print(explained("SELECT * {?s ?p }", "error at 1:17: expected a term"))
    the query cannot be read, line 1, column 17: expected a term
      SELECT * {?s ?p }
                      ^
    """
    found = re.search(r"error at (\d+):(\d+):?\s*(.*)", message, re.DOTALL)
    if not found:
        return f"the query cannot be read: {message}"
    line, column = int(found[1]), int(found[2])
    lines = text.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    # what could stand there, without the ranges of letters that a name may have
    expected = re.sub(r"(?:, | \| )?\['.*\]", "", found[3], flags=re.DOTALL)
    where = f"the query cannot be read, line {line}, column {column}: {expected}"
    return f"{where}\n  {shown}\n  {' ' * (column - 1)}^"
