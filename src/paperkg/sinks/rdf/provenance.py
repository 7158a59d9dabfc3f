"""Where each triple stands: quads named by stable anchors, and the lines of each anchor.

    paper:gait-prop dcterms:title "GAIT-prop: …"@en  <…source/data/list.md#paper/gait-prop> .
    <…#paper/gait-prop> pkg:span <…source/data/list.md#L57-L60> .      (spans.nt)

An anchor names a file and what is said there, never a line: a line inserted at the top of
a list changes the small table of spans and no quad.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from paperkg.diagnostics import Origin
from paperkg.model import Edge, Graph, Node
from paperkg.sinks.rdf.facts import Description, claims, stated, subjects
from paperkg.sinks.rdf.terms import Terms, encoded
from paperkg.sinks.rdf.text import TYPE, Fact, Term, columns, integer, iri, known, literal
from paperkg.sinks.rdf.writers import nquads, ntriples

_Spans: TypeAlias = Mapping[str, tuple[Origin, ...]]
"""Origins by their source."""

_ENTITY: Final = iri("http://www.w3.org/ns/prov#Entity")
_IS_PART_OF: Final = known("dcterms:isPartOf")
_SPAN: Final = known("pkg:span")
_START: Final = known("pkg:startLine")
_END: Final = known("pkg:endLine")
_READER: Final = known("pkg:reader")


def quads(of: Description, graph: Graph, terms: Terms, anchors: Anchors) -> str:
    """Return a subject's part of `prov.nq`: each triple once for each anchor that states it."""
    subject, of_, shape, objects = of
    if one := anchors.of_all(of_):
        return nquads(subject, shape, objects, one)
    graphs = [anchors.of(of_, about, subject) for about in claims(of_, graph)]
    facts = {
        f"{predicate} {value} {anchor}"
        for part, found in zip(stated(of_, graph, terms).by_claim(), graphs, strict=True)
        for predicate, value in part
        for anchor in found
    }
    return "".join([f"{subject} {fact} .\n" for fact in sorted(facts)])


def spans(graph: Graph, terms: Terms, anchors: Anchors) -> Iterator[str]:
    """Yield `spans.nt`: the file of each anchor, and the lines that it means."""
    for subject, of in subjects(graph, terms):
        if not anchors.of_all(of):
            for about in claims(of, graph):
                anchors.of(of, about, subject)
    table: dict[Term, set[Fact]] = {}
    for anchor, origins in anchors.places.items():
        file = iri(terms.source(origins[0].source))
        table.setdefault(file, set()).add((TYPE, _ENTITY))
        facts = table.setdefault(anchor, {(_IS_PART_OF, file)})
        for origin in origins:
            if origin.line:
                span = iri(terms.span(origin))
                facts.add((_SPAN, span))
                table.setdefault(span, set()).update(_lines(origin))
    for subject in sorted(table):
        yield ntriples(subject, *columns(table[subject]))


def _lines(origin: Origin) -> Iterator[Fact]:
    yield _START, integer(origin.line)
    yield _END, integer(origin.end_line)
    yield _READER, literal(origin.reader)


class Anchors:
    """The anchors of a graph.

    What stands in the lines of the whole node has the node's anchor; only what stands
    elsewhere has one of its own.

    Attributes:
        places: The places of each anchor that was asked for, all in one source.
    """

    def __init__(self, graph: Graph, terms: Terms) -> None:
        self._graph = graph
        self._terms = terms
        self.places: dict[Term, tuple[Origin, ...]] = {}
        self._whole: dict[str, tuple[_Spans, tuple[Term, ...]]] = {}

    def of_all(self, of: Node | Edge | None) -> Term:
        """Return the one anchor of all claims of a subject, as most have it; else nothing."""
        if of is None or any(places and places != of.origins for places in of.facts.values()):
            return ""
        if isinstance(of, Edge):
            found = self._edge(of)[1]
        elif any(e.origins != of.origins for e in self._graph.outgoing.get(of.id, ())):
            return ""
        else:
            found = self._node(of)[1]
        return found[0] if len(found) == 1 else ""

    def of(self, of: Node | Edge | None, about: str | Edge, subject: Term) -> tuple[Term, ...]:
        """Return the anchors of one part of a subject's facts."""
        if isinstance(about, Edge):
            return self._edge(about)[1]
        if of is None:
            return self._of_scheme(subject)
        spans_, whole = self._edge(of) if isinstance(of, Edge) else self._node(of)
        origins = of.facts.get(about, ()) if about else ()
        if not origins or origins == of.origins:
            return whole
        ends = (of.source, of.type, of.target) if isinstance(of, Edge) else (of.id,)
        return tuple(self._named(origins, spans_, whole, (*ends, about)))

    def _of_scheme(self, scheme: Term) -> tuple[Term, ...]:
        """Return the anchors of a concept scheme: those of its concepts."""
        concepts = [
            n for n in self._graph.nodes.values() if self._terms.nodes[n.type].scheme == scheme
        ]
        return tuple(sorted({anchor for n in concepts for anchor in self._node(n)[1]}))

    def _node(self, node: Node) -> tuple[_Spans, tuple[Term, ...]]:
        found = self._whole.get(node.id)
        if not found:
            spans_ = _by_source(node.origins)
            anchors = [self._new(source, places, (node.id,)) for source, places in spans_.items()]
            found = self._whole[node.id] = spans_, tuple(anchors)
        return found

    def _edge(self, edge: Edge) -> tuple[_Spans, tuple[Term, ...]]:
        found = self._whole.get(edge.id)
        if not found:
            source = self._graph.nodes[edge.source]
            found = self._node(source)
            if edge.origins != source.origins:
                names = (edge.source, edge.type, edge.target)
                spans_ = _by_source(edge.origins)
                found = spans_, tuple(self._named(edge.origins, *found, names))
            self._whole[edge.id] = found
        return found

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
        path = "/".join(map(encoded, names))
        anchor = iri(self._terms.source(source) + self._terms.fragment + path)
        self.places[anchor] = origins
        return anchor


def _by_source(origins: tuple[Origin, ...]) -> _Spans:
    if len(origins) == 1:
        return {origins[0].source: origins}
    found: dict[str, tuple[Origin, ...]] = {}
    for origin in sorted(set(origins)):
        found[origin.source] = (*found.get(origin.source, ()), origin)
    return found
