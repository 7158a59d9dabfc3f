"""Live pushes to real servers: only the difference goes, and nothing of others is touched."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import neo4j
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.entities import edge, graph, node
from engines.test_neo4j_script import CONFIG, SMALL, Content, load, stated
from graphs import OWN, graphs
from paperkg.config import Config
from paperkg.exported import Exported
from paperkg.model import Graph
from paperkg.push import Options, Push, Pushed
from paperkg.push import rows as batches
from paperkg.push.database import Database
from paperkg.schema import EdgeType, NodeType, Schema
from paperkg.sinks import jsonl

pytestmark = pytest.mark.engine

DEFAULT = Options()


class KilledError(Exception):
    """Ends a push between two transactions."""


def exported(what: Graph, config: Config, root: Path) -> Exported:
    for artifact in jsonl.render(what, config):
        path = root / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(artifact.text, encoding="utf-8")
    return Exported.read(root)


def push(
    session: neo4j.Session,
    what: Graph,
    root: Path,
    config: Config = CONFIG,
    *,
    progress: Callable[[str], None] = lambda _: None,
    options: Options = DEFAULT,
) -> Pushed:
    export = exported(what, config, root)
    return Push(root, export, session, "here", progress).run(options)


def held(session: neo4j.Session, config: Config = CONFIG, schema: Schema = OWN) -> Content:
    """Read back what is ours, and of it only the properties that the schema declares."""
    types: tuple[NodeType | EdgeType, ...] = (*schema.nodes, *schema.edges)
    declared = {t.name: {"id", *(p.camel for p in t.properties)} for t in types}
    nodes = session.run(
        "MATCH (n) WHERE n.pkgGraph = $g AND n.pkgGone IS NULL RETURN n.id, "
        "[l IN labels(n) WHERE n.id STARTS WITH toLower(l) + '/'], properties(n)",
        g=config.name,
    ).values()
    edges = session.run(
        "MATCH (a)-[r]->(b) WHERE r.pkgGraph = $g AND r.pkgGone IS NULL "
        "RETURN r.id, a.id, type(r), b.id, properties(r)",
        g=config.name,
    ).values()
    return (
        {i: (labels, read(values, declared[labels[0]])) for i, labels, values in nodes if labels},
        {i: ([a, kind, b], read(values, declared[kind])) for i, a, kind, b, values in edges},
    )


def read(values: dict[str, Any], keys: set[str]) -> dict[str, str]:
    return {k: repr(iso(v)) for k, v in values.items() if k in keys}


def iso(value: Any) -> object:
    if isinstance(value, list):
        return [iso(v) for v in value]
    if isinstance(value, neo4j.time.Date | neo4j.time.DateTime):
        return value.to_native().isoformat()
    return value


def foreign(session: neo4j.Session) -> list[Any]:
    """Return all that the other client wrote, wherever it stands."""
    return session.run(
        """
        MATCH (n) WHERE n.mine IS NOT NULL OR n:Mine OR n:Starred
        RETURN 'n' + coalesce(n.name, n.id) AS what, coalesce(n.mine, 0) AS mine,
            n:Starred AS starred
        UNION ALL
        MATCH (a)-[r]->(b) WHERE r.mine IS NOT NULL OR type(r) = 'LIKES'
        RETURN 'r' + type(r) + coalesce(a.name, a.id) + coalesce(b.name, b.id) AS what,
            coalesce(r.mine, 0) AS mine, false AS starred
        """
    ).values()


def test_a_push_and_one_more(session: neo4j.Session, tmp_path: Path) -> None:
    first = push(session, SMALL, tmp_path)
    assert (first.counts["nodes_created"], first.counts["edges_created"]) == (4, 3)
    assert held(session) == stated(SMALL)
    for options in (Options(), Options(quick=True), Options(verify=True)):
        assert not push(session, SMALL, tmp_path, options=options).differs
    files = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()}
    writes: list[str] = []

    def spy(_: Database, query: str, **_more: object) -> dict[str, int]:
        writes.append(query)
        return {}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "_write", spy)
        Push(tmp_path, Exported.read(tmp_path), session, "here").run(Options())
    assert writes == []
    assert all(p.stat().st_mtime_ns == at for p, at in files.items())
    (tmp_path / ".paperkg").rename(tmp_path / "lost")
    assert not push(session, SMALL, tmp_path).differs


@pytest.mark.parametrize("remembered", [True, False], ids=["remembered", "record lost"])
def test_a_change_of_each_kind(session: neo4j.Session, tmp_path: Path, *, remembered: bool) -> None:
    push(session, SMALL, tmp_path)
    changed = graph(
        node("author/ann", "Author", name="Ann O'Neill"),  # without aliases
        node("paper/gait", "Paper", title="Another title", keywords=("b",)),
        node("session/1", "Session", name="Poster 1", start="2020-12-10T00:10:00+08:00"),
        edge("paper/gait", "AUTHORED_BY", "author/ann", position=2),
    )
    root = tmp_path if remembered else tmp_path / "elsewhere"
    would = push(session, changed, root, options=Options(dry_run=True))
    assert held(session) == stated(SMALL)
    done = push(session, changed, root)
    assert would.counts == done.counts
    assert done.counts == {
        "nodes_created": 0,
        "nodes_updated": 3,
        "nodes_deleted": 1,
        "edges_created": 0,
        "edges_updated": 1,
        "edges_deleted": 2,
    }
    assert held(session) == stated(changed)
    push(session, graph(), root)
    assert session.run("MATCH (n) WHERE NOT n:PaperkgPush RETURN count(n)").value() == [0]


def test_what_others_deleted_or_changed_is_mended(session: neo4j.Session, tmp_path: Path) -> None:
    push(session, SMALL, tmp_path)
    session.run("MATCH (p:Paper) DETACH DELETE p").consume()
    assert not push(session, SMALL, tmp_path, options=Options(quick=True)).differs  # it trusts
    assert push(session, SMALL, tmp_path).counts["nodes_created"] == 1
    assert held(session) == stated(SMALL)
    session.run("MATCH (p:Paper) SET p.title = 'scribbled', p.year = 2020.0").consume()
    assert not push(session, SMALL, tmp_path).differs
    assert push(session, SMALL, tmp_path, options=Options(verify=True)).counts["nodes_updated"] == 1
    assert held(session) == stated(SMALL)


def test_an_edit_here_and_a_deletion_there_at_once(session: neo4j.Session, tmp_path: Path) -> None:
    push(session, SMALL, tmp_path)
    session.run("MATCH (i:Idea) SET i.mine = 1").consume()
    session.run("MATCH (p:Paper) DETACH DELETE p").consume()
    authors = {k: v for k, v in SMALL.nodes.items() if k != "idea/x"}
    author = replace(authors["author/ann"], properties={"name": "Ann O'Neill"})
    edges = [e for e in SMALL.edges if e.source != "idea/x"]
    edited = graph(*{**authors, author.id: author}.values(), *edges)
    done = push(session, edited, tmp_path)
    assert (done.kept, done.counts["nodes_updated"], done.counts["nodes_created"]) == (1, 1, 1)
    assert held(session) == stated(edited)
    push(session, SMALL, tmp_path)  # what was kept is back, and known to be
    assert held(session) == stated(SMALL)
    assert foreign(session) == [["nidea/x", 1, False]]


def test_script_and_push_take_over_from_each_other(session: neo4j.Session, tmp_path: Path) -> None:
    less = graph(*(n for n in SMALL.nodes.values() if n.id != "idea/x"))
    load(session, SMALL)
    push(session, less, tmp_path)
    assert held(session) == stated(less)
    load(session, SMALL)
    assert held(session) == stated(SMALL)
    push(session, less, tmp_path)
    assert held(session) == stated(less)
    load(session, graph())
    assert held(session) == stated(graph())
    paper = replace(SMALL.nodes["paper/gait"], properties={"title": "Another title"})
    retitled = replace(SMALL, nodes={**SMALL.nodes, paper.id: paper})
    push(session, SMALL, tmp_path)
    load(session, retitled)  # what the push knew by its hashes is no longer so
    push(session, SMALL, tmp_path)
    assert held(session) == stated(SMALL)


def test_what_others_attached_keeps_a_node_that_goes_and_it_comes_back(
    session: neo4j.Session, tmp_path: Path
) -> None:
    push(session, SMALL, tmp_path)
    session.run(
        "MATCH (p:Paper)-[r:AUTHORED_BY]->(a:Author), (i:Idea) SET p.mine = 'read', r.mine = 1 "
        "CREATE (:Mine {name: 'me'})-[:LIKES]->(i)"
    ).consume()
    before = foreign(session)
    gone = push(session, graph(), tmp_path)
    assert (gone.kept, held(session)) == (4, stated(graph()))  # paper, author, edge, idea
    assert foreign(session) == before
    assert not push(session, graph(), tmp_path).differs
    retitled = replace(SMALL.nodes["paper/gait"], properties={"title": "T"})
    back = replace(SMALL, nodes={**SMALL.nodes, retitled.id: retitled})
    push(session, back, tmp_path)
    assert held(session) == stated(back)
    assert foreign(session) == before


def test_a_wipe_takes_what_is_ours(session: neo4j.Session, tmp_path: Path) -> None:
    other = Config("other")
    push(session, SMALL, tmp_path)
    push(session, SMALL, tmp_path / "other", other)
    session.run("MATCH (p:Paper {pkgGraph: $g}) SET p.mine = 1", g=CONFIG.name).consume()
    export = exported(SMALL, CONFIG, tmp_path)
    assert Push(tmp_path, export, session, "here").wipe() == 1
    assert session.run("MATCH (n {pkgGraph: $g}) RETURN count(n)", g=CONFIG.name).value() == [0]
    assert foreign(session) == [["npaper/gait", 1, False]]
    assert held(session, other) == stated(SMALL)
    assert Push(tmp_path, exported(SMALL, other, tmp_path), session, "here").wipe() == 0
    assert session.run("SHOW CONSTRAINTS YIELD name RETURN name").value() == []
    push(session, SMALL, tmp_path)
    assert held(session) == stated(SMALL)


def test_copies_that_a_user_made_are_the_users(session: neo4j.Session, tmp_path: Path) -> None:
    push(session, SMALL, tmp_path)
    session.run(
        "MATCH (p:Paper)-[r:AUTHORED_BY]->(a:Author) CREATE (p)-[c:AUTHORED_BY]->(a) "
        "SET c = properties(r), c.mine = 1 CREATE (b:Backup) SET b = properties(p), b.mine = 1"
    ).consume()
    push(session, SMALL, tmp_path)
    assert held(session) == stated(SMALL)
    push(session, graph(), tmp_path)
    kept = session.run("MATCH (n) WHERE NOT n:PaperkgPush RETURN labels(n)[0]").value()
    assert sorted(kept) == ["Author", "Backup", "Paper"]


def test_a_type_that_is_no_longer_declared_goes(session: neo4j.Session, tmp_path: Path) -> None:
    own = graph(
        node("dataset/mnist", "Dataset", name="MNIST", size=70000, ratios=(0.5, 1.0)),
        node("paper/gait", "Paper", title="T"),
        edge("dataset/mnist", "RELATES_TO", "paper/gait"),
        edge("paper/gait", "TRAINED_ON", "dataset/mnist", epochs=3),
    )
    for root in (tmp_path, tmp_path / "elsewhere"):
        push(session, own, root, Config("own", schema=OWN))
        assert held(session, Config("own")) == stated(own, OWN)
        push(session, graph(own.nodes["paper/gait"]), root, Config("own"))
        assert held(session, Config("own")) == stated(graph(own.nodes["paper/gait"]))


def test_a_killed_first_push_is_completed_at_any_batch(
    session: neo4j.Session, tmp_path: Path
) -> None:
    calls = 0
    while True:
        session.run("MATCH (n) DETACH DELETE n").consume()
        try:
            push(session, SMALL, tmp_path, progress=killer(calls))
        except KilledError:
            calls += 1
        else:
            break
        push(session, SMALL, tmp_path)
        assert held(session) == stated(SMALL)
    assert calls > 8


def killer(after: int) -> Callable[[str], None]:
    left = after

    def progress(_: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KilledError

    return progress


ANY_NODE = "MATCH (n) WHERE n.pkgGraph = $g WITH n ORDER BY n.id SKIP $k LIMIT 1 "
ANY_EDGE = "MATCH ()-[r]->() WHERE r.pkgGraph = $g WITH r ORDER BY r.id SKIP $k LIMIT 1 "
SCRIBBLES = (
    f"{ANY_NODE} SET n.mine = $k",
    f"{ANY_NODE} SET n:Starred",
    f"{ANY_EDGE} SET r.mine = $k",
    f"{ANY_NODE} CREATE (:Mine {{name: 'm', mine: $k}})-[:LIKES]->(n)",
    "CREATE (:Paper:Mine {id: 'paper/one', title: 'by hand', mine: $k})",
)
UNSHARED = """
    n.mine IS NULL AND NOT n:Starred
    AND NOT EXISTS { (n)-[r]-() WHERE r.mine IS NOT NULL OR type(r) = 'LIKES' }
