"""Claims of ideas, comments, to-dos, facts and remarks."""

from __future__ import annotations

from collections.abc import Iterable

from paperkg import ids
from paperkg.readers.reading_list.drafts import Entry, Note, Section
from paperkg.readers.reading_list.sessions import event_ref
from paperkg.readers.reading_list.works import Works, paper_ref
from paperkg.readers.remarks import Remark, Subject, write_remark
from paperkg.readers.writing import Writer

_SHOWN = 60


class Events:
    """The editions that a source's headings name, to be found in what a remark says."""

    def __init__(self, writer: Writer, sections: Iterable[Section]) -> None:
        self._refs: dict[tuple[str, ...], str] = {}
        for section in sections:
            heading = section.heading
            if heading and heading.edition:
                venue, year = ids.fold(heading.edition.venue), str(heading.edition.year)
                for spelt in (year, year[2:]):
                    words = (*venue.split(), spelt)
                    self._refs.setdefault(words, event_ref(writer, heading))
        self._lengths = sorted({len(words) for words in self._refs})

    def named_in(self, note: Note) -> str:
        """Return the ref of the event that the note's words name, or that its link does."""
        return self._in_words(ids.fold(note.text).split()) or self._in_link(note.url)

    def _in_words(self, words: list[str]) -> str:
        for length in self._lengths:
            for at in range(len(words) - length + 1):
                if found := self._refs.get(tuple(words[at : at + length])):
                    return found
        return ""

    def _in_link(self, url: str) -> str:
        """Look for the venue and the year anywhere: `neurips.cc/Conferences/2020/…`."""
        words = ids.fold(url).split()
        years = [w for w in words if len(w) == 4 and w.isdigit()]
        pairs = ((venue, year) for year in years[:3] for venue in words)
        return next((self._refs[pair] for pair in pairs if pair in self._refs), "")


def write_note(writer: Writer, works: Works, events: Events, note: Note) -> None:
    """Claim a note and what it is about."""
    event = events.named_in(note) if note.url else ""
    remark = Remark(
        kind=note.kind,
        text=note.text,
        first=note.first,
        last=note.last,
        url=note.url,
        preview=note.preview,
    )
    write_remark(writer, remark, _subject(writer, works, note.entry, event))
    if note.code:
        _tell(writer, note)


def _subject(writer: Writer, works: Works, entry: Entry | None, event: str) -> Subject:
    authors = works.authors(entry) if entry else {}
    if event or not entry:
        return Subject(event, authors=authors)
    return Subject(paper_ref(writer, entry), entry.title.text, authors)


def write_heading(writer: Writer, section: Section) -> None:
    """Claim what a heading says beside an edition: a to-do, or the entries' own subject."""
    heading = section.heading
    if (
        heading is None
        or section.spent
        or (section.edition and not heading.unfinished and _is_spent(section))
    ):
        return
    origin = writer.origin(heading.first)
    ref = writer.fresh(f"note-{heading.first}")
    kind = "todo" if heading.unfinished else "comment"
    properties = {"text": heading.text, "kind": kind}
    writer.node("Note", ref, properties, origin, slot=writer.slot(kind, ""))
    for entry in section.entries:
        writer.edge("REMARKS_ON", ref, paper_ref(writer, entry), origin)


def _is_spent(section: Section) -> bool:
    """Whether the heading says nothing beside its edition and a kind of presentation."""
    return section.edition is section.heading or bool(section.heading and section.heading.kind)


def _tell(writer: Writer, note: Note) -> None:
    first, _, more = note.text.partition("\n")
    shown = f"{first[:_SHOWN]}…" if more or len(first) > _SHOWN else first
    where = f" of '{note.entry.title.text}'" if note.entry else ""
    origin = writer.origin(note.first, note.last)
    if note.code == "L205":
        message = f"no clock or calendar shows '{shown}'; it is kept as a remark{where}"
        writer.tell("L205", message, origin, "22:15 – 22:30 CST")
    else:
        message = f"found '{shown}', which is no part of an entry; it is a remark{where}"
        writer.tell("L203", message, origin, f"Note: {first}")
