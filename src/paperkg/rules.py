"""What every graph has to hold, checked on the graph itself: the rules of `shapes.ttl`, fast.

Resolving leaves little that could break a rule; what does is told with the line that says it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from paperkg import ids
from paperkg.diagnostics import Diagnostic, Origin
from paperkg.model import Edge, Graph, Node, Scalar
from paperkg.schema import EdgeType, Kind, NodeType, Property, Schema

_TYPES: Final[dict[Kind, tuple[type, ...]]] = {
    Kind.INTEGER: (int,),
    Kind.NUMBER: (int, float),
    Kind.BOOLEAN: (bool,),
}
"""Python types by kind; text for all others."""
_FORMS: Final = {
    Kind.DATE: (r"\d{4}-\d\d-\d\d", "a date as 2020-12-09"),
    Kind.DATETIME: (
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)",
        "a moment with its offset as 2020-12-09T23:50:00+08:00",
    ),
}


def check(graph: Graph, schema: Schema) -> Iterator[Diagnostic]:
    """Yield what breaks a rule, with the line that says it."""
    rules = _Rules(graph)
    for node in graph.nodes.values():
        if node_type := schema.node_types.get(node.type):
            yield from rules.properties(node, node_type)
        else:
            yield _broken("R802", f"{node.id}: no node type is called {node.type}", node, "")
    for edge in graph.edges:
        if edge_type := schema.edge_types.get(edge.type):
            yield from rules.ends(edge, edge_type)
            yield from rules.properties(edge, edge_type)
        else:
            yield _broken("R802", f"{edge.id}: no edge type is called {edge.type}", edge, "")
    yield from _positions(graph)


def _broken(code: str, message: str, of: Node | Edge, name: str) -> Diagnostic:
    origins: tuple[Origin, ...] = of.facts.get(name) or of.origins
    return Diagnostic(code, message, origins[0] if origins else None)


class _Rules:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def properties(self, of: Node | Edge, declared: NodeType | EdgeType) -> Iterator[Diagnostic]:
        for p in declared.properties:
            value = of.properties.get(p.name)
            if value is None:
                if p.required:
                    yield _broken("R801", f"{of.id}: {p.name} is missing", of, p.name)
                continue
            if isinstance(value, tuple) and not p.many:
                message = f"{of.id}: {p.name} has {len(value)} values; expected one"
                yield _broken("R801", message, of, p.name)
            for each in value if isinstance(value, tuple) else (value,):
                if fault := self._fault(p, each):
                    message = f"{of.id}: {p.name} is {each!r}; expected {fault}"
                    yield _broken("R801", message, of, p.name)

    def _fault(self, p: Property, value: Scalar) -> str:
        """Return what was expected, or nothing where the value is right."""
        types = _TYPES.get(p.kind, (str,))
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            return f"{p.kind} of {'|'.join(t.__name__ for t in types)}"
        if isinstance(value, str):
            return self._text_fault(p, value)
        low = p.minimum is not None and value < p.minimum
        return f"at least {p.minimum}" if low else ""

    def _text_fault(self, p: Property, text: str) -> str:
        if not text:
            return "text that is not empty"
        if p.kind is Kind.NODE:
            return self._node_fault(p, text)
        if p.kind in _FORMS:
            return _form_fault(p.kind, text)
        invalid = p.identifier and ids.normalise(p.identifier, text) != text
        return f"a valid {p.identifier} in its one form" if invalid else ""

    def _node_fault(self, p: Property, id_: str) -> str:
        node = self._graph.nodes.get(id_)
        if node is None:
            return "the id of a node"
        return f"the id of a {p.target}" if p.target and node.type != p.target else ""

    def ends(self, edge: Edge, declared: EdgeType) -> Iterator[Diagnostic]:
        source = self._graph.nodes.get(edge.source)
        target = self._graph.nodes.get(edge.target)
        if source is None or target is None:
            missing = edge.target if source else edge.source
            yield _broken("R802", f"{edge.id}: there is no node {missing}", edge, "")
        elif not declared.joins(source.type, target.type):
            wanted = (
                f"{'|'.join(declared.sources) or 'any'} to {'|'.join(declared.targets) or 'any'}"
            )
            message = f"{edge.id}: joins {source.type} to {target.type}; expected {wanted}"
            yield _broken("R802", message, edge, "")


def _form_fault(kind: Kind, text: str) -> str:
    form, expected = _FORMS[kind]
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return expected
    return "" if re.fullmatch(form, text) else expected


def _positions(graph: Graph) -> Iterator[Diagnostic]:
    """No two authors of one paper may stand at one position."""
    taken: dict[tuple[str, object], str] = {}
    for edge in sorted(graph.edges, key=lambda e: e.id):
        if edge.type == "AUTHORED_BY" and (position := edge.properties.get("position")) is not None:
            first = taken.setdefault((edge.source, position), edge.target)
            if first != edge.target:
                message = f"{edge.source}: {first} and {edge.target} are both author {position}"
                yield _broken("R803", message, edge, "position")
