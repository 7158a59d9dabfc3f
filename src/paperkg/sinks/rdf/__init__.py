"""The graph as linked data: one mapping, and the documents made of it.

`facts` says which triples a graph is, `terms` what a schema is called; the other modules
write them down. What describes the graph (ontology, context, shapes) is computed from the
schema, a library's own types included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from paperkg.config import Config
from paperkg.model import Artifact, Graph
from paperkg.sinks.rdf import context, jsonld, ontology, provenance, shapes, void
from paperkg.sinks.rdf.facts import descriptions
from paperkg.sinks.rdf.terms import Terms
from paperkg.sinks.rdf.text import Turtle, ntriples

FOLDER: Final = "export"
VAULT_CONTEXT: Final = "vault/context.jsonld"
EVERY_FILE_UP_TO: Final = 200_000
"""Triples above which the files that say the same again are written on demand only."""

Writer: TypeAlias = Callable[[Graph, Config], Iterator[str]]


def _nt(graph: Graph, config: Config) -> Iterator[str]:
    for subject, facts in descriptions(graph, Terms(config.schema, config.base_iri)):
        yield ntriples(subject, facts)


def _ttl(graph: Graph, config: Config) -> Iterator[str]:
    terms = Terms(config.schema, config.base_iri)
    turtle = Turtle(terms.prefixes)
    yield turtle.head()
    for subject, facts in descriptions(graph, terms):
        yield "\n" + turtle.block(subject, facts)


def _jsonld(graph: Graph, config: Config) -> Iterator[str]:
    return jsonld.document(graph, config, Terms(config.schema, config.base_iri))


def _nq(graph: Graph, config: Config) -> Iterator[str]:
    return provenance.quads(graph, Terms(config.schema, config.base_iri))


def _spans(graph: Graph, config: Config) -> Iterator[str]:
    return provenance.spans(graph, Terms(config.schema, config.base_iri))


GRAPH: Final[dict[str, Writer]] = {
    "graph.nt": _nt,
    "graph.ttl": _ttl,
    "graph.jsonld": _jsonld,
    "prov.nq": _nq,
    "spans.nt": _spans,
}
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
    return shapes.sparql_shapes(config.schema, Terms(config.schema, config.base_iri))


DESCRIBING: Final[dict[str, Callable[[Config], str]]] = {
    "paperkg.ttl": _ontology,
    "context.jsonld": _context,
    "shapes.ttl": _shapes,
    "shapes-sparql.ttl": _sparql_shapes,
}
"""What follows from the schema alone, by file."""


def void_of(graph: Graph, config: Config) -> Iterator[str]:
    """Yield `void.ttl` as it is where every file is written."""
    terms = Terms(config.schema, config.base_iri)
    counts = void.Counts()
    for _, facts in descriptions(graph, terms):
        counts.add(facts)
    yield void.description(config, terms, counts, _MEDIA)


def prefixes(config: Config) -> dict[str, str]:
    """Return the prefixes that `graph.ttl` declares."""
    return Terms(config.schema, config.base_iri).prefixes


def render(graph: Graph, config: Config) -> Iterator[Artifact]:
    """Yield the files under `export/` and the vault's context; costly ones of small graphs only."""
    terms = Terms(config.schema, config.base_iri)
    counts = void.Counts()
    turtle = Turtle(terms.prefixes)
    lines: list[bytes] = []
    blocks = [turtle.head().encode()]
    for subject, facts in descriptions(graph, terms):
        counts.add(facts)
        lines.append(ntriples(subject, facts).encode())
        blocks.append(turtle.block(subject, facts).encode())
    yield _file("graph.nt", b"".join(lines))
    yield _file("graph.ttl", b"\n".join(blocks))
    again = _AGAIN if config.every_file or counts.triples <= EVERY_FILE_UP_TO else ()
    for name in again:
        yield _file(name, b"".join(text.encode() for text in GRAPH[name](graph, config)))
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
