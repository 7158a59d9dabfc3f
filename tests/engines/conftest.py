"""Real Neo4j servers, started when a test first asks for one and stopped at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import neo4j
import pytest

from engines.neo4j_server import VERSIONS, ServerError, running
from lacking import lacking


@pytest.fixture(scope="session")
def servers() -> Iterator[Callable[[str], neo4j.Driver]]:
    """Give the driver of a version's server; each runs once, whatever the order of the tests."""
    started: dict[str, neo4j.Driver | ServerError] = {}
    with ExitStack() as stack:

        def start(version: str) -> neo4j.Driver | ServerError:
            try:
                address = stack.enter_context(running(version))
            except ServerError as error:
                return error
            return stack.enter_context(
                neo4j.GraphDatabase.driver(address, notifications_min_severity="OFF")
            )

        def driver(version: str) -> neo4j.Driver:
            if version not in started:
                started[version] = start(version)
            found = started[version]
            return lacking(found) if isinstance(found, ServerError) else found

        yield driver


@pytest.fixture(params=VERSIONS)
def session(
    request: pytest.FixtureRequest, servers: Callable[[str], neo4j.Driver]
) -> Iterator[neo4j.Session]:
    """A session with an empty database, on each version in turn."""
    with servers(request.param).session(database="neo4j") as opened:
        opened.run("MATCH (n) DETACH DELETE n").consume()
        for name in opened.run("SHOW CONSTRAINTS YIELD name").value():
            opened.run(f"DROP CONSTRAINT `{name}`").consume()
        for name in opened.run("SHOW INDEXES YIELD name, type WHERE type = 'RANGE'").value():
            opened.run(f"DROP INDEX `{name}`").consume()
        yield opened
