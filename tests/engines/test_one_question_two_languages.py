"""A question that is shipped in Cypher and in SPARQL gives the same rows in both."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any, Final

import neo4j
import pytest

from engines.test_neo4j_library import run_script
from paperkg import Library
from paperkg.named_queries import CYPHER, SPARQL, parameters

pytestmark = pytest.mark.engine

ROOT: Final = Path(__file__).resolve().parents[2]
IN_CYPHER: Final = CYPHER.queries()
IN_SPARQL: Final = SPARQL.queries()
BOTH: Final = sorted(IN_CYPHER.keys() & IN_SPARQL.keys())


def test_there_are_such_questions() -> None:
    assert len(BOTH) >= 5


@pytest.mark.parametrize("name", BOTH)
def test_the_rows_are_the_same(name: str, session: neo4j.Session, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    library = Library.open(tmp_path)
    library.sync()
    run_script(session, tmp_path / "export" / "graph.cypher")
    query = IN_CYPHER[name]
    by_cypher = [r.data() for r in session.run(query.statement, parameters({}, query))]
    found = json.loads(library.sparql(IN_SPARQL[name].text).body)
    names = [n for n in found["head"]["vars"] if n in by_cypher[0]]
    assert len(names) == len(found["head"]["vars"]) >= 2
    by_sparql = [{n: plain(row.get(n)) for n in names} for row in found["results"]["bindings"]]
    assert rows(by_sparql, names) == rows(by_cypher, names)


def plain(term: dict[str, str] | None) -> Any:
    if term is None:
        return None
    return int(term["value"]) if term.get("datatype", "").endswith("#integer") else term["value"]


def rows(found: list[dict[str, Any]], names: list[str]) -> Counter[tuple[Any, ...]]:
    """Return the rows without their order: nulls come first in SPARQL, last in Cypher."""
    return Counter(tuple(row[name] for name in names) for row in found)
