"""Folders for `neo4j-admin database import full`, put in place as a whole."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Self

from paperkg.bulk.tables import STATE, Table, state, tables
from paperkg.diagnostics import PaperkgError, StoreError
from paperkg.exported import Column, Exported
from paperkg.schema import Kind

_TYPES: Final = {
    Kind.INTEGER: "long",
    Kind.NUMBER: "double",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.DATETIME: "datetime",
}
"""All other kinds are strings."""
_ENDS: Final = (":START_ID", ":END_ID")


def write_csv(export: Exported, folder: Path) -> dict[str, int]:
    """Write headers, data, `import.args` and `schema.cypher`; return rows by table."""
    parting = _parting(export)
    options = [f"--array-delimiter=U+{ord(parting):04X}"]
    with _Folder(folder) as place:
        broken = []
        for table in _all(export):
            _csv(place.data(table, "-header.csv"), [list(_header(table))])
            lines = _csv(place.data(table, ".csv"), _lines(table, parting))
            if lines > len(table.rows):
                broken.append(_path(table, ".csv"))
        if broken:  # the importer reads other files faster, in pieces
            options += ["--multiline-fields-format=v2", f"--multiline-fields={','.join(broken)}"]
        return place.finish(export, "csv", options, ("-header.csv", ".csv"))


def write_parquet(export: Exported, folder: Path) -> dict[str, int]:
    """Write the same tables as Parquet: lists are lists, dates are dates.

    Raises:
        PaperkgError: pyarrow is not installed.
    """
    try:
        from paperkg.bulk.parquet import write  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise PaperkgError(
            "Parquet needs pyarrow; install it with: pip install 'paperkg[parquet]'"
        ) from error
    with _Folder(folder) as place:
        for table in _all(export):
            write(table, _header(table), place.data(table, ".parquet"))
        return place.finish(export, "parquet", ["--input-type=parquet"], (".parquet",))


def _all(export: Exported) -> Iterator[Table]:
    yield from tables(export)
    text, number = Kind.STRING, Kind.INTEGER
    columns = (
        Column("graph", "graph", text, many=False),
        Column("holds", "holds", text, many=False),
        Column("keys", "keys", text, many=True),
        Column("kept", "kept", number, many=False),
    )
    yield Table(STATE, (), columns, [{"id": export.library, **state(export)}])


def _header(table: Table) -> dict[str, str]:
    """Return the name in a header of each column, and the key of its values."""
    if table.ends:
        source, target = table.ends
        first = {f":START_ID({source})": ":START_ID", f":END_ID({target})": ":END_ID", "id": "id"}
    else:
        # what is remembered of a push has no id of its own
        first = {f"{'' if table.type == STATE else 'id'}:ID({table.type})": "id"}
    return first | {
        f"{c.key}:{_TYPES.get(c.kind, 'string')}{'[]' if c.many else ''}": c.key
        for c in table.columns
    }


def _lines(table: Table, parting: str) -> Iterator[list[str]]:
    keys = list(_header(table).values())
    for row in table.rows:
        yield [_field(row.get(key), parting) for key in keys]


def _field(value: Any, parting: str) -> str:  # noqa: ANN401 - of any kind
    match value:
        case None:
            return ""
        case list():
            return parting.join(_field(v, parting) for v in value)
        case bool():
            return str(value).lower()
        case _ if hasattr(value, "isoformat"):
            return str(value.isoformat())
        case _:
            return str(value)


def _csv(path: Path, rows: Iterable[list[str]]) -> int:
    """Write rows; return how many lines of text they take."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    with path.open("r", encoding="utf-8") as file:  # \r and \r\n end a line here too
        return sum(1 for _ in file)


def _parting(export: Exported) -> str:
    """Return a character that may part the items of lists, for none holds it."""
    whole = b"\n".join(export.heads)
    private = (chr(n) for n in range(0xE000, 0xF8FF))
    for character in ("\x1f", "\x1e", "\x1d", *private):
        spellings = (character, json.dumps(character)[1:-1])
        if not any(s.encode() in whole for s in spellings):
            return character
    raise PaperkgError("the texts of this library hold every character that may part lists")


class _Folder:
    """A folder that is written beside its place and takes it at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fresh = folder.with_name(f".{folder.name}-{os.getpid()}")
        self._tables: list[Table] = []

    def __enter__(self) -> Self:
        shutil.rmtree(self._fresh, ignore_errors=True)
        for part in ("nodes", "relationships"):
            (self._fresh / part).mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._fresh, ignore_errors=True)

    def data(self, table: Table, ending: str) -> Path:
        """Return the path of a file of a table."""
        if not self._tables or self._tables[-1] is not table:
            self._tables.append(table)
        return self._fresh / _path(table, ending)

    def finish(
        self, export: Exported, form: str, options: list[str], endings: tuple[str, ...]
    ) -> dict[str, int]:
        """Write what describes the tables, and take the place of what was there."""
        arguments = ["--id-type=string", "--bad-tolerance=0", *options]
        for table in self._tables:
            kind = "relationships" if table.ends else "nodes"
            files = ",".join(_path(table, ending) for ending in endings)
            arguments.append(f"--{kind}={table.type}={files}")
        self._text("import.args", _ARGS.format(note=_NOTES[form]) + "\n".join(arguments) + "\n")
        labels = [*export.node_types, STATE]
        self._text("schema.cypher", "".join(map(_constraint, labels)))
        counts = {t.name: len(t.rows) for t in self._tables}
        digests = {
            path.relative_to(self._fresh).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self._fresh.rglob("*.*"))
        }
        manifest = {"library": export.library, "rows": counts, "sha256": digests}
        self._text("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
        try:
            if self._folder.exists():
                if not (self._folder / "manifest.json").exists() and any(self._folder.iterdir()):
                    raise StoreError(
                        f"{self._folder} holds something else; name a new folder with --to"
                    )
                shutil.rmtree(self._folder)
            self._fresh.rename(self._folder)
        except OSError as error:
            raise StoreError(f"{self._folder} cannot be written: {error}") from error
        del counts[STATE]
        return counts

    def _text(self, name: str, text: str) -> None:
        (self._fresh / name).write_text(text, encoding="utf-8")


_ARGS: Final = """\
# The whole graph for a new database; the server is stopped meanwhile. In this folder:
#   neo4j-admin database import full @import.args --overwrite-destination=true -- neo4j
# then start the server and run schema.cypher:  cypher-shell -f schema.cypher
# A later  paperkg push  goes on from here. {note}
"""


_NOTES: Final = {
    "csv": "Neo4j 5.26 or later reads these files.",
    "parquet": "Neo4j 2025.04 or later reads these files; before, take CSV.",
}


def _path(table: Table, ending: str) -> str:
    return f"{'relationships' if table.ends else 'nodes'}/{table.name}{ending}"


def _constraint(label: str) -> str:
    key = "n.graph" if label == STATE else "n.pkgGraph, n.id"
    return (
        f"CREATE CONSTRAINT paperkg_{label} IF NOT EXISTS "
        f"FOR (n:{label}) REQUIRE ({key}) IS UNIQUE;\n"
    )


WRITERS: Final[dict[str, Callable[[Exported, Path], dict[str, int]]]] = {
    "csv": write_csv,
    "parquet": write_parquet,
}
