"""What may come next at a place in a query: labels, types, properties, keywords."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from paperkg.exported import Exported

KEYWORDS: Final = (
    *("MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "WITH", "UNWIND", "ORDER BY", "SKIP", "LIMIT"),
    *("DISTINCT", "AS", "AND", "OR", "NOT", "XOR", "IN", "IS NULL", "IS NOT NULL", "CONTAINS"),
    *("STARTS WITH", "ENDS WITH", "CASE", "WHEN", "THEN", "ELSE", "END", "UNION", "UNION ALL"),
    *("EXISTS", "COUNT", "COLLECT", "CALL", "DESC", "ASC", "shortestPath(", "allShortestPaths("),
    *("count(", "collect(", "coalesce(", "toLower(", "toUpper(", "labels(", "type(", "size("),
    *("nodes(", "relationships(", "length(", "date(", "datetime(", "duration(", "range("),
)
_LABEL: Final = re.compile(r"\(\s*\w*(?:\s*[:|&!]\s*\w*)*[:|&!]\s*(\w*)$")
_TYPE: Final = re.compile(r"\[\s*\w*\s*:\s*(?:\w+\s*\|\s*)*(\w*)$")
_KEY: Final = re.compile(r"\b[A-Za-z_]\w*\.(\w*)$")
_MAP_KEY: Final = re.compile(r"[({\[][^()\[\]{}]*\{\s*(?:[^{}]*,\s*)?(\w*)$")
_NAME: Final = re.compile(r"^:run\s+(\S*)$")
_WORD: Final = re.compile(r"(:?\w*)$")


@dataclass(frozen=True)
class Completion:
    """The words of one library.

    Attributes:
        labels: Node types.
        types: Edge types.
        keys: Properties, as Cypher spells them.
        names: Named queries.
        commands: Of the shell, each with its colon.
    """

    labels: tuple[str, ...]
    types: tuple[str, ...]
    keys: tuple[str, ...]
    names: tuple[str, ...]
    commands: tuple[str, ...] = ()

    @classmethod
    def of(cls, export: Exported, names: Iterable[str], commands: Iterable[str]) -> Completion:
        """Return the words of an export."""
        every = (*export.node_types.values(), *export.edge_types.values())
        return cls(
            tuple(sorted(export.node_types)),
            tuple(sorted(export.edge_types)),
            tuple(sorted({"id", *(c.key for t in every for c in t.columns)})),
            tuple(sorted(names)),
            tuple(commands),
        )

    def at(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield what may stand at the end of *text*, and how much of it the word replaces."""
        for pattern, words in (
            (_NAME, self.names),
            (_TYPE, self.types),
            (_LABEL, self.labels),
            (_KEY, self.keys),
            (_MAP_KEY, self.keys),
            (_WORD, (*self.commands, *KEYWORDS)),
        ):
            if found := pattern.search(text):
                begun = found[1]
                if pattern is _WORD and not begun:
                    return
                for word in words:
                    if word.lower().startswith(begun.lower()) and word != begun:
                        yield word, len(begun)
                return
