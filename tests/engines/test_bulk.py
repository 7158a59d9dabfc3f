"""The tables for bulk import, read by the real importer: every value equal."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import neo4j
import pytest

from engines.entities import edge, graph, node
from engines.neo4j_server import VERSIONS, ServerError, running
from engines.test_neo4j_script import SMALL, stated
from engines.test_push import exported, held
from graphs import OWN, PIECES
from paperkg import ids
from paperkg.bulk import WRITERS
from paperkg.config import Config
from paperkg.model import Graph
from paperkg.push import Options, Push
from paperkg.server import process

pytestmark = pytest.mark.engine

CONFIG = Config("it's; \\u0041 library", schema=OWN)


def everything() -> Graph:
    """Return a graph with each kind of value, and pairs of hostile pieces of text."""
    every = list(product(PIECES, repeat=2))[::7]  # no row of the square is left out
    pairs = [(ids.nfc(a), ids.nfc(b)) for a, b in every]
    notes = [
        node(f"note/{i}", "Note", text=ids.nfc(a + b), aliases=(a, b, "end"), title=b)
        for i, (a, b) in enumerate(pairs)
    ]
    own = (
        node("dataset/m", "Dataset", name="M", size=7, ratios=(0.5, 1.0), open=True),
        edge("paper/gait", "TRAINED_ON", "dataset/m", epochs=3),
        edge("paper/gait", "REMINDS_OF", "paper/gait"),
    )
    return graph(*SMALL.nodes.values(), *SMALL.edges, *notes, *own)


# 5.26 reads no lists and no dates from Parquet
CASES = [*((v, "csv") for v in VERSIONS), (VERSIONS[-1], "parquet")]


@pytest.mark.parametrize(("version", "form"), CASES)
def test_the_importer_reads_what_was_written(version: str, form: str, tmp_path: Path) -> None:
    what = everything()
    export = exported(what, CONFIG, tmp_path)
    folder = tmp_path / "export" / form
    WRITERS[form](export, folder)

    def load(home: Path) -> None:
        process.bulk_import(home, version, folder)

    with (
        running(version, load) as address,
        neo4j.GraphDatabase.driver(address, notifications_min_severity="OFF") as driver,
        driver.session(database="neo4j") as session,
    ):
        assert held(session, CONFIG) == stated(what, OWN)
        for statement in (folder / "schema.cypher").read_text("utf-8").split(";\n"):
            if statement:
                session.run(statement).consume()
        assert not Push(tmp_path, export, session, "here").run(Options()).differs
        assert not Push(tmp_path, export, session, "here").run(Options(verify=True)).differs


def test_an_importer_before_2025_refuses_parquet_and_says_so(tmp_path: Path) -> None:
    export = exported(SMALL, CONFIG, tmp_path)
    WRITERS["parquet"](export, tmp_path / "parquet")
    assert "Neo4j 2025.04 or later" in (tmp_path / "parquet" / "import.args").read_text("utf-8")
    home = tmp_path / "home"
    process.configure(home, (0, 0), auth=False)
    with pytest.raises(ServerError, match="the import failed"):
        process.bulk_import(home, VERSIONS[0], tmp_path / "parquet")
