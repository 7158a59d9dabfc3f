"""The graph in its plainest form, one JSON object a line: what scripts, tests and jq read.

Beside it stands what its values are, so that a program needs nothing else to read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from paperkg.config import Config
from paperkg.exported import GRAPH, SCHEMA
from paperkg.model import Artifact, Edge, Graph, Node, Properties
from paperkg.schema import EdgeType, NodeType

_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def render(graph: Graph, config: Config) -> Iterator[Artifact]:
    """Yield the graph (nodes, then edges, each by id) and the declarations of its types."""
    nodes, edges = config.schema.node_types, config.schema.edge_types
    values = chain(
        (_node(n, nodes[n.type]) for n in sorted(graph.nodes.values(), key=lambda n: n.id)),
        (_edge(e, edges[e.type]) for e in sorted(graph.edges, key=lambda e: e.id)),
    )
    yield Artifact(GRAPH, GRAPH, b"".join(f"{_encode(v)}\n".encode() for v in values))
    declared = {
        "library": config.name,
        "node_types": {t.name: _declared(t) for t in config.schema.nodes},
        "edge_types": {t.name: _declared(t) for t in config.schema.edges},
    }
    text = json.dumps(declared, ensure_ascii=False, indent=1)
    yield Artifact(SCHEMA, SCHEMA, f"{text}\n".encode())


def _declared(of: NodeType | EdgeType) -> list[dict[str, Any]]:
    return [
        {"name": p.name, "cypher": p.camel, "kind": str(p.kind), "many": p.many}
        for p in of.properties
    ]


def _node(node: Node, node_type: NodeType) -> dict[str, Any]:
    return {
        "kind": "node",
        "id": node.id,
        "type": node.type,
        "properties": _in_order(node.properties, node_type),
        "origins": [o.as_json() for o in node.origins],
    }


def _edge(edge: Edge, edge_type: EdgeType) -> dict[str, Any]:
    return {
        "kind": "edge",
        "id": edge.id,
        "type": edge.type,
        "from": edge.source,
        "to": edge.target,
        "properties": _in_order(edge.properties, edge_type),
        "origins": [o.as_json() for o in edge.origins],
    }


def _in_order(properties: Properties, of: NodeType | EdgeType) -> Properties:
    return {p.name: properties[p.name] for p in of.properties if p.name in properties}
