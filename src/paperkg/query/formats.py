"""Rows as text: a table for eyes, JSON and CSV for programs, Markdown for notes."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from paperkg.query.values import PathValue, Value, as_json, plain

_WIDEST: Final = 60
_WIDEST_PATH: Final = 200


def table(columns: Sequence[str], rows: Iterable[list[Value]]) -> Iterator[str]:
    """Yield a table; a cell is one line of at most sixty columns of a terminal, or a path."""
    cells = [list(columns), *([_cell(v) for v in row] for row in rows)]
    widths = [max(_width(row[at]) for row in cells) for at in range(len(columns))]
    for number, row in enumerate(cells):
        padded = (c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()
        if number == 0:
            yield "  ".join("─" * w for w in widths)


def as_csv(columns: Sequence[str], rows: Iterable[list[Value]]) -> Iterator[str]:
    """Yield RFC 4180 lines; lists, nodes and paths as JSON."""
    for row in ([*columns], *([_field(v) for v in row] for row in rows)):
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow(row)
        yield out.getvalue().removesuffix("\r\n")


def as_lines_of_json(columns: Sequence[str], rows: Iterable[list[Value]]) -> Iterator[str]:
    """Yield a JSON array with one object a line."""
    before = "["
    for row in rows:
        item = {c: as_json(v) for c, v in zip(columns, row, strict=True)}
        yield before + json.dumps(item, ensure_ascii=False)
        before = ","
    yield "]" if before == "," else "[]"


def markdown(columns: Sequence[str], rows: Iterable[list[Value]]) -> Iterator[str]:
    """Yield a table of Markdown."""
    yield f"| {' | '.join(map(_marked, columns))} |"
    yield f"|{' --- |' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(_marked(plain(v)) for v in row)} |"


FORMATS: Final[Mapping[str, Callable[[Sequence[str], Iterable[list[Value]]], Iterator[str]]]] = {
    "table": table,
    "json": as_lines_of_json,
    "csv": as_csv,
    "markdown": markdown,
}


def _field(value: Value) -> str:
    if isinstance(value, str | int | float) or value is None:
        return plain(value)
    return json.dumps(as_json(value), ensure_ascii=False)


def _marked(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")


def _cell(value: Value) -> str:
    text = " ".join(plain(value).split())
    widest = _WIDEST_PATH if isinstance(value, PathValue) else _WIDEST
    if _width(text) <= widest:
        return text
    kept, width = "", 1
    for character in text:
        width += _width(character)
        if width > widest:
            break
        kept += character
    return f"{kept}…"


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for each Chinese character."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