"""
DESTROYS = (
    f"{ANY_NODE} WITH n WHERE {UNSHARED} DETACH DELETE n",
    f"{ANY_EDGE} WITH r WHERE r.mine IS NULL DELETE r",
)


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(
    rounds=st.lists(
        st.tuples(
            graphs(OWN),
            st.lists(
                st.tuples(st.sampled_from(SCRIBBLES + DESTROYS), st.integers(0, 4)), max_size=3
            ),
            st.none() | st.integers(0, 12),
            st.booleans(),
        ),
        min_size=2,
        max_size=5,
    )
)
def test_whatever_happens_in_between_the_database_comes_to_equal_the_graph(
    session: neo4j.Session,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    rounds: list[tuple[Graph, list[tuple[str, int]], int | None, bool]],
) -> None:
    """Edits of the graph, writes of another client, kills between transactions, lost records."""
    monkeypatch.setattr(batches, "BATCH", 2)
    session.run("MATCH (n) DETACH DELETE n").consume()
    config = Config("own", schema=OWN)
    root = tmp_path_factory.mktemp("library")
    rng = Random(7)
    for what, writes, kill, lose in rounds:
        for statement, k in writes:
            session.run(statement, g=config.name, k=k).consume()
        if lose:
            root = tmp_path_factory.mktemp("library")
        before = sorted(map(json.dumps, foreign(session)))
        if kill is not None:
            try:
                push(session, what, root, config, progress=killer(kill))
            except KilledError:
                assert sorted(map(json.dumps, foreign(session))) == before
        push(session, what, root, config)
        assert held(session, config) == stated(what, OWN)
        assert sorted(map(json.dumps, foreign(session))) == before
        assert not push(
            session, what, root, config, options=Options(quick=rng.random() < 0.5)
        ).differs
