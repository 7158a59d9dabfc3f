"""Decides what each piece belongs to: entries, their sections, sessions and notes.

The order of the pieces is all that is looked at, never the text of a line: one method
for each kind of piece, and a little state that says what stands above.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from paperkg import ids
from paperkg.readers.reading_list.drafts import Draft, Entry, Note, Section, Session
from paperkg.readers.reading_list.noting import Noting
from paperkg.readers.reading_list.pieces import (
    DayHeader,
    Field,
    Heading,
    Links,
    Message,
    Piece,
    Remark,
    Slot,
    Stamp,
    Table,
    Text,
    Title,
)
from paperkg.readers.reading_list.times import Day

_SENTENCE_WORDS: Final = 6
_LONG: Final = 60
_LONG_HAN: Final = 30
_PARAGRAPH: Final = 200
"""From this length on, text after a blank line may still be the abstract."""


def group(pieces: tuple[Piece, ...]) -> list[Draft]:
    """Return what *pieces* make, in their order."""
    grouping = _Grouping()
    for piece, below in zip(pieces, (*pieces[1:], None), strict=False):
        grouping.take(piece, below)
    grouping.end_section()
    return grouping.drafts


@dataclass
class _DayHold:
    """A day header, and the last time that it held for."""

    header: DayHeader
    clock: str = ""


@dataclass
class _Lead:
    """Lines above a title that will belong to its entry."""

    first: int
    session: Session | None = None


class _Grouping:
    """What stands above the piece at hand.

    Attributes:
        tail: The last piece if the current entry took it, so that text may follow on.
        line: The last line seen.
        block: Whether the last line is still in one block with the current entry.
    """

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.section = Section()
        self.sections: list[Section] = []
        self.entry: Entry | None = None
        self.previous: Entry | None = None
        self.tail: Piece | None = None
        self.line = 0
        self.block = False
        self.day: _DayHold | None = None
        self.lead: _Lead | None = None
        self.notes = Noting(self.drafts)
        self.takers: dict[type[Piece], Callable[[Any, Piece | None], None]] = {
            Heading: self.heading,
            DayHeader: self.day_header,
            Slot: self.slot,
            Stamp: self.stamp,
            Title: self.title,
            Table: self.table,
            Links: self.links,
            Field: self.field,
            Remark: self.remark,
            Message: self.message,
            Text: self.text,
        }

    def take(self, piece: Piece, below: Piece | None) -> None:
        if piece.first != self.line + 1 or isinstance(piece, _NOT_OF_ENTRY):
            self.block = False
        self.line = piece.last
        self.takers[type(piece)](piece, below)

    # what an entry is made of

    def title(self, piece: Title, _below: Piece | None) -> None:
        lead, self.lead = self.lead or _Lead(piece.first), None
        self.entry = self.previous = Entry(
            piece, self.section, lead.session, min(lead.first, piece.first), piece.last
        )
        self.drafts.append(self.entry)
        self.section.entries.append(self.entry)
        self.tail = piece
        self.block = True
        self.notes.settle(self.entry)
        for part in piece.beside:
            self.takers[type(part)](part, None)

    def table(self, piece: Table, _below: Piece | None) -> None:
        for row in piece.rows:
            self.title(row, None)
        self.block = False

    def links(self, piece: Links, _below: Piece | None) -> None:
        """Give links to the entry of the same block, or right above if it has none yet."""
        if self.entry and (self.block or (self.tail and Links not in self.entry.has)):
            self.add(piece)
        else:
            self.keep(piece, piece.text)

    def field(self, piece: Field, _below: Piece | None) -> None:
        if self.entry and (self.block or self.tail):
            self.add(piece)
        else:
            self.keep(piece, piece.text)

    def text(self, piece: Text, _below: Piece | None) -> None:
        """Take text for a comment in a nested list, for the abstract, or else for a remark."""
        said = piece.text.removeprefix(piece.bullet).lstrip()
        if self.entry and piece.bullet and self.hangs(piece, self.entry):
            self.note(piece, self.notes.under or "comment", said)
        elif self.notes.under and not (self.entry and self.block):
            if not self.notes.goes_on(piece, said):
                self.note(piece, self.notes.under, said)
        elif self.entry and self.is_abstract(piece, self.entry):
            self.add(piece)
        else:
            self.keep(piece, piece.text)

    def hangs(self, piece: Text, entry: Entry) -> bool:
        """Whether a list item is below *entry*: deeper in its block, or below its heading."""
        return entry.title.level > 0 or (piece.indent > entry.title.indent and self.block)

    def is_abstract(self, piece: Text, entry: Entry) -> bool:
        """Whether *piece* goes on with *entry* as prose does."""
        if self.tail is None or piece.bullet:
            return False
        above, adjoins = self.tail, piece.first == self.tail.last + 1
        if isinstance(above, Text):
            return adjoins and _one_language(above.text, piece.text)
        if isinstance(above, Field) and above.name == "abstract":
            return adjoins
        if Text in entry.has or not _one_language(entry.title.text, piece.text):
            return False
        return _is_prose(piece.text) and (adjoins or len(piece.text) >= _PARAGRAPH)

    def add(self, piece: Piece) -> None:
        if self.entry:
            self.entry.add(piece)
            self.tail = piece

    # when and where

    def heading(self, piece: Heading, _below: Piece | None) -> None:
        """Open a section; one below a title that is a heading is part of its entry."""
        if self.entry and 0 < self.entry.title.level < piece.level and not piece.edition:
            self.drop_day()
            self.tail = None
            section = Section(piece)
            self.notes.begin(piece.remarks or "comment", section)
            if not piece.remarks:
                self.note(piece, "comment", piece.text)
            self.drafts.append(section)
            return
        self.end_section()
        while (
            self.sections
            and self.sections[-1].heading
            and (self.sections[-1].heading.level >= piece.level)
        ):
            self.sections.pop()
        above = self.sections[-1] if self.sections else Section()
        edition = piece if piece.edition else above.edition
        kind = piece.kind or ("" if piece.edition else above.kind)
        self.section = Section(piece, edition, kind)
        self.sections.append(self.section)
        self.drafts.append(self.section)
        if piece.level > 1 or piece.remarks not in ("", "comment"):
            self.notes.begin(piece.remarks, self.section)

    def end_section(self) -> None:
        """Forget what holds only below one heading."""
        self.drop_day()
        if self.previous:
            self.notes.settle(self.previous)
        self.entry = self.tail = None
        self.notes.begin("", None)

    def day_header(self, piece: DayHeader, _below: Piece | None) -> None:
        self.drop_day()
        self.day = _DayHold(piece)
        self.tail = None

    def drop_day(self) -> None:
        """End the day header; one that held for no session was no day header."""
        if self.day and not self.day.clock:
            self.keep(self.day.header, self.day.header.text)
        self.day = None

    def slot(self, piece: Slot, below: Piece | None) -> None:
        edition = self.section.edition
        year = edition.edition.year if edition and edition.edition else 0
        if not piece.range.possible(year):
            self.keep(piece, piece.text, code="L205")
            return
        first, day = self.day_of(piece)
        session = Session(first, piece.last, self.section, piece.range, day)
        self.drafts.append(session)
        self.tail = None
        if isinstance(below, Title) and (below.presentation or below.first == piece.last + 1):
            self.lead = _Lead(piece.first, session)

    def day_of(self, piece: Slot) -> tuple[int, Day]:
        """Return the line that states the slot's day, and the day."""
        start = piece.range.start
        if start.day != Day():
            self.drop_day()
            return piece.first, start.day
        if self.day is None or start.clock < self.day.clock:
            self.day = None
            return piece.first, start.day
        first = piece.first if self.day.clock else self.day.header.first
        self.day.clock = start.clock
        return first, self.day.header.day

    def stamp(self, piece: Stamp, below: Piece | None) -> None:
        """Give a stamp to the entry that it adjoins, above before below, or the one above."""
        joins_below = isinstance(below, Title) and below.first == piece.last + 1
        if not piece.possible:
            self.keep(piece, piece.text, code="L205")
        elif self.entry and (piece.first == self.entry.last + 1 or not joins_below):
            self.entry.last = max(self.entry.last, piece.last)
            self.tail = None
        elif joins_below:
            self.lead = _Lead(piece.first)
        else:
            self.keep(piece, piece.text)

    # what somebody says about it

    def remark(self, piece: Remark, _below: Piece | None) -> None:
        self.note(piece, piece.kind, piece.text)

    def message(self, piece: Message, _below: Piece | None) -> None:
        self.note(piece, "comment", piece.text, url=piece.url, preview=piece.preview)

    def keep(self, piece: Piece, text: str, *, code: str = "L203") -> None:
        """Keep as a remark what was not understood, with more of its kind right above."""
        if not self.notes.goes_on(piece, text, code):
            self.note(piece, "remark", text, code=code)

    def note(
        self,
        piece: Piece,
        kind: str,
        text: str,
        *,
        url: str = "",
        preview: str = "",
        code: str = "",
    ) -> None:
        lines = (piece.first, piece.last)
        self.notes.add(Note(kind, text, *lines, self.entry, url, preview, code))
        self.tail = None


_NOT_OF_ENTRY: Final = (Heading, DayHeader, Slot, Stamp, Message)
"""What ends a block of lines: nothing below it is part of the entry above."""


def _one_language(one: str, other: str) -> bool:
    return ids.language(one) == ids.language(other)


def _is_prose(text: str) -> bool:
    """Whether *text* reads like a sentence of an abstract."""
    if ids.language(text) == "zh":
        return len(text) >= _LONG_HAN or text[-1] in "。！？"
    words = len(text.split())
    return words >= _SENTENCE_WORDS and (len(text) >= _LONG or text[-1] in '.!?”")')
