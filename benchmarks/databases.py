"""What databases cost, as ratios to a bare driver, in one run.

    python benchmarks/databases.py WORKS.jsonl[.gz] [--papers 10000] [--edges 100000] [--rounds 3]

WORKS holds OpenAlex works, one a line; where they are fewer papers or edges than asked for, papers
of their titles and authors, and citations, are added. Against a server started for this:
`graph.cypher` run statement by statement, the first push, pushes of nothing (by the digest, by
counts and sums of the server, with every value read back), a push after one paper was edited, the
bulk import; each as a ratio to the same rows sent by the bare driver with UNWIND. Then what a user
types: `paperkg push` of nothing, and `paperkg query`.

Everything is measured in rounds, one after the other, and the least time of each counts; every
load goes into an emptied database, after one load that warms the server. "as a command" holds the
start of Python, what is imported, and the sync that finds nothing changed.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import neo4j

from paperkg import Library
from paperkg.bulk import WRITERS
from paperkg.bulk.tables import tables
from paperkg.exported import GRAPH, Exported
from paperkg.push import Options, Push, statements
from paperkg.server import process

BATCH: Final = 2000
FLOOR: Final = "bare driver"
PAPERKG: Final = [sys.executable, "-m", "paperkg"]


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def grown(works: list[dict[str, Any]], papers: int) -> Iterator[dict[str, Any]]:
    """Yield as many works: those that there are, then more with titles and authors of two each."""
    yield from works[:papers]
    for at in range(papers - len(works)):
        one, other = works[at % len(works)], works[(at * 7 + 1) % len(works)]
        title = f"{one['title']} and {other['title']}"
        own: dict[str, Any] = {"id": f"https://openalex.org/W9{at:09}", "referenced_works": []}
        yield {**one, **own, "doi": None, "title": title, "display_name": title}


def cited(works: list[dict[str, Any]], missing: int) -> None:
    """Have works cite earlier ones until there are as many edges more."""
    pairs = ((at, at - step) for step in itertools.count(1) for at in range(step, len(works)))
    for at, earlier in itertools.islice(pairs, max(missing, 0)):
        works[at].setdefault("referenced_works", []).append(works[earlier]["id"])


def library_of(given: Path, papers: int, edges: int, root: Path) -> Path:
    """Make and sync a library of so many papers and edges."""
    data = given.read_bytes()
    text = (gzip.decompress(data) if given.suffix == ".gz" else data).decode()
    works = list(grown([json.loads(line) for line in text.splitlines()], papers))
    path = root / "data" / "works.jsonl"
    path.parent.mkdir(parents=True)

    def save() -> None:
        path.write_text("".join(json.dumps(work) + "\n" for work in works), "utf-8")

    save()
    cited(works, edges - len(Library.open(root).graph.edges))
    save()
    Library.open(root).sync()
    return root


@contextmanager
def serving(version: str, home: Path) -> Iterator[tuple[neo4j.Session, str]]:
    bolt, http = process.free_ports((0, 0))
    process.configure(home, (bolt, http), auth=False)
    server = process.start(home, version)
    address = f"bolt://127.0.0.1:{bolt}"
    try:
        process.wait(server, bolt, home / process.LOG)
        with (
            neo4j.GraphDatabase.driver(address, notifications_min_severity="OFF") as driver,
            driver.session(database="neo4j") as session,
        ):
            yield session, address
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


class Figures:
    """The least time of each thing, and its stages then."""

    def __init__(self) -> None:
        self._least: dict[str, float] = defaultdict(lambda: float("inf"))
        self._stages: dict[str, Mapping[str, float]] = {}

    def add(self, name: str, seconds: float, stages: Mapping[str, float] | None = None) -> None:
        """Keep the time if it is the least."""
        if seconds < self._least[name]:
            self._least[name] = seconds
            self._stages[name] = stages or {}

    def told(self) -> Iterator[str]:
        """Yield a line for each thing."""
        floor = self._least[FLOOR]
        for name, seconds in self._least.items():
            stages = ", ".join(f"{k} {v:.2f}" for k, v in self._stages[name].items() if v > 0.005)
            yield f"{name:<34}{seconds:8.2f} s {seconds / floor:7.3f} x   {stages}".rstrip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("works", type=Path)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--edges", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--version", default="5.26.11")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = library_of(given.works, given.papers, given.edges, Path(folder) / "library")
        figures = Figures()
        measure(root, given.version, given.rounds, figures)
        for line in figures.told():
            print(line)


def measure(root: Path, version: str, rounds: int, figures: Figures) -> None:
    export = Exported.read(root)
    nodes = sum(e.is_node for e in export.entities)
    print(f"{nodes} nodes, {len(export.heads) - nodes} edges, Neo4j {version}, {rounds} rounds")
    with serving(version, root.parent / "server") as (session, address):
        work = rows_of(export)
        emptied(session, export)
        bare(session, work)
        text = (root / "export" / "graph.cypher").read_text("utf-8")
        for _ in range(rounds):
            emptied(session, export)
            figures.add(FLOOR, timed(lambda: bare(session, work)))
            emptied(session, export)
            figures.add("graph.cypher", timed(lambda: script(session, text)))
            emptied(session, export)
            pushes(root, session, figures)
        commands(root, address, rounds, figures)
    WRITERS["csv"](Exported.read(root), root.parent / "csv")
    for at in range(rounds):
        home = root.parent / f"imported-{at}"
        process.configure(home, (0, 0), auth=False)
        taken = timed(lambda to=home: process.bulk_import(to, version, root.parent / "csv"))  # type: ignore[misc]
        figures.add("bulk import, Java's start within", taken)


def pushes(root: Path, session: neo4j.Session, figures: Figures) -> None:
    def push(name: str, options: Options = Options()) -> None:  # noqa: B008 - frozen
        start = time.perf_counter()
        done = Push(root, Exported.read(root), session, "here").run(options)
        figures.add(name, time.perf_counter() - start, done.seconds)

    push("first push")
    push("nothing changed, --quick", Options(quick=True))
    push("nothing changed")
    push("nothing changed, --verify", Options(verify=True))
    edited(root)
    push("one paper edited")
    edited(root)
    push("one paper edited, --quick", Options(quick=True))


def commands(root: Path, address: str, rounds: int, figures: Figures) -> None:
    def run(*line: str) -> float:
        return timed(lambda: subprocess.run(line, check=True, capture_output=True))

    def command(*words: str) -> float:
        return run(*PAPERKG, "-C", str(root), *words)

    to = ("--uri", address)
    query = ("query", "papers-by-topic", "-p", "limit=5")
    command("sync")  # the export was edited by hand
    command("push", *to)
    figures.add("query, the store being made", command(*query))
    for _ in range(rounds):
        figures.add("push of nothing, as a command", command("push", *to))
        figures.add("push --quick, as a command", command("push", "--quick", *to))
        figures.add("query, as a command", command(*query))
        figures.add("start of Python", run(sys.executable, "-c", "pass"))


if __name__ == "__main__":
    main()
