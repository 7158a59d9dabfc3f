"""Small graphs by hand, and what they are in RDF."""

from __future__ import annotations

from typing import Final

from paperkg.config import Config
from paperkg.diagnostics import Origin
from paperkg.model import Edge, Graph, Node, Properties
from paperkg.sinks import rdf

BASE: Final = "https://kg.example/id/"
CONFIG: Final = Config("test", base_iri=BASE)
ORIGINS: Final = (Origin("data/notes.md", 1, 2, "reading-list"),)


def node(node_id: str, node_type: str, properties: Properties) -> Node:
    return Node(node_id, node_type, node_id, properties, ORIGINS)


def edge(source: str, edge_type: str, target: str, properties: Properties) -> Edge:
    kebab = edge_type.lower().replace("_", "-")
    edge_id = f"{source}--{kebab}--{target}"
    return Edge(edge_id, edge_type, source, target, properties, ORIGINS)


def graph_of(nodes: list[Node], edges: list[Edge]) -> Graph:
    return Graph({n.id: n for n in nodes}, tuple(edges))


def rendered(graph: Graph, config: Config = CONFIG) -> tuple[str, str]:
    """Return the N-Triples and the Turtle."""
    ntriples, turtle, *_ = rdf.render(graph, config)
    assert (ntriples.path, turtle.path) == ("export/graph.nt", "export/graph.ttl")
    return ntriples.text, turtle.text
