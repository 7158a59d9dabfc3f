"""Tables of papers: a row an entry, the columns known by their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from paperkg.readers import links
from paperkg.readers.reading_list import marks
from paperkg.readers.reading_list.lines import Line, Lines
from paperkg.readers.reading_list.people import names
from paperkg.readers.reading_list.pieces import Field, Piece, Remark, Table, Title

_RULE: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_BAR: Final = re.compile(r"(?<!\\)\|")
_BREAK: Final = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_TITLES: Final = frozenset(
    ["paper", "papers", "name", "article", "work", "论文", "文章", "名称", "论文名"]
)
"""Column headings of titles, beside those that label a title elsewhere."""
_COUNTING: Final = frozenset(["", "#", "no", "no.", "id", "序号", "编号"])
"""Column headings of numbers that only count the rows."""


def table(lines: Lines, at: int) -> Table | None:
    """`| Title | Authors | Venue | Notes |`, a rule, and rows."""
    if "|" not in lines[at].text or "|" not in lines[at + 1].text:
        return None
    if not _RULE.fullmatch(lines[at + 1].text):
        return None
    heads = _cells(lines[at].text)
    column = next((i for i, h in enumerate(heads) if _is_title(h)), None)
    if column is None:
        return None
    rows: list[Title] = []
    last = at + 1
    for line in lines.block(at + 2):
        if "|" not in line.text:
            break
        last += 1
        first = line.number if rows else lines[at].number
        if row := _row(line, heads, column, first):
            rows.append(row)
        elif rows:  # a row of no title goes with the one above
            rows[-1] = replace(rows[-1], last=line.number)
    return (
        Table(first=lines[at].number, last=lines[last].number, rows=tuple(rows)) if rows else None
    )


def _cells(text: str) -> list[str]:
    inner = text.removeprefix("|")
    cells = _BAR.split(inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner)
    return [_BREAK.sub(" ", c).replace("\\|", "|").strip() for c in cells]


def _is_title(head: str) -> bool:
    word = marks.plain(head).lower()
    return word in _TITLES or marks.field_of(word) == "title"


def _row(line: Line, heads: Sequence[str], column: int, first: int) -> Title | None:
    """Return the entry of a row; None where its title is empty."""
    cells = _cells(line.text)
    if column >= len(cells):
        return None
    cell = cells[column]
    text = marks.plain(links.without_links(cell)).strip('"“” ')
    if not any(c.isalnum() for c in text):
        return None
    found = [p for i, c in enumerate(cells) if i != column and c for p in _said(line, heads, i, c)]
    authors = next((p for p in found if isinstance(p, Field) and p.name == "authors"), None)
    return Title(
        first=first,
        last=line.number,
        text=text,
        line=line.number,
        indent=line.indent,
        names=names(authors.value, line.number, labelled=True) if authors else None,
        urls=links.urls(cell),
        beside=tuple(p for p in found if p is not authors),
    )


def _said(line: Line, heads: Sequence[str], at: int, cell: str) -> list[Piece]:
    """Return what a cell says: a field, or a remark of the kind that its column has."""
    head = marks.plain(heads[at]) if at < len(heads) else ""
    if head.lower() in _COUNTING and cell.rstrip(".").isdecimal():
        return []
    here = {"first": line.number, "last": line.number}
    head = marks.plain(heads[at]) if at < len(heads) else ""
    if opened := marks.remark(cell):
        return [Remark(**here, kind=opened[0], text=opened[1])]
    if kind := marks.remark_kind(head):
        return [Remark(**here, kind=kind, text=cell)]
    whole = f"{head}: {cell}" if head else cell
    if found := links.only_links(cell):
        cell = " ".join(found)
        return [Field(**here, text=whole, name="links", value=cell)]
    if name := marks.field_of(head):
        return [Field(**here, text=whole, name=name, value=cell)]
    return [Remark(**here, kind="comment", text=whole)]
