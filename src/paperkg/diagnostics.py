"""What paperkg says about the user's files: values that are collected, never raised.

A fault in a source is data (`Diagnostic`): the run goes on, all faults are told
together, each with file, line, what was found, what was expected and, where there
is one, a line to paste. Exceptions (`PaperkgError`) are for the world around the
library: a locked folder, a full disk, a missing extra.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class Level(StrEnum):
    """How much a diagnostic matters; only an error makes a command fail."""

    ERROR = "error"
    WARNING = "warning"
    REVIEW = "review"
    """Something a person may want to decide; nothing is wrong."""


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a claim stands.

    Attributes:
        source: Path relative to the library, with `/` between its parts; the shipped
            vocabularies are `paperkg:vocabulary/<file>`.
        line: First line, from 1; 0 where a source has no lines.
        end_line: Last line, inclusive.
        reader: Name of the reader that found it.
    """

    source: str
    line: int
    end_line: int
    reader: str

    def __str__(self) -> str:
        return f"{self.source}:{self.line}" if self.line else self.source

    def as_json(self) -> dict[str, Any]:
        """Return the origin as `graph.jsonl` spells it."""
        return {
            "source": self.source,
            "line": self.line,
            "end_line": self.end_line,
            "reader": self.reader,
        }


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of diagnostic: how grave it is and what it means."""

    level: Level
    meaning: str


_E, _W, _R = Level.ERROR, Level.WARNING, Level.REVIEW

CODES: Final[dict[str, Code]] = {
    # S: any source
    "S101": Code(_E, "a source is not UTF-8 text; its facts of the last good sync are kept"),
    "S102": Code(_E, "a source cannot be opened; its facts of the last good sync are kept"),
    "S103": Code(_W, "no reader knows this kind of file"),
    "S104": Code(_W, "half of a surrogate pair, which is no text, was replaced by U+FFFD"),
    "S105": Code(_E, "a reader failed on a source: a fault of paperkg, please report it"),
    # L: reading lists
    "L201": Code(_W, "a parenthesis is not closed; it was read as ending with the line"),
    "L202": Code(_W, "an abbreviated time zone has several meanings; one was chosen"),
    "L203": Code(_R, "a line was not understood and is kept as a remark"),
    "L204": Code(_W, "an unknown time zone: the times are kept as printed, without an offset"),
    "L205": Code(_W, "an impossible time or date is kept as a remark"),
    # Y: YAML records
    "Y301": Code(_E, "the file is not YAML; its facts of the last good sync are kept"),
    "Y302": Code(_E, "a key stands twice in one record; the first is used"),
    "Y303": Code(_E, "a section is no node type or edge type of the schema"),
    "Y304": Code(_E, "a record has a key that its type does not know"),
    "Y305": Code(_E, "a value is of another kind than its property"),
    "Y306": Code(_E, "a record lacks a property that its type requires"),
    # J: OpenAlex works, a JSON object a line
    "J401": Code(_E, "a line is not a JSON object"),
    "J402": Code(_E, "a work lacks what a paper needs"),
    "J403": Code(_W, "a field of a work is not what OpenAlex puts there; it was left out"),
    # G: the graph
    "G501": Code(_W, "one identifier or title, but clearly different works: kept apart"),
    "G502": Code(_R, "sources disagree about a property; one value was chosen"),
    "G503": Code(_R, "one name on several papers with nothing else in common"),
    "G504": Code(_E, "a reference names nothing in the graph"),
    "G505": Code(_E, "a reference names several things"),
    "G506": Code(_W, "an identifier is malformed or fails its check digit; it was not used"),
    "G507": Code(_E, "an edge joins node types that its type does not allow"),
    "G508": Code(_E, "identity.yaml says both same and different of one pair"),
    "G509": Code(_R, "names of people differ only in capitals, accents or punctuation"),
    "G510": Code(_W, "an institution part-of or topic broader-than chain runs in a circle"),
    # B: bibliographies (BibTeX, RIS, CSL-JSON and Zotero's own)
    "B901": Code(_E, "an entry or a file is not in its format; what cannot be read is left out"),
    "B902": Code(_W, "a mark between two fields or entries is missing; read as if it stood there"),
    "B903": Code(_W, "two entries have one citation key; both are read"),
    "B904": Code(_W, "an abbreviation, or an entry to inherit from, is not in the file"),
    "B905": Code(_W, "a value is not what its field expects; it was left out"),
    "B906": Code(_E, "an entry has no title; it is left out"),
    "B907": Code(_R, "text outside of all entries, or of a strange field, is kept as a remark"),
    "B908": Code(_W, "names are not separated as the format wants; one reading was chosen"),
    "B909": Code(_R, "entries that are commented out, or are no works, are left out"),
    # R: the rules of the schema
    "R801": Code(_E, "a value is not what its property allows"),
    "R802": Code(_E, "a node or an edge is of no known type, or an edge joins the wrong nodes"),
    "R803": Code(_E, "two authors of one paper stand at one position"),
    "R804": Code(_E, "the triples break a SHACL shape of export/shapes.ttl"),
    # C: the settings file
    "C601": Code(_E, "paperkg.toml is not TOML"),
    "C602": Code(_E, "paperkg.toml has a key that paperkg does not know"),
    "C603": Code(_E, "a value in paperkg.toml is not what its key expects"),
    # V: the vault
    "V701": Code(_W, "you and the sources changed the same part; your words stay"),
    "V702": Code(_W, "two notes carry one paperkg_id"),
    "V703": Code(_W, "a note cannot be read and was left as it is"),
    "V704": Code(_W, "a file stands where a note was wanted; the note got another name"),
    "V705": Code(_W, "a note template is broken; its notes keep their last text"),
    "V706": Code(_W, "the record of what was written is damaged; notes are known by their id"),
    "V707": Code(_W, "a file moved on while paperkg was about to write it"),
    "V708": Code(_R, "a link in a relation names no note; the node is proposed, not made"),
    "V709": Code(_W, "a property of a note cannot go into the graph; it stays in the note"),
    "V710": Code(_W, "a note has no place: a link on the way leads out of the library"),
    "V711": Code(_W, "a note says what paperkg wrote there before; an older copy, or your word"),
    "V712": Code(_W, "the vault has more notes than Obsidian is quick with"),
    "V721": Code(_W, "a link or embed leads nowhere in Obsidian"),
    "V722": Code(_W, "a link may mean several notes, and Obsidian decides by their folders"),
    "V723": Code(_E, "Obsidian cannot read the properties of a note"),
    "V724": Code(_W, "Obsidian reads a property otherwise than it looks, or not at all"),
    "V725": Code(_E, "a Base or one of its views fails"),
    "V726": Code(_W, "a file's name breaks links, or is not possible on every system"),
    "V727": Code(_E, "a board cannot be opened, or shows a card without its file"),
    "V728": Code(_W, "the running Obsidian could not be asked"),
}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to tell the user about their files.

    Attributes:
        code: Key into `CODES`.
        message: What was found and what was expected, in one sentence.
        origin: Where; None where no file is meant.
        help: A line to paste or a step to take; empty where there is none.
    """

    code: str
    message: str
    origin: Origin | None = None
    help: str = ""

    @property
    def level(self) -> Level:
        """How grave this is."""
        return CODES[self.code].level

    def __str__(self) -> str:
        where = f"{self.origin}: " if self.origin else ""
        text = f"{where}{self.level} {self.code}: {self.message}"
        return f"{text}\n    help: {self.help}" if self.help else text

    def as_json(self) -> dict[str, Any]:
        """Return the diagnostic for `--json`."""
        return {
            "level": str(self.level),
            "code": self.code,
            "message": self.message,
            "origin": self.origin.as_json() if self.origin else None,
            "help": self.help,
        }

    def sort_key(self) -> tuple[str, int, str, str]:
        """Order by file and line, so that every run tells them alike."""
        if self.origin is None:
            return ("", 0, self.code, self.message)
        return (self.origin.source, self.origin.line, self.code, self.message)


class PaperkgError(Exception):
    """Something around the library stops the command; the message says what to do."""


class ConfigError(PaperkgError):
    """There is no usable library here."""

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


class StoreError(PaperkgError):
    """A folder cannot be read or written."""


class LockedError(PaperkgError):
    """Another sync holds the library."""
