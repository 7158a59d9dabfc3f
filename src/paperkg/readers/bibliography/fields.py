"""What the fields of bibliographies mean, by the names that all formats share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from paperkg import ids
from paperkg.diagnostics import Origin
from paperkg.model import Scalar
from paperkg.readers import links
from paperkg.readers.bibliography import dates, markup
from paperkg.readers.bibliography.notes import Said, said_in
from paperkg.readers.bibliography.shelf import Shelf
from paperkg.readers.record_values import IDENTIFIERS, typed
from paperkg.readers.stated import Stated
from paperkg.schema import Kind

_SEPARATORS: Final = re.compile(r"[,;，；、\n]|\s\|\s")
ARXIV: Final = re.compile(
    r"(?<![\w.])((?:\d{4}\.\d{4,5}|[a-z][a-z-]{1,15}(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?)(?![\w.])"
)
_STATUS: Final = {
    "new": "unread",
    "to read": "queued",
    "in progress": "reading",
    "skimmed": "reading",
    "not reading": "dropped",
}
"""Words of Zotero's and JabRef's reading lists in paperkg's; others stay as they are."""
_SHORT: Final = 24
"""A short title of more signs is no name that people use."""
_LONG: Final = 300
"""More than a property shows well; then it is a remark."""


@dataclass
class Gathered:
    """What the fields of one entry say so far.

    Attributes:
        own: Properties of the user's own, each value with its lines.
        notes: What is remarked on the work.
        month: Month and day, where a year stands apart from them.
    """

    shelf: Shelf
    origin: Origin
    stated: Stated = field(default_factory=Stated)
    own: dict[str, dict[Scalar, Origin]] = field(default_factory=dict)
    notes: list[tuple[Said, Origin]] = field(default_factory=list)
    month: tuple[int | None, int | None, Origin] | None = None

    def say(self, name: str, text: str, origin: Origin) -> None:
        """Take one field, by a name of `FIELDS` or as a property of the user's own."""
        text = markup.plain(text).strip()
        if text and (use := FIELDS.get(name)):
            use(self, text, origin)
        elif text:
            self.keep(name, text, origin)

    def keep(self, name: str, text: str, origin: Origin) -> None:
        """Keep a field that has no meaning here: as the user's own property, or as a remark."""
        if "\n" in text or len(text) > _LONG or not self.shelf.own(name):
            _note(self, f"{name}: {text}", origin)
        elif line := typed(Kind.STRING, text):
            self.own.setdefault(self.shelf.own(name), {}).setdefault(line, origin)

    def line(self, name: str, text: str, origin: Origin) -> None:
        """Take a property of one line."""
        if line := typed(Kind.NAME, text):
            self.stated.say(name, line, origin)

    def arxiv(self, text: str, origin: Origin) -> None:
        """Take an arXiv id, its version left out."""
        if arxiv := ids.normalise("arxiv", text):
            self.stated.say("arxiv", arxiv, origin)

    def invalid(self, scheme: str, text: str, origin: Origin) -> None:
        """Tell of an identifier that is none."""
        label = {"doi": "DOI", "arxiv": "arXiv id"}[scheme]
        message = f"'{scheme}': found '{ids.squeeze(text)}', which is no valid {label}"
        self.shelf.tell("G506", message, origin, scheme, IDENTIFIERS[scheme])


def _year(entry: Gathered, text: str, origin: Origin) -> None:
    if (year := dates.year(text)) is not None:
        entry.stated.say("year", year, origin)
    else:
        message = f"the year is '{ids.squeeze(text)}', in which no year stands; it was left out"
        entry.shelf.tell("B905", message, origin, "year", "2020")


def _date(entry: Gathered, text: str, origin: Origin) -> None:
    _year(entry, text, origin)
    if day := dates.day(text):
        entry.stated.say("date", day, origin)
    elif month := dates.month_in(text):
        entry.month = (month, None, origin)


def _month(entry: Gathered, text: str, origin: Origin) -> None:
    month, day = dates.month(text)
    known = entry.month[1] if entry.month else None
    if month is None:
        entry.keep("month", text, origin)
    else:
        entry.month = (month, day or known, origin)


