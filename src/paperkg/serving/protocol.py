"""What the SPARQL 1.1 protocol says of a request: the query, the form, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from paperkg import triplestore
from paperkg.diagnostics import PaperkgError

if TYPE_CHECKING:
    from starlette.requests import Request as HttpRequest
    from starlette.responses import Response

_LARGEST_QUERY: Final = 1_000_000
"""Bytes."""
_STATUS: Final[tuple[tuple[type[PaperkgError], int], ...]] = (
    (triplestore.QueryTimeoutError, 503),
    (triplestore.TooManyRowsError, 413),
    (triplestore.RefusedError, 403),
    (triplestore.QueryError, 400),
)


class RefusedRequestError(PaperkgError):
    """A request is not what the protocol knows."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def query_of(request: HttpRequest) -> str:
    """Return the query, from wherever the protocol allows it to stand."""
    if request.method == "GET":
        return _only(parse_qs(request.url.query, keep_blank_values=True))
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_QUERY:
            raise RefusedRequestError(413, f"a query has at most {_LARGEST_QUERY} bytes")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        text = bytes(body).decode()
    except UnicodeDecodeError as error:
        raise RefusedRequestError(400, f"the query is not UTF-8: {error}") from error
    if kind == "application/sparql-query":
        return text
    if kind == "application/x-www-form-urlencoded":
        return _only(parse_qs(text, keep_blank_values=True))
    if kind == "application/sparql-update":
        raise RefusedRequestError(403, "updates are refused; the graph is made of data/")
    raise RefusedRequestError(415, "expected application/sparql-query, or a form with query=")


def _only(given: Mapping[str, list[str]]) -> str:
    if "update" in given:
        raise RefusedRequestError(403, "updates are refused; the graph is made of data/")
    if other := sorted({"default-graph-uri", "named-graph-uri"} & set(given)):
        raise RefusedRequestError(400, f"{other[0]} is not supported; use FROM in the query")
    if len(given.get("query", ())) != 1:
        raise RefusedRequestError(400, "expected one parameter query=, as /sparql?query=ASK{}")
    return given["query"][0]


def accepted(request: HttpRequest, forms: Mapping[str, tuple[str, str]]) -> str:
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
    raise RefusedRequestError(406, f"none of {request.headers['accept']} is offered, but {offers}")


async def told(_: HttpRequest, error: Exception) -> Response:
    """Tell a fault in a sentence, as the command line does."""
    from starlette.responses import PlainTextResponse  # noqa: PLC0415 - an extra

    status = next((s for kind, s in _STATUS if isinstance(error, kind)), 500)
    if isinstance(error, RefusedRequestError):
        status = error.status
    return PlainTextResponse(f"{error}\n", status)
