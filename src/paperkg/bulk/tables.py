"""The graph as tables: one for each node type, one for each way in which a type of edge runs.

Both forms of bulk import are written from these: CSV and Parquet. The marks of a push are
among the columns, so that a push after an import finds everything in place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from paperkg.exported import Column, Entity, Exported
from paperkg.schema import Kind

STATE: Final = "PaperkgPush"
_MARKS: Final = (
    Column("pkgGraph", "pkgGraph", Kind.STRING, many=False),
    Column("pkgHash", "pkgHash", Kind.INTEGER, many=False),
    Column("pkgGen", "pkgGen", Kind.STRING, many=False),
)


@dataclass(frozen=True)
class Table:
    """Rows that share their columns.

    Attributes:
        type: A label or a type.
        ends: Labels at both ends of an edge; empty for nodes.
        columns: Those that some row has a value for.
        rows: Values by Cypher key, in the order of the ids; ids under `id`, `:START_ID`
            and `:END_ID`.
    """

    type: str
    ends: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: list[dict[str, Any]]

    @property
    def name(self) -> str:
        """Names its file."""
        return f"{self.ends[0]}__{self.type}__{self.ends[1]}" if self.ends else self.type


def tables(export: Exported) -> Iterator[Table]:
    """Yield all tables, nodes first; each is in memory only as long as it is needed."""
    entities = list(zip(export.entities, export.hashes, strict=True))

    def key(pair: tuple[Entity, int]) -> tuple[bool, str, str, str]:
        e = pair[0]
        if e.is_node:
            return False, e.type, "", ""
        return True, e.type, export.label_of(e.source), export.label_of(e.target)

    for (is_edge, kind, source, target), group in groupby(sorted(entities, key=key), key):
        rows = [_row(e, hash_, export) for e, hash_ in group]
        used = {k for row in rows for k in row}
        types = export.edge_types if is_edge else export.node_types
        columns = (*_MARKS, *(c for c in types[kind].columns if c.key in used))
        yield Table(kind, (source, target) if is_edge else (), columns, rows)


def _row(e: Entity, hash_: int, export: Exported) -> dict[str, Any]:
    ends = {} if e.is_node else {":START_ID": e.source, ":END_ID": e.target}
    marks = {"pkgGraph": export.library, "pkgHash": hash_, "pkgGen": "push"}
    return {"id": e.id, **ends, **marks, **export.values(e)}


def state(export: Exported) -> dict[str, Any]:
    """Return what a push would remember in the database."""
    types = (*export.node_types.values(), *export.edge_types.values())
    return {
        "graph": export.library,
        "holds": json.dumps(export.totals.as_list()),
        "keys": sorted(f"{t.name}.{c.key}" for t in types for c in t.columns),
        "kept": 0,
    }
