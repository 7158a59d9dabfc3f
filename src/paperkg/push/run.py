"""A push: as little asked and sent as makes a database hold what was exported.

The database remembers the totals of what was pushed. A push that was broken off leaves none, so
the next one compares everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any, Final, TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from paperkg.diagnostics import PaperkgError
from paperkg.exported import Exported, Hashes, Totals
from paperkg.push.database import Database, Progress, State
from paperkg.push.difference import Difference, against, between
from paperkg.push.last import LastPush, changed
from paperkg.uncollected import uncollected

_ATTEMPTS: Final = 2
_BROKEN_OFF: Final = (
    "The push was broken off: a part of the graph is there, the rest is not. The next one "
    "completes it: paperkg push"
)
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
        self._database = Database(session, export.library, progress)
        self._last = LastPush(root, address, export.library)
        self._progress = progress
        self._seconds: dict[str, float] = {}
        self._sent = Counter[str]()
        self._kept = 0

    @uncollected()
    def run(self, options: Options) -> Pushed:
        """Bring the database to the state of the export.

        Raises:
            PushError: Somebody else changed what is ours while we wrote.
        """
        state = self._timed("state", self._database.state) or State()
        held = state.totals
        if held and not options.verify:
            if known := self._known(state, held, options):
                return known
            state = self._timed("state", self._database.state) or State()  # something may be sent
        return self._everything(state, options)

    def wipe(self) -> int:
        """Remove everything of the library; return how many entities others still need."""
        state = self._database.state() or State()
        labels = sorted({*self._export.node_types, *self._database.labels()})
        kept = self._database.wipe(labels, self._keys(state))
        self._last.forget()
        return kept

    def _known(self, state: State, held: Totals, options: Options) -> Pushed | None:
        """Push what is known to differ; None if the database has to be compared."""
        found, wanted = Difference(), held
        if self._export.known_totals != held:
            last = self._timed("recall", lambda: self._last.text(held, self._export))
            if last is not None:
                found, change = self._timed("compare", lambda: self._since(last))
                wanted = _sum(held, change)
            elif self._export.totals != held:
                return None
        if found and not options.dry_run:
            self._send(found, state, wanted)
            # others may have deleted something before, or what this was sent to
            held, found = wanted, Difference()
        if not options.quick and self._totals() != held:
            return None
        return self._pushed(found, wanted)

    def _since(self, last: bytes) -> tuple[Difference, Totals]:
        return between(*changed(last, self._export.text), Hashes(self._export.temporal))

    def _everything(self, state: State, options: Options) -> Pushed:
        wanted = self._timed("hash", lambda: self._export.totals)
        for _ in range(_ATTEMPTS):
            found = self._difference(state, options)
            if options.dry_run:
                return self._pushed(found, wanted)
            state = self._send(found, state, wanted)
            if self._totals() == wanted:
                return self._pushed(Difference(), wanted)
        self._database.remember(replace(state, totals=None))
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
        return self._timed("compare", lambda: against(self._export, nodes, edges, keys))

    def _send(self, found: Difference, state: State, wanted: Totals) -> State:
        """Send a difference and remember what is held then; nothing is in between."""
        keys = self._keys(state)
        names = tuple(f"{t}.{k}" for t in sorted(keys) for k in sorted(keys[t]))
        state = replace(state, keys=names, totals=None)
        if found:
            self._timed("state", lambda: self._database.remember(state))
            self._last.forget()
            # what was kept may come back, and with it properties that are ours to remove
            what = _as_known(found) if state.kept else found
            kept = self._timed("write", lambda: self._write(what, keys))
            state = replace(state, kept=state.kept + kept)
            self._sent.update(found.counts())
            self._kept += kept
        state = replace(state, totals=wanted)
        self._timed("state", lambda: self._database.remember(state))
        self._timed("keep", lambda: self._last.keep(wanted, self._export))
        self._export.keep_totals(wanted)
        return state

    def _write(self, what: Difference, keys: Mapping[str, set[str]]) -> int:
        try:
            return self._database.apply(what, self._export, keys)
        except (Neo4jError, DriverError) as error:
            error.add_note(_BROKEN_OFF)
            raise

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

    def _pushed(self, unsent: Difference, totals: Totals) -> Pushed:
        counts = {what: n + self._sent[what] for what, n in unsent.counts().items()}
        return Pushed(counts, self._kept, totals, self._seconds)

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
    """Return the difference as if all of it were in the database already."""

    def known(puts: Iterable[Any]) -> list[Any]:
        return [replace(p, known=True) for p in puts]

    return replace(found, nodes=known(found.nodes), edges=known(found.edges))
