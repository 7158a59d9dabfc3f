"""One entry of BibTeX: what its type and its fields are in the words of every bibliography."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from paperkg import ids
from paperkg.diagnostics import Origin
from paperkg.readers.bibliography import Entry, Shelf, names, places
from paperkg.readers.bibtex_blocks import Comment, RawEntry, RawField, swallowed
from paperkg.readers.bibtex_names import persons
from paperkg.readers.latex import plain, verbatim
from paperkg.readers.writing import Writer

_KINDS: Final = {
    **dict.fromkeys(("article", "inproceedings", "conference", "unpublished"), "paper"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "thesis"),
    **dict.fromkeys(("techreport", "report"), "report"),
    **dict.fromkeys(("incollection", "inbook", "bookinbook", "suppbook"), "chapter"),
    **dict.fromkeys(("book", "booklet", "mvbook", "collection", "mvcollection"), "book"),
    **dict.fromkeys(("proceedings", "mvproceedings"), "proceedings"),
    **dict.fromkeys(("online", "electronic", "www"), "webpage"),
    "misc": "",
}
"""Types of entries in paperkg's words; others stay as they are."""
_FIELDS: Final = {
    **{
        name: name
        for name in ("title", "subtitle", "year", "date", "month", "day", "doi", "abstract")
    },
    **dict.fromkeys(("url", "ee", "link", "bdsk-url-1", "bdsk-url-2"), "url"),
    **dict.fromkeys(("keywords", "keyword", "keywords-plus", "mendeley-tags", "tags"), "keywords"),
    **dict.fromkeys(("primaryclass", "eprintclass"), "keyword"),
    **dict.fromkeys(
        ("note", "notes", "annote", "annotation", "comment", "comments", "review", "remark"), "note"
    ),
    "pdf": "pdf",
    "shorttitle": "short title",
    "readstatus": "status",
    "ranking": "rating",
    "rating": "rating",
}
"""Fields by what they are in every bibliography."""
_VERBATIM: Final = frozenset(("url", "doi", "pdf", "arxiv"))
_HANDLED: Final = frozenset(
    re.findall(
        r"\S+",
        "archiveprefix eprinttype crossref xref xdata "
        # what programs keep for themselves
        "file owner timestamp date-added date-modified creationdate modificationdate urldate "
        "lastchecked langid __markedentry bdsk-file-1 bdsk-file-2 local-url uuid citation-key",
    )
)


Given: TypeAlias = dict[str, str]
"""The text of each field of an entry, LaTeX and all."""


@dataclass
class Told:
    """Tells what is wrong with a file."""

    writer: Writer
    _once: set[tuple[str, str]] = field(default_factory=set)

    def once(self, code: str, name: str, message: str, origin: Origin, mend: str) -> None:
        """Tell what would be said of many entries alike, once."""
        if (code, name) not in self._once:
            self._once.add((code, name))
            self.writer.tell(code, message, origin, mend)


class Work:
    """One entry while it is claimed."""

    def __init__(self, told: Told, shelf: Shelf, raw: RawEntry) -> None:
        self.told = told
        self.raw = raw
        self._origin = told.writer.origin(raw.line, raw.end_line)
        kind = _KINDS.get(raw.type, raw.type)
        self.entry = Entry(shelf, self._origin, raw.key, kind)

    def write(self, fields: list[RawField], above: Comment | None) -> None:
        """Claim the entry; *above* are words that stand right before it."""
        if above:
            self.entry.say("note", above.text, self.told.writer.origin(above.line, above.end_line))
        given: Given = {}
        for above_it, each in zip((None, *fields), fields, strict=False):
            self._tell(each, above_it, twice=each.name in given)
            given.setdefault(each.name, each.text)
        for each in sorted(fields, key=lambda f: f.name != "booktitle"):
            self._use(each, given)
        self.entry.write()

    def _use(self, each: RawField, given: Given) -> None:
        origin = self.told.writer.origin(each.line, each.end_line)
        if use := _USES.get(each.name):
            use(self, each, given, origin)
        elif meaning := _FIELDS.get(each.name):
            text = verbatim(each.text) if meaning in _VERBATIM else plain(each.text)
            self.entry.say(meaning, text, origin)
        elif each.name not in _HANDLED:
            self.entry.say(each.name, plain(each.text), origin)

    def _tell(self, each: RawField, above: RawField | None, *, twice: bool) -> None:
        """Tell what is wrong with how a field is written; *above* stands before it."""
        tell, origin = self.told.writer.tell, self.told.writer.origin
        if each.missing:
            message = f"a comma is missing before '{each.name}'; it was read as a field of its own"
            mend = f"{above.name} = {{{_short(above.text)}}}," if above else ""
            tell("B902", message, origin(each.missing), mend)
        if name := swallowed(each.text):
            message = f"'{name} =' stands within the value of '{each.name}'; is a brace missing?"
            tell("B902", message, origin(each.line, each.end_line), f"{each.name} = {{…}},")
        if twice and each.name in ("title", "author", "year", "doi", "eprint"):
            message = f"the field '{each.name}' stands twice in the entry '{self.raw.key}'"
            tell("B903", message, origin(each.line), "keep one of them")
        for word in each.unknown if each.name not in ("month", "year", "date") else ():
            message = f"'{word}' is no abbreviation of this file; it was taken as text"
            mend = f'@string{{{word} = "…"}}'
            self.told.once("B904", word, message, origin(each.line), mend)


