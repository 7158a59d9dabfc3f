"""The SPARQL 1.1 protocol and the nodes' IRIs over HTTP: read only, on this computer alone.

`/sparql` answers queries; `/paper/gait-prop` describes the node whose IRI is the base IRI and
that path, in the form that the client accepts; `/graph.ttl` and its like are the exports.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import TYPE_CHECKING

from paperkg import resources
from paperkg.config import Config
from paperkg.diagnostics import PaperkgError, StoreError
from paperkg.serving.endpoint import Endpoint
from paperkg.serving.protocol import told

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.applications import Starlette


def application(endpoint: Endpoint, origins: Sequence[str] = ()) -> Starlette:
    """Return the ASGI application.

    Args:
        endpoint: Answers.
        origins: Of the web pages that may ask from a browser. None of them by default: any
            page that is open would read the user's notes.
    """
    from starlette.applications import Starlette  # noqa: PLC0415 - an extra
    from starlette.middleware import Middleware  # noqa: PLC0415
    from starlette.middleware.cors import CORSMiddleware  # noqa: PLC0415
    from starlette.middleware.trustedhost import TrustedHostMiddleware  # noqa: PLC0415
    from starlette.routing import Route  # noqa: PLC0415

    # a page elsewhere may make a browser call this port by another name
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1"])
    pages = Middleware(CORSMiddleware, allow_origins=origins, allow_headers=["*"])
    return Starlette(
        routes=[
            Route("/sparql", endpoint.sparql, methods=["GET", "POST"]),
            Route("/{path:path}", endpoint.node, methods=["GET"]),
        ],
        middleware=[hosts, *([pages] if origins else [])],
        exception_handlers={PaperkgError: told},
    )


def serve(
    root: Path,
    config: Config,
    *,
    port: int,
    timeout: float,
    limit: int,
    origins: Sequence[str] = (),
) -> None:
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
        server = uvicorn.Server(uvicorn.Config(application(endpoint, origins), log_level="warning"))
        server.run(sockets=[listening])
    finally:
        endpoint.stop()
        listening.close()


__all__ = ["Endpoint", "application", "serve"]
