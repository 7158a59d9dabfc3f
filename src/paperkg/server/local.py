"""The server of a library: its folder, its password, whether it runs."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from paperkg.neo4j_settings import Target
from paperkg.server import process
from paperkg.server.packages import ServerError

FOLDER: Final = ".paperkg/neo4j"
VERSION: Final = "5.26.11"
"""The series that is kept up longest."""
USER: Final = "neo4j"


@dataclass(frozen=True, slots=True)
class Running:
    """A server that was started."""

    pid: int
    bolt: int
    http: int
    version: str

    @property
    def uri(self) -> str:
        """Its address for drivers."""
        return f"bolt://127.0.0.1:{self.bolt}"

    @property
    def browser(self) -> str:
        """The address of Neo4j Browser, which connects by itself but for the password."""
        return (
            f"http://127.0.0.1:{self.http}/browser/?connectURL=bolt://{USER}@127.0.0.1:{self.bolt}"
        )

    def as_json(self) -> dict[str, Any]:
        """Return it for `--json`."""
        return {
            "version": self.version,
            "uri": self.uri,
            "user": USER,
            "browser": self.browser,
            "pid": self.pid,
        }


class LocalServer:
    """The server of the library in *root*."""

    def __init__(self, root: Path) -> None:
        self._home = root.resolve() / FOLDER
        self._state = self._home / "server.json"
        self._secret = self._home / "password"

    def running(self) -> Running | None:
        """Return the server if it runs."""
        try:
            found = Running(**json.loads(self._state.read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        # after a crash another program may have its number, and another server its port
        ours = process.serves(found.pid, self._home)
        return found if ours and process.answers(found.bolt) else None

    @property
    def password(self) -> str | None:
        """Its password; None where there was never a server."""
        try:
            return self._secret.read_text(encoding="utf-8").strip()
        except OSError:
            return None

    def target(self) -> Target | None:
        """Return what a push needs to know of it; None if it does not run."""
        found = self.running()
        return Target(found.uri, USER, "neo4j", self.password) if found else None

    def up(self, version: str = "", progress: Callable[[str], None] = lambda _: None) -> Running:
        """Start the server if it does not run, on loopback, with a password of its own.

        Raises:
            ServerError: It does not start, or its packages cannot be had.
        """
        if found := self.running():
            return found
        try:
            return self._started(self._version(version), progress)
        except OSError as error:
            raise ServerError(f"{self._home} cannot be written: {error}") from error

    def _started(self, version: str, progress: Callable[[str], None]) -> Running:
        (self._home / ".gitignore").write_text("*\n", encoding="utf-8")
        bolt, http = process.free_ports((7687, 7474))
        process.configure(self._home, (bolt, http), auth=True)
        progress(f"fetching Neo4j {version} (110 MB, once)")
        started = process.start(self._home, version, browser=True)
        progress(f"starting Neo4j {version}")
        try:
            process.wait(started, bolt, self._home / process.LOG)
            found = Running(started.pid, bolt, http, version)
            if self.password is None:
                self._set_password(found)
            self._state.write_text(json.dumps(asdict(found)), encoding="utf-8")
        except BaseException:  # Ctrl-C too: nobody would know of it any more
            started.kill()
            started.wait()
            raise
        started.returncode = 0  # it is to outlive this process, which is no fault to warn of
        return found

    def down(self) -> bool:
        """End the server; return whether it ran."""
        found = self.running()
        if found is not None and not process.end(found.pid):
            raise ServerError(f"the server (process {found.pid}) does not end; end it yourself")
        self._state.unlink(missing_ok=True)
        return found is not None

    def _version(self, wanted: str) -> str:
        """Return the version to start: data of a newer one is not for an older one."""
        kept = self._home / "version"
        before = kept.read_text(encoding="utf-8").strip() if kept.exists() else ""
        if wanted and before and _order(wanted) < _order(before):
            raise ServerError(
                f"the data in {self._home} is of Neo4j {before}, which {wanted} cannot read; "
                "delete that folder to begin anew (paperkg push fills it again)"
            )
        version = wanted or before or VERSION
        self._home.mkdir(parents=True, exist_ok=True)
        kept.write_text(version, encoding="utf-8")
        return version

    def _set_password(self, found: Running) -> None:
        """Replace the password that a fresh server has by one that nobody knows."""
        import neo4j  # noqa: PLC0415 - an extra

        made = secrets.token_urlsafe(18)
        handle = os.open(self._secret, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(made)
        try:
            with neo4j.GraphDatabase.driver(found.uri, auth=(USER, "neo4j")) as driver:
                driver.execute_query(
                    "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $made",
                    made=made,
                    database_="system",
                )
        except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
            self._secret.unlink()
            raise ServerError(
                f"the password could not be set ({error}); the folder {self._home} may be of "
                "another server: delete it and run again"
            ) from None


def _order(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdigit()]
