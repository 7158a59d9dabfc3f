"""Claims by hand, for tests of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from paperkg.diagnostics import Origin
from paperkg.model import Claim, EdgeClaim, End, IdentityClaim, Mention, NodeClaim, Value


class Notes:
    """A pretended source: each call adds what one line of it says."""

    def __init__(self, source: str = "data/list.md", reader: str = "reading-list") -> None:
        self.source = source
        self.reader = reader
        self.claims: list[Claim] = []
        self._line = count(1)

    def origin(self) -> Origin:
        line = next(self._line)
        return Origin(self.source, line, line, self.reader)

    def node(
        self,
        node_type: str,
        properties: Mapping[str, Value],
        slot: str = "",
        *,
        stated: bool = True,
    ) -> str:
        origin = self.origin()
        ref = f"{self.source}#{origin.line}"
        self.claims.append(NodeClaim(ref, node_type, properties, origin, slot=slot, stated=stated))
        return ref

    def edge(
        self,
        edge_type: str,
        source: End,
        target: End,
        properties: Mapping[str, Value] | None = None,
    ) -> None:
        self.claims.append(EdgeClaim(edge_type, source, target, properties or {}, self.origin()))

    def paper(
        self, title: str, authors: Iterable[str] = (), slot: str = "", **properties: Value
    ) -> str:
        """Add a paper; an author may be written `Name (Institution)`."""
        paper = self.node("Paper", {"title": title, **properties}, slot)
        for position, printed in enumerate(authors, 1):
            name, _, rest = printed.partition(" (")
            said: dict[str, Value] = {"position": position}
            if rest:
                said["affiliation_text"] = rest.removesuffix(")")
            self.edge("AUTHORED_BY", paper, self.node("Author", {"name": name}), said)
        return paper

    def identity(self, *names: str, same: bool, node_type: str = "") -> None:
        self.claims.append(IdentityClaim(same, node_type, names, self.origin()))


def mention(text: str, *types: str) -> Mention:
    return Mention(text, types)
