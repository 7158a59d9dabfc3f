"""Collects what somebody says of works: which words are one note, and whose it is."""

from __future__ import annotations

from paperkg.readers.reading_list.drafts import Draft, Entry, Note, Section
from paperkg.readers.reading_list.pieces import Piece, Text


class Noting:
    """The notes among the drafts.

    Attributes:
        under: The kind of notes that the heading above announces; empty for none.
    """

    def __init__(self, drafts: list[Draft]) -> None:
        self.under = ""
        self._drafts = drafts
        self._heading: Section | None = None
        self._waiting: list[Note] = []

    def begin(self, kind: str, section: Section | None) -> None:
        """Begin what stands below a heading that announces notes of a kind."""
        self.under, self._heading = kind, section

    def add(self, note: Note) -> None:
        """Take a note; the first of the kind that the heading announces has that line too."""
        if self._heading and self._heading.heading and note.kind == self.under:
            self._heading.spent = True
            note.first = self._heading.heading.first
            self._heading = None
        self._drafts.append(note)
        # an idea belongs to the entry that it stands under, never to one below it
        if note.entry is None and note.kind != "idea":
            self._waiting.append(note)

    def goes_on(self, piece: Piece, text: str, code: str = "") -> bool:
        """Let the note that ends in the line above go on; tell whether there is one."""
        last = self._drafts[-1] if self._drafts else None
        if not isinstance(last, Note) or last.code != code or last.last + 1 != piece.first:
            return False
        if not isinstance(piece, Text) or piece.bullet:
            return False
        last.more.append(text)
        last.last = piece.last
        return True

    def settle(self, entry: Entry) -> None:
        """Let the notes that wait for an entry be about *entry*."""
        for note in self._waiting:
            note.entry = entry
        self._waiting.clear()
