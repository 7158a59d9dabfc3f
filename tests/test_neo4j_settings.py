"""Where the database is: paperkg.toml, the environment, a keyring; never a password in a file."""

from __future__ import annotations

import getpass
import io
import socket
import sys
from pathlib import Path

import neo4j
import pytest
from typer.testing import CliRunner

import old_server
from paperkg.cli.app import app
from paperkg.config import parse
from paperkg.diagnostics import PaperkgError
from paperkg.library import Library
from paperkg.neo4j_settings import Neo4jSettings, Target
from paperkg.push import connection, target


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URI", "USERNAME", "DATABASE", "PASSWORD"):
        monkeypatch.delenv(f"NEO4J_{name}", raising=False)
    monkeypatch.delenv("PAPERKG_NEO4J_PASSWORD", raising=False)


def test_the_table_is_read() -> None:
    config, faults = parse(
        '[neo4j]\nuri = "neo4j+s://x.databases.neo4j.io"\nuser = "u"\nsync = true', "x"
    )
    assert faults == ()
    assert config.neo4j == Neo4jSettings("neo4j+s://x.databases.neo4j.io", "u", "", sync=True)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('password = "x"', "does not belong in a file"),
        ('uri = "http://localhost"', "expected an address"),
        ("user = 1", "expected text in quotes"),
        ('sync = "yes"', "expected true or false"),
        ('url = "bolt://x"', "unknown key 'neo4j.url'"),
    ],
)
def test_a_fault_is_told_with_its_line(line: str, word: str) -> None:
    _, (fault,) = parse(f"[neo4j]\n{line}", "x")
    assert word in str(fault)
    assert str(fault).startswith("paperkg.toml:2: error")


def test_the_environment_completes_what_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "neo4j+s://aura")
    monkeypatch.setenv("NEO4J_USERNAME", "me")
    monkeypatch.setenv("NEO4J_PASSWORD", "secret")
    found = target(Neo4jSettings(database="d"))
    assert found == Target("neo4j+s://aura", "me", "d", "secret")
    assert "secret" not in f"{found!r} {found}"
    assert target(Neo4jSettings("bolt://here", "you")).uri == "bolt://here"


def test_a_password_is_asked_for_once_and_again_when_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return "typed"

    monkeypatch.setattr(getpass, "getpass", ask)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stderr", Terminal())
    for _ in range(2):
        assert target(Neo4jSettings("bolt://asked")).password == "typed"
    assert len(asked) == 1

    class Refusing:
        def __enter__(self) -> None:
            raise neo4j.exceptions.AuthError("wrong")

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(neo4j.GraphDatabase, "driver", lambda *_, **__: Refusing())
    to = target(Neo4jSettings("bolt://asked"))
    with pytest.raises(PaperkgError, match="with this password"), connection.session(to):
        pass
    target(Neo4jSettings("bolt://asked"))
    assert len(asked) == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(PaperkgError, match="no address of a Neo4j"):
        target(Neo4jSettings("http://localhost:7474"))


def test_a_server_that_is_away_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "secret")
    Library.create(tmp_path).sync()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{closed.getsockname()[1]}"
    shown = CliRunner().invoke(app, ["-C", str(tmp_path), "push", "--uri", uri])
    assert shown.exit_code == 1
    assert "no Neo4j answers at" in str(shown.exception)
    assert "secret" not in f"{shown.output}{shown.exception}"


def test_nothing_exported_is_told(tmp_path: Path) -> None:
    library = Library.create(tmp_path)
    with pytest.raises(PaperkgError, match="paperkg sync"):
        library.push()


def test_a_sync_that_is_to_push_says_that_it_could_not(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{closed.getsockname()[1]}"
    Library.create(tmp_path)
    toml = tmp_path / "paperkg.toml"
    toml.write_text(f'name = "x"\n[neo4j]\nuri = "{uri}"\nsync = true\n', encoding="utf-8")
    shown = CliRunner().invoke(app, ["-C", str(tmp_path), "sync"])
    assert shown.exit_code == 1
    assert "the graph: 1 paper" in shown.stdout
    assert "no Neo4j answers at" in str(shown.exception)
    assert CliRunner().invoke(app, ["-C", str(tmp_path), "sync", "--dry-run"]).exit_code == 0


def test_a_neo4j_4_is_named_and_what_to_do(tmp_path: Path) -> None:
    Library.create(tmp_path).sync()
    with old_server.answering() as uri:
        shown = CliRunner().invoke(app, ["-C", str(tmp_path), "push", "--uri", uri])
    assert shown.exit_code == 1
    assert f"{uri} is {old_server.AGENT}; paperkg needs" in str(shown.exception)
    assert "paperkg neo4j up" in str(shown.exception)


@pytest.mark.parametrize("agent", ["Neo4j/4.4.38", "Neo4j/5.13.0"])
def test_an_old_server_is_refused(agent: str) -> None:
    to = Target("bolt://x", "neo4j", "neo4j")
    with pytest.raises(PaperkgError, match=f"{agent}; paperkg needs Neo4j 5.26 or later"):
        connection._require_version(agent, to)
    connection._require_version("Neo4j/5.26.11", to)
    connection._require_version("Neo4j/2026.09.0", to)
