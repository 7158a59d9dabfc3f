"""The graph as linked data: one mapping, and the documents made of it.

`facts` says which triples a graph is, `terms` what a schema is called; the other modules
write them down. What describes the graph (ontology, context, shapes) is computed from the
schema, a library's own types included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from io import BytesIO
from typing import Final, TypeAlias

from paperkg.config import Config
from paperkg.model import Artifact, Graph
from paperkg.sinks.rdf import constraints, context, jsonld, ontology, provenance, shapes, void
from paperkg.sinks.rdf.facts import Description, descriptions
from paperkg.sinks.rdf.terms import Terms
from paperkg.sinks.rdf.writers import Turtle, ntriples

FOLDER: Final = "export"
VAULT_CONTEXT: Final = "vault/context.jsonld"
EVERY_FILE_UP_TO: Final = 200_000
"""Triples above which the files that say the same again are written on demand only."""

Writer: TypeAlias = Callable[[Graph, Config], Iterator[str]]


class _Documents:
    """The documents of one graph, piece by piece; what several of them need is made once."""

    def __init__(self, graph: Graph, config: Config) -> None:
        self.graph = graph
        self.config = config
        self.terms = Terms(config.schema, config.base_iri)
        self.kept: list[Description] = []

    def described(self) -> Iterable[Description]:
        """Return the subjects with their facts, made again unless they were kept."""
        return self.kept or descriptions(self.graph, self.terms)

    def nt(self) -> Iterator[str]:
        """Yield `graph.nt`."""
        return (ntriples(d.subject, d.shape, d.objects) for d in self.described())

    def ttl(self) -> Iterator[str]:
        """Yield `graph.ttl`."""
        turtle = Turtle(self.terms.names)
        yield turtle.head()
        for d in self.described():
            yield "\n" + turtle.block(d.subject, d.shape, d.objects)

    def jsonld(self) -> Iterator[str]:
        """Yield `graph.jsonld`."""
        return jsonld.document(self.described(), self.graph, self.config, self.terms)

    def nq(self) -> Iterator[str]:
        """Yield `prov.nq`."""
        return (provenance.quads(d, self.graph, self.terms, self.anchors) for d in self.described())

    def spans(self) -> Iterator[str]:
        """Yield `spans.nt`."""
        return provenance.spans(self.graph, self.terms, self.anchors)

    @cached_property
    def anchors(self) -> provenance.Anchors:
        """The places that the quads and the spans speak of."""
        return provenance.Anchors(self.graph, self.terms)


_WRITE: Final[dict[str, Callable[[_Documents], Iterator[str]]]] = {
    "graph.nt": _Documents.nt,
    "graph.ttl": _Documents.ttl,
    "graph.jsonld": _Documents.jsonld,
    "prov.nq": _Documents.nq,
    "spans.nt": _Documents.spans,
}


def _writer(name: str) -> Writer:
    return lambda graph, config: _WRITE[name](_Documents(graph, config))


GRAPH: Final[dict[str, Writer]] = {name: _writer(name) for name in _WRITE}
"""What holds the graph, by file; each writes piece by piece."""

_AGAIN: Final = ("graph.jsonld", "prov.nq", "spans.nt")
_MEDIA: Final = {
    "graph.nt": "application/n-triples",
    "graph.ttl": "text/turtle",
    "graph.jsonld": "application/ld+json",
    "prov.nq": "application/n-quads",
    "spans.nt": "application/n-triples",
}


def _ontology(config: Config) -> str:
    return ontology.ontology(config.schema, Terms(config.schema, config.base_iri))


def _context(config: Config) -> str:
    names = context.Names(config.schema, Terms(config.schema, config.base_iri))
    return context.text(context.context(names, config.base_iri))


def _shapes(config: Config) -> str:
    return shapes.shapes(config.schema, Terms(config.schema, config.base_iri))


def _sparql_shapes(config: Config) -> str:
    return constraints.sparql_shapes(config.schema, Terms(config.schema, config.base_iri))


DESCRIBING: Final[dict[str, Callable[[Config], str]]] = {
    "paperkg.ttl": _ontology,
    "context.jsonld": _context,
    "shapes.ttl": _shapes,
    "shapes-sparql.ttl": _sparql_shapes,
}
"""What follows from the schema alone, by file."""


def void_of(graph: Graph, config: Config) -> Iterator[str]:
    """Yield `void.ttl` as it is where every file is written."""
    documents, counts = _Documents(graph, config), void.Counts()
    for d in documents.described():
        counts.add(d.shape, d.objects)
    yield void.description(config, documents.terms, counts, _MEDIA)


def prefixes(config: Config) -> dict[str, str]:
    """Return the prefixes that `graph.ttl` declares."""
    return Terms(config.schema, config.base_iri).prefixes


def render(graph: Graph, config: Config) -> Iterator[Artifact]:
    """Yield the files under `export/` and the vault's context; costly ones of small graphs only."""
    documents, counts = _Documents(graph, config), void.Counts()
    terms = documents.terms
    turtle = Turtle(terms.names)
    lines, blocks = BytesIO(), BytesIO()
    blocks.write(turtle.head().encode())
    for d in documents.described():
        counts.add(d.shape, d.objects)
        lines.write(ntriples(d.subject, d.shape, d.objects).encode())
        blocks.write(b"\n" + turtle.block(d.subject, d.shape, d.objects).encode())
        if counts.triples <= EVERY_FILE_UP_TO:
            documents.kept.append(d)
    yield _file("graph.nt", lines.getvalue())
    yield _file("graph.ttl", blocks.getvalue())
    lines.close()
    blocks.close()
    small = counts.triples <= EVERY_FILE_UP_TO
    if not small:
        documents.kept.clear()
    again = _AGAIN if small or config.every_file else ()
    for name in again:
        yield _file(name, b"".join([piece.encode() for piece in _WRITE[name](documents)]))
    for name, describe in DESCRIBING.items():
        yield _file(name, describe(config).encode())
    # a base that follows from the folder's name would make two copies of a vault differ
    base = config.base_iri if config.base_is_set else ""
    names = context.vault_context(config.schema, terms, base)
    yield Artifact(VAULT_CONTEXT, VAULT_CONTEXT, context.text(names).encode())
    files = {name: media for name, media in _MEDIA.items() if name in again or name not in _AGAIN}
    yield _file("void.ttl", void.description(config, terms, counts, files).encode())


def _file(name: str, data: bytes) -> Artifact:
    path = f"{FOLDER}/{name}"
    return Artifact(path, path, data)
