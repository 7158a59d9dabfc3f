"""ArcadeDB's native wheel as the embedded engine, its kinks ironed out.

It answers nodes and edges as dictionaries and paths as text of record ids, logs to the
terminal, and holds an exclusive lock on its folder as long as it is open.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Final, TypeAlias

from paperkg.diagnostics import PaperkgError
from paperkg.exported import Entity, Exported
from paperkg.query.engine import Answer, QueryError
from paperkg.query.values import EdgeValue, NodeValue, PathValue, Value
from paperkg.schema import Kind

_Untyped: TypeAlias = Any
"""What ArcadeDB's package hands out: it ships no types."""

_BATCH: Final = 5000
_OFFSETS: Final = (
    "times in maps: they are told in UTC; alone (RETURN s.start) or in a node as stored"
)
_PATH: Final = re.compile(r"\(#\d+:\d+\)(?:<?-\[#\d+:\d+\]->?\(#\d+:\d+\))*")
_STEP: Final = re.compile(r"\[(#\d+:\d+)\]->?\((#\d+:\d+)\)")
_PLACE: Final = re.compile(r"\bline (\d+):(\d+)")


class Arcade:
    """One store, open."""

    def __init__(self, folder: Path, export: Exported) -> None:
        arcadedb = _imported()
        self._error: type[Exception] = arcadedb.ArcadeDBError
        self._edge_types = frozenset(export.edge_types)
        self._library = export.library
        self._warnings: list[str] = []
        fresh = not arcadedb.database_exists(str(folder))
        opened = arcadedb.create_database if fresh else arcadedb.open_database
        try:
            self._database: _Untyped = opened(str(folder))
        except self._error as error:
            raise QueryError(f"the store {folder} cannot be opened: {error}") from error

    def close(self) -> None:
        """Let go of the folder."""
        self._database.close()

    def load(self, export: Exported, progress: Callable[[str], None]) -> None:
        """Fill the empty store."""
        database = self._database
        for name in export.node_types:
            database.command("sql", f"CREATE VERTEX TYPE `{name}`")
            database.command("sql", f"CREATE PROPERTY `{name}`.id STRING")
        for name in export.edge_types:
            database.command("sql", f"CREATE EDGE TYPE `{name}`")
        rids: dict[str, str] = {}
        # nodes first; each kind of edge in one piece
        entities = sorted(export.entities, key=lambda e: (not e.is_node, e.type))
        with database.graph_batch() as batch:
            for (is_node, kind), group in groupby(entities, lambda e: (e.is_node, e.type)):
                progress(f"building the query store: {kind}")
                while chunk := list(islice(group, _BATCH)):
                    rows = [self._row(e, export) for e in chunk]
                    if is_node:
                        made = batch.create_vertices(kind, rows)
                        rids.update(zip((e.id for e in chunk), made, strict=True))
                    else:
                        sources = [rids[e.source] for e in chunk]
                        targets = [rids[e.target] for e in chunk]
                        batch.new_edges(sources, kind, targets, rows)
        progress("building the query store: indexes")
        for name in export.node_types:
            database.command("sql", f"CREATE INDEX ON `{name}` (id) UNIQUE")
        for match, types in (("(x:{})", export.node_types), ("()-[x:{}]->()", export.edge_types)):
            for t in types.values():
                for key in (c.key for c in t.columns if c.kind is Kind.DATETIME):
                    self._make_times(match.format(t.name), key)

    def _row(self, e: Entity, export: Exported) -> dict[str, Any]:
        values = export.values(e).items()
        told = {k: v.isoformat() if isinstance(v, dt.datetime) else v for k, v in values}
        return {"id": e.id, "pkgGraph": self._library, **told}

    def _make_times(self, match: str, key: str) -> None:
        """Make times of texts: loaded as times they would lose their offset."""
        one, every = f"datetime(x.`{key}`)", f"[t IN x.`{key}` | datetime(t)]"
        many = f"valueType(x.`{key}`) STARTS WITH 'LIST'"
        for made, where in ((every, many), (one, f"NOT {many}")):
            self._database.command(
                "opencypher",
                f"MATCH {match} WHERE x.`{key}` IS NOT NULL AND {where} SET x.`{key}` = {made}",
            )

    def run(self, query: str, parameters: Mapping[str, Any]) -> Answer:
        """Answer a query; whatever would write is refused by the engine itself."""
        given = [dict(parameters)] if parameters else []
        try:
            found = self._database.query("opencypher", query, *given)
            first = next(iter(found), None)
        except self._error as error:
            raise QueryError(_meaning(error, query)) from None
        columns = list(first.get_property_names()) if first is not None else []
        self._warnings = list[str]()
        return Answer(columns, self._rows(first, found, columns, query), self._warnings)

    def _rows(
        self,
        first: _Untyped,
        rest: _Untyped,
        columns: list[str],
        query: str,
    ) -> Iterator[list[Value]]:
        row = first
        while row is not None:
            values = row.to_dict()
            yield [self._value(values.get(c)) for c in columns]
            try:
                row = next(rest, None)
            except self._error as error:
                raise QueryError(_meaning(error, query)) from None

    def _value(self, value: _Untyped) -> Value:
        if isinstance(value, dict):
            return self._record(value) if "@rid" in value else _each(value, self._value)
        if isinstance(value, list):
            return [self._value(v) for v in value]
        if isinstance(value, str) and _PATH.fullmatch(value):
            return self._path(value)
        if isinstance(value, dt.datetime) and _OFFSETS not in self._warnings:
            self._warnings.append(_OFFSETS)
        if isinstance(value, dt.date | dt.time):
            return value.isoformat().replace("+00:00", "Z")
        return value

    def _record(self, raw: Mapping[str, Any]) -> NodeValue | EdgeValue:
        kind = raw["@type"]
        times = {k for k, v in raw.items() if isinstance(v, dt.datetime)}
        properties = {
            k: self._value(v)
            for k, v in sorted(raw.items())
            if not k.startswith("@") and k not in times
        }
        if kind in self._edge_types:
            return EdgeValue(kind, properties)
        for key in times:
            # in a whole node a time stands without its offset; alone it has it
            query = f"MATCH (n:`{kind}` {{id: $id}}) RETURN n.`{key}` AS time"
            found = self._database.query("opencypher", query, {"id": raw["id"]}).first()
            properties[key] = found.get("time")
        return NodeValue(tuple(kind.split("~")), properties)

    def _path(self, text: str) -> PathValue | str:
        """Return the path that a text of record ids stands for; a user's text stays as it is.

        The text has all arrows point forwards, so each edge is asked where it starts.
        """
        start = text[1 : text.index(")")]
        steps = _STEP.findall(text)
        rids = [start, *(node for _, node in steps)]
        try:
            nodes = [self._database.lookup_by_rid(rid) for rid in rids]
            edges = [self._database.lookup_by_rid(edge) for edge, _ in steps]
            pairs = zip(edges, rids[:-1], strict=True)
            forwards = tuple(e.get_out().get_rid() == rid for e, rid in pairs)
            return PathValue(
                tuple(map(self._whole, nodes)), tuple(map(self._whole, edges)), forwards
            )
        except (self._error, LookupError, AttributeError):
            return text

    def _whole(self, found: _Untyped) -> _Untyped:
        return self._record({**found.to_dict(), "@type": found.get_type_name()})


