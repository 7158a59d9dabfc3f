"""RIS, the lines `TY  - JOUR` … `ER  - ` that databases and reference managers export.

The lines are cut here: rispy, the library for it, tells no lines, keeps one of several
values of a tag and drops an entry whose `ER` is missing; the tests hold this reader to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from paperkg import ids
from paperkg.diagnostics import Diagnostic
from paperkg.model import Reading
from paperkg.readers.base import Options, Reader, Source, decode
from paperkg.readers.bibliography import Entry, Shelf, names
from paperkg.readers.remarks import Remark, Subject, write_remark
from paperkg.readers.writing import Writer

NAME: Final = "ris"
_LINE: Final = re.compile(r"\s{0,3}(?P<tag>[A-Z][A-Z0-9])\s\s-(?:\s(?P<value>.*))?")
_LOOSE: Final = re.compile(r"\s{0,3}(?P<tag>[A-Z][A-Z0-9])\s{0,3}-(?:\s+(?P<value>.*))?")
"""For files none of whose entries begins as RIS has it; else `AI - a dream` would be a tag."""
_KINDS: Final = {
    **dict.fromkeys(
        ("JOUR", "JFULL", "EJOUR", "CONF", "CPAPER", "ABST", "INPR", "UNPB", "PREP"),
        "paper",
    ),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP"), "chapter"),
    **dict.fromkeys(("ELEC", "WEB", "ICOMM", "BLOG"), "webpage"),
    **dict.fromkeys(("DATA", "AGGR"), "dataset"),
    "THES": "thesis",
    "RPRT": "report",
    "COMP": "software",
    "PAT": "patent",
    "MGZN": "magazine",
    "NEWS": "newspaper",
    "GEN": "",
}
"""Types of entries in paperkg's words; others stay as they are, in small letters."""
_CONFERENCES: Final = ("CONF", "CPAPER", "CHAP", "ECHAP", "ABST")
_FIELDS: Final = {
    **dict.fromkeys(("TI", "T1", "CT"), "title"),
    **dict.fromkeys(("PY", "Y1", "DA"), "date"),
    **dict.fromkeys(("AB", "N2"), "abstract"),
    **dict.fromkeys(("N1", "RN"), "note"),
    **dict.fromkeys(("UR", "LK", "L2", "L3"), "url"),
    **dict.fromkeys(("DO", "DI"), "doi"),
    "L1": "pdf",
    "KW": "keywords",
    "ST": "short title",
    "VL": "volume",
    "IS": "number",
    "PB": "publisher",
    "CY": "place",
    "ET": "edition",
    "SN": "issn",
    "LA": "language",
    "T3": "series",
    "C7": "article_number",
}
"""Tags by what they are in every bibliography, or by what their values are called."""
_VENUES: Final = ("T2", "JO", "JF", "BT", "C3", "JA", "J1", "J2")
"""Tags that name the venue, the best first; short forms come last."""
_LEFT_OUT: Final = frozenset(("TY", "ER", "ID", "Y2", "DB", "DP", "L4", "SP", "EP", "LB"))
"""Tags that are used otherwise, or say where and when a program found the entry."""
_EXAMPLE: Final = """\
TY  - CONF
TI  - GAIT-prop: A biologically plausible learning rule
AU  - Ahmad, Nasir
AU  - van Gerven, Marcel A. J.
PY  - 2020/12/06/
T2  - NeurIPS
KW  - target propagation
N1  - 想法: 对target prop (ADMM)做 spectrum control
ER  -
"""


@dataclass(slots=True)
class _Tag:
    """A tag, the lines of its value, and where they stand."""

    name: str
    texts: list[str]
    line: int
    end_line: int

    @property
    def value(self) -> str:
        """The whole value."""
        return "\n".join(self.texts)


@dataclass(frozen=True, slots=True)
class RisReader:
    """Reads entries; each tag keeps its line."""

    name: str = NAME
    files: tuple[str, ...] = ("refs.ris",)
    example: str = _EXAMPLE

    def takes(self, path: str) -> bool:
        """Whether this reader reads files of that name."""
        return path.lower().endswith(".ris")

    def read(self, source: Source, options: Options) -> Reading:
        """Return what *source* says."""
        text = decode(source, NAME)
        if isinstance(text, Diagnostic):
            return Reading(diagnostics=(text,), readable=False)
        writer = Writer(source.path, options, NAME)
        _File(writer).read(ids.nfc(text))
        return writer.reading


_TAGS: Final = {"title": "TI", "year": "PY", "doi": "DO", "arxiv": "UR"}


def _mend(name: str, value: str) -> str:
    return f"{_TAGS[name]}  - {'https://arxiv.org/abs/' if name == 'arxiv' else ''}{value}"


