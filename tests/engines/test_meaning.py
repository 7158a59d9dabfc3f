"""One meaning: what the probes and the named queries answer on real servers."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import neo4j
import pytest

from engines.test_push import push
from paperkg import Library
from paperkg.config import Config
from paperkg.exported import Exported
from paperkg.named_queries import CYPHER, parameters
from paperkg.push import Options, Push
from paperkg.query import opened
from query.probes import GRAPH, HERE, PROBES, expected, normal, outcome

pytestmark = pytest.mark.engine

ROOT = Path(__file__).resolve().parents[2]


def test_the_probes_mean_what_is_written_down(session: neo4j.Session, tmp_path: Path) -> None:
    push(session, GRAPH, tmp_path, Config("probes"))
    session.run("MATCH (s:PaperkgPush) DELETE s").consume()

    def run(query: str) -> list[list[Any]]:
        return session.run(query).values()

    refusal = neo4j.exceptions.Neo4jError
    found = {name: outcome(query, run, refusal) for name, query in PROBES.items()}
    if os.environ.get("UPDATE_PROBES"):
        lines = (f"{json.dumps(n)}: {json.dumps(r, ensure_ascii=False)}" for n, r in found.items())
        (HERE / "probes.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    assert {n: r for n, r in found.items() if r != expected()[n]} == {}


def test_named_queries_answer_alike_everywhere(session: neo4j.Session, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    Library.open(tmp_path).sync()
    Push(tmp_path, Exported.read(tmp_path), session, "here").run(Options())
    with opened(tmp_path) as engine:
        for name, query in CYPHER.queries().items():
            given = parameters({}, query)
            here = [[normal(v) for v in row] for row in engine.run(query.statement, given).rows]
            there = session.run(query.statement, given).values()
            found = [[normal(v) for v in row] for row in there]
            if "ORDER BY" not in query.statement:
                here, found = sorted(here, key=json.dumps), sorted(found, key=json.dumps)
            assert here == found, name
