"""What the entries of one bibliography share: its claims, its keys, the names of own fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from paperkg.diagnostics import Origin
from paperkg.readers.writing import Writer
from paperkg.schema.types import PROPERTY_NAME

_NOTES_OWN: Final = frozenset(("id", "type", "name", "paperkg_id", "cssclasses", "aliases"))
"""What a note, an id or a record means by these names is not what a field means by them."""


class Shelf:
    """Knows what only all entries together show.

    Args:
        writer: Collects.
        mend: How the format writes a field and its value, for the help of a diagnostic.
    """

    def __init__(self, writer: Writer, mend: Callable[[str, str], str]) -> None:
        self.writer = writer
        self._mend = mend
        paper = writer.options.schema.node_types["Paper"]
        edges = writer.options.schema.edges_from("Paper")
        self._reserved = _NOTES_OWN | {p.name for p in paper.properties} | {e.key for e in edges}
        self._names: dict[str, str] = {}
        self._keys: dict[str, Origin] = {}

    def take_key(self, key: str, origin: Origin) -> None:
        """Note the key of an entry; one that another entry has is told."""
        if (other := self._keys.setdefault(key, origin)) is not origin:
            message = f"the key '{key}' stands at line {other.line} too; both entries are read"
            self.writer.tell("B903", message, origin, "give one of them another key")

    def tell(self, code: str, message: str, origin: Origin, field: str, value: str) -> None:
        """Tell what is wrong with an entry, and how a field would be right."""
        self.writer.tell(code, message, origin, self._mend(field, value))

    def own(self, field: str) -> str:
        """Return the property that a field without a meaning of its own becomes.

        `date-added` is `date_added`, `Type` is `bib_type`; a name without Latin letters is none.
        """
        if field not in self._names:
            words = re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", field).lower())
            name = "_".join(words)
            if name in self._reserved or not PROPERTY_NAME.fullmatch(name):
                name = f"bib_{name}" if name else ""
            self._names[field] = name
        return self._names[field]
