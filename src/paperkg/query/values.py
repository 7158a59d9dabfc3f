"""What a query returns: nodes, edges and paths as values that print readably."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Value: TypeAlias = Any
"""A scalar, list or map of JSON, or one of the three below; dates and times are ISO 8601 text."""


@dataclass(frozen=True, slots=True)
class NodeValue:
    """A node."""

    labels: tuple[str, ...]
    properties: Mapping[str, Value]

    def __str__(self) -> str:
        return f"(:{':'.join(self.labels)} {_name(self.properties)})"

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {"labels": list(self.labels), "properties": as_json(dict(self.properties))}


@dataclass(frozen=True, slots=True)
class EdgeValue:
    """An edge; its ends are in the path or in the columns beside it."""

    type: str
    properties: Mapping[str, Value]

    def __str__(self) -> str:
        told = {k: v for k, v in self.properties.items() if k not in _MARKS and k != "id"}
        inside = ", ".join(f"{k}: {plain(v)}" for k, v in told.items())
        return f"[:{self.type}{f' {{{inside}}}' if inside else ''}]"

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {"type": self.type, "properties": as_json(dict(self.properties))}


@dataclass(frozen=True, slots=True)
class PathValue:
    """A path: nodes, and between each two of them an edge and whether it is walked forwards."""

    nodes: tuple[NodeValue, ...]
    edges: tuple[EdgeValue, ...]
    forwards: tuple[bool, ...]

    def __str__(self) -> str:
        text = str(self.nodes[0])
        for node, edge, forward in zip(self.nodes[1:], self.edges, self.forwards, strict=True):
            arrow = f"-[:{edge.type}]->" if forward else f"<-[:{edge.type}]-"
            text += f"{arrow}{node}"
        return text

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "nodes": [n.as_json() for n in self.nodes],
            "edges": [
                {**e.as_json(), "forward": f}
                for e, f in zip(self.edges, self.forwards, strict=True)
            ],
        }


_MARKS = ("pkgGraph", "pkgHash", "pkgGen", "pkgGone")


def _name(properties: Mapping[str, Value]) -> str:
    """Return what a person calls a node."""
    for key in ("shortName", "name", "title", "text", "id"):
        if isinstance(found := properties.get(key), str):
            line = " ".join(found.split())
            return json.dumps(line if len(line) <= 60 else f"{line[:59]}…", ensure_ascii=False)
    return ""


def plain(value: Value) -> str:
    """Return a value as text for a person: a string without quotes, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(map(plain, value))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {plain(v)}" for k, v in value.items()) + "}"
    return str(value)


def as_json(value: Value) -> Any:  # noqa: ANN401 - what json.dumps takes
    """Return a value as JSON has it."""
    if isinstance(value, NodeValue | EdgeValue | PathValue):
        return value.as_json()
    if isinstance(value, list):
        return [as_json(v) for v in value]
    if isinstance(value, dict):
        return {k: as_json(v) for k, v in value.items()}
    return value
