"""The embedded engine answers the probes as Neo4j does; docs/cypher.md names all others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paperkg.config import Config
from paperkg.query import Engine, QueryError, opened
from paperkg.query.refusals import KNOWN, prepared
from paperkg.sinks import jsonl
from query.probes import GRAPH, PROBES, expected, outcome

DOCS = Path(__file__).resolve().parents[2] / "docs" / "cypher.md"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    root = tmp_path_factory.mktemp("library")
    for artifact in jsonl.render(GRAPH, Config("probes")):
        (root / artifact.path).parent.mkdir(exist_ok=True)
        (root / artifact.path).write_text(artifact.text, encoding="utf-8")
    with opened(root) as found:
        yield found


def test_there_are_enough_probes_and_an_answer_to_each() -> None:
    assert len(PROBES) >= 120
    assert expected().keys() == PROBES.keys()
    assert sum(rows != "refused" for rows in expected().values()) > 200


def test_all_differences_are_named_and_each_is_refused_or_warned_about(engine: Engine) -> None:
    warned: dict[str, list[str]] = {}

    def run(query: str) -> list[list[Any]]:
        cypher = prepared(query)
        answer = engine.run(cypher.text, {})
        rows = list(answer.rows)
        warned[query] = [*cypher.warnings, *answer.warnings]
        return rows

    found = {name: outcome(query, run, QueryError) for name, query in PROBES.items()}
    different = {name for name, rows in found.items() if rows != expected()[name]}
    named = set(
        re.findall(r"^\| `([a-z]+-\d+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert different == named
    for name in different:
        assert found[name] == "refused" or warned[PROBES[name]], name


def test_what_is_known_is_found_outside_of_quotes_only() -> None:
    for known in KNOWN:
        assert known.name in DOCS.read_text(encoding="utf-8")
    assert prepared("RETURN 'keys(x)' AS a // keys(y)").warnings == ()
    assert prepared("MATCH (n) RETURN keys (n)").warnings
    assert prepared("CYPHER 25 RETURN 1;").text == "RETURN 1"
