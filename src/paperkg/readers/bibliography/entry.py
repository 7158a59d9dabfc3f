"""One entry of a bibliography, and the claims that follow from it."""

from __future__ import annotations

import re
from typing import Final

from paperkg import ids
from paperkg.diagnostics import Origin
from paperkg.model import Scalar
from paperkg.readers.bibliography import dates, markup, places
from paperkg.readers.bibliography.fields import ARXIV, Gathered
from paperkg.readers.bibliography.names import is_others
from paperkg.readers.bibliography.shelf import Shelf
from paperkg.readers.record_values import typed
from paperkg.readers.remarks import Remark, Subject, write_remark
from paperkg.readers.writing import Found
from paperkg.schema import Kind

_PREPRINT: Final = frozenset(
    ("arxiv", "corr", "arxiv preprint", "arxiv org", "arxiv e prints", "arxiv cornell university")
)
"""What stands where a journal would, folded; the arXiv id says as much."""


class Entry(Gathered):
    """Collects what an entry says; `write` claims it.

    Attributes:
        affiliation: Where the authors were, where the entry says so of all of them.
    """

    def __init__(self, shelf: Shelf, origin: Origin, key: str = "", kind: str = "") -> None:
        super().__init__(shelf, origin)
        self.affiliation = ""
        self._writer = shelf.writer
        self._kind = kind
        self._key = key
        self._authors: list[tuple[str, str, Origin]] = []
        self._venue: tuple[str, bool, Origin] | None = None
        if key:
            shelf.take_key(key, origin)
            self.line("citekey", key, origin)

    def author(self, name: str, origin: Origin, orcid: str = "") -> None:
        """Take the next author; those who are only counted (`others`) are none."""
        line = typed(Kind.STRING, markup.plain(name))
        if line and not is_others(str(line)):
            self._authors.append((str(line), ids.normalise("orcid", orcid) or "", origin))

    def venue(self, printed: str, origin: Origin, *, conference: bool) -> None:
        """Take where it was published; the first that is said counts, others are own fields."""
        printed = ids.squeeze(markup.plain(printed))
        found = ARXIV.search(printed)
        if found and re.search("(?i)arxiv|corr", printed):
            self.arxiv(found[1], origin)
        elif ids.fold(printed) in _PREPRINT:
            return
        elif self._venue is None and printed:
            self._venue = (printed, conference, origin)
        elif printed and self._venue and printed != self._venue[0]:
            self.keep("container", printed, origin)

    def write(self) -> None:
        """Claim the work and all that hangs on it."""
        title, year = self._title(), self._year()
        if not title:
            message = "the entry has no title, so nothing of it is in the graph"
            self.shelf.tell("B906", message, self.origin, "title", "…")
            return
        place = self._place(year)
        ref = self._writer.fresh(f"paper-{self.origin.line}")
        own = {name: _value(values) for name, values in self.own.items()}
        lines = {name: next(iter(values.values())) for name, values in self.own.items()}
        self._writer.node(
            "Paper",
            ref,
            {**own, **self._properties(), "title": title, "year": year, "kind": self._kind},
            self.origin,
            lines={**lines, **self.stated.lines},
            slot=f"entry {self._key}" if self._key else "",
        )
        # a title in other capitals is the same place
        subject = Subject(ref, ids.fold(title), self._write_authors(ref))
        if place:
            self._write_venue(ref, *place)
        for said, at in self.notes:
            remark = Remark(kind=said.kind, text=said.text, first=at.line, last=at.end_line)
            write_remark(self._writer, remark, subject)

    def _properties(self) -> dict[str, Found]:
        declared = self._writer.options.schema.node_types["Paper"].properties
        return {
            p.name: self.stated.all(p.name) if p.many else self.stated.first(p.name)
            for p in declared
            if p.name in self.stated.values
        }

    def _title(self) -> str:
        title, rest = (str(self.stated.first(name)) for name in ("title", "subtitle"))
        return f"{title}: {rest}" if title and rest else title

    def _year(self) -> int | None:
        """Return the year; a month and a day that go with it make the date."""
        year = self.stated.first("year")
        if isinstance(year, int) and self.month:
            month, day, origin = self.month
            whole = dates.iso(year, month, day) if month and day else None
            if whole and "date" not in self.stated.values:
                self.stated.say("date", whole, origin)
            elif month and "date" not in self.stated.values:
                self.own.setdefault("month", {}).setdefault(month, origin)
        return year if isinstance(year, int) else None

    def _write_authors(self, paper: str) -> dict[str, str]:
        refs: dict[str, str] = {}
        for position, (name, orcid, origin) in enumerate(self._authors, 1):
            ref = refs[name] = f"{paper}-author-{position}"
            self._writer.node("Author", ref, {"name": name, "orcid": orcid}, origin)
            self._writer.edge(
                "AUTHORED_BY",
                paper,
                ref,
                origin,
                position=position,
                affiliation_text=self.affiliation,
            )
        return refs

    def _place(self, year: int | None) -> tuple[places.Place, str, Origin] | None:
        """Return where it was published; what is left out of the printed words is kept."""
        if self._venue is None:
            return None
        printed, conference, origin = self._venue
        place = places.proceedings(printed, year) if conference else places.Place(printed)
        if place.name != printed:
            self.own.setdefault("booktitle", {}).setdefault(printed, origin)
        return place, "" if conference else "journal", origin

    def _write_venue(self, paper: str, place: places.Place, kind: str, origin: Origin) -> None:
        venue = f"{paper}-venue"
        aliases = (place.acronym,) if place.acronym else ()
        named: dict[str, Found] = {"name": place.name, "kind": kind, "aliases": aliases}
        self._writer.node("Venue", venue, named, origin)
        self._writer.edge("PUBLISHED_IN", paper, venue, origin)
        if edition := place.edition:
            event = f"{paper}-event"
            self._writer.node("Event", event, {"name": edition.name, "year": edition.year}, origin)
            self._writer.edge("EDITION_OF", event, venue, origin)
            self._writer.edge("PRESENTED_AT", paper, event, origin)


def _value(values: dict[Scalar, Origin]) -> Found:
    return next(iter(values)) if len(values) == 1 else tuple(map(str, values))
