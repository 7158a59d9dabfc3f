"""What the parts of one entry say: its labelled lines, its links, its abstract."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from paperkg import ids
from paperkg.diagnostics import Origin
from paperkg.readers import links
from paperkg.readers.reading_list import people
from paperkg.readers.reading_list.drafts import Entry
from paperkg.readers.reading_list.pieces import Field, Links, Text
from paperkg.readers.reading_list.published import Published, published
from paperkg.readers.stated import Stated
from paperkg.readers.writing import Writer

_STATUS: Final = MappingProxyType(
    {
        "已读": "read",
        "未读": "unread",
        "在读": "reading",
        "待读": "queued",
        "✅": "read",
    }
)


@dataclass
class Work(Stated):
    """What the parts of one entry say, each with its lines."""

    abstract: list[str] = field(default_factory=list)
    authors: people.Names | None = None
    affiliation: str = ""
    unused: list[Field] = field(default_factory=list)

    def prose(self, text: str, origin: Origin) -> None:
        """Add a line of the abstract."""
        self.abstract.append(text)
        above = self.lines.get("abstract", origin)
        self.lines["abstract"] = Origin(above.source, above.line, origin.end_line, above.reader)

    @property
    def published(self) -> Published:
        """Where and when it appeared, as the entry itself says."""
        return published(str(self.first("venue")), str(self.first("year")), sure=True)


def _identifier(work: Work, part: Field, origin: Origin) -> bool:
    if found := ids.normalise(part.name, links.without_links(part.value) or part.value):
        work.say(part.name, found, origin)
    for url in links.urls(part.value):
        work.link(url, origin)
    return bool(found or links.urls(part.value))


def _take_links(work: Work, part: Field, origin: Origin) -> bool:
    found = links.urls(part.value)
    if links.without_links(part.value):
        return False
    for url in found:
        work.link(url, origin)
    return bool(found)


def _authors(work: Work, part: Field, _origin: Origin) -> bool:
    found = people.names(part.value, part.first, labelled=True)
    if found is None or work.authors:
        return False
    work.authors = found
    return True


def _affiliation(work: Work, part: Field, _origin: Origin) -> bool:
    """Take one institution for all authors; whose each of several is, nobody knows."""
    if not part.value or work.affiliation or re.search("[,，、;；]", part.value):
        return False
    work.affiliation = part.value
    return True


def _abstract(work: Work, part: Field, origin: Origin) -> bool:
    if part.value:
        work.prose(part.value, origin)
    return True


def _keywords(work: Work, part: Field, origin: Origin) -> bool:
    words = [w.strip() for w in re.split("[,，、;；]", part.value) if w.strip()]
    for word in words:
        work.say("keywords", word, origin)
    return bool(words)


def _year(work: Work, part: Field, origin: Origin) -> bool:
    found = re.fullmatch(r"\D{0,12}((?:19|20)\d\d)(?:[-/.年].*)?", part.value.strip())
    if found:
        work.say("year", found[1], origin)
    return found is not None


def _venue(work: Work, part: Field, origin: Origin) -> bool:
    """Take the edition of a conference, or the name of a journal; a year may stand apart."""
    found = published(part.value, sure=True)
    if found.rest or not (found.edition or found.venue):
        return False
    work.say("venue", part.value, origin)
    if found.year:
        work.say("year", found.year, origin)
    return True


def _status(work: Work, part: Field, origin: Origin) -> bool:
    word = part.value.strip().lower()
    known = _STATUS.get(word, word if re.fullmatch(r"[\w-]{2,20}", word) else "")
    if known:
        work.say("status", known, origin)
    return bool(known)


_FIELDS = {
    "authors": _authors,
    "affiliation": _affiliation,
    "links": _take_links,
    "abstract": _abstract,
    "arxiv": _identifier,
    "doi": _identifier,
    "keywords": _keywords,
    "venue": _venue,
    "year": _year,
    "status": _status,
}
"""How each labelled line is used; false where it could not be."""


def read(writer: Writer, entry: Entry) -> Work:
    """Return what an entry's title and parts say of its work."""
    title = entry.title
    work = Work(authors=title.names)
    for url in title.urls:
        work.link(url, writer.origin(title.line))
    for part in entry.parts:
        origin = writer.origin(part.first, part.last)
        if isinstance(part, Text):
            work.prose(part.text, origin)
        elif isinstance(part, Links):
            for url in part.urls:
                work.link(url, origin)
        elif isinstance(part, Field) and not _use(work, part, origin):
            work.unused.append(part)
    return work


def _use(work: Work, part: Field, origin: Origin) -> bool:
    use = _FIELDS.get(part.name)
    return use is not None and use(work, part, origin)