def _shown(text: str) -> str:
    text = ids.squeeze(text)
    return f"{text[:59]}…" if len(text) > 60 else text


def _short(text: str) -> str:
    text = ids.squeeze(text)
    return f"{text[:59]}…" if len(text) > 60 else text


def _howpublished(work: Work, each: RawField, _given: Given, origin: Origin) -> None:
    text = verbatim(each.text)
    if "://" in text:
        work.entry.say("url", text, origin)
    else:
        work.entry.keep(each.name, plain(each.text), origin)


def _venue(work: Work, each: RawField, given: Given, origin: Origin) -> None:
    printed, series = plain(each.text), plain(given.get("series", ""))
    conference = each.name in ("booktitle", "eventtitle")
    if conference and places.names_edition(series):  # as ACM has it: series = {KDD '20}
        printed = f"{printed}, {series}"
    if ids.fold(printed) == "corr":  # as dblp has it: volume = {abs/2005.05238}
        printed = f"{printed} {given.get('volume', '').removeprefix('abs/')}"
    work.entry.venue(printed, origin, conference=conference)


def _series(work: Work, each: RawField, given: Given, origin: Origin) -> None:
    if "booktitle" not in given or not places.names_edition(each.text):
        work.entry.say(each.name, plain(each.text), origin)


def _eprint(work: Work, each: RawField, given: Given, origin: Origin) -> None:
    archive = plain(given.get("archiveprefix", given.get("eprinttype", ""))).strip()
    text = verbatim(each.text)
    if archive.lower() == "arxiv" or (not archive and re.search(r"\d{4}\.\d|/\d", text)):
        work.entry.say("arxiv", text, origin)
    else:
        work.entry.keep("eprint", f"{archive}:{text}" if archive else text, origin)


def _authors(work: Work, each: RawField, _given: Given, origin: Origin) -> None:
    found = persons(each.text)
    alone = len(found) == 1 and "{" not in each.text
    if split := names.listed(plain(each.text)) if alone else None:
        message = f"found '{_short(each.text)}', expected names with 'and' between them"
        work.told.writer.tell("B908", message, origin, f"author = {{{' and '.join(split)}}},")
        found = [names.one(name) for name in split]
    for person in found:
        work.entry.author(person, origin)


def _editors(work: Work, each: RawField, _given: Given, origin: Origin) -> None:
    for person in persons(each.text):
        work.entry.keep(each.name, person, origin)


def _school(work: Work, each: RawField, _given: Given, origin: Origin) -> None:
    if "thesis" in work.raw.type:
        work.entry.affiliation = ids.squeeze(plain(each.text))
    else:
        work.entry.keep(each.name, plain(each.text), origin)


def _keys(work: Work, each: RawField, _given: Given, origin: Origin) -> None:
    for key in each.text.split(","):
        work.entry.say("citekey", key, origin)


def _groups(work: Work, each: RawField, _given: Given, origin: Origin) -> None:
    for group in each.text.split(","):
        work.entry.say("collection", plain(group).replace(" > ", "/"), origin)


_USES: Final = {
    **dict.fromkeys(("journal", "journaltitle", "booktitle", "eventtitle"), _venue),
    **dict.fromkeys(("school", "institution"), _school),
    "howpublished": _howpublished,
    "series": _series,
    "eprint": _eprint,
    "author": _authors,
    "editor": _editors,
    "ids": _keys,
    "groups": _groups,
}
"""Fields for which BibTeX has its own ways."""
