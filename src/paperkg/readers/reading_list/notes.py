"""Claims of ideas, comments, to-dos, facts and remarks."""

from __future__ import annotations

from collections.abc import Iterable

from paperkg import ids
from paperkg.readers.reading_list import links
from paperkg.readers.reading_list.drafts import Note, Section
from paperkg.readers.reading_list.facts import Fact, fact
from paperkg.readers.reading_list.sessions import event_ref
from paperkg.readers.reading_list.works import Works, paper_ref
from paperkg.readers.writing import Found, Writer

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
    """Claim a note, what it is about, and the fact of an author that stands behind it."""
    split = None
    if note.entry and note.kind in ("idea", "comment"):
        split = fact(note.text, works.authors(note.entry))
    text = split[0] if split else note.text
    event = events.named_in(note) if note.url else ""
    if text:
        _write(writer, note, text, event)
    if split and note.entry:
        authors = works.authors(note.entry)
        about = [authors[name] for name in split[1].about]
        _write_fact(writer, note, split[1], about)
    if note.code:
        _tell(writer, note)


def _write(writer: Writer, note: Note, text: str, event: str) -> None:
    idea = note.kind == "idea"
    origin = writer.origin(note.first, note.last)
    ref = writer.fresh(f"{'idea' if idea else 'note'}-{note.first}")
    urls = dict.fromkeys(([note.url] if note.url else []) + list(links.urls(text)))
    properties: dict[str, Found] = {
        "text": text,
        "kind": "" if idea else note.kind,
        "url": tuple(urls),
        "link_preview": note.preview,
    }
    slot = writer.slot(note.kind, note.entry.title.text if note.entry and not event else "")
    writer.node("Idea" if idea else "Note", ref, properties, origin, slot=slot)
    about = event or (paper_ref(writer, note.entry) if note.entry else "")
    if about:
        writer.edge("RELATES_TO" if idea else "REMARKS_ON", ref, about, origin)


def _write_fact(writer: Writer, note: Note, said: Fact, about: list[str]) -> None:
    origin = writer.origin(note.last)
    ref = writer.fresh(f"note-{note.last}")
    if said.institution:
        institution = writer.fresh(f"institution-{note.last}")
        writer.node("Institution", institution, {"name": said.institution}, origin)
        about = [*about, institution]
    slot = writer.slot("fact", note.entry.title.text if note.entry else "")
    writer.node("Note", ref, {"text": said.text, "kind": "fact"}, origin, slot=slot)
    for target in about:
        writer.edge("REMARKS_ON", ref, target, origin)


def write_heading(writer: Writer, section: Section) -> None:
    """Claim what a heading says beside an edition: a to-do, or the entries' own subject."""
    heading = section.heading
    if heading is None or (section.edition and not heading.unfinished and _is_spent(section)):
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
