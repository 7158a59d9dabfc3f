"""Why a thing is in the graph: where each fact stands, and by which rule claims were joined."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from paperkg import ids
from paperkg.diagnostics import Origin, PaperkgError
from paperkg.model import Edge, Graph, Node

_NAMING: Final = (
    *("title", "short_name", "name", "name_zh", "aliases"),
    *("citekey", "doi", "arxiv", "orcid"),
)
"""Properties by which a person may ask for a node."""


class UnknownThingError(PaperkgError):
    """Nothing in the graph has that name."""

    def __init__(self, name: str, close: Iterable[str]) -> None:
        candidates = "; ".join(close)
        help_ = f"; did you mean: {candidates}" if candidates else ""
        super().__init__(f"nothing in the graph is called '{name}'{help_}")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A node, with all that leads to it and from it."""

    node: Node
    outgoing: tuple[Edge, ...]
    incoming: tuple[Edge, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the explanation for `--json`."""
        node = self.node
        return {
            "id": node.id,
            "type": node.type,
            "name": node.name,
            "properties": {
                name: {"value": value, "origins": _json(node.facts.get(name, ()))}
                for name, value in node.properties.items()
            },
            "origins": _json(node.origins),
            "merges": [{"rule": m.rule, "origins": _json(m.origins)} for m in node.merges],
            "outgoing": [_edge_json(e, e.target) for e in self.outgoing],
            "incoming": [_edge_json(e, e.source) for e in self.incoming],
        }


def _json(origins: Iterable[Origin]) -> list[dict[str, Any]]:
    return [o.as_json() for o in origins]


def _edge_json(edge: Edge, other: str) -> dict[str, Any]:
    return {
        "type": edge.type,
        "node": other,
        "properties": dict(edge.properties),
        "origins": _json(edge.origins),
        "rule": edge.rule,
    }


def explain(graph: Graph, name: str) -> tuple[Explanation, ...]:
    """Explain every node that *name* may mean: its id, name, title or an alias.

    Raises:
        UnknownThingError: There is none.
    """
    found = [graph.nodes[name]] if name in graph.nodes else _called(graph, name)
    if not found:
        names = {ids.fold(n.name): n.name for n in graph.nodes.values()}
        close = difflib.get_close_matches(ids.fold(name), list(names), n=3, cutoff=0.5)
        raise UnknownThingError(name, [names[c] for c in close])
    return tuple(
        Explanation(n, graph.outgoing.get(n.id, ()), graph.incoming.get(n.id, ())) for n in found
    )


def _called(graph: Graph, name: str) -> list[Node]:
    wanted = ids.fold(name)
    return [node for node in graph.nodes.values() if wanted in set(map(ids.fold, _names(node)))]


def _names(node: Node) -> Iterable[str]:
    yield node.name
    yield node.id.partition("/")[2]
    for key in (
        "title",
        "short_name",
        "name",
        "name_zh",
        "aliases",
        "citekey",
        "doi",
        "arxiv",
        "orcid",
    ):
        value = node.properties.get(key, ())
        yield from map(str, value if isinstance(value, tuple) else (value,))
