"""What stands in the note of an entry: ideas, comments, and fields that have no other place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from paperkg.readers.reading_list.marks import remark

_FIELD: Final = re.compile(
    r"(?P<name>arxiv|eprint|_eprint|doi|url|pmid|pmcid|citation key|read_status|read_status_date)"
    r"\s*[:=]\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_NAMES: Final = {
    "eprint": "arxiv",
    "_eprint": "arxiv",
    "citation key": "citekey",
    "read_status": "status",
    "read_status_date": "read_on",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A part of a note.

    Attributes:
        kind: `idea`, `comment` or `todo`.
        field: The field that a line of Zotero's `extra` is; empty for a remark.
    """

    kind: str
    text: str
    field: str = ""


def said_in(text: str) -> Iterator[Said]:
    r"""Yield the parts of *text*: a marked line begins one, and what follows belongs to it.

    >>> said = said_in("arXiv:2005.05238 [cs]\n想法：试试")
    >>> [(each.field or each.kind, each.text) for each in said]
    [('arxiv', '2005.05238 [cs]'), ('idea', '试试')]
    """
    kind, lines = "comment", list[str]()
    for line in map(str.strip, text.split("\n")):
        field, marked = _FIELD.fullmatch(line), remark(line)
        if (field or marked) and lines:
            yield from _remark(kind, lines)
            kind, lines = "comment", []
        if field:
            name = field["name"].lower()
            yield Said("", field["value"], _NAMES.get(name, name))
        elif marked:
            kind, lines = marked[0], [marked[1]]
        elif line or lines:
            lines.append(line)
    yield from _remark(kind, lines)


def _remark(kind: str, lines: list[str]) -> Iterator[Said]:
    if words := "\n".join(lines).strip():
        yield Said(kind, words)
