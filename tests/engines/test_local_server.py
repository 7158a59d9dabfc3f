"""A server of one's own: up, pushed, asked, down, up again with its data."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import neo4j
import psutil
import pytest
from typer.testing import CliRunner, Result

from paperkg import Library
from paperkg.cli.app import app
from paperkg.diagnostics import PaperkgError
from paperkg.neo4j_settings import Neo4jSettings
from paperkg.server.local import LocalServer
from paperkg.server.packages import ServerError

pytestmark = pytest.mark.engine


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["-C", str(root), *arguments])


def test_a_server_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_URI", "NEO4J_PASSWORD", "PAPERKG_NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    library = Library.create(tmp_path)
    server = LocalServer(tmp_path)
    assert run(tmp_path, "neo4j", "status").exit_code == 3
    try:
        up = run(tmp_path, "neo4j", "up", "--no-open")
        assert up.exit_code == 0, up.exception
        assert "the database holds 9 nodes, 9 edges" in up.stdout
        found, password = server.running(), server.password
        assert found
        assert password
        for text in (up.output, run(tmp_path, "neo4j", "status").output):
            assert password not in text
        assert password in run(tmp_path, "neo4j", "status", "--password").output
        if sys.platform != "win32":
            secret = tmp_path / ".paperkg" / "neo4j" / "password"
            assert stat.S_IMODE(os.stat(secret).st_mode) == 0o600  # noqa: PTH116
        with (
            neo4j.GraphDatabase.driver(found.uri, auth=("neo4j", "neo4j")) as driver,
            pytest.raises(neo4j.exceptions.AuthError),
        ):
            driver.verify_connectivity()
        assert "nothing to push" in run(tmp_path, "push").stdout
        assert run(tmp_path, "push", "--check").exit_code == 0
        _refusals(library, found.uri, monkeypatch)
        process = psutil.Process(found.pid)
        process.kill()  # as a crash or the end of the day does
        process.wait()
        assert run(tmp_path, "neo4j", "status").exit_code == 3
        assert "no server" in run(tmp_path, "neo4j", "down").stdout
        with pytest.raises(ServerError, match="cannot read"):
            server.up("4.4.0")
        assert "nothing to push" in run(tmp_path, "neo4j", "up", "--no-open").stdout
        assert "removed" in run(tmp_path, "push", "--wipe").stdout
        assert run(tmp_path, "push", "--check").exit_code == 3
        assert "ended" in run(tmp_path, "neo4j", "down").stdout
        assert json.loads(run(tmp_path, "neo4j", "status", "--json").stdout) == {"running": False}
    finally:
        server.down()


def _refusals(library: Library, uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a server refuses is one sentence, and the password is in none."""
    with pytest.raises(PaperkgError, match="has no database 'nowhere'"):
        library.push(Neo4jSettings(uri, database="nowhere"))
    with monkeypatch.context() as patch:
        patch.setenv("NEO4J_PASSWORD", "wrong-password")
        with pytest.raises(PaperkgError, match="refuses user 'neo4j' with this password") as told:
            library.push(Neo4jSettings(uri.replace("127.0.0.1", "localhost")))
        assert "wrong-password" not in str(told.value)
