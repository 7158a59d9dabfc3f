"""An entry's claims: the work, its authors, and where it was presented."""

from __future__ import annotations

from collections.abc import Iterator

from paperkg.readers.reading_list import people
from paperkg.readers.reading_list.appearances import how_presented, write_appearance
from paperkg.readers.reading_list.drafts import Entry, Note
from paperkg.readers.reading_list.said import Work, read
from paperkg.readers.writing import Writer


def paper_ref(writer: Writer, entry: Entry) -> str:
    """Return the ref of the work that *entry* is about."""
    return writer.ref(f"paper-{entry.title.line}")


class Works:
    """Writes entries, and tells who wrote the work of one."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._works: dict[Entry, Work] = {}

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
        write_appearance(self._writer, entry, paper_ref(self._writer, entry), work.published)
        if title.comment:
            yield Note("comment", title.comment, title.line, title.line, entry)
        for part in work.unused:
            yield Note("comment", part.text, part.first, part.last, entry)

    def _work(self, entry: Entry) -> Work:
        if entry not in self._works:
            self._works[entry] = read(self._writer, entry)
        return self._works[entry]


def _write_paper(writer: Writer, entry: Entry, work: Work) -> None:
    title = entry.title
    here = writer.origin(title.line)
    lines = {"title": here, "kind": here, "status": here, **work.lines}
    year = work.published.year
    if not year and (edition := entry.section.edition) and edition.edition:
        year = str(edition.edition.year)
        lines["year"] = writer.origin(edition.first)
    printed = "|".join(p.printed for p in work.authors.people) if work.authors else ""
    writer.node(
        "Paper",
        paper_ref(writer, entry),
        {
            "title": title.text,
            "kind": "tutorial" if how_presented(entry).kind == "tutorial" else "paper",
            "year": int(year) if year else None,
            "abstract": "\n".join(work.abstract),
            "doi": work.first("doi"),
            "arxiv": work.first("arxiv"),
            "url": work.all("url"),
            "pdf": work.all("pdf"),
            "keywords": work.all("keywords"),
            "status": title.status or work.first("status"),
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
