"""A push: as little asked and sent as makes a database hold what was exported.

A push that was broken off leaves the digest empty, so the next one compares everything.
The heads that were pushed last lie beside the library; as long as the database bears
their digest, a difference is known without reading it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from time import perf_counter
from typing import Any, Final, TypeVar

import neo4j

from paperkg.diagnostics import PaperkgError
from paperkg.exported import Exported, Hashes, Totals, digest
from paperkg.push.database import Database, Progress, State
from paperkg.push.difference import Difference, against, between

FOLDER: Final = ".paperkg/cache/pushed"
_ATTEMPTS: Final = 2
_T = TypeVar("_T")


class PushError(PaperkgError):
    """A database is not in the state of the graph, and why."""


@dataclass(frozen=True, slots=True)
class Options:
    """How thorough a push is.

    Attributes:
        quick: Trust the digest in the database; what others deleted stays unseen.
        verify: Read every value back and repair what differs.
        dry_run: Write nothing.
    """

    quick: bool = False
    verify: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did, or would do.

    Attributes:
        counts: Created, updated, deleted.
        kept: Entities that left the graph, kept for what others attached to them.
        totals: What the database holds of the library now.
        seconds: By stage.
    """

    counts: dict[str, int]
    kept: int
    totals: Totals
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def differs(self) -> bool:
        """Whether anything was or would be sent."""
        return any(self.counts.values())

    def as_json(self) -> dict[str, Any]:
        """Return it for `--json`."""
        return {
            **self.counts,
            "kept": self.kept,
            "nodes": self.totals.nodes,
            "edges": self.totals.edges,
            "seconds": {stage: round(s, 3) for stage, s in self.seconds.items()},
        }


