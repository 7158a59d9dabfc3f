"""One graph in the formats that others ask for, written piece by piece.

What paperkg writes itself streams and is byte-stable. Other RDF formats are written by
pyoxigraph and rdflib from the same triples.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from paperkg import resources
from paperkg.config import Config
from paperkg.diagnostics import PaperkgError
from paperkg.model import Graph
from paperkg.sinks import SINKS, Sink
from paperkg.sinks.rdf import DESCRIBING, GRAPH, prefixes, vault_ld, void_of

if TYPE_CHECKING:
    import networkx as nx
    import rdflib


class ExportError(PaperkgError):
    """A format cannot hold this graph."""


Writer: TypeAlias = Callable[[Graph, Config], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of `paperkg export`.

    Attributes:
        what: One line for a person.
        write: Yields the document in pieces.
    """

    what: str
    write: Writer


@dataclass(frozen=True, slots=True)
class FolderFormat:
    """A format of `paperkg export` that has many files.

    Attributes:
        what: One line for a person.
        write: Yields path and text of each file.
    """

    what: str
    write: Callable[[Graph, Config], Iterator[tuple[str, str]]]


def rdflib_graph(graph: Graph, config: Config) -> rdflib.Graph:
    """Return the triples of `graph.nt` as rdflib has them, with the prefixes bound.

    Raises:
        MissingExtraError: rdflib is not installed.
    """
    resources.require("rdflib", "rdf")
    import rdflib  # noqa: PLC0415 - an extra

    found = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes(config).items():
        found.bind(prefix, namespace)
    return found.parse(data="".join(GRAPH["graph.nt"](graph, config)), format="nt")


def networkx_graph(graph: Graph) -> nx.MultiDiGraph[str]:
    """Return nodes and edges with their properties; an edge's key is its type.

    Raises:
        MissingExtraError: networkx is not installed.
    """
    resources.require("networkx", "networkx")
    import networkx as nx  # noqa: PLC0415 - an extra

    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in graph.nodes.values():
        found.add_node(node.id, type=node.type, **_values(node.properties))
    for edge in graph.edges:
        found.add_edge(edge.source, edge.target, key=edge.type, **_values(edge.properties))
    return found


def _values(properties: Any) -> dict[str, Any]:  # noqa: ANN401 - properties of any kind
    return {name: list(v) if isinstance(v, tuple) else v for name, v in properties.items()}


_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no XML 1.0 document can hold, not even escaped."""


def _rdfxml(graph: Graph, config: Config) -> Iterator[str]:
    """Write RDF/XML; pyoxigraph gives the same bytes for the same triples, rdflib does not."""
    resources.require("pyoxigraph", "rdf")
    import pyoxigraph  # noqa: PLC0415 - an extra

    text = "".join(GRAPH["graph.nt"](graph, config))
    triples = [q.triple for q in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES)]
    for triple in triples:
        value = triple.object
        if isinstance(value, pyoxigraph.Literal) and (bad := _NO_XML.search(value.value)):
            raise ExportError(
                f"XML cannot hold the character U+{ord(bad[0]):04X}, which stands in "
                f"{triple.predicate} of {triple.subject}; take it out, or use --format turtle"
            )
    body = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.RDF_XML)
    yield (body or b"").decode()


def _by_rdflib(form: str) -> Writer:
    def write(graph: Graph, config: Config) -> Iterator[str]:
        yield rdflib_graph(graph, config).serialize(format=form)

    return write


def _by_sink(sink: Sink) -> Writer:
    return lambda graph, config: (a.text for a in sink(graph, config))


def _describing(name: str) -> Writer:
    return lambda _, config: iter([DESCRIBING[name](config)])


FORMATS: Final[dict[str, Format]] = {
    "ntriples": Format("N-Triples, as export/graph.nt", GRAPH["graph.nt"]),
    "turtle": Format("Turtle, as export/graph.ttl", GRAPH["graph.ttl"]),
    "jsonld": Format("JSON-LD, each node with its edges", GRAPH["graph.jsonld"]),
    "nquads": Format("N-Quads: each triple in the graph of its source", GRAPH["prov.nq"]),
    "spans": Format("the lines that the graphs of nquads mean", GRAPH["spans.nt"]),
    "rdfxml": Format("RDF/XML", _rdfxml),
    "n3": Format("Notation3, by rdflib", _by_rdflib("n3")),
    "longturtle": Format("Turtle of one fact a line, by rdflib", _by_rdflib("longturtle")),
    "jsonl": Format("one node or edge a line, as export/graph.jsonl", _by_sink(SINKS["jsonl"])),
    "cypher": Format("a script for Neo4j, as export/graph.cypher", _by_sink(SINKS["cypher"])),
}

FOLDER_FORMATS: Final[dict[str, FolderFormat]] = {
    "vault-ld": FolderFormat("a folder of notes in the strict form of Vault-LD", vault_ld.notes),
}

SCHEMA_FORMATS: Final[dict[str, Format]] = {
    "owl": Format("ontology, as export/paperkg.ttl", _describing("paperkg.ttl")),
    "shacl": Format("core shapes, as export/shapes.ttl", _describing("shapes.ttl")),
    "shacl-sparql": Format("SPARQL constraints", _describing("shapes-sparql.ttl")),
    "context": Format("JSON-LD context, as export/context.jsonld", _describing("context.jsonld")),
    "void": Format("description with counts, as export/void.ttl", void_of),
}
