"""Claims of headings and time ranges: venues, events, sessions."""

from __future__ import annotations

from paperkg.readers.reading_list import times
from paperkg.readers.reading_list.drafts import Section, Session
from paperkg.readers.reading_list.pieces import Edition, Heading
from paperkg.readers.writing import Writer


def event_ref(writer: Writer, heading: Heading) -> str:
    """Return the ref of the event that *heading* names or is within."""
    return writer.ref(f"event-{heading.first}")


def session_ref(writer: Writer, session: Session) -> str:
    """Return the ref of the session of one time range."""
    return writer.ref(f"session-{session.last}")


def write_edition(writer: Writer, section: Section) -> None:
    """Claim the event and the venue that a heading names, or the event that it is within."""
    heading, above = section.heading, section.edition
    if heading is None or above is None or above.edition is None:
        return
    if heading is above:
        claim_event(writer, heading.first, above.edition)
    else:
        _event(writer, heading.first, above.edition)


def claim_event(writer: Writer, line: int, edition: Edition) -> str:
    """Claim the event and the venue that one line names; return the event's ref."""
    origin, event = writer.origin(line), _event(writer, line, edition)
    venue = writer.ref(f"venue-{line}")
    writer.node("Venue", venue, {"name": edition.venue}, origin)
    writer.edge("EDITION_OF", event, venue, origin)
    return event


def _event(writer: Writer, line: int, edition: Edition) -> str:
    event = writer.ref(f"event-{line}")
    writer.node("Event", event, {"name": edition.name, "year": edition.year}, writer.origin(line))
    return event


class Clocks:
    """Knows the UTC offset of printed time zones, and tells once of each doubtful one."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._told: set[str] = set()

    def offset(self, session: Session) -> str:
        """Return the UTC offset of *session*, or nothing where it is not known."""
        zone = session.range.zone.upper()
        found = times.offset(zone, self._writer.options.time_zones) if zone else ""
        if zone and zone not in self._told:
            self._told.add(zone)
            self._tell(zone, found, session.last)
        return found

    def _tell(self, zone: str, found: str, line: int) -> None:
        meanings = times.AMBIGUOUS.get(zone, "")
        origin = self._writer.origin(line)
        if not found:
            several = f", which may be {meanings}" if meanings else ""
            self._writer.tell(
                "L204",
                f"found time zone '{zone}'{several}; its times get no UTC offset",
                origin,
                f'[time_zones]\n{zone} = "{times.likeliest(zone)}"',
            )
        elif meanings and zone not in self._writer.options.set_zones:
            self._writer.tell(
                "L202",
                f"time zone '{zone}' may be {meanings}; it was read as {found}",
                origin,
                f'[time_zones]\n{zone} = "{found}"',
            )


def write_session(writer: Writer, clocks: Clocks, session: Session) -> None:
    """Claim a session; equal event, day and times give it an equal name."""
    heading = session.section.edition
    edition = heading.edition if heading else None
    span, year = session.range, edition.year if edition else 0
    offset = clocks.offset(session)
    ref, origin = session_ref(writer, session), writer.origin(session.first, session.last)
    properties = {
        "name": f"{_place(writer, edition)} {_day(session, year)}{span}",
        "start_time": span.start.clock,
        "end_time": span.end.clock,
        "utc_offset": offset,
        "time_zone": span.zone,
        "weekday": session.day.weekday,
    }
    start = session.day.date(year)
    if start and offset:
        properties["start"] = times.iso(span.start, start, offset)
        properties["end"] = times.iso(span.end, times.end_date(span, start, year), offset)
    writer.node("Session", ref, properties, origin)
    if heading:
        writer.edge("HELD_AT", ref, event_ref(writer, heading), origin)


def _place(writer: Writer, edition: Edition | None) -> str:
    """Return the event's name; clock times of two files without one are not the same."""
    return edition.name if edition else writer.stem


def _day(session: Session, year: int) -> str:
    """Return the day's part of a session's name, with a blank behind it."""
    on, day = session.day.date(year), session.day
    if on is not None:
        return f"{on.isoformat()} "
    if day.month is not None:
        return f"{day.month:02}-{day.day:02} "
    return f"{day.weekday} " if day.weekday else ""
