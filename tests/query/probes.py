"""Probes of what Cypher means: small queries over a small graph, each with one point.

Written from the chapters of the Cypher manual and the areas of openCypher's TCK. What Neo4j
answers stands in probes.json, which the engine tests hold against both servers; where the
embedded engine differs, docs/cypher.md says so by the probe's name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import neo4j

from engines.entities import edge, graph, node
from paperkg.query.values import EdgeValue, NodeValue, PathValue

HERE: Final = Path(__file__).parent

GRAPH: Final = graph(
    node("paper/a", "Paper", title="Alpha", year=2020, keywords=("x", "y"), date="2020-01-31"),
    node("paper/b", "Paper", title="beta", year=2019, keywords=("y",)),
    node("paper/c", "Paper", title="Gamma", short_name="G"),
    node("paper/d", "Paper", title="Ångström 对", year=2020, date="2021-03-01"),
    node("author/ann", "Author", name="Ann"),
    node("author/bob", "Author", name="Bob", name_zh="鲍勃"),
    node("author/cy", "Author", name="Cy"),
    node("topic/t1", "Topic", name="t1"),
    node("topic/t2", "Topic", name="t2"),
    node("topic/t3", "Topic", name="t3"),
    node("idea/i", "Idea", text='it\'s \\ "so"\nsecond line', created="2020-12-09"),
    node("idea/j", "Idea", text="lonely"),
    node("session/s", "Session", name="S", start="2020-12-09T23:50:00+08:00"),
    edge("paper/a", "AUTHORED_BY", "author/ann", position=1, name_text="A."),
    edge("paper/a", "AUTHORED_BY", "author/bob", position=2),
    edge("paper/b", "AUTHORED_BY", "author/bob", position=1),
    edge("paper/b", "AUTHORED_BY", "author/cy", position=2),
    edge("paper/c", "AUTHORED_BY", "author/cy", position=1),
    edge("paper/a", "CITES", "paper/b"),
    edge("paper/b", "CITES", "paper/c"),
    edge("paper/c", "CITES", "paper/a"),
    edge("paper/a", "CITES", "paper/d"),
    edge("paper/a", "ABOUT", "topic/t1"),
    edge("paper/b", "ABOUT", "topic/t2"),
    edge("topic/t2", "BROADER", "topic/t1"),
    edge("topic/t3", "BROADER", "topic/t2"),
    edge("idea/i", "RELATES_TO", "paper/a", comment="why"),
    edge("idea/i", "SUPPORTS", "paper/b"),
    edge("paper/d", "RELATES_TO", "paper/d"),
    edge("paper/a", "PRESENTED_AT", "session/s", kind="oral", number=3),
)


def _probes() -> dict[str, str]:
    found: dict[str, str] = {}
    area, number, lines = "", 0, list[str]()
    text = (HERE / "probes.cypher").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:  # below the comment
        if line.startswith("// "):
            area, number = line[3:], 0
        elif line:
            lines.append(line)
        if line.endswith(";"):
            number += 1
            found[f"{area}-{number}"] = "\n".join(lines).removesuffix(";")
            lines.clear()
    return found


PROBES: Final = _probes()
"""Query by name."""


def expected() -> dict[str, Any]:
    """Return what Neo4j 5.26 answers: rows, or that it refuses."""
    found: dict[str, Any] = json.loads((HERE / "probes.json").read_text(encoding="utf-8"))
    return found


def outcome(query: str, run: Callable[[str], list[list[Any]]], refusal: type[Exception]) -> Any:
    """Return the rows in a form that any engine's answer can be compared in.

    Where the query orders nothing, neither is the order of the rows compared.
    """
    try:
        rows = [[normal(value) for value in row] for row in run(query)]
    except refusal:
        return "refused"
    return rows if "ORDER BY" in query else sorted(rows, key=json.dumps)


def normal(value: Any) -> Any:  # noqa: PLR0911 - a kind a line
    """Return JSON in which `1`, `1.0` and `true` differ; nodes and edges by their ids."""
    match value:
        case list():
            return [normal(v) for v in value]
        case dict():
            return {k: normal(v) for k, v in sorted(value.items())}
        case NodeValue() | EdgeValue():
            return f"({value.properties['id']})"
        case neo4j.graph.Node() | neo4j.graph.Relationship():
            return f"({value['id']})"
        case PathValue():
            return ["path", *map(normal, value.nodes), *map(normal, value.edges), *value.forwards]
        case neo4j.graph.Path():
            pairs = zip(value.relationships, value.nodes[:-1], strict=True)
            starts = [r.start_node == n for r, n in pairs]
            return ["path", *map(normal, value.nodes), *map(normal, value.relationships), *starts]
        case float():
            return f"{value:.12g} as float"
        case _ if hasattr(value, "iso_format"):
            return time(value.iso_format())
        case str():
            return time(value)
        case _:
            return value


def time(text: str) -> str:
    """Return a date or time in one spelling: no empty seconds, no zeros of a fraction."""
    text = text.replace("+00:00", "Z")
    return re.sub(r"^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::00)?(?:\.0+)?(?=[Z+-]|$)", r"\1", text)
