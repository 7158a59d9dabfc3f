"""The lines of an export and what they say."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from paperkg.schema import Kind

_ORIGINS: Final = b',"origins":['
"""Before a line's origins. Inside of a JSON text the quotes would be escaped."""
_NODE: Final = b'{"kind":"node"'
_CONVERSIONS: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    Kind.NUMBER: float,
    Kind.DATE: dt.date.fromisoformat,
    Kind.DATETIME: dt.datetime.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A property as databases have it.

    Attributes:
        name: Spelled as in graph.jsonl.
        key: Spelled as in Cypher.
    """

    name: str
    key: str
    kind: Kind
    many: bool

    def value(self, given: Any) -> Any:  # noqa: ANN401 - what JSON and drivers have
        """Return a value of JSON as Python and drivers have it."""
        convert = _CONVERSIONS.get(self.kind)
        if convert is None:
            return given
        return [convert(v) for v in given] if isinstance(given, list) else convert(given)


@dataclass(frozen=True, slots=True)
class TypeColumns:
    """A node type or edge type and its properties, in declared order."""

    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A node or an edge.

    Attributes:
        source: Id of the node where an edge starts; empty for a node.
        target: Id of the node where it ends.
        properties: Values as JSON has them, by name.
    """

    id: str
    type: str
    source: str
    target: str
    properties: Mapping[str, Any]

    @property
    def is_node(self) -> bool:
        """Whether it is a node."""
        return not self.source


def head_of(line: bytes) -> bytes:
    """Return a line without its origins and the brace at its end.

    Raises:
        ValueError: It is no line of an export.
    """
    return line[: line.rindex(_ORIGINS)]


def entity(head: bytes) -> Entity:
    """Return what a head says."""
    raw = json.loads(head + b"}")
    return Entity(raw["id"], raw["type"], raw.get("from", ""), raw.get("to", ""), raw["properties"])


def is_node(head: bytes) -> bool:
    """Whether a head, or a line, is a node's."""
    return head.startswith(_NODE)
