"""What a plan has to know beside files: the user's decisions, the links, what to leave alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from paperkg.wikilinks import Links

ALL: Final = ""
"""Stands for every part of a note."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided about one note; parts are property keys and names of blocks.

    Attributes:
        taken: Parts that go the way of the sources.
        kept: Parts whose clash is over: the user's words stay, and are not told again.
        restored: Whether it comes back, though the user deleted it.
    """

    taken: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    restored: bool = False

    def takes(self, part: str) -> bool:
        """Whether a part goes the way of the sources."""
        return bool(self.taken) and not self.taken.isdisjoint((ALL, part.partition(":")[2]))

    def keeps(self, part: str) -> bool:
        """Whether the user's words in a part are settled."""
        return bool(self.kept) and not self.kept.isdisjoint((ALL, part.partition(":")[2]))


UNDECIDED: Final = Choice()


def taken(*ids: str) -> dict[str, Choice]:
    """Return the choice of the sources' word for whole notes."""
    return {id_: Choice(taken=frozenset({ALL})) for id_ in ids}


def restored(ids: Iterable[str]) -> dict[str, Choice]:
    """Return the choice that deleted notes come back."""
    return {id_: Choice(restored=True) for id_ in ids}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan is made under.

    Attributes:
        held_ids: Notes and files that are left exactly as they are: their source cannot be
            read, and has no last good copy.
        choices: What the user decided, by id.
        links: Tells which spellings of links are one.
        homes: Path by id of notes that the user made and that carry no id yet.
    """

    held_ids: Collection[str] = frozenset()
    choices: Mapping[str, Choice] = field(default_factory=dict)
    links: Links = field(default_factory=Links)
    homes: Mapping[str, str] = field(default_factory=dict)


NO_TERMS: Final = Terms()
