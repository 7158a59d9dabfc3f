"""One table as one Parquet file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from paperkg.bulk.tables import Table
from paperkg.exported import Column
from paperkg.schema import Kind

_TYPES: Final = {
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
}
"""Times are text: Parquet has an instant, but no offset beside it."""


def write(table: Table, header: Mapping[str, str], path: Path) -> None:
    """Write the rows of a table under the names of a header."""
    types = {c.key: _type(c) for c in table.columns}
    columns = {
        name: pa.array([_plain(row.get(key)) for row in table.rows], types.get(key, pa.string()))
        for name, key in header.items()
    }
    pq.write_table(pa.table(columns), path, compression="snappy")


def _type(column: Column) -> pa.DataType:
    one = _TYPES.get(column.kind, pa.string())
    return pa.list_(one) if column.many else one


def _plain(value: Any) -> Any:  # noqa: ANN401 - of any kind
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value.isoformat() if hasattr(value, "tzinfo") else value
