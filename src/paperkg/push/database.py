"""One library in one Neo4j database: reads and idempotent writes, batch by batch."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

import neo4j
from neo4j.exceptions import Neo4jError

from paperkg.diagnostics import PaperkgError
from paperkg.exported import Exported, Totals
from paperkg.push import rows as batches
from paperkg.push import statements as cypher
from paperkg.push.difference import Difference, Stored
from paperkg.push.rows import Rows, made_ahead

Progress: TypeAlias = Callable[[str], None]
"""Told what is being done, between the transactions."""


@dataclass(frozen=True, slots=True)
class State:
    """What a database remembers of the last push of a library.

    Attributes:
        totals: Of what was pushed; None while a push is under way.
        keys: `Type.key` of all values that pushes wrote.
        kept: How many entities are marked as gone.
    """

    totals: Totals | None = None
    keys: tuple[str, ...] = ()
    kept: int = 0


class Database:
    """What of a database belongs to one library.

    Reads and writes are transactions that the driver repeats where that may help; each is
    safe to run twice.
    """

    def __init__(self, session: neo4j.Session, graph: str, progress: Progress) -> None:
        self._session = session
        self._graph = graph
        self._progress = progress

    def state(self) -> State | None:
        """Return what is remembered; None where nothing was pushed yet."""
        found = self._read(cypher.READ_STATE)
        if not found:
            return None
        raw = found[0][0]
        holds = json.loads(raw.get("holds", "null"))
        return State(Totals(*holds) if holds else None, tuple(raw["keys"]), raw["kept"])

    def remember(self, state: State) -> None:
        """Write the state down."""
        raw = {
            "graph": self._graph,
            "holds": json.dumps(state.totals.as_list() if state.totals else None),
            "keys": list(state.keys),
            "kept": state.kept,
        }
        self._write(cypher.WRITE_STATE, state=raw)

    def prepare(self, labels: Iterable[str]) -> None:
        """Create the constraints that are missing; they bring the indexes too.

        Raises:
            PaperkgError: What others have in the database stands in the way.
        """
        (present,) = self._read(cypher.CONSTRAINTS)[0]
        for name, statement in cypher.constraints(labels).items():
            if name not in present:
                self._progress("preparing the database")
                try:
                    self._session.run(statement).consume()
                except Neo4jError as error:
                    raise PaperkgError(self._in_the_way(name, error)) from error

    def _in_the_way(self, name: str, error: Neo4jError) -> str:
        """Return what keeps a constraint from being made, and how to mend it."""
        from paperkg.sinks.cypher_text import quoted  # noqa: PLC0415 - most pushes need none

        label = name.removeprefix(cypher.PREFIX)
        for graph, id_, number in self._read(cypher.copies(label)):
            which = f"(n:{label} {{pkgGraph: {quoted(graph)}, id: {quoted(id_)}}})"
            return (
                f"the database holds {number} of {which}, where one may be. Copies are let go of "
                f"by: MATCH {which} WITH n ORDER BY n.pkgHash SKIP 1 REMOVE n.pkgGraph. Nothing "
                "was written"
            )
        said = (error.message or str(error)).rstrip(".")
        return (
            f"the database does not take the constraint {name}: {said}. What others made "
            "there is listed by SHOW INDEXES and SHOW CONSTRAINTS; drop what stands in the way, or "
            "push to another database. Nothing was written"
        )

    def totals(self, labels: Iterable[str]) -> Totals | None:
        """Return counts and sums by the server; None where something is no push's work."""
        nodes = self._read(cypher.count_nodes(labels))
        ((edges, edges_hashed, edge_sum),) = self._read(cypher.COUNT_EDGES)
        if edges != edges_hashed or any(number != hashed for number, hashed, _ in nodes):
            return None
        return Totals(sum(n for n, _, _ in nodes), edges, sum(s for *_, s in nodes), edge_sum)

    def labels(self) -> list[str]:
        """Return the labels that nodes of ours bear, declared or not."""
        found: list[str] = self._read(cypher.READ_LABELS)[0][0]
        return found

    def nodes(self, labels: Iterable[str], *, values: bool) -> dict[str, Stored]:
        """Return our nodes by id."""
        found: dict[str, Stored] = {}
        for label in labels:
            self._progress(f"reading {label} nodes")
            for (chunk,) in self._read(cypher.read_nodes(label, values=values)):
                for id_, hash_, properties in chunk:
                    found[id_] = Stored(hash_, label, properties)
        return found

    def edges(self, *, values: bool) -> dict[str, list[Stored]]:
        """Return our edges, and users' copies of them, by id."""
        self._progress("reading edges")
        found: dict[str, list[Stored]] = {}
        for (chunk,) in self._read(cypher.read_edges(values=values)):
            for id_, hash_, properties, kind, a, b, handle in chunk:
                stored = Stored(hash_, kind, properties, (a, b), handle)
                found.setdefault(id_, []).append(stored)
        return found

    def apply(self, what: Difference, export: Exported, keys: Mapping[str, set[str]]) -> int:
        """Send a difference: what goes, then nodes, then edges.

        Args:
            what: The difference.
            export: Where its entities are from.
            keys: The keys by type under which a push writes or wrote values.

        Returns:
            How many entities were not deleted, since others attached something to them.
        """
        kept = 0
        labels = {name.lower(): name for name in keys}
        self._batches(what.copies, cypher.DISOWN_EDGES, "letting go of copied edges")
        every = sorted({*cypher.MARKS, *(k for ks in keys.values() for k in ks)})
        stale = cypher.drop_edges(cypher.BY_HANDLE)
        kept += self._batches(what.stale_handles, stale, "deleting edges", ours=every)
        for (kind, source), rows in _grouped(
            what.stale_edges, lambda e: (e[0], labels[e[2].partition("/")[0]])
        ):
            stale = cypher.drop_edges(cypher.by_source(kind, source))
            ours = sorted({*cypher.MARKS, *keys[kind]})
            kept += self._batches([r[1:] for r in rows], stale, "deleting edges", ours=ours)
        for label, nodes in _grouped(what.stale_nodes, lambda n: n[0]):
            ours = sorted({*cypher.MARKS, *keys.get(label, ())})
            stale = cypher.drop_nodes(label)
            kept += self._batches([n[1] for n in nodes], stale, f"deleting {label}", ours=ours)
        made = Rows(export, keys)
        for puts in (what.nodes, what.edges):
            done = 0
            for batch in made_ahead(made.batches(puts)):
                self._progress(f"writing {batch.type}: {done} of {len(puts)}")
                self._write(batch.query, rows=batch.rows)
                done += len(batch.rows)
        return kept

    def wipe(self, labels: Iterable[str], keys: Mapping[str, set[str]]) -> int:
        """Remove everything of ours; return how many entities others had made theirs too."""
        every = sorted({*cypher.MARKS, *(k for ks in keys.values() for k in ks)})
        handles = [s.handle for found in self.edges(values=False).values() for s in found]
        stale = cypher.drop_edges(cypher.BY_HANDLE)
        kept = self._batches(handles, stale, "deleting edges", ours=every)
        for label in labels:
            ids = list(self.nodes([label], values=False))
            ours = sorted({*cypher.MARKS, *keys.get(label, ())})
            kept += self._batches(ids, cypher.drop_nodes(label), f"deleting {label}", ours=ours)
        self._write(cypher.DISOWN_GONE_EDGES)
        self._write(cypher.DISOWN_NODES)
        self._write(cypher.DELETE_STATE)
        if not self._read(cypher.OTHER_STATES)[0][0]:
            for name in cypher.constraints(labels):
                self._session.run(cypher.drop_constraint(name)).consume()
        return kept

    def _batches(self, rows: Sequence[Any], query: str, doing: str, **more: object) -> int:
        """Write rows, one transaction a batch; return how many entities were kept."""
        kept = 0
        for start in range(0, len(rows), batches.BATCH):
            self._progress(f"{doing}: {start} of {len(rows)}")
            counted = self._write(query, rows=rows[start : start + batches.BATCH], **more)
            kept += counted.get("kept", 0)
        return kept

    def _read(self, query: str, **more: object) -> list[list[Any]]:
        def work(transaction: neo4j.ManagedTransaction) -> list[list[Any]]:
            return transaction.run(query, graph=self._graph, **more).values()  # type: ignore[arg-type]

        return self._session.execute_read(work)

    def _write(self, query: str, **more: object) -> dict[str, int]:
        def work(transaction: neo4j.ManagedTransaction) -> dict[str, int]:
            record = transaction.run(query, graph=self._graph, **more).single()  # type: ignore[arg-type]
            return dict(record) if record else {}

        return self._session.execute_write(work)


def _grouped(items: Iterable[Any], key: Callable[[Any], Any]) -> Iterator[tuple[Any, list[Any]]]:
    for name, group in groupby(sorted(items, key=key), key):
        yield name, list(group)
