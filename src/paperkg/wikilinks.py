"""Wikilinks: which node a link means, however it is spelled.

A link names a note by its basename or by its path in the vault; Obsidian respells links
when a note is renamed, and so may the user. Two texts that link to the same notes in other
words say the same, so texts are compared with every link in one form.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

LINK: Final = re.compile(
    r"\[\[(?P<target>[^\[\]|#^\n\\]+)(?P<place>[#^][^\[\]|\n]*)?(?:\\?\|(?P<shown>[^\[\]\n]*))?\]\]"
)
"""`[[target#place|shown]]`; in a table the bar is escaped."""


def folded(target: str) -> str:
    """Return the form in which two spellings of a link's target are equal.

    >>> folded("Papers/FedSplit.md") == folded(" papers/fedsplit")
    True
    """
    text = unicodedata.normalize("NFC", target).strip().casefold()
    return text.removeprefix("./").removeprefix("/").removesuffix(".md")


def target_of(text: str) -> str:
    """Return what a text that is one wikilink points to; empty for any other text."""
    match = LINK.fullmatch(text.strip())
    return match["target"].strip() if match else ""


def basename(path: str) -> str:
    """Return the name by which links call the note at *path*."""
    return path.rpartition("/")[2].removesuffix(".md")


@dataclass(frozen=True)
class Links:
    """Notes by the spellings of links to them.

    Attributes:
        known: Id by folded spelling, former names included.
        current: The same for the spellings that lead to the one note today.
        names: What to write between the brackets, by id.
        alike: How many notes have a basename, by its folded form.
    """

    known: Mapping[str, str] = field(default_factory=dict)
    current: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    alike: Mapping[str, int] = field(default_factory=dict)

    @staticmethod
    def of(
        paths: Mapping[str, str], others: Iterable[str], named: Iterable[tuple[str, str]]
    ) -> Links:
        """Return the links of one vault.

        Args:
            paths: Path in the vault of each node's note, by id.
            others: Paths in the vault of all other notes.
            named: (name, id) of notes that there are, may be or were; the first to have a
                name keeps it.
        """
        spelled = {id_: path.removesuffix(".md") for id_, path in paths.items()}
        every = (*spelled.values(), *(path.removesuffix(".md") for path in others))
        alike = Counter(folded(path.rpartition("/")[2]) for path in every)
        current = {folded(path): id_ for id_, path in spelled.items()}
        names: dict[str, str] = {}
        for id_, path in spelled.items():
            name = path.rpartition("/")[2]
            names[id_] = name if alike[folded(name)] == 1 else f"{path}|{name}"
            if alike[folded(name)] == 1:
                current[folded(name)] = id_
        known = dict(current)
        for name, id_ in named:
            known.setdefault(folded(name), id_)
            if id_ not in spelled and not alike[folded(name)]:
                current.setdefault(folded(name), id_)
        for id_, path in sorted(spelled.items()):
            known.setdefault(folded(path.rpartition("/")[2]), id_)
        return Links(known, current, names, alike)

    def id(self, target: str) -> str:
        """Return the node that a link's target means; empty where it means none."""
        return self.known.get(folded(target), "")

    def canonical(self, text: str) -> str:
        """Return *text* with every link to a node in one form, whatever its spelling."""
        return LINK.sub(self._canonical, text) if "[[" in text else text

    def _canonical(self, match: re.Match[str]) -> str:
        id_ = self.id(match["target"])
        if not id_:
            return match[0]
        shown = match["shown"] or ""
        own = not shown or self.known.get(folded(shown)) == id_
        return f"[[\0{id_}{match['place'] or ''}{'' if own else f'|{shown}'}]]"

    def stale(self, text: str) -> bool:
        """Whether a link in *text* means a node but does not lead to its note any more."""
        return "[[" in text and any(
            self.id(match["target"]) and folded(match["target"]) not in self.current
            for match in LINK.finditer(text)
        )
