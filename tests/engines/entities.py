"""Graphs written down by hand, for tests on databases."""

from __future__ import annotations

from paperkg.diagnostics import Origin
from paperkg.model import Edge, Graph, Node, Value

ORIGIN = (Origin("data/notes.md", 1, 1, "reading-list"),)


def node(id_: str, type_: str, **properties: Value) -> Node:
    return Node(id_, type_, id_, properties, ORIGIN)


def edge(source: str, type_: str, target: str, **properties: Value) -> Edge:
    id_ = f"{source}--{type_.lower().replace('_', '-')}--{target}"
    return Edge(id_, type_, source, target, properties, ORIGIN)


def graph(*parts: Node | Edge) -> Graph:
    nodes = {p.id: p for p in parts if isinstance(p, Node)}
    return Graph(nodes, tuple(p for p in parts if isinstance(p, Edge)))
