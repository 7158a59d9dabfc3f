"""What resolving knows of the notes on disk: where they lie and how links call them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from paperkg.wikilinks import folded


@dataclass(frozen=True, slots=True)
class NoteIndex:
    """What resolving knows of the notes on disk.

    Attributes:
        links: Id by the folded spelling of a link.
        paths: Path of the note that carries an id, by id.
        names: What stands between the brackets of a link to it, by id.
        alike: How many notes have a basename, by its folded form.
        named: Ids of the notes into which paperkg wrote the title or name.
    """

    links: Mapping[str, str] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    alike: Mapping[str, int] = field(default_factory=dict)
    named: Collection[str] = frozenset()

    def link(self, id_: str, name: str, folder: str, home: str) -> str:
        """Return what stands between the brackets of a link to a node.

        That is its name, and its path where other notes have that name too.
        """
        if id_ in self.names:
            return self.names[id_]
        if self.alike.get(folded(name), 0) <= bool(home):
            return name
        path = home.partition("/")[2].removesuffix(".md") if home else f"{folder}/{name}"
        return f"{path}|{name}"


NO_NOTES: Final = NoteIndex()
