"""An entry's claims: the work, its authors, and where it was presented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from paperkg import ids
from paperkg.diagnostics import Origin
from paperkg.readers import links
from paperkg.readers.reading_list import people
from paperkg.readers.reading_list.drafts import Entry, Note
from paperkg.readers.reading_list.pieces import Field, Links, Presentation, Text
from paperkg.readers.reading_list.sessions import event_ref, session_ref
from paperkg.readers.stated import Stated
from paperkg.readers.writing import Writer


def paper_ref(writer: Writer, entry: Entry) -> str:
    """Return the ref of the work that *entry* is about."""
    return writer.ref(f"paper-{entry.title.line}")


@dataclass
class _Work(Stated):
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


def _identifier(work: _Work, part: Field, origin: Origin) -> bool:
    if found := ids.normalise(part.name, links.without_links(part.value) or part.value):
        work.say(part.name, found, origin)
    for url in links.urls(part.value):
        work.link(url, origin)
    return bool(found or links.urls(part.value))


def _take_links(work: _Work, part: Field, origin: Origin) -> bool:
    found = links.urls(part.value)
    if links.without_links(part.value):
        return False
    for url in found:
        work.link(url, origin)
    return bool(found)


def _authors(work: _Work, part: Field, _origin: Origin) -> bool:
    found = people.names(part.value, part.first, labelled=True)
    if found is None or work.authors:
        return False
    work.authors = found
    return True


def _affiliation(work: _Work, part: Field, _origin: Origin) -> bool:
    """Take one institution for all authors; whose each of several is, nobody knows."""
    if not part.value or work.affiliation or re.search("[,，、;；]", part.value):
        return False
    work.affiliation = part.value
    return True


def _abstract(work: _Work, part: Field, origin: Origin) -> bool:
    if part.value:
        work.prose(part.value, origin)
    return True


def _keywords(work: _Work, part: Field, origin: Origin) -> bool:
    words = [w.strip() for w in re.split("[,，、;；]", part.value) if w.strip()]
    for word in words:
        work.say("keywords", word, origin)
    return bool(words)


_FIELDS = {
    "authors": _authors,
    "affiliation": _affiliation,
    "links": _take_links,
    "abstract": _abstract,
    "arxiv": _identifier,
    "doi": _identifier,
    "keywords": _keywords,
}
"""How each labelled line is used; false where it could not be."""


def _read(writer: Writer, entry: Entry) -> _Work:
    title = entry.title
    work = _Work(authors=title.names)
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


def _use(work: _Work, part: Field, origin: Origin) -> bool:
    use = _FIELDS.get(part.name)
    return use is not None and use(work, part, origin)


class Works:
    """Writes entries, and tells who wrote the work of one."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._works: dict[Entry, _Work] = {}

    def authors(self, entry: Entry) -> dict[str, str]:
        """Return refs of the entry's authors by name."""
        names = self._work(entry).authors
        return {
            person.name: _author_ref(self._writer, entry, position)
            for position, person in enumerate(names.people if names else (), 1)
        }

    def write(self, entry: Entry) -> Iterator[Note]:
        """Claim the work of *entry* and all that hangs on it; yield the notes it holds."""
        work, title = self._work(entry), entry.title
        _write_paper(self._writer, entry, work)
        if work.authors:
            _write_authors(self._writer, entry, work.authors, work.affiliation)
        _write_presentations(self._writer, entry)
        if title.comment:
            yield Note("comment", title.comment, title.line, title.line, entry)
        for part in work.unused:
            yield Note("comment", part.text, part.first, part.last, entry)

    def _work(self, entry: Entry) -> _Work:
        if entry not in self._works:
            self._works[entry] = _read(self._writer, entry)
        return self._works[entry]


def _write_paper(writer: Writer, entry: Entry, work: _Work) -> None:
    title, edition = entry.title, entry.section.edition
    here = writer.origin(title.line)
    lines = {"title": here, "kind": here, "status": here, **work.lines}
    if edition:
        lines["year"] = writer.origin(edition.first)
    printed = "|".join(p.printed for p in work.authors.people) if work.authors else ""
    writer.node(
        "Paper",
        paper_ref(writer, entry),
        {
            "title": title.text,
            "kind": "tutorial" if _how(entry).kind == "tutorial" else "paper",
            "year": edition.edition.year if edition and edition.edition else None,
            "abstract": "\n".join(work.abstract),
            "doi": work.first("doi"),
            "arxiv": work.first("arxiv"),
            "url": work.all("url"),
            "pdf": work.all("pdf"),
            "keywords": work.all("keywords"),
            "status": title.status,
        },
        writer.origin(entry.first, entry.last),
        lines=lines,
        slot=f"authors {printed}" if printed else "",
    )


def _author_ref(writer: Writer, entry: Entry, position: int) -> str:
    return writer.ref(f"author-{entry.title.line}-{position}")


def _write_authors(writer: Writer, entry: Entry, names: people.Names, common: str) -> None:
    """Claim the authors; *common* is the one institution that is stated for all of them."""
    origin = writer.origin(names.first, names.last)
    for position, person in enumerate(names.people, 1):
        ref = _author_ref(writer, entry, position)
        aliases = (person.alias,) if person.alias else ()
        writer.node("Author", ref, {"name": person.name, "aliases": aliases}, origin)
        writer.edge(
            "AUTHORED_BY",
            paper_ref(writer, entry),
            ref,
            origin,
            position=position,
            affiliation_text=person.affiliation or common,
            name_text=person.printed if person.printed != person.name else None,
        )
    for line, mended in names.unclosed:
        writer.tell(
            "L201",
            "found '(' without ')'; it was read as closed where the name or the line ends",
            writer.origin(line),
            mended,
        )


def _how(entry: Entry) -> Presentation:
    """Return how the work was presented: its own prefix is nearer than the heading."""
    return entry.title.presentation or Presentation(kind=entry.section.kind)


def _write_presentations(writer: Writer, entry: Entry) -> None:
    paper, how = paper_ref(writer, entry), _how(entry)
    here = writer.origin(entry.title.line)
    session, edition = entry.session, entry.section.edition
    if edition:
        heading = entry.section.heading or edition
        stated = here if entry.title.presentation else writer.origin(heading.first)
        writer.edge(
            "PRESENTED_AT",
            paper,
            event_ref(writer, edition),
            stated,
            kind=how.kind,
            number=None if session else how.number,
            track=how.track,
        )
    if session:
        writer.edge(
            "PRESENTED_AT",
            paper,
            session_ref(writer, session),
            writer.origin(session.last, entry.title.line),
            kind=how.kind,
            number=how.number,
        )
