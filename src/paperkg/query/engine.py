"""What an embedded engine has to do; one is shipped as an extra."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from paperkg.diagnostics import PaperkgError
from paperkg.exported import Exported
from paperkg.query.values import Value


class QueryError(PaperkgError):
    """A query cannot be answered, and why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a query, read as they are asked for.

    Attributes:
        columns: Their names, in order.
        warnings: What differs from Neo4j's answer; complete when all rows are read.
    """

    columns: Sequence[str]
    rows: Iterator[list[Value]]
    warnings: Sequence[str] = ()


class Engine(Protocol):
    """A store in a folder that answers Cypher and refuses to write."""

    def load(self, export: Exported, progress: Callable[[str], None]) -> None:
        """Fill the empty store."""

    def run(self, query: str, parameters: Mapping[str, Any]) -> Answer:
        """Answer a query.

        Raises:
            QueryError: The engine cannot answer it.
        """

    def close(self) -> None:
        """Let go of the folder."""


Opener = Callable[[Path, Exported], Engine]
