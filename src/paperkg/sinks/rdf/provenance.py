"""Where each triple stands: quads named by stable anchors, and the lines of each anchor.

    paper:gait-prop dcterms:title "GAIT-prop: …"@en  <…source/data/list.md#paper/gait-prop> .
    <…#paper/gait-prop> pkg:span <…source/data/list.md#L57-L60> .      (spans.nt)

An anchor names a file and what is said there, never a line: a line inserted at the top of
a list changes the small table of spans and no quad.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias
from urllib.parse import quote

from paperkg.diagnostics import Origin
from paperkg.model import Edge, Graph, Node
from paperkg.sinks.rdf.facts import subjects
from paperkg.sinks.rdf.terms import Terms
from paperkg.sinks.rdf.text import TYPE, Fact, Term, iri, known, literal, ntriples

_Spans: TypeAlias = Mapping[str, tuple[Origin, ...]]
"""Origins by their source."""
Anchors: TypeAlias = dict[Term, tuple[Origin, ...]]
"""The places of each anchor, all in one source."""

_ENTITY: Final = iri("http://www.w3.org/ns/prov#Entity")
_IS_PART_OF: Final = known("dcterms:isPartOf")
_SPAN: Final = known("pkg:span")
_START: Final = known("pkg:startLine")
_END: Final = known("pkg:endLine")
_READER: Final = known("pkg:reader")
_INTEGER: Final = known("xsd:integer")


def quads(graph: Graph, terms: Terms) -> Iterator[str]:
    """Yield `prov.nq`: each triple of `graph.nt` once for each anchor that states it."""
    for subject, facts in anchored(graph, terms, {}):
        yield "".join([f"{subject} {p} {o} {anchor} .\n" for p, o, anchor in facts])


def spans(graph: Graph, terms: Terms) -> Iterator[str]:
    """Yield `spans.nt`: the file of each anchor, and the lines that it means."""
    anchors: Anchors = {}
    for _ in anchored(graph, terms, anchors):
        pass
    table: dict[Term, set[Fact]] = {}
    for anchor, origins in anchors.items():
        file = iri(terms.source(origins[0].source))
        table.setdefault(file, set()).add((TYPE, _ENTITY))
        facts = table.setdefault(anchor, {(_IS_PART_OF, file)})
        for origin in origins:
            if origin.line:
                span = iri(terms.span(origin))
                facts.add((_SPAN, span))
                table.setdefault(span, set()).update(_lines(origin))
    for subject in sorted(table):
        yield ntriples(subject, sorted(table[subject]))


def _lines(origin: Origin) -> Iterator[Fact]:
    yield _START, literal(str(origin.line), datatype=_INTEGER)
    yield _END, literal(str(origin.end_line), datatype=_INTEGER)
    yield _READER, literal(origin.reader)


def anchored(
    graph: Graph, terms: Terms, anchors: Anchors
) -> Iterator[tuple[Term, list[tuple[Term, Term, Term]]]]:
    """Yield each subject with predicate, object and anchor of its facts; fill *anchors*.

    What stands in the lines of the whole node has the node's anchor; only what stands
    elsewhere has one of its own.
    """
    named = _Anchors(graph, terms, anchors)
    scheme = frozenset(t.scheme for t in terms.nodes.values() if t.scheme)
    for subject, of, parts in subjects(graph, terms):
        found: set[tuple[Term, Term, Term]] = set()
        for about, facts in parts:
            if of is None:
                where = named.of_scheme(subject) if subject in scheme else ()
            else:
                where = named.of(of, about)
            found.update((p, o, anchor) for p, o in facts for anchor in where)
        yield subject, sorted(found)


class _Anchors:
    def __init__(self, graph: Graph, terms: Terms, anchors: Anchors) -> None:
        self._graph = graph
        self._terms = terms
        self._anchors = anchors
        self._whole: dict[str, tuple[_Spans, tuple[Term, ...]]] = {}

    def of(self, subject: Node | Edge, about: str | Edge) -> tuple[Term, ...]:
        """Return the anchors of one part of a subject's facts."""
        if isinstance(about, Edge):
            return self._edge(about)[1]
        spans_, whole = self._edge(subject) if isinstance(subject, Edge) else self._node(subject)
        origins = subject.facts.get(about, ()) if about else ()
        if not origins:
            return whole
        end = subject.target if isinstance(subject, Edge) else ""
        start = subject.source if isinstance(subject, Edge) else subject.id
        kind = (subject.type,) if isinstance(subject, Edge) else ()
        return tuple(self._named(origins, spans_, whole, (start, *kind, end, about)))

    def of_scheme(self, scheme: Term) -> tuple[Term, ...]:
        """Return the anchors of a concept scheme: those of its concepts."""
        concepts = [
            n for n in self._graph.nodes.values() if self._terms.nodes[n.type].scheme == scheme
        ]
        return tuple(sorted({anchor for n in concepts for anchor in self._node(n)[1]}))

    def _node(self, node: Node) -> tuple[_Spans, tuple[Term, ...]]:
        found = self._whole.get(node.id)
        if not found:
            found = self._whole[node.id] = self._first(_by_source(node.origins), (node.id,))
        return found

    def _edge(self, edge: Edge) -> tuple[_Spans, tuple[Term, ...]]:
        found = self._whole.get(edge.id)
        if not found:
            node_spans, whole = self._node(self._graph.nodes[edge.source])
            names = (edge.source, edge.type, edge.target)
            anchors = self._named(edge.origins, node_spans, whole, names)
            found = self._whole[edge.id] = _by_source(edge.origins), tuple(anchors)
        return found

    def _first(self, spans_: _Spans, names: tuple[str, ...]) -> tuple[_Spans, tuple[Term, ...]]:
        return spans_, tuple(
            self._new(source, origins, names) for source, origins in spans_.items()
        )

    def _named(
        self,
        origins: tuple[Origin, ...],
        whole_spans: _Spans,
        whole: tuple[Term, ...],
        names: tuple[str, ...],
    ) -> Iterator[Term]:
        """Yield an anchor for each source: the whole's where the lines are the same."""
        known_anchors = dict(zip(whole_spans, whole, strict=True))
        for source, found in _by_source(origins).items():
            if whole_spans.get(source) == found:
                yield known_anchors[source]
            else:
                yield self._new(source, found, names)

    def _new(self, source: str, origins: tuple[Origin, ...], names: tuple[str, ...]) -> Term:
        path = "/".join(quote(name, safe="/") for name in names if name)
        anchor = iri(self._terms.source(source) + self._terms.fragment + path)
        self._anchors[anchor] = origins
        return anchor


def _by_source(origins: Iterable[Origin]) -> _Spans:
    found: dict[str, tuple[Origin, ...]] = {}
    for origin in sorted(set(origins)):
        found[origin.source] = (*found.get(origin.source, ()), origin)
    return found
