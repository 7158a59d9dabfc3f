"""Claims of where a work appeared: at an edition, in a session, in a journal."""

from __future__ import annotations

from paperkg import ids
from paperkg.readers.reading_list.drafts import Entry
from paperkg.readers.reading_list.pieces import Edition, Presentation
from paperkg.readers.reading_list.published import Published
from paperkg.readers.reading_list.sessions import claim_event, event_ref, session_ref
from paperkg.readers.writing import Writer


def how_presented(entry: Entry) -> Presentation:
    """Return how the work was presented: its own prefix is nearer than the heading."""
    return entry.title.presentation or Presentation(kind=entry.section.kind)


def write_appearance(writer: Writer, entry: Entry, paper: str, said: Published) -> None:
    """Claim where a work appeared; what its own lines say is nearer than the heading.

    Args:
        writer: Takes the claims.
        entry: The work.
        paper: Its ref.
        said: What its own lines say.
    """
    here = writer.origin(entry.title.line)
    if said.venue:
        venue = writer.ref(f"venue-{entry.title.line}")
        writer.node("Venue", venue, {"name": said.venue}, here)
        writer.edge("PUBLISHED_IN", paper, venue, here)
    elif said.edition and not _is_heading(entry, said.edition):
        event = claim_event(writer, entry.title.line, said.edition)
        writer.edge("PRESENTED_AT", paper, event, here, kind=how_presented(entry).kind)
    elif _is_of_year(entry, said.year):
        _write_heading(writer, entry, paper)
    if entry.session:
        writer.edge(
            "PRESENTED_AT",
            paper,
            session_ref(writer, entry.session),
            writer.origin(entry.session.last, entry.title.line),
            kind=how_presented(entry).kind,
            number=how_presented(entry).number,
        )


def _is_heading(entry: Entry, edition: Edition) -> bool:
    above = entry.section.edition
    there = above.edition if above else None
    return there is not None and ids.fold(there.name) == ids.fold(edition.name)


def _is_of_year(entry: Entry, year: str) -> bool:
    above = entry.section.edition
    there = above.edition if above else None
    return there is not None and year in ("", str(there.year))


def _write_heading(writer: Writer, entry: Entry, paper: str) -> None:
    """Claim that a work was presented where the headings say."""
    edition, how = entry.section.edition, how_presented(entry)
    if edition is None:
        return
    heading = entry.section.heading or edition
    here = writer.origin(entry.title.line)
    stated = here if entry.title.presentation else writer.origin(heading.first)
    writer.edge(
        "PRESENTED_AT",
        paper,
        event_ref(writer, edition),
        stated,
        kind=how.kind,
        number=None if entry.session else how.number,
        track=how.track,
    )
