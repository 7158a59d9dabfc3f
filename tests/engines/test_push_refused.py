"""What keeps a push from ending is one sentence; what was sent until then is no secret."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import neo4j
import pytest

from engines.entities import node
from engines.test_neo4j_script import CONFIG, SMALL, stated
from engines.test_push import exported, held
from paperkg.diagnostics import PaperkgError
from paperkg.neo4j_settings import Target
from paperkg.push import Options, Push, connection
from paperkg.push.database import Database

pytestmark = pytest.mark.engine

PAIR = replace(
    SMALL,
    nodes={**SMALL.nodes, **{i: node(i, "Paper", title="T") for i in ("paper/a", "paper/b")}},
)
"""Two of its papers bear one title."""


def push(session: neo4j.Session, root: Path) -> None:
    """Push as the command does, through a session of its own."""
    (server,) = session.run(
        "CALL dbms.listConfig('server.bolt.advertised_address') YIELD value"
    ).value()
    with connection.session(Target(f"bolt://{server}", "neo4j", "neo4j")) as own:
        Push(root, exported(PAIR, CONFIG, root), own, "here").run(Options())


@pytest.mark.parametrize(
    ("foreign", "told", "undo"),
    [
        (
            "CREATE (:Paper {pkgGraph: $g, id: 'paper/a'}), (:Paper {pkgGraph: $g, id: 'paper/a'})",
            r"holds 2 of \(n:Paper .*id: 'paper/a'.*REMOVE n.pkgGraph. Nothing was written$",
            "MATCH (n:Paper {id: 'paper/a'}) WITH n ORDER BY n.pkgHash SKIP 1 REMOVE n.pkgGraph",
        ),
        (
            "CREATE INDEX theirs FOR (p:Paper) ON (p.pkgGraph, p.id)",
            "constraint paperkg_Paper: .* index .*SHOW INDEXES.*Nothing was written$",
            "DROP INDEX theirs",
        ),
        (
            "CREATE CONSTRAINT theirs FOR (p:Paper) REQUIRE p.title IS UNIQUE",
            "others made .* `title` = 'T'.*SHOW CONSTRAINTS.*broken off.*: paperkg push$",
            "DROP CONSTRAINT theirs",
        ),
        (
            "CREATE CONSTRAINT theirs FOR ()-[r:RELATES_TO]-() REQUIRE r.pkgGraph IS UNIQUE",
            "others made .*`pkgGraph`.*SHOW CONSTRAINTS.*broken off.*: paperkg push$",
            "DROP CONSTRAINT theirs",
        ),
    ],
    ids=["copies", "index", "node constraint", "edge constraint"],
)
def test_what_others_made_stands_in_the_way_until_they_undo_it(
    session: neo4j.Session, tmp_path: Path, foreign: str, told: str, undo: str
) -> None:
    session.run(foreign, g=CONFIG.name).consume()
    for _ in range(2):
        with pytest.raises(PaperkgError, match=told) as error:
            push(session, tmp_path)
        assert "\n" not in str(error.value)
    session.run(undo).consume()
    push(session, tmp_path)
    assert held(session) == stated(PAIR)


def test_a_server_that_goes_away_in_between_is_told_of(
    session: neo4j.Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Database._write
    left = [3]

    def failing(self: Database, query: str, **more: object) -> dict[str, int]:
        left[0] -= 1
        if not left[0]:
            raise neo4j.exceptions.ServiceUnavailable("gone")
        return write(self, query, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "_write", failing)
        with pytest.raises(PaperkgError, match=r"no Neo4j answers .*gone.*a part of the graph"):
            push(session, tmp_path)
    push(session, tmp_path)
    assert held(session) == stated(PAIR)
