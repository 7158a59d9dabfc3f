"""What the lines of a reading list are cut into, before anything is joined to anything.

Every non-blank line is part of exactly one piece.
"""

from __future__ import annotations

from dataclasses import dataclass

from paperkg.readers.reading_list.people import Names
from paperkg.readers.reading_list.times import Day, TimeRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Lines *first* to *last*, from 1, inclusive."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of a venue, as a heading names it."""

    venue: str
    year: int

    @property
    def name(self) -> str:
        """What it is called in every source."""
        return f"{self.venue} {self.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Piece):
    """A section's heading.

    Attributes:
        level: From 1; a deeper heading stays within the edition of a higher one.
        edition: The edition that it names, or None.
        kind: The kind of presentation that it names: `oral`; empty for none.
        unfinished: Whether a parenthesis says that work is left.
        remarks: The kind of remarks that stand below it, as it says: `idea`; empty for none.
    """

    level: int
    text: str
    edition: Edition | None
    kind: str
    unfinished: bool
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHeader(Piece):
    """A line that is only a day."""

    text: str
    day: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot(Piece):
    """A line that is only a time range, a time zone perhaps behind it."""

    text: str
    range: TimeRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp(Piece):
    """When a chat message was sent, or a rule: a line that says nothing of its own.

    Attributes:
        possible: Whether a clock can show it.
    """

    text: str
    possible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """How a work was presented: kind, number within its session, track."""

    kind: str
    number: int | None = None
    track: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title(Piece):
    """The opening of an entry: its title, and the authors where they stand right by it.

    Attributes:
        line: Of the title.
        indent: Of the title's line.
        presentation: What a prefix of the title says, or None.
        urls: Links of the title's line, as printed.
        comment: What else the title's line says.
        status: `read` or `unread` where a task box says so.
        level: Of the heading that the title is; 0 for any other line.
        beside: Fields and remarks that stand in the title's lines.
    """

    text: str
    line: int
    indent: int
    names: Names | None = None
    presentation: Presentation | None = None
    urls: tuple[str, ...] = ()
    comment: str = ""
    status: str = ""
    level: int = 0
    beside: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Piece):
    """A table of works, of which each row opens an entry."""

    rows: tuple[Title, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links(Piece):
    """A line of links and nothing else."""

    text: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Piece):
    """A labelled line: `Authors: …`, `摘要：…`.

    Attributes:
        text: The whole line.
        name: Which field, in the reader's words.
        value: What stands behind the label; may be empty.
    """

    text: str
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark(Piece):
    """An idea, comment or to-do of the note-taker's.

    Attributes:
        kind: `idea`, `comment` or `todo`.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Piece):
    """A chat message: a link glued to a remark, and what the chat programme showed of it."""

    url: str
    text: str
    preview: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Piece):
    """Anything else; what stands above it decides what it is."""

    text: str
    indent: int
    bullet: str
