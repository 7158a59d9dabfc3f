"""The graph in its plainest form, one JSON object a line: what scripts, tests and jq read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from paperkg.config import Config
from paperkg.model import Artifact, Edge, Graph, Node, Properties
from paperkg.schema import EdgeType, NodeType

PATH: Final = "export/graph.jsonl"

_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def render(graph: Graph, config: Config) -> Iterator[Artifact]:
    """Yield the one file: nodes, then edges, each by id; properties as they are declared."""
    nodes, edges = config.schema.node_types, config.schema.edge_types
    lines = [
        *(
            _encode(_node(n, nodes[n.type]))
            for n in sorted(graph.nodes.values(), key=lambda n: n.id)
        ),
        *(_encode(_edge(e, edges[e.type])) for e in sorted(graph.edges, key=lambda e: e.id)),
    ]
    yield Artifact(PATH, PATH, "".join(f"{line}\n" for line in lines))


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
