"""What databases cost, as ratios to a bare driver, in one run.

    python benchmarks/databases.py LIBRARY [--version 5.26.11]

LIBRARY is a folder that was synced. Against a server started for this: `graph.cypher` run
statement by statement, the first push, pushes of nothing (by the digest, by counts and sums
of the server, with every value read back), a push after one title changed, the bulk import,
each as a ratio to the same rows sent by the bare driver with UNWIND. Then `paperkg query`
from cold. Every load goes into an emptied database, after one load that warms the server.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import neo4j

from paperkg.bulk import WRITERS
from paperkg.bulk.tables import tables
from paperkg.exported import GRAPH, SCHEMA, Exported
from paperkg.push import Options, Push, statements
from paperkg.server import process

BATCH = 2000


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


@contextmanager
def serving(version: str, home: Path) -> Iterator[neo4j.Session]:
    bolt, http = process.free_ports((0, 0))
    process.configure(home, (bolt, http), auth=False)
    server = process.start(home, version)
    try:
        process.wait(server, bolt, home / process.LOG)
        with (
            neo4j.GraphDatabase.driver(
                f"bolt://127.0.0.1:{bolt}", notifications_min_severity="OFF"
            ) as driver,
            driver.session(database="neo4j") as session,
        ):
            yield session
    finally:
        server.terminate()
        server.wait(60)


def emptied(session: neo4j.Session, export: Exported) -> None:
    session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
    for statement in statements.constraints(export.node_types).values():
        session.run(statement).consume()
    session.run("CALL db.awaitIndexes()").consume()


def rows_of(export: Exported) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return what a bare driver would send: a statement and its rows."""
    found = []
    for table in tables(export):
        plain = [
            {
                "id": row["id"],
                "a": row.get(":START_ID"),
                "b": row.get(":END_ID"),
                "p": {k: v for k, v in row.items() if not k.startswith(":")},
            }
            for row in table.rows
        ]
        key = "{pkgGraph: row.p.pkgGraph, id: row."
        if table.ends:
            query = (
                f"UNWIND $rows AS row MATCH (a:{table.ends[0]} {key}a}}) "
                f"MATCH (b:{table.ends[1]} {key}b}}) "
                f"MERGE (a)-[r:{table.type} {key}id}}]->(b) SET r = row.p"
            )
        else:
            query = f"UNWIND $rows AS row MERGE (n:{table.type} {key}id}}) SET n = row.p"
        found.append((query, plain))
    return found


def bare(session: neo4j.Session, work: list[tuple[str, list[dict[str, Any]]]]) -> None:
    for query, rows in work:
        for start in range(0, len(rows), BATCH):
            session.execute_write(_sent, query, rows[start : start + BATCH])


def _sent(transaction: neo4j.ManagedTransaction, query: str, rows: list[dict[str, Any]]) -> None:
    transaction.run(query, rows=rows).consume()


def script(session: neo4j.Session, text: str) -> None:
    for statement in text.split(";\n"):
        if statement.strip():
            session.run(statement).consume()


def edited(root: Path) -> None:
    """Change the title of one paper in the export."""
    path = root / GRAPH
    head, mark, rest = path.read_text("utf-8").partition('"type":"Paper","properties":{"title":"')
    path.write_text(f"{head}{mark}Edited {rest}", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("library", type=Path)
    parser.add_argument("--version", default="5.26.11")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "library"
        (root / "export").mkdir(parents=True)
        (root / "data").mkdir()
        for name in (GRAPH, SCHEMA, "export/graph.cypher"):
            shutil.copy(given.library / name, root / name)
        measure(root, given.version, Path(folder))


def measure(root: Path, version: str, folder: Path) -> None:
    export = Exported.read(root)
    counts = f"{sum(1 for e in export.entities if e.is_node)} nodes"
    print(f"{counts}, {len(export.heads)} entities in all, Neo4j {version}")
    figures: dict[str, float] = {}
    stages: dict[str, dict[str, float]] = {}
    with serving(version, folder / "server") as session:

        def push(name: str, options: Options = Options()) -> None:  # noqa: B008 - frozen
            start = time.perf_counter()
            done = Push(root, Exported.read(root), session, "here").run(options)
            figures[name] = time.perf_counter() - start
            stages[name] = done.seconds

        work = rows_of(export)
        emptied(session, export)
        bare(session, work)  # warms the server
        emptied(session, export)
        floor = timed(lambda: bare(session, work))
        text = (root / "export" / "graph.cypher").read_text("utf-8")
        emptied(session, export)
        figures["script load"] = timed(lambda: script(session, text))
        emptied(session, export)
        push("first push")
        push("nothing changed, quick", Options(quick=True))
        push("nothing changed")
        push("nothing changed, verified", Options(verify=True))
        edited(root)
        push("one title edited")
        edited(root)
        push("one title edited, quick", Options(quick=True))
    WRITERS["csv"](Exported.read(root), folder / "csv")
    home = folder / "imported"
    process.configure(home, (0, 0), auth=False)
    figures["bulk import"] = timed(lambda: process.bulk_import(home, version, folder / "csv"))
    print(f"bare driver                {floor:8.2f} s")
    for name, seconds in figures.items():
        told = ", ".join(f"{k} {v:.2f}" for k, v in stages.get(name, {}).items() if v > 0.005)
        print(f"{name:<27}{seconds:8.2f} s {seconds / floor:7.3f} x bare driver   {told}")
    query = [sys.executable, "-m", "paperkg", "-C", str(root), "query", "papers-by-topic"]

    def ask() -> None:
        subprocess.run([*query, "-p", "limit=5"], check=True, stdout=subprocess.DEVNULL)

    print(f"query, the store being made{timed(ask):8.2f} s")
    cold = statistics.median(timed(ask) for _ in range(3))
    python = timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    print(f"query, from cold           {cold:8.2f} s, of which Python's start {python:.2f}")


if __name__ == "__main__":
    main()