def _day(entry: Gathered, text: str, origin: Origin) -> None:
    number = typed(Kind.INTEGER, text)
    month = entry.month[0] if entry.month else None
    entry.month = (month, number if isinstance(number, int) else None, origin)


def _doi(entry: Gathered, text: str, origin: Origin) -> None:
    # resolvers beside doi.org, blanks of a broken line and a sentence's full stop
    text = re.sub(r"(?i)^.*?(?:doi\.org/|doi\s*[:=]\s*)(?=10\.)", "", text)
    text = re.sub(r"\s", "", text).rstrip(".,;")
    doi = ids.normalise("doi", text)
    if doi and doi.startswith("10.48550/arxiv."):
        entry.arxiv(doi.removeprefix("10.48550/arxiv."), origin)
    elif doi:
        entry.stated.say("doi", doi, origin)
    else:
        entry.invalid("doi", text, origin)


def _arxiv(entry: Gathered, text: str, origin: Origin) -> None:
    if found := ARXIV.search(text):
        entry.arxiv(found[1], origin)
    else:
        entry.invalid("arxiv", text, origin)


def _url(entry: Gathered, text: str, origin: Origin) -> None:
    found = links.urls(text)
    for url in found:
        if re.search(r"(?i)doi\.org/10\.48550/arxiv", url):
            _doi(entry, url, origin)
        else:
            entry.stated.link(url, origin)
    if not found:
        entry.keep("url_text", text, origin)


def _pdf(entry: Gathered, text: str, origin: Origin) -> None:
    for url in links.urls(text):
        entry.stated.say("pdf", url, origin)


def _abstract(entry: Gathered, text: str, origin: Origin) -> None:
    # one line's end is where a program wrapped it, two are a paragraph's
    entry.stated.say("abstract", re.sub(r"(?<!\n)\n[ \t]*(?!\n)", " ", text), origin)


def _keywords(entry: Gathered, text: str, origin: Origin) -> None:
    for word in _SEPARATORS.split(text):
        entry.line("keywords", word, origin)


def _collection(entry: Gathered, text: str, origin: Origin) -> None:
    # Obsidian's tags have no blanks, hold more than digits, and nest by a slash
    if tag := re.sub(r"[^\w/-]+", "-", text).strip("-/"):
        entry.stated.say("tags", tag if re.search(r"[^\d/]", tag) else f"y{tag}", origin)


def _status(entry: Gathered, text: str, origin: Origin) -> None:
    entry.line("status", _STATUS.get(text.lower(), text.lower()), origin)


def _short(entry: Gathered, text: str, origin: Origin) -> None:
    if len(text) <= _SHORT and " " not in text:
        entry.line("short_name", text, origin)
    else:
        entry.keep("short_title", text, origin)


def _note(entry: Gathered, text: str, origin: Origin) -> None:
    for said in said_in(text):
        if said.field:
            entry.say(said.field, said.text, origin)
        else:
            entry.notes.append((said, origin))


def _rating(entry: Gathered, text: str, origin: Origin) -> None:
    # JabRef's `rank5`; the queue of a vault is sorted by this property
    if found := re.fullmatch(r"(?:rank)?([0-9])", text.strip()):
        entry.own.setdefault("rating", {}).setdefault(int(found[1]), origin)
    else:
        entry.keep("rating", text, origin)


def _named(name: str) -> Callable[[Gathered, str, Origin], None]:
    return lambda entry, text, origin: entry.line(name, text, origin)


FIELDS: Final[dict[str, Callable[[Gathered, str, Origin], None]]] = {
    "title": _named("title"),
    "subtitle": _named("subtitle"),
    "citekey": _named("citekey"),
    "keyword": _named("keywords"),
    "short title": _short,
    "year": _year,
    "date": _date,
    "month": _month,
    "day": _day,
    "doi": _doi,
    "arxiv": _arxiv,
    "url": _url,
    "pdf": _pdf,
    "abstract": _abstract,
    "keywords": _keywords,
    "collection": _collection,
    "status": _status,
    "rating": _rating,
    "note": _note,
}
"""How each field is used that means something in every format; others are the user's own."""
