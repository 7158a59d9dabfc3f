"""Cypher on its way to the embedded engine: what means the same, and what does not.

The engine answers most queries as Neo4j does. What it is known to answer otherwise is
refused or warned about here, by name; docs/cypher.md lists it, and the probes in
tests/query hold the list to what the engine really does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from paperkg.query.engine import QueryError

_PREFIX: Final = re.compile(r"\s*CYPHER\s+(?:5|25)\b", re.IGNORECASE)
_QUOTED: Final = re.compile(
    r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`(?:``|[^`])*`|//[^\n]*|/\*.*?\*/", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query as the engine takes it, and what the user is to know of it."""

    text: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A difference from Neo4j that shows in the text of a query.

    Attributes:
        name: Its name in docs/cypher.md.
        found: What gives it away outside of quotes and comments.
        instead: What to do.
        refused: Whether the answer would be wrong; else it is only formed otherwise.
    """

    name: str
    found: re.Pattern[str]
    instead: str
    refused: bool = True


KNOWN: Final = (
    Known(
        "order of keys",
        re.compile(r"\bkeys\s*\(", re.IGNORECASE),
        "keys() has them in the order in which they were written, Neo4j in its own",
        refused=False,
    ),
)


def prepared(query: str) -> Prepared:
    """Return the query for the engine.

    Raises:
        QueryError: The engine is known to answer it otherwise than Neo4j.
    """
    text = _PREFIX.sub("", query, count=1).strip().removesuffix(";")
    bare = _QUOTED.sub("''", text)
    warnings = []
    for known in KNOWN:
        if known.found.search(bare):
            told = f"{known.name}: the embedded engine differs from Neo4j here; {known.instead}"
            if known.refused:
                raise QueryError(told)
            warnings.append(told)
    return Prepared(text, tuple(warnings))
