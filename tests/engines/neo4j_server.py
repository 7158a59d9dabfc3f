"""A real Neo4j Community server for tests: loopback only, without authentication."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from paperkg.server import ServerError, process

VERSIONS: Final = ("5.26.11", "2026.09.0")
"""One of the last series that knows Cypher 5 only, and one that is told to speak Cypher 25."""

__all__ = ["VERSIONS", "ServerError", "running", "serving"]


@contextmanager
def running(version: str, prepare: Callable[[Path], object] = lambda _: None) -> Iterator[str]:
    """Run a server in a folder of its own; give its Bolt address; end with both gone.

    Args:
        version: Of the server.
        prepare: Called with the configured folder before the start.
    """
    with serving(version, prepare) as (bolt, _):
        yield f"bolt://127.0.0.1:{bolt}"


@contextmanager
def serving(
    version: str, prepare: Callable[[Path], object] = lambda _: None, *, browser: bool = False
) -> Iterator[tuple[int, int]]:
    """Run a server as `running` does, with Neo4j Browser if asked; give its two ports."""
    with TemporaryDirectory(prefix="paperkg-neo4j-") as folder:
        home = Path(folder)
        bolt, http = process.free_ports((0, 0))
        language = "" if version.startswith("5.") else "CYPHER_25"
        process.configure(home, (bolt, http), auth=False, language=language)
        prepare(home)
        server = process.start(home, version, browser=browser)
        try:
            process.wait(server, bolt, home / process.LOG)
            yield bolt, http
        finally:
            server.kill()  # a shutdown takes ten seconds to save what nobody needs
            server.wait()
