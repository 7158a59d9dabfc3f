"""Whole libraries on real servers: the views agree."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import neo4j
import pytest

from engines.test_neo4j_script import stated, stored
from paperkg import Library

pytestmark = pytest.mark.engine

ROOT = Path(__file__).resolve().parents[2]


def run_script(session: neo4j.Session, script: Path) -> None:
    for statement in script.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            session.run(statement).consume()


@pytest.mark.parametrize("which", ["seed", "data"])
def test_the_database_holds_what_graph_jsonl_holds(
    which: str, session: neo4j.Session, seed: Path, tmp_path: Path
) -> None:
    if which == "seed":
        (tmp_path / "data").mkdir()
        shutil.copy(seed, tmp_path / "data")
    else:
        shutil.copytree(ROOT / "data", tmp_path / "data")
    library = Library.open(tmp_path)
    library.sync()
    for _ in range(2):  # loading twice changes nothing
        run_script(session, tmp_path / "export" / "graph.cypher")
        assert stored(session, library.config) == stated(library.graph)
    lines = (tmp_path / "export" / "graph.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    nodes, edges = stored(session, library.config)
    assert nodes.keys() == {t["id"] for t in told if t["kind"] == "node"}
    assert edges.keys() == {t["id"] for t in told if t["kind"] == "edge"}
