"""The graph as JSON-LD that a person can read: each node with its edges inside it.

Made of the same spelled terms as `graph.nt`, and of nothing else: an escaped literal of
N-Triples is a string of JSON as it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from paperkg.config import Config
from paperkg.model import Edge, Graph
from paperkg.sinks.rdf.context import EDGES, ID, LANGUAGE, Key, Names, context, local
from paperkg.sinks.rdf.facts import SUBJECT, Description, of_edge
from paperkg.sinks.rdf.terms import Terms
from paperkg.sinks.rdf.text import INTEGER, KEPT_SHAPES, TYPE, Objects, Shape, Term, known

_OWN: Final = known("pkg:")[:-1]
_BARE: Final = (INTEGER, known("xsd:boolean"))
_RELATIVE: Final = re.compile(r"[a-z]\w*/(?!\.)[\w%.~-]+", re.ASCII)
"""Ids; other links below the base IRI may hold what resolving would change."""
_EXACT: Final = 15
"""Digits that every JSON reader keeps: many hold all numbers as floating point."""


def document(
    described: Iterable[Description], graph: Graph, config: Config, terms: Terms
) -> Iterator[str]:
    """Yield `graph.jsonld` in pieces."""
    names = Names(config.schema, terms)
    write = _Writer(names, config.base_iri)
    head = json.dumps(context(names, config.base_iri), ensure_ascii=False, indent=1)
    yield f'{{"@context": {head},\n"@graph": ['
    comma = ""
    for subject, of, shape, objects in described:
        if not isinstance(of, Edge):
            edges = graph.outgoing.get(of.id, ()) if of else ()
            nested = [
                write.lines(terms.edge(e), *of_edge(e, terms).columns())
                for e in edges
                if e.properties
            ]
            yield comma + "\n" + write.node(write.lines(subject, shape, objects), nested)
            comma = ","
    yield "\n]}\n"


class _Plan(NamedTuple):
    """How the facts of a subject become keys.

    Attributes:
        types: The line of its types.
        keys: The other lines, in order: what stands before the value, which objects the
            value is made of, how they are read.
    """

    types: str
    keys: tuple[tuple[str, slice, str], ...]


class _Writer:
    def __init__(self, names: Names, base: str) -> None:
        self._names = names
        self._base = base if base.endswith("/") else ""
        self._keys = {
            type_: {key.predicate: (name, key) for name, key in reversed(keys.items())}
            for type_, keys in names.types.items()
        }
        self._order = {
            type_: {key.predicate: at for at, key in enumerate(keys.values())}
            for type_, keys in names.types.items()
        }
        self._links: dict[Term, str] = {}
        self._plan = lru_cache(KEPT_SHAPES)(self._plan_of)

    def node(self, lines: list[str], edges: list[list[str]]) -> str:
        """Write a node, a property a line, and an edge a line."""
        if edges:
            nested = ",\n".join([f"  {{{', '.join(edge)}}}" for edge in edges])
            lines.append(f'"{EDGES}": [\n{nested}\n ]')
        return "{\n " + ",\n ".join(lines) + "\n}"

    def lines(self, subject: Term, shape: Shape, objects: Objects) -> list[str]:
        """Return `"key": value` of a subject: its id, its types, then as declared."""
        start = shape.index(TYPE)
        types, keys = self._plan(shape, objects[start : start + shape.count(TYPE)])
        return [
            f'"id": {self._link(subject)}',
            types,
            *[before + self._values(objects[found], coerced) for before, found, coerced in keys],
        ]

    def _plan_of(self, shape: Shape, types: Objects) -> _Plan:
        own = next((n for t in types if t.startswith(_OWN) and (n := local(t)) in self._keys), "")
        keys, order = self._keys.get(own, {}), self._order.get(own, {})
        told = set(shape) - {TYPE, SUBJECT}  # of which subject, tells where it stands
        found = []
        for predicate in sorted(told, key=lambda p: (order.get(p, len(order)), p)):
            name, key = keys.get(predicate) or self._spelled(predicate)
            start = shape.index(predicate)
            found.append((f'"{name}": ', slice(start, start + shape.count(predicate)), key.coerced))
        names = [f'"{self._type(t)}"' for t in types]
        return _Plan(f'"type": {_one_or_list(names)}', tuple(found))

    def _spelled(self, predicate: Term) -> tuple[str, Key]:
        name = self._names.compact(predicate)
        return name, Key(predicate, ID if name in self._names.everywhere else "")

    def _type(self, term: Term) -> str:
        name = local(term)
        own = term.startswith(_OWN) and name in self._keys
        return name if own else self._names.compact(term)

    def _link(self, term: Term) -> str:
        found = self._links.get(term)
        if not found:
            found = self._links[term] = f'"{self._relative(term)}"'
        return found

    def _relative(self, term: Term) -> str:
        if term.startswith(_OWN):
            return self._names.compact(term)
        text = term[1:-1]
        short = text.removeprefix(self._base) if self._base else text
        return short if _RELATIVE.fullmatch(short) else text

    def _values(self, values: Objects, coerced: str) -> str:
        if coerced == LANGUAGE:
            tagged: dict[str, list[str]] = {}
            for value in values:
                quoted, _, language = value.rpartition("@")
                tagged.setdefault(language, []).append(quoted)
            told = [f'"{t}": {_one_or_list(texts)}' for t, texts in sorted(tagged.items())]
            return "{" + ", ".join(told) + "}"
        if len(values) == 1:
            return self._value(values[0], coerced)
        return f"[{', '.join([self._value(value, coerced) for value in values])}]"

    def _value(self, value: Term, coerced: str) -> str:
        if value[0] == "<":
            link = self._link(value)
            return link if coerced == ID else f'{{"id": {link}}}'
        if value[-1] == '"':
            return f'{{"@value": {value}}}' if coerced else value
        if value[-1] != ">":
            quoted, _, language = value.rpartition("@")
            return f'{{"@value": {quoted}, "@language": "{language}"}}'
        quoted, _, datatype = value.rpartition("^^")
        if datatype != coerced:
            return f'{{"@value": {quoted}, "@type": "{self._names.compact(datatype)}"}}'
        bare = datatype in _BARE and len(quoted) <= _EXACT + 2
        return quoted[1:-1] if bare else quoted


def _one_or_list(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"