def _each(value: Mapping[str, Any], of: Callable[[Any], Value]) -> dict[str, Value]:
    return {k: of(v) for k, v in value.items()}


def _imported() -> _Untyped:
    """Import the engine, told to be quiet before it first logs."""
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    os.environ.setdefault("ARCADEDB_LOG_DIR", tempfile.gettempdir())
    try:
        import arcadedb  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise PaperkgError(
            "the embedded engine is not installed; install it with: pip install 'paperkg[cypher]' "
            "(no wheel for musl Linux and Intel Macs: there, paperkg neo4j up, or load "
            "export/graph.cypher into a Neo4j)"
        ) from error
    return arcadedb


def _meaning(error: Exception, query: str) -> str:
    """Return the engine's sentence, and the line of the query with a mark under the place."""
    text = str(error).splitlines()[0]
    if "NotIdempotent" in text:
        return (
            "this query writes, but the store is made from your sources and only read. Change "
            "data/ or a note in the vault and run: paperkg sync"
        )
    text = re.sub(r" \(caused by .*\)$", "", text)
    text = re.sub(r"^[\w ]+ failed: ", "", text)
    text = re.sub(r"^(?:[a-z]\w*\.)+\w+: ", "", text)
    if place := _PLACE.search(text):
        line, column = int(place[1]), int(place[2])
        lines = query.splitlines()
        if 0 < line <= len(lines):
            return f"{text}\n  {lines[line - 1]}\n  {' ' * column}^"
    return text