class Push:
    """One push of one library to one database."""

    def __init__(
        self,
        root: Path,
        export: Exported,
        session: neo4j.Session,
        address: str,
        progress: Progress = lambda _: None,
    ) -> None:
        self._export = export
        self._hashes = Hashes(export.temporal)
        self._database = Database(session, export.library, progress)
        name = blake2b(f"{address}\n{export.library}".encode(), digest_size=8).hexdigest()
        self._base = root / FOLDER / f"{name}.jsonl"
        self._progress = progress
        self._seconds: dict[str, float] = {}

    def run(self, options: Options) -> Pushed:
        """Bring the database to the state of the export.

        Raises:
            PushError: Somebody else changed what is ours while we wrote.
        """
        state = self._timed("state", self._database.state)
        if state and not options.verify and (known := self._known(state, options)):
            return known
        return self._everything(state or State(), options)

    def wipe(self) -> int:
        """Remove everything of the library; return how many entities others still need."""
        state = self._database.state() or State()
        labels = sorted({*self._export.node_types, *self._database.labels()})
        kept = self._database.wipe(labels, self._keys(state))
        self._base.unlink(missing_ok=True)
        return kept

    def _known(self, state: State, options: Options) -> Pushed | None:
        """Push what is known to differ; None if the database has to be compared."""
        if state.digest == self._export.digest:
            found, change = Difference(), Totals()
        elif (old := self._old(state.digest)) is not None:
            found, change = self._timed("compare", lambda: between(old, self._export, self._hashes))
        else:
            return None
        if not options.quick and self._totals() != state.totals:
            return None
        totals = _sum(state.totals, change)
        if options.dry_run or state.digest == self._export.digest:
            return self._pushed(found, 0, totals)
        if state.kept and any(not p.known for p in (*found.nodes, *found.edges)):
            found = _as_known(found)
        kept = self._send(found, replace(state, totals=totals))
        # what is sent to nodes that somebody deleted goes nowhere
        if found and not options.quick and self._totals() != totals:
            return None
        return self._pushed(found, kept, totals)

    def _everything(self, state: State, options: Options) -> Pushed:
        totals = self._timed("hash", lambda: Totals().plus(self._export.heads, self._hashes))
        first: Difference | None = None
        kept = 0
        for _ in range(_ATTEMPTS):
            found = self._difference(state, options)
            first = first or found
            if options.dry_run:
                return self._pushed(found, 0, totals)
            if state.kept:
                found = _as_known(found)
            kept += self._send(found, replace(state, totals=totals, kept=state.kept + kept))
            if self._totals() == totals:
                return self._pushed(first, kept, totals)
            state = replace(state, digest="")
        self._database.remember(replace(state, digest=""))
        raise PushError(
            "the database does not hold what was sent: somebody else changes nodes or edges of "
            f"the library '{self._export.library}' at the same time. Run again when they are done"
        )

    def _difference(self, state: State, options: Options) -> Difference:
        if not options.dry_run:
            self._timed("prepare", lambda: self._database.prepare(self._export.node_types))
        labels = sorted({*self._export.node_types, *self._database.labels()})
        nodes = self._timed("read", lambda: self._database.nodes(labels, values=options.verify))
        edges = self._timed("read", lambda: self._database.edges(values=options.verify))
        keys = self._keys(state)
        return self._timed(
            "compare", lambda: against(self._export, self._hashes, nodes, edges, keys)
        )

    def _send(self, found: Difference, state: State) -> int:
        """Send a difference and remember the new state; it is unknown in between."""
        keys = self._keys(state)
        state = replace(
            state, keys=tuple(f"{t}.{k}" for t in sorted(keys) for k in sorted(keys[t]))
        )
        kept = 0
        if found:
            self._database.remember(replace(state, digest=""))
            self._base.unlink(missing_ok=True)
            kept = self._timed("write", lambda: self._database.apply(found, self._export, keys))
        self._timed(
            "state",
            lambda: self._database.remember(
                replace(state, digest=self._export.digest, kept=state.kept + kept)
            ),
        )
        self._keep()
        return kept

    def _totals(self) -> Totals | None:
        return self._timed("count", lambda: self._database.totals(self._export.node_types))

    def _keys(self, state: State) -> dict[str, set[str]]:
        """Return the keys by type under which a push writes or wrote values."""
        types = (*self._export.node_types.values(), *self._export.edge_types.values())
        keys = {t.name: {c.key for c in t.columns} for t in types}
        for name in state.keys:
            kind, _, key = name.partition(".")
            keys.setdefault(kind, set()).add(key)
        return keys

    def _old(self, wanted: str) -> list[bytes] | None:
        """Return the heads pushed last, if it is they that the database has."""
        try:
            temporal, *heads = self._base.read_bytes().split(b"\n")
            known = json.loads(temporal)
        except (OSError, ValueError):
            return None
        same = frozenset(known) == self._export.temporal and digest(known, heads) == wanted
        return heads if same else None

    def _keep(self) -> None:
        self._base.parent.mkdir(parents=True, exist_ok=True)
        temporal = json.dumps(sorted(self._export.temporal)).encode()
        self._base.write_bytes(b"\n".join([temporal, *self._export.heads]))

    def _pushed(self, found: Difference, kept: int, totals: Totals) -> Pushed:
        return Pushed(found.counts(), kept, totals, self._seconds)

    def _timed(self, stage: str, action: Callable[[], _T]) -> _T:
        start = perf_counter()
        try:
            return action()
        finally:
            self._seconds[stage] = self._seconds.get(stage, 0.0) + perf_counter() - start


def _sum(one: Totals, other: Totals) -> Totals:
    return Totals(
        one.nodes + other.nodes,
        one.edges + other.edges,
        one.node_sum + other.node_sum,
        one.edge_sum + other.edge_sum,
    )


def _as_known(found: Difference) -> Difference:
    """Return the difference so that properties of what was kept and comes back are removed."""

    def known(puts: Iterable[Any]) -> list[Any]:
        return [replace(p, known=True) for p in puts]

    return replace(found, nodes=known(found.nodes), edges=known(found.edges))
