"""The SPARQL 1.1 protocol and the nodes' IRIs over HTTP: read only, on this computer alone.

`/sparql` answers queries; `/paper/gait-prop` describes the node whose IRI is the base IRI and
that path, in the form that the client accepts; `/graph.ttl` and its like are the exports.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, quote

from paperkg import resources, triplestore
from paperkg.config import Config
from paperkg.diagnostics import PaperkgError, StoreError
from paperkg.sinks.rdf import prefixes
from paperkg.triplestore import Answer, Question, Request, Worker
from paperkg.triplestore.answers import ROWS, TRIPLES
from paperkg.triplestore.stores import stamp

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.applications import Starlette
    from starlette.requests import Request as HttpRequest
    from starlette.responses import Response

_LARGEST_QUERY: Final = 1_000_000
"""Bytes."""
_FILES: Final = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".jsonld": "application/ld+json",
}
_STATUS: Final[tuple[tuple[type[PaperkgError], int], ...]] = (
    (triplestore.QueryTimeoutError, 503),
    (triplestore.TooManyRowsError, 413),
    (triplestore.RefusedError, 403),
    (triplestore.QueryError, 400),
)


class _RefusedRequestError(PaperkgError):
    """A request is not what the protocol knows."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


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
        """Answer a query of the SPARQL protocol."""
        question = triplestore.read(await _query(request))
        triples = question.verb in ("CONSTRUCT", "DESCRIBE")
        forms = TRIPLES if triples else ROWS
        return _response(await self.ask(question, _accepted(request, forms)))

    async def node(self, request: HttpRequest) -> Response:
        """Describe a node, or send an export."""
        path: str = request.path_params["path"]
        file = self._root / "export" / path
        if "/" not in path and file.suffix in _FILES and file.is_file():
            from starlette.responses import FileResponse  # noqa: PLC0415 - an extra

            return FileResponse(file, media_type=_FILES[file.suffix])
        address = self._base + quote(path, safe="/")
        form = _accepted(request, TRIPLES)
        known = await self.ask(triplestore.read(f"ASK {{ <{address}> ?p ?o }}"), "json")
        if b"true" not in known.body:
            raise _RefusedRequestError(404, f"nothing is known of {address}")
        return _response(await self.ask(triplestore.read(f"DESCRIBE <{address}>"), form))


def application(endpoint: Endpoint) -> Starlette:
    """Return the ASGI application."""
    from starlette.applications import Starlette  # noqa: PLC0415 - an extra
    from starlette.middleware import Middleware  # noqa: PLC0415
    from starlette.middleware.trustedhost import TrustedHostMiddleware  # noqa: PLC0415
    from starlette.routing import Route  # noqa: PLC0415

    # a page elsewhere may make a browser call this port by another name
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1"])
    return Starlette(
        routes=[
            Route("/sparql", endpoint.sparql, methods=["GET", "POST"]),
            Route("/{path:path}", endpoint.node, methods=["GET"]),
        ],
        middleware=[hosts],
        exception_handlers={PaperkgError: _told},
    )


def serve(root: Path, config: Config, *, port: int, timeout: float, limit: int) -> None:
    """Serve until interrupted.

    Raises:
        MissingExtraError: Starlette, uvicorn or pyoxigraph is not installed.
        StoreError: The port is taken.
    """
    for package in ("starlette", "uvicorn", "pyoxigraph"):
        resources.require(package, "serve")
    import uvicorn  # noqa: PLC0415 - an extra

    try:
        listening = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise StoreError(f"port {port} cannot be used: {error}; choose another: --port") from error
    endpoint = Endpoint(root, config, timeout=timeout, limit=limit)
    try:
        server = uvicorn.Server(uvicorn.Config(application(endpoint), log_level="warning"))
        server.run(sockets=[listening])
    finally:
        endpoint.stop()
        listening.close()


async def _query(request: HttpRequest) -> str:
    """Return the query, from wherever the protocol allows it to stand."""
    if request.method == "GET":
        return _only(parse_qs(request.url.query, keep_blank_values=True))
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_QUERY:
            raise _RefusedRequestError(413, f"a query has at most {_LARGEST_QUERY} bytes")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        text = bytes(body).decode()
    except UnicodeDecodeError as error:
        raise _RefusedRequestError(400, f"the query is not UTF-8: {error}") from error
    if kind == "application/sparql-query":
        return text
    if kind == "application/x-www-form-urlencoded":
        return _only(parse_qs(text, keep_blank_values=True))
    if kind == "application/sparql-update":
        raise _RefusedRequestError(403, "updates are refused; the graph is made of data/")
    raise _RefusedRequestError(415, "expected application/sparql-query, or a form with query=")


def _only(given: Mapping[str, list[str]]) -> str:
    if "update" in given:
        raise _RefusedRequestError(403, "updates are refused; the graph is made of data/")
    if other := sorted({"default-graph-uri", "named-graph-uri"} & set(given)):
        raise _RefusedRequestError(400, f"{other[0]} is not supported; use FROM in the query")
    if len(given.get("query", ())) != 1:
        raise _RefusedRequestError(400, "expected one parameter query=, as /sparql?query=ASK{}")
    return given["query"][0]


def _accepted(request: HttpRequest, forms: Mapping[str, tuple[str, str]]) -> str:
    """Return the form that the client likes best; the first one where it does not care."""
    liked: list[tuple[float, int, str]] = []
    for at, part in enumerate(request.headers.get("accept", "*/*").split(",")):
        media, *parameters = (p.strip().lower() for p in part.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        liked.append((-float(weight) if weight.replace(".", "", 1).isdigit() else 0, at, media))
    for weight_, _, media in sorted(liked):
        for form, (offered, _) in forms.items():
            short = offered.partition("/")[0] + "/*"
            if weight_ and media in (offered, f"application/{form}", short, "*/*", "text/html"):
                return form
    offers = ", ".join(media for media, _ in forms.values())
    raise _RefusedRequestError(406, f"none of {request.headers['accept']} is offered, but {offers}")


def _response(answer: Answer) -> Response:
    from starlette.responses import Response  # noqa: PLC0415 - an extra

    return Response(answer.body, media_type=answer.media, headers={"Vary": "Accept"})


async def _told(_: HttpRequest, error: Exception) -> Response:
    """Tell a fault in a sentence, as the command line does."""
    from starlette.responses import PlainTextResponse  # noqa: PLC0415 - an extra

    status = next((s for kind, s in _STATUS if isinstance(error, kind)), 500)
    if isinstance(error, _RefusedRequestError):
        status = error.status
    return PlainTextResponse(f"{error}\n", status)


__all__ = ["Endpoint", "application", "serve"]
