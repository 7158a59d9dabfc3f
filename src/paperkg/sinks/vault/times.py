"""When sessions and events take place, as a person writes it."""

from __future__ import annotations

from paperkg.model import Node


def times(node: Node) -> str:
    """Return a session's day and times with their offset, or an event's days."""
    p = node.properties
    if first := p.get("start_date"):
        last = p.get("end_date", first)
        return str(first) if last == first else f"{first} – {last}"
    if not p.get("start_time"):
        return ""
    day = str(p.get("start", ""))[:10] or str(p.get("weekday", ""))
    hours = str(p["start_time"]) + (f"–{p['end_time']}" if p.get("end_time") else "")
    offset = f"(UTC{p['utc_offset']})" if p.get("utc_offset") else ""
    return " ".join(filter(None, [day, hours, offset]))
