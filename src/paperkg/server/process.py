"""One server in a folder of its own: started, waited for, ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from paperkg.server.packages import ServerError, class_path, java

_SETTINGS: Final = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.https.enabled=false
dbms.security.auth_enabled={auth}
dbms.usage_report.enabled=false
server.memory.pagecache.size=128m
"""
LOG: Final = "logs/console.log"
_PARTS: Final = ("conf", "data", "import", "licenses", "logs", "plugins", "run")
_START_SECONDS: Final = 120.0
_STOP_SECONDS: Final = 40.0


def configure(home: Path, ports: tuple[int, int], *, auth: bool, language: str = "") -> None:
    """Make the folders and the settings of a server on loopback.

    Args:
        home: Its folder.
        ports: Of Bolt and of HTTP.
        auth: Whether it asks for a password.
        language: What its databases speak: `CYPHER_25`; empty for the server's own choice.
    """
    for part in _PARTS:
        (home / part).mkdir(parents=True, exist_ok=True)
    text = _SETTINGS.format(bolt=ports[0], http=ports[1], auth=str(auth).lower())
    spoken = f"db.query.default_language={language}\n" if language else ""
    (home / "conf" / "neo4j.conf").write_text(text + spoken, encoding="utf-8")


def start(home: Path, version: str, *, browser: bool = False) -> subprocess.Popen[bytes]:
    """Start the server of a configured folder; it outlives this process.

    Raises:
        ServerError: Its packages cannot be had.
    """
    # the main class moved between 5.26 and 2025
    main = "CommunityEntryPoint" if version.startswith("5.") else "Neo4jCommunity"
    command = java(
        f"org.neo4j.server.{main}",
        class_path(version, browser=browser),
        _home(home),
        f"--config-dir={home / 'conf'}",
        "--console-mode",
    )
    apart: dict[str, Any] = (
        {"creationflags": 0x00000208}  # DETACHED_PROCESS, CREATE_NEW_PROCESS_GROUP
        if sys.platform == "win32"
        else {"start_new_session": True}
    )
    with (home / LOG).open("wb") as console:
        return subprocess.Popen(  # noqa: S603 - a Java of ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=console,
            env=_environment(home),
            **apart,
        )


def wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when Bolt answers.

    Raises:
        ServerError: It ended, or does not answer in two minutes.
    """
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if answers(port):
            return
        time.sleep(0.25)
    if process.poll() is None:
        process.kill()
    said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise ServerError("Neo4j did not start; it said last:\n" + "\n".join(said[-12:]))


def answers(port: int) -> bool:
    """Whether something listens on a port of loopback."""
    with socket.socket() as attempt:
        attempt.settimeout(1)
        return attempt.connect_ex(("127.0.0.1", port)) == 0


def serves(pid: int, home: Path) -> bool:
    """Whether a process is the server of a folder; without psutil it cannot be told."""
    try:
        import psutil  # noqa: PLC0415 - an extra
    except ImportError:
        return False
    try:
        return _home(home) in psutil.Process(pid).cmdline()
    except psutil.Error:
        return False


def end(pid: int) -> bool:
    """End a server gently, and hard if it takes too long; return whether it is gone."""
    import psutil  # noqa: PLC0415 - an extra

    try:
        found = psutil.Process(pid)
        for stop in (found.terminate, found.kill):
            stop()
            with suppress(psutil.TimeoutExpired):
                found.wait(_STOP_SECONDS)
                return True
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False
    return False


def _home(home: Path) -> str:
    return f"--home-dir={home}"


def bulk_import(home: Path, version: str, folder: Path) -> str:
    """Run `neo4j-admin database import full` on a folder of tables; return what it said.

    Raises:
        ServerError: It failed.
    """
    command = java(
        "org.neo4j.cli.AdminTool",
        class_path(version, parquet="parquet" in (folder / "import.args").read_text("utf-8")),
        *("database", "import", "full", "@import.args"),
        *("--overwrite-destination=true", "--", "neo4j"),
        brief=True,
    )
    done = subprocess.run(  # noqa: S603 - a Java of ours
        command, cwd=folder, env=_environment(home), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ServerError(f"the import failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def free_ports(wanted: tuple[int, ...]) -> list[int]:
    """Return ports of loopback: the wanted ones where they are free; 0 for any."""
    found: list[socket.socket] = []
    try:
        for port in wanted:
            each = socket.socket()
            found.append(each)
            try:
                each.bind(("127.0.0.1", port))
            except OSError:
                each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in found]
    finally:
        for each in found:
            each.close()


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
