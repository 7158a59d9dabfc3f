"""What `grouping` makes of pieces, and the writers make claims of.

Drafts grow while the pieces are taken one after the other; afterwards nobody changes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from paperkg.readers.reading_list.pieces import Heading, Piece, Title
from paperkg.readers.reading_list.times import Day, TimeRange


@dataclass(eq=False)
class Section:
    """A heading and the entries below it, up to the next heading.

    Attributes:
        heading: None above the first heading.
        edition: The heading, this or a higher one, that names an edition of a venue.
        kind: How the works below it were presented, as the headings say.
        spent: Whether the heading says nothing beyond what the notes below it are.
    """

    heading: Heading | None = None
    edition: Heading | None = None
    kind: str = ""
    spent: bool = False
    entries: list[Entry] = field(default_factory=list)


@dataclass(eq=False)
class Session:
    """A time range and the day it is known to be on; *first* is the day header's line."""

    first: int
    last: int
    section: Section
    range: TimeRange
    day: Day


@dataclass(eq=False)
class Entry:
    """A work, and the pieces below its title that say more of it."""

    title: Title
    section: Section
    session: Session | None
    first: int
    last: int
    parts: list[Piece] = field(default_factory=list)
    has: set[type[Piece]] = field(default_factory=set)

    def add(self, part: Piece) -> None:
        """Take *part* as a further piece."""
        self.parts.append(part)
        self.has.add(type(part))
        self.last = max(self.last, part.last)


@dataclass(eq=False)
class Note:
    """An idea, comment, to-do or line that was not understood.

    Attributes:
        entry: The entry that it is about, or None.
        opening: Its first words; more lines may follow.
        code: The diagnostic that it deserves; empty for none.
    """

    kind: str
    opening: str
    first: int
    last: int
    entry: Entry | None
    url: str = ""
    preview: str = ""
    code: str = ""
    more: list[str] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """All of its words; for when it has grown."""
        return "\n".join((self.opening, *self.more))


Draft: TypeAlias = Section | Session | Entry | Note
