"""A library as linked data: exports, SPARQL, and the graph in others' Python packages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from paperkg import resources
from paperkg.config import Config
from paperkg.model import Graph

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from paperkg.named_queries import NamedQuery
    from paperkg.triplestore import Answer


class LinkedData:
    """What a library can do for RDF; a part of `Library`, which has the rest."""

    root: Path
    if TYPE_CHECKING:

        @property
        def config(self) -> Config:
            """Its settings."""

        @property
        def graph(self) -> Graph:
            """The graph of the sources as they are now."""

    def export(self, form: str) -> Iterator[str]:
        """Yield the graph of the sources as they are now, piece by piece; nothing is written.

        Args:
            form: A key of `paperkg.exporting.FORMATS` or `SCHEMA_FORMATS`.

        Raises:
            ExportError: The format cannot hold this graph.
            MissingExtraError: A package that the format needs is not installed.
        """
        from paperkg import exporting, pipeline  # noqa: PLC0415 - as in sync

        found = pipeline.resolved(self.root, self.config)
        every = exporting.FORMATS | exporting.SCHEMA_FORMATS
        return every[form].write(found.resolution.graph, found.config)

    def export_files(self, form: str) -> Iterator[tuple[str, str]]:
        """Yield path and text of each file of a format that has many; nothing is written.

        Args:
            form: A key of `paperkg.exporting.FOLDER_FORMATS`.
        """
        from paperkg import exporting, pipeline  # noqa: PLC0415 - as in sync

        found = pipeline.resolved(self.root, self.config)
        return exporting.FOLDER_FORMATS[form].write(found.resolution.graph, found.config)

    def to_rdflib(self) -> rdflib.Graph:
        """Return the graph of the sources as rdflib has it, prefixes bound.

        Raises:
            MissingExtraError: rdflib is not installed.
        """
        from paperkg import exporting, pipeline  # noqa: PLC0415 - as in sync

        found = pipeline.resolved(self.root, self.config)
        return exporting.rdflib_graph(found.resolution.graph, found.config)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return the graph of the sources as networkx has it; an edge's key is its type.

        Raises:
            MissingExtraError: networkx is not installed.
        """
        from paperkg.exporting import networkx_graph  # noqa: PLC0415 - as in sync

        return networkx_graph(self.graph)

    def queries(self) -> tuple[NamedQuery, ...]:
        """Return the SPARQL queries that have a name: shipped ones and the library's own."""
        from paperkg.named_queries import SPARQL  # noqa: PLC0415 - as in sync

        return tuple(SPARQL.queries(self.root).values())

    def sparql(
        self,
        query: str,
        *,
        form: str = "json",
        timeout: float | None = 60,
        limit: int = 0,
        progress: Callable[[str], None] = lambda _: None,
    ) -> Answer:
        """Ask what the last sync exported; every prefix of `graph.ttl` is known.

        Args:
            query: A query in SPARQL 1.1, or the name of one.
            form: `table`, `json`, `csv`, `tsv`, `xml`, `turtle`, `ntriples`.
            timeout: Seconds after which the query is stopped; None for never.
            limit: Rows that cut off a table and make another form fail; 0 for no limit.
            progress: Told when a store has to be built first.

        Raises:
            QueryError: The query is wrong, refused, too slow, or gives too much.
            UnknownQueryError: No query has that name.
            NotExportedError: There was no sync yet.
            MissingExtraError: pyoxigraph is not installed.
        """
        from paperkg import triplestore as sparql  # noqa: PLC0415 - an extra
        from paperkg.named_queries import SPARQL  # noqa: PLC0415 - as in sync
        from paperkg.sinks.rdf import prefixes  # noqa: PLC0415

        resources.require("pyoxigraph", "rdf")
        found = SPARQL.meant(query, SPARQL.queries(self.root))
        question = sparql.read(found.text if found else query)
        request = sparql.Request(question, form, limit, prefixes(self.config))
        with sparql.Worker(self.root, sourced=question.sourced, progress=progress) as worker:
            return worker.ask(request, timeout)
