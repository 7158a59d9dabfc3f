"""Answers for one library: queries, descriptions of nodes, files."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from paperkg import triplestore
from paperkg.config import Config
from paperkg.serving.protocol import RefusedRequestError, accepted, query_of
from paperkg.serving.service import description
from paperkg.sinks.rdf import prefixes
from paperkg.triplestore import Answer, Question, Request, Worker
from paperkg.triplestore.answers import ROWS, TRIPLES
from paperkg.triplestore.stores import stamp

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request as HttpRequest
    from starlette.responses import Response

_FILES: Final = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".jsonld": "application/ld+json",
}


class Endpoint:
    """Answers for one library, one query after the other.

    A query that takes too long is stopped with its process; a sync is seen by the next query.
    """

    def __init__(self, root: Path, config: Config, *, timeout: float, limit: int) -> None:
        self._root = root
        self._base = config.base_iri
        self._prefixes = prefixes(config)
        self._timeout = timeout
        self._limit = limit
        self._workers: dict[bool, Worker] = {}
        self._stamp: object = None
        self._turn = asyncio.Lock()

    async def ask(self, question: Question, form: str) -> Answer:
        """Ask, when it is this query's turn."""
        async with self._turn:
            return await asyncio.to_thread(self._ask, question, form)

    def _ask(self, question: Question, form: str) -> Answer:
        if (now := stamp(self._root)) != self._stamp:
            self.stop()
            self._stamp = now
        worker = self._workers.setdefault(
            question.sourced, Worker(self._root, sourced=question.sourced)
        )
        return worker.ask(Request(question, form, self._limit, self._prefixes), self._timeout)

    def stop(self) -> None:
        """Stop what runs."""
        for worker in self._workers.values():
            worker.stop()
        self._workers.clear()

    async def sparql(self, request: HttpRequest) -> Response:
        """Answer a query of the SPARQL protocol; without one, describe the service."""
        if request.method in ("GET", "HEAD") and not request.url.query:
            address = str(request.url.replace(query=""))
            return _response(description(address, self._base, accepted(request, TRIPLES)))
        question = triplestore.read(await query_of(request))
        triples = question.verb in ("CONSTRUCT", "DESCRIBE")
        forms = TRIPLES if triples else ROWS
        return _response(await self.ask(question, accepted(request, forms)))

    async def node(self, request: HttpRequest) -> Response:
        """Describe a node, or send an export."""
        path: str = request.path_params["path"]
        file = self._root / "export" / path
        if "/" not in path and file.suffix in _FILES and file.is_file():
            from starlette.responses import FileResponse  # noqa: PLC0415 - an extra

            return FileResponse(file, media_type=_FILES[file.suffix])
        address = self._base + quote(path, safe="/")
        form = accepted(request, TRIPLES)
        known = await self.ask(triplestore.read(f"ASK {{ <{address}> ?p ?o }}"), "json")
        if b"true" not in known.body:
            raise RefusedRequestError(404, f"nothing is known of {address}")
        return _response(await self.ask(triplestore.read(f"DESCRIBE <{address}>"), form))


def _response(answer: Answer) -> Response:
    from starlette.responses import Response  # noqa: PLC0415 - an extra

    return Response(answer.body, media_type=answer.media, headers={"Vary": "Accept"})
