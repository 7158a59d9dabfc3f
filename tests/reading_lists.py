"""Reading lists read for tests, with their claims at hand by type."""

from __future__ import annotations

from paperkg.config import TIME_ZONES
from paperkg.model import EdgeClaim, NodeClaim, Value
from paperkg.readers.base import Options, Source
from paperkg.readers.reading_list import READING_LIST
from paperkg.schema import BUILTIN

PATH = "data/list.md"


class ReadList:
    """One reading list and what the reader made of it."""

    def __init__(self, text: str | bytes, *, set_zones: frozenset[str] = frozenset()) -> None:
        self.data = text.encode() if isinstance(text, str) else text
        options = Options(BUILTIN, TIME_ZONES, set_zones)
        self.reading = READING_LIST.read(Source(PATH, self.data), options)

    def nodes(self, node_type: str) -> list[NodeClaim]:
        return [c for c in self.reading.claims if isinstance(c, NodeClaim) and c.type == node_type]

    def node(self, node_type: str) -> NodeClaim:
        (found,) = self.nodes(node_type)
        return found

    def edges(self, edge_type: str) -> list[EdgeClaim]:
        return [c for c in self.reading.claims if isinstance(c, EdgeClaim) and c.type == edge_type]

    def by_ref(self, ref: object) -> NodeClaim:
        (found,) = [c for c in self.reading.claims if isinstance(c, NodeClaim) and c.ref == ref]
        return found

    def titles(self) -> list[Value]:
        return [paper.properties["title"] for paper in self.nodes("Paper")]

    def paper_at(self, line: int) -> NodeClaim:
        (found,) = [p for p in self.nodes("Paper") if p.lines["title"].line == line]
        return found

    def authorships(self, paper: NodeClaim) -> list[EdgeClaim]:
        return [e for e in self.edges("AUTHORED_BY") if e.source == paper.ref]

    def authors(self, paper: NodeClaim) -> list[Value]:
        return [self.by_ref(e.target).properties["name"] for e in self.authorships(paper)]

    def notes(self) -> list[tuple[Value, Value]]:
        return [(n.properties["kind"], n.properties["text"]) for n in self.nodes("Note")]

    def about(self, claim: NodeClaim) -> list[str]:
        """Return types of the nodes that a note or idea is about."""
        return [
            self.by_ref(e.target).type
            for e in (*self.edges("REMARKS_ON"), *self.edges("RELATES_TO"))
            if e.source == claim.ref
        ]

    def codes(self) -> list[str]:
        return [d.code for d in self.reading.diagnostics]

    def uncovered(self) -> list[int]:
        """Return the numbers of the non-blank lines that no claim's origin holds."""
        text = self.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        covered: set[int] = set()
        for claim in self.reading.claims:
            covered.update(range(claim.origin.line, claim.origin.end_line + 1))
        return [
            n for n, line in enumerate(text.split("\n"), 1) if line.strip() and n not in covered
        ]
