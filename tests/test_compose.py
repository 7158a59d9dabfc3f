"""The compose.yaml for those who have Docker, held against what Docker and paperkg ask for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from paperkg import Library
from paperkg.cli.app import app
from paperkg.neo4j_settings import Neo4jSettings
from paperkg.push import connection, target
from paperkg.server.compose import COMPOSE

# of the Compose specification, what a service may hold and this one does
SERVICE = {"image", "ports", "environment", "volumes", "healthcheck"}
HEALTH = {"test", "interval", "timeout", "retries", "start_period"}


@pytest.fixture
def service() -> dict[str, Any]:
    document = yaml.safe_load(COMPOSE)
    assert set(document) == {"services", "volumes"}
    (found,) = document["services"].values()
    for volume in found["volumes"]:
        assert volume.partition(":")[0] in document["volumes"]
    return dict(found)


def test_it_says_what_compose_knows(service: dict[str, Any]) -> None:
    assert set(service) <= SERVICE
    assert set(service["healthcheck"]) <= HEALTH
    assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert re.fullmatch(r"\d+s", service["healthcheck"]["interval"])
    assert all(isinstance(value, str) for value in service["environment"].values())


def test_it_listens_on_this_machine_only_and_where_push_looks(service: dict[str, Any]) -> None:
    ports = [p.rsplit(":", 2) for p in service["ports"]]
    assert {host for host, _, _ in ports} == {"127.0.0.1"}
    assert connection.DEFAULT_URI.endswith(":7687")
    assert ["127.0.0.1", "7687", "7687"] in ports


def test_its_password_is_the_one_that_a_push_reads(
    service: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = re.fullmatch(r"(\w+)/\$\{(\w+):\?[^}]+\}", service["environment"]["NEO4J_AUTH"])
    assert asked
    user, name = asked.groups()
    monkeypatch.delenv("PAPERKG_NEO4J_PASSWORD", raising=False)
    monkeypatch.setenv(name, "a secret of it")
    found = target(Neo4jSettings(connection.DEFAULT_URI))
    assert (found.user, found.password) == (user, "a secret of it")


def test_it_is_written_once_and_never_over_anothers(tmp_path: Path) -> None:
    Library.create(tmp_path)
    for _ in range(2):
        assert CliRunner().invoke(app, ["-C", str(tmp_path), "neo4j", "compose"]).exit_code == 0
    place = tmp_path / "compose.yaml"
    assert place.read_text("utf-8") == COMPOSE
    place.write_text("services: {}\n", encoding="utf-8")
    shown = CliRunner().invoke(app, ["-C", str(tmp_path), "neo4j", "compose"])
    assert "is not paperkg's; move it away first" in str(shown.exception)
    assert place.read_text("utf-8") == "services: {}\n"
