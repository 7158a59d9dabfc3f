"""Who has a note, and who works with whom."""

from __future__ import annotations

from collections import Counter
from typing import Final

from paperkg.diagnostics import Diagnostic, Origin
from paperkg.model import Graph, Node

_AUTHOR: Final = "Author"
_AUTHORED_BY: Final = "AUTHORED_BY"
_STARRED: Final = "starred"
_CONSORTIUM: Final = 30
"""Names on a paper from which on it says nothing about who works with whom."""


def hidden(graph: Graph, papers: int) -> frozenset[str]:
    """Return the authors who stay plain text: of fewer than *papers* papers.

    Whom the user starred (tag `starred`), wrote about or linked has a note all the same.
    """
    if papers <= 1:
        return frozenset()
    return frozenset(n.id for n in graph.of_type(_AUTHOR) if _is_hidden(graph, n, papers))


def _is_hidden(graph: Graph, node: Node, papers: int) -> bool:
    tags = node.properties.get("tags", ())
    if node.home or node.in_note or (isinstance(tags, tuple) and _STARRED in tags):
        return False
    incoming = graph.incoming.get(node.id, ())
    return len(incoming) < papers and all(e.type == _AUTHORED_BY for e in incoming)


def crowded(graph: Graph, papers: int) -> Diagnostic | None:
    """Return a warning where Obsidian would be slow, with the setting that helps."""
    there = len(graph.nodes) - len(hidden(graph, papers))
    if there <= _MANY:
        return None
    least, fewer = papers + 1, len(graph.nodes) - len(hidden(graph, papers + 1))
    while fewer > _MANY and least < _MOST_PAPERS:
        least += 1
        fewer = len(graph.nodes) - len(hidden(graph, least))
    message = f"the vault has {there} notes, and Obsidian grows slow beyond {_MANY}"
    help_ = (
        f'in paperkg.toml:\n[vault]\nauthors = "min:{least}"  # {there - fewer} notes fewer: '
        f"authors of fewer than {least} papers stay plain text"
    )
    return Diagnostic("V712", message, Origin("vault", 0, 0, "vault"), help_)


_MANY: Final = 20_000
"""Notes; users report slow starts, searches and graphs beyond."""
_MOST_PAPERS: Final = 5
"""Papers of authors whom nobody would want to lose the notes of."""


def peers(graph: Graph, id_: str) -> list[tuple[str, int]]:
    """Return the ids of an author's co-authors with their joint papers, most papers first.

    It is mutual: whoever is among the co-authors of a is one of whom a is a co-author.
    """
    found: Counter[str] = Counter()
    for written in graph.incoming.get(id_, ()):
        if written.type == _AUTHORED_BY:
            names = [
                e.target for e in graph.outgoing.get(written.source, ()) if e.type == _AUTHORED_BY
            ]
            if len(names) <= _CONSORTIUM:
                found.update(name for name in names if name != id_)
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
