"""Bibliographies read by hand, and what is looked for in them."""

from __future__ import annotations

from paperkg.config import TIME_ZONES
from paperkg.model import EdgeClaim, NodeClaim, Reading, Value
from paperkg.readers import Options, Source, reader_for
from paperkg.schema import BUILTIN


def read(file: str, text: str | bytes) -> Reading:
    """Read *text* by the reader that takes *file*."""
    reader = reader_for(f"data/{file}")
    assert reader
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return reader.read(Source(f"data/{file}", data), Options(BUILTIN, TIME_ZONES))


def nodes(reading: Reading, node_type: str) -> list[NodeClaim]:
    return [c for c in reading.claims if isinstance(c, NodeClaim) and c.type == node_type]


def values(reading: Reading, node_type: str, name: str) -> list[Value]:
    return [c.properties[name] for c in nodes(reading, node_type) if name in c.properties]


def edges(reading: Reading, edge_type: str) -> list[EdgeClaim]:
    return [c for c in reading.claims if isinstance(c, EdgeClaim) and c.type == edge_type]


def paper(reading: Reading) -> dict[str, Value]:
    """Return the properties of the one paper."""
    (found,) = nodes(reading, "Paper")
    return dict(found.properties)


def codes(reading: Reading) -> list[tuple[str, int]]:
    """Return code and line of all that is told."""
    return [(d.code, d.origin.line if d.origin else 0) for d in reading.diagnostics]