@dataclass
class _File:
    """One file while it is read."""

    writer: Writer

    def read(self, text: str) -> None:
        """Claim what the entries say, and keep what stands outside of them."""
        shelf = Shelf(self.writer, _mend)
        found = 0
        for tags in self._entries(text):
            found += 1
            _write(shelf, tags)
        if not found and text.strip():
            message = "found no entry; each begins with a line  TY  - JOUR"
            self.writer.tell("B901", message, self.writer.origin(1), "export it as RIS again")

    def _entries(self, text: str) -> Iterator[list[_Tag]]:
        open_: list[_Tag] = []
        pattern = _LINE if re.search(r"^\s{0,3}TY\s\s-", text, re.MULTILINE) else _LOOSE
        for number, line in enumerate(text.split("\n"), 1):
            tag = pattern.fullmatch(line.rstrip())
            name = tag["tag"] if tag else ""
            if name in ("TY", "ER") or (tag and open_):
                if name == "TY" and open_:
                    self._unended(open_, number)
                    yield open_
                    open_ = []
                if name == "ER" and open_:
                    open_[0].end_line = number
                    yield open_
                    open_ = []
                elif tag and name == "ER" and tag["value"]:
                    self._stray(line.strip(), number)
                elif tag and name != "ER":
                    open_.append(_Tag(name, [(tag["value"] or "").strip()], number, number))
            elif open_:
                self._go_on(open_[-1], line, number)
            elif line.strip():
                self._stray(line.strip(), number)
        if open_:
            self._unended(open_, text.count("\n") + 1)
            yield open_

    def _go_on(self, tag: _Tag, line: str, number: int) -> None:
        """Add a line without a tag to the value above it."""
        if line.strip():
            tag.texts.append(line.strip())
            tag.end_line = number

    def _unended(self, tags: list[_Tag], number: int) -> None:
        message = f"the entry of line {tags[0].line} has no 'ER'; it was read as ending here"
        self.writer.tell("B902", message, self.writer.origin(number), "ER  - ")

    def _stray(self, line: str, number: int) -> None:
        remark = Remark(kind="remark", text=line, first=number, last=number)
        write_remark(self.writer, remark, Subject())
        message = f"found '{line[:60]}' outside of all entries; it is a remark"
        self.writer.tell("B907", message, self.writer.origin(number), f"N1  - {line}")


def _write(shelf: Shelf, tags: list[_Tag]) -> None:
    """Claim one entry."""
    writer = shelf.writer
    first = tags[0]
    last = max(first.end_line, *(tag.end_line for tag in tags))
    by_name: dict[str, list[_Tag]] = {}
    for tag in tags:
        if tag.value:
            by_name.setdefault(tag.name, []).append(tag)
    type_ = first.value.upper()
    key = next((tag.value for tag in by_name.get("ID", ()) if not tag.value.isdigit()), "")
    origin = writer.origin(first.line, last)
    entry = Entry(shelf, origin, key, _KINDS.get(type_, type_.lower()))
    if "TI" not in by_name and "T1" not in by_name and "BT" in by_name:
        by_name["TI"] = by_name.pop("BT")  # a book's own title
    if type_ == "THES" and "PB" in by_name:
        entry.affiliation = ids.squeeze(by_name.pop("PB")[0].value)
    for name in _VENUES:
        for tag in by_name.pop(name, ()):
            at = writer.origin(tag.line, tag.end_line)
            entry.venue(tag.value, at, conference=type_ in _CONFERENCES)
    for name, found in by_name.items():
        for tag in found:
            _use(entry, name, tag, writer)
    _pages(entry, by_name, writer)
    entry.write()


def _use(entry: Entry, name: str, tag: _Tag, writer: Writer) -> None:
    origin = writer.origin(tag.line, tag.end_line)
    if name in ("AU", "A1"):
        for person in tag.texts:  # some write all names below each other
            if person.strip():
                entry.author(names.one(person), origin)
    elif name in ("A2", "ED"):
        entry.keep("editor", names.one(tag.value), origin)
    elif name == "M3" and "10." in tag.value:
        entry.say("doi", tag.value, origin)
    elif meaning := _FIELDS.get(name):
        entry.say(meaning, tag.value, origin)
    elif name not in _LEFT_OUT:
        entry.say(f"ris_{name.lower()}", tag.value, origin)


def _pages(entry: Entry, by_name: dict[str, list[_Tag]], writer: Writer) -> None:
    places = [by_name[name][0] for name in ("SP", "EP") if name in by_name]
    if places:
        pages = "–".join(dict.fromkeys(tag.value for tag in places))
        entry.say("pages", pages, writer.origin(places[0].line, places[-1].end_line))


RIS: Final[Reader] = RisReader()
