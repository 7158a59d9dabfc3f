"""graph.cypher on real servers: what it loads, what it takes away, what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any, TypeAlias

import neo4j
import pytest
from hypothesis import HealthCheck, given, settings

from engines.entities import edge, graph, node
from graphs import OWN, PIECES, graphs
from paperkg import ids
from paperkg.config import Config
from paperkg.model import Graph, Properties
from paperkg.schema import BUILTIN, Property, Schema
from paperkg.sinks import cypher

pytestmark = pytest.mark.engine

Content: TypeAlias = tuple[dict[str, Any], dict[str, Any]]
"""Nodes and edges by id, in a form in which `1`, `1.0` and `True` differ."""

CONFIG = Config("it's; \\u0041 library")


SMALL = graph(
    node("author/ann", "Author", name="Ann O'Neill", aliases=("A. O'Neill", "安")),
    node("idea/x", "Idea", text="spectrum control;\non target prop", created="2020-12-09"),
    node("paper/gait", "Paper", title="GAIT-prop: 对 target", year=2020, keywords=("a", "b|c")),
    node("session/1", "Session", name="Poster 1", start="2020-12-09T23:50:00+08:00"),
    edge("paper/gait", "AUTHORED_BY", "author/ann", position=1, name_text="Ann\tO’Neill"),
    edge("idea/x", "RELATES_TO", "paper/gait", comment="why; not"),
    edge("session/1", "RELATES_TO", "paper/gait"),
)


def load(
    session: neo4j.Session, graph: Graph, config: Config = CONFIG, *, line_end: str = "\n"
) -> dict[str, int]:
    """Run the script as the simplest splitter would; return what changed in all."""
    (artifact,) = cypher.render(graph, config)
    changes: dict[str, int] = {}
    for statement in artifact.text.replace("\n", line_end).split(f";{line_end}"):
        if statement:
            counters = session.run(statement).consume().counters
            for name, value in vars(counters).items():
                if isinstance(value, int) and not name.startswith("_"):
                    changes[name] = changes.get(name, 0) + value
    return changes


def stored(session: neo4j.Session, config: Config = CONFIG) -> Content:
    """Read everything back that carries the library's name."""
    nodes = session.run(
        "MATCH (n) WHERE n.pkgGraph = $g RETURN n.id, labels(n), properties(n)", g=config.name
    ).values()
    edges = session.run(
        "MATCH (a)-[r]->(b) WHERE r.pkgGraph = $g RETURN r.id, a.id, type(r), b.id, properties(r)",
        g=config.name,
    ).values()
    assert len({p["pkgGen"] for *_, p in nodes + edges}) <= 1
    return (
        {id_: (labels, _read(properties)) for id_, labels, properties in nodes},
        {id_: (ends, _read(properties)) for id_, *ends, properties in edges},
    )


def stated(graph: Graph, schema: Schema = BUILTIN) -> Content:
    """Return what `stored` should give for *graph*."""
    return (
        {
            n.id: ([n.type], _written(n.id, n.properties, schema.node_types[n.type].properties))
            for n in graph.nodes.values()
        },
        {
            e.id: (
                [e.source, e.type, e.target],
                _written(e.id, e.properties, schema.edge_types[e.type].properties),
            )
            for e in graph.edges
        },
    )


def _read(properties: dict[str, Any]) -> dict[str, str]:
    return {k: repr(_iso(v)) for k, v in properties.items() if k not in ("pkgGraph", "pkgGen")}


def _iso(value: object) -> object:
    if isinstance(value, list):
        return [_iso(v) for v in value]
    if isinstance(value, neo4j.time.Date | neo4j.time.DateTime):
        return value.to_native().isoformat()
    return value


def _written(id_: str, given: Properties, declared: tuple[Property, ...]) -> dict[str, str]:
    values = ((p.camel, given[p.name]) for p in declared if p.name in given)
    written = {k: repr(list(v) if isinstance(v, tuple) else v) for k, v in values}
    return {"id": repr(id_), **written}


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(first=graphs(OWN), second=graphs(OWN))
def test_any_graph_reads_back_and_replaces_the_one_before(
    session: neo4j.Session, first: Graph, second: Graph
) -> None:
    config = Config("own", schema=OWN)
    for each in (first, second):
        load(session, each, config)
        assert stored(session, config) == stated(each, OWN)


def test_every_pair_of_hostile_pieces_reads_back(session: neo4j.Session) -> None:
    pairs = [(ids.nfc(a), ids.nfc(b)) for a, b in product(PIECES, repeat=2)]
    notes = [
        node(f"note/{i}", "Note", text=ids.nfc(a + b), aliases=(a, b, "end"), title=b)
        for i, (a, b) in enumerate(pairs)
    ]
    load(session, graph(*notes))
    assert stored(session) == stated(graph(*notes))


def test_texts_of_one_batch_that_hold_every_usual_separator_read_back(
    session: neo4j.Session,
) -> None:
    every = "\n\t|\x1f\x1e\x1d\ue0000\ue001\ue0001\ue001\ue000"
    notes = graph(node("note/1", "Note", text=every, aliases=(every, *every)))
    load(session, notes)
    assert stored(session) == stated(notes)


