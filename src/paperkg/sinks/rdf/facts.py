"""The triples that a graph is in RDF, subject by subject; every document is made of them.

There is no blank node. A node's IRI is the base IRI and its id. An edge is a flat triple
with its own predicate (`pkg:relatesTo`), and one with the well-known predicate; an edge
with properties is also a node of its own:

    link:idea-x--relates-to--paper-y a pkg:Link ;
        rdf:subject idea:x ; rdf:predicate pkg:relatesTo ; rdf:object paper:y ;
        rdfs:comment "…"@en .

RDF's own words for a statement name the ends, since a library's own edge type may well
have a property `from` or `to`. How the graph is read back, `terms` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate, groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from paperkg.model import Edge, Graph, Node, Properties
from paperkg.sinks.rdf.spelling import Spell
from paperkg.sinks.rdf.terms import Terms
from paperkg.sinks.rdf.text import KEPT_SHAPES, TYPE, Fact, Objects, Shape, Term, columns, known
from paperkg.sinks.rdf.well_known import Also

SUBJECT: Final = known("rdf:subject")
OBJECT: Final = known("rdf:object")
_CONCEPT_SCHEME: Final = known("skos:ConceptScheme")

AUTHORSHIP: Final = known("pkg:Authorship")
AUTHORSHIP_OF: Final = known("pkg:authorship")
_PAPER: Final = known("pkg:paper")
_AUTHOR: Final = known("pkg:author")
_NOTHING: Final[Mapping[str, Also]] = MappingProxyType({})


class Description(NamedTuple):
    """A subject with its facts, sorted.

    Attributes:
        of: What it stands for; a concept scheme stands for nothing in the graph.
    """

    subject: Term
    of: Node | Edge | None
    shape: Shape
    objects: Objects


def descriptions(graph: Graph, terms: Terms) -> Iterator[Description]:
    """Yield the subjects in the order of code points.

    Facts are made subject by subject, so that all of them are never held at once.
    """
    for subject, of in subjects(graph, terms):
        yield Description(subject, of, *stated(of, graph, terms).columns())


def subjects(graph: Graph, terms: Terms) -> list[tuple[Term, Node | Edge | None]]:
    """Return the subjects in the order of code points, and what they stand for."""
    found: dict[Term, Node | Edge | None] = {}
    for node in graph.nodes.values():
        found[terms.node(node.id)] = node
        if scheme := terms.nodes[node.type].scheme:
            found.setdefault(scheme, None)
    for edge in graph.edges:
        if edge.properties:
            found[terms.edge(edge)] = edge
    return sorted(found.items(), key=itemgetter(0))


def claims(of: Node | Edge | None, graph: Graph) -> Iterator[str | Edge]:
    """Yield what makes the facts of a subject: itself, its properties, its flat edges."""
    yield ""
    if of:
        yield from of.properties
    if isinstance(of, Node):
        yield from graph.outgoing.get(of.id, ())


def stated(of: Node | Edge | None, graph: Graph, terms: Terms) -> Facts:
    """Return the facts of a subject, in the order of its `claims`."""
    if isinstance(of, Edge):
        return of_edge(of, terms)
    facts = Facts()
    if of is None:
        facts.add([TYPE], [_CONCEPT_SCHEME])
        return facts
    node = terms.nodes[of.type]
    facts.add(*node.as_such)
    facts.add_properties(of.properties, node.properties, node.also)
    for edge in graph.outgoing.get(of.id, ()):
        flat, target = terms.edges[edge.type].flat, terms.node(edge.target)
        if edge.properties and terms.edges[edge.type].edge_class == AUTHORSHIP:
            facts.add((*flat, AUTHORSHIP_OF), (*[target] * len(flat), terms.edge(edge)))
        else:
            facts.add(flat, [target] * len(flat))
    return facts


def of_edge(edge: Edge, terms: Terms) -> Facts:
    """Return the facts whose subject is an edge's own node."""
    facts, of = Facts(), terms.edges[edge.type]
    predicates, objects = of.as_such
    source, target = terms.node(edge.source), terms.node(edge.target)
    if of.edge_class == AUTHORSHIP:  # the words with which dblp and SemOpenAlex ask
        ends = (SUBJECT, OBJECT, _PAPER, _AUTHOR)
        facts.add((*predicates, *ends), (*objects, source, target, source, target))
    else:
        facts.add((*predicates, SUBJECT, OBJECT), (*objects, source, target))
    facts.add_properties(edge.properties, of.properties)
    return facts


class Facts:
    """The facts of a subject while they are made: columns, for most are never looked at.

    Its methods are the hottest of a sync.
    """

    __slots__ = ("_ends", "_objects", "_predicates")

    def __init__(self) -> None:
        self._predicates: list[Term] = []
        self._objects: list[Term] = []
        self._ends: list[int] = []

    def add(self, predicates: Iterable[Term], objects: Iterable[Term]) -> None:
        """Add what one claim says."""
        self._predicates += predicates
        self._objects += objects
        self._ends.append(len(self._objects))

    def add_properties(
        self,
        properties: Properties,
        spelled: Mapping[str, tuple[Term, Spell]],
        also: Mapping[str, Also] = _NOTHING,
    ) -> None:
        """Add what properties say, each a claim."""
        predicates, objects, ends = self._predicates, self._objects, self._ends
        for name, value in properties.items():
            predicate, spell = spelled[name]
            if isinstance(value, tuple):
                predicates += [predicate] * len(value)
                objects += map(spell, value)
            else:
                predicates.append(predicate)
                objects.append(spell(value))
            if name in also:
                for more, said in also[name](properties):
                    predicates.append(more)
                    objects.append(said)
            ends.append(len(objects))

    def columns(self) -> tuple[Shape, Objects]:
        """Return all facts in order, each once."""
        shape, pick, runs = _in_order(tuple(self._predicates))
        objects = [*pick(self._objects)]
        for run in runs:
            several = objects[run]
            if len(set(several)) < len(several):
                return columns(zip(shape, objects, strict=True))
            several.sort()
            objects[run] = several
        return shape, tuple(objects)

    def by_claim(self) -> Iterator[list[Fact]]:
        """Yield the facts of each claim."""
        facts = list(zip(self._predicates, self._objects, strict=True))
        start = 0
        for end in self._ends:
            yield facts[start:end]
            start = end


@lru_cache(KEPT_SHAPES)
def _in_order(predicates: Shape) -> tuple[Shape, Callable[[Any], Objects], tuple[slice, ...]]:
    """Return predicates sorted, what sorts their objects alike, and where one has several."""
    order = sorted(range(len(predicates)), key=predicates.__getitem__)
    shape = tuple(predicates[i] for i in order)
    counts = [len(list(run)) for _, run in groupby(shape)]
    runs = [slice(end - n, end) for end, n in zip(accumulate(counts), counts, strict=True) if n > 1]
    return shape, itemgetter(*order) if len(order) > 1 else tuple, tuple(runs)