def test_a_second_load_changes_nothing(session: neo4j.Session) -> None:
    first = load(session, SMALL)
    assert (first["nodes_created"], first["relationships_created"]) == (4, 3)
    before = stored(session)
    again = load(session, SMALL)
    del again["properties_set"]  # Neo4j counts a value that is set to what it was
    assert not any(again.values())
    assert stored(session) == before == stated(SMALL)


def test_what_the_graph_no_longer_states_goes(session: neo4j.Session) -> None:
    load(session, SMALL)
    changed = graph(
        node("author/ann", "Author", name="Ann O'Neill"),
        node("paper/gait", "Paper", title="Another title", keywords=("b",)),
        node("session/1", "Session", name="Poster 1", start="2020-12-10T00:10:00+08:00"),
        edge("paper/gait", "AUTHORED_BY", "author/ann", position=2),
    )
    load(session, changed)
    assert stored(session) == stated(changed)
    load(session, graph())
    assert session.run("MATCH (n) RETURN count(n)").single(strict=True).value() == 0


def test_what_a_user_made_survives(session: neo4j.Session) -> None:
    load(session, SMALL)
    session.run(
        """
        MATCH (p:Paper)-[r:AUTHORED_BY]->(a)
        SET p.mine = 'read', p:Starred, r.mine = 'sure'
        CREATE (p)-[:AUTHORED_BY {position: 7}]->(a), (p)-[:LIKES]->(a),
            (:Paper {id: p.id, title: 'by hand'}),
            (b:Backup) SET b = properties(p)
        """
    ).consume()
    renamed = replace(SMALL.nodes["paper/gait"], properties={"title": "Another title"})
    load(session, replace(SMALL, nodes={**SMALL.nodes, renamed.id: renamed}))
    found = session.run(
        """
        MATCH (p:Paper {title: 'Another title'})-[r:AUTHORED_BY]->(a:Author), (p)-[:LIKES]->(a),
            (:Paper {title: 'by hand'}), (b:Backup)
        RETURN p.mine, p:Starred, r.mine, r.position, b.title, b.year ORDER BY r.position
        """
    ).values()
    backup = ["GAIT-prop: 对 target", 2020]
    assert found == [["read", True, "sure", 1, *backup], ["read", True, None, 7, *backup]]


def test_two_libraries_in_one_database_stay_apart(session: neo4j.Session) -> None:
    other = Config("other")
    theirs = graph(
        node("author/ann", "Author", name="another Ann"), node("paper/gait", "Paper", title="T")
    )
    load(session, SMALL)
    load(session, theirs, other)
    load(session, SMALL)
    assert stored(session) == stated(SMALL)
    assert stored(session, other) == stated(theirs)
    load(session, graph())
    assert stored(session, other) == stated(theirs)


def test_a_type_that_the_library_no_longer_declares_goes(session: neo4j.Session) -> None:
    own = graph(
        node("dataset/mnist", "Dataset", name="MNIST", size=70000, ratios=(0.5, 1.0)),
        node("paper/gait", "Paper", title="T"),
        edge("paper/gait", "TRAINED_ON", "dataset/mnist", epochs=3),
        edge("paper/gait", "REMINDS_OF", "paper/gait"),
    )
    load(session, own, Config("own", schema=OWN))
    assert stored(session, Config("own")) == stated(own, OWN)
    load(session, graph(own.nodes["paper/gait"]), Config("own"))
    assert stored(session, Config("own")) == stated(graph(own.nodes["paper/gait"]))


def test_dates_and_times_can_be_computed_with(session: neo4j.Session) -> None:
    load(session, SMALL)
    found = session.run(
        """
        MATCH (i:Idea), (s:Session)
        WHERE s.start < datetime('2020-12-10T00:00:00+08:00') AND i.created = date('2020-12-09')
        RETURN s.start.offset, (s.start + duration('PT10M')).day, i.created.year
        """
    ).single(strict=True)
    assert found.values() == ["+08:00", 10, 2020]


def test_line_ends_of_windows_change_nothing(session: neo4j.Session) -> None:
    load(session, SMALL, line_end="\r\n")
    assert stored(session) == stated(SMALL)


def test_every_node_is_found_by_an_index(session: neo4j.Session) -> None:
    load(session, SMALL)
    (artifact,) = cypher.render(SMALL, CONFIG)
    merges = [s for s in artifact.text.split(";\n") if s.startswith("UNWIND")]
    assert len(merges) == 7
    for statement in merges:
        plan = str(session.run(f"EXPLAIN {statement}").consume().plan)
        assert "UNIQUE n:" in plan or ("UNIQUE a:" in plan and "UNIQUE b:" in plan)
        assert "Scan" not in plan


def test_keywords_are_names_like_any_other(session: neo4j.Session) -> None:
    """Types and properties are written without quotes, which needs this to hold."""
    for word in ("null", "in", "is", "not", "end", "order", "match", "true", "distinct", "start"):
        label, type_ = word.capitalize(), word.upper()
        session.run(f"CREATE (n:{label})-[r:{type_}]->(n) SET n += {{{word}: 1}}").consume()
        found = session.run("MATCH (n)-[r]->(n) RETURN labels(n), keys(n), type(r)").values()
        assert found == [[[label], [word], type_]]
        session.run("MATCH (n) DETACH DELETE n").consume()
