"""What a schema's types and properties are called in RDF, under one base IRI.

Three laws let a reader of the RDF, who has the schema, recover the graph:

- a property is carried by the predicate that it declares, an edge by its own `pkg:` one;
  a well-known class or predicate is stated beside the own one, because neither rdflib
  nor pyoxigraph infers;
- no well-known term says what another type or property of the schema already means;
- no IRI is minted twice.

A term that is declared, but is no IRI (a CURIE with an unknown prefix), gives way to the
own one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Final
from urllib.parse import quote

from paperkg.diagnostics import Origin
from paperkg.model import Edge
from paperkg.schema import EdgeType, Kind, NodeType, Property, Schema
from paperkg.schema.builtin import PREFIXES
from paperkg.sinks.rdf.names import Names
from paperkg.sinks.rdf.spelling import SPELL, Spell
from paperkg.sinks.rdf.text import TYPE, Objects, Shape, Term, iri, is_iri, known
from paperkg.sinks.rdf.well_known import Also, also

_IN_SCHEME: Final = known("skos:inScheme")
PREDICATE: Final = known("rdf:predicate")
_OWN: Final = PREFIXES["pkg"]
_PLAIN: Final = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
"""Ids that need no encoding: nearly all, and the test is cheap."""


@dataclass(frozen=True, slots=True)
class NodeTerms:
    """A node type in RDF.

    Attributes:
        classes: The own class and the well-known one.
        as_such: The facts that all its nodes have.
        properties: Predicate and spelling by property name.
        also: What some properties say besides, by property name.
        scheme: The concept scheme of its nodes, where they are SKOS concepts.
    """

    classes: tuple[Term, ...]
    as_such: tuple[Shape, Objects]
    properties: Mapping[str, tuple[Term, Spell]]
    also: Mapping[str, Also]
    scheme: Term


@dataclass(frozen=True, slots=True)
class EdgeTerms:
    """An edge type in RDF.

    Attributes:
        own: Predicate of the flat triple from which the edge is read back.
        flat: Predicates of all its flat triples: the own one and the well-known one.
        edge_class: Class of its edge nodes.
        as_such: The facts that all its edge nodes have.
        properties: Predicate and spelling by property name.
        mint: Makes the IRI of an edge node from the ids of its ends.
    """

    own: Term
    flat: tuple[Term, ...]
    edge_class: Term
    as_such: tuple[Shape, Objects]
    properties: Mapping[str, tuple[Term, Spell]]
    mint: Callable[[str, str], Term]


class Terms:
    """The RDF terms of one library.

    Attributes:
        nodes: By name of the node type.
        edges: By name of the edge type.
        prefixes: Namespaces by prefix: the vocabularies, each node type, each edge class.
        names: What Turtle calls the terms; of minted ones it is known at once.
        fragment: What parts a file's IRI from a place in it; an IRI has but one `#`.
    """

    def __init__(self, schema: Schema, base_iri: str) -> None:
        self._schema = schema
        self._base = base_iri
        self._known: dict[str, Term] = {}
        self._ends = {typed: cache(partial(_end, typed=typed)) for typed in (False, True)}
        self._sources: dict[str, str] = {}
        self.fragment: Final = "!" if "#" in base_iri else "#"
        types: tuple[NodeType | EdgeType, ...] = (*schema.nodes, *schema.edges)
        self._taken = {self._declared(p.iri, p.camel) for t in types for p in t.properties}
        self._edge_classes = Counter(self._edge_class(t) for t in schema.edges)
        self.prefixes = {**PREFIXES, **schema.prefixes, **self._minted_prefixes()}
        self.names = Names(self.prefixes)
        self.nodes = {t.name: self._node_terms(t) for t in schema.nodes}
        self.edges = {t.name: self._edge_terms(t) for t in schema.edges}

    def node(self, node_id: str) -> Term:
        """Return the IRI of a node: the base IRI, then its id."""
        found = self._known.get(node_id)
        if not found:
            folder, slash, local = encoded(node_id).partition("/")
            found = self.names.mint(f"<{self._base}{folder}{slash}", local)[0]
            self._known[node_id] = found
        return found

    def edge(self, edge: Edge) -> Term:
        """Return the IRI of an edge's own node: `authorship/gait-prop--nasir-ahmad`.

        It names the edge's type where its class is shared by several, and the type of an
        end where that may be of several.
        """
        found = self._known.get(edge.id)
        if not found:
            mint = self.edges[edge.type].mint
            found = self._known[edge.id] = mint(edge.source, edge.target)
        return found

    def _minting(self, edge_type: EdgeType) -> Callable[[str, str], Term]:
        edge_class = self._edge_class(edge_type)
        shared = self._edge_classes[edge_class] > 1
        start = f"<{self._base}{edge_class.lower()}/"
        between = f"--{edge_type.kebab}--" if shared else "--"
        source = self._ends[shared or len(edge_type.sources) != 1]
        target = self._ends[shared or len(edge_type.targets) != 1]
        mint = self.names.mint
        return lambda one, other: mint(start, f"{source(one)}{between}{target(other)}")[0]

    def source(self, source: str) -> str:
        """Return the IRI of a file that facts stand in."""
        found = self._sources.get(source)
        if not found:
            path = quote(source.encode("utf-8", "surrogateescape"), safe="/")
            found = self._sources[source] = f"{self._base}source/{path}"
        return found

    def file(self, name: str) -> str:
        """Return where a file of the graph lies once it is published beside its IRIs."""
        return f"{self._base[: self._base.rfind('/') + 1]}{name}"

    def span(self, origin: Origin) -> str:
        """Return the IRI of lines of a file, as code hosts spell them."""
        end = "" if origin.end_line == origin.line else f"-L{origin.end_line}"
        return f"{self.source(origin.source)}{self.fragment}L{origin.line}{end}"

    def _minted_prefixes(self) -> dict[str, str]:
        """Name the namespaces of nodes and edge nodes; a vocabulary's prefix is not taken."""
        folders = (*(t.key for t in self._schema.nodes), *map(str.lower, self._edge_classes))
        vocabularies = {**PREFIXES, **self._schema.prefixes}
        return {
            f"{folder}-id" if folder in vocabularies else folder: f"{self._base}{folder}/"
            for folder in folders
        }

    def _node_terms(self, node_type: NodeType) -> NodeTerms:
        concept = node_type.iri == "skos:Concept"
        scheme = iri(self._base + quote(node_type.section, safe="")) if concept else ""
        classes = self._with_well_known(node_type.name, node_type.iri)
        return NodeTerms(
            classes=classes,
            as_such=(
                (*[TYPE] * len(classes), *([_IN_SCHEME] if scheme else [])),
                (*classes, *([scheme] if scheme else [])),
            ),
            properties=self._predicates(node_type.properties),
            also=also(node_type),
            scheme=scheme,
        )

    def _edge_terms(self, edge_type: EdgeType) -> EdgeTerms:
        own = iri(_OWN + edge_type.camel)
        edge_class = iri(_OWN + self._edge_class(edge_type))
        return EdgeTerms(
            own=own,
            flat=self._with_well_known(edge_type.camel, edge_type.iri),
            edge_class=edge_class,
            as_such=((TYPE, PREDICATE), (edge_class, own)),
            properties=self._predicates(edge_type.properties),
            mint=self._minting(edge_type),
        )

    def _predicates(self, properties: tuple[Property, ...]) -> dict[str, tuple[Term, Spell]]:
        spell = {**SPELL, Kind.NODE: lambda value: self.node(str(value))}
        return {p.name: (iri(self._declared(p.iri, p.camel)), spell[p.kind]) for p in properties}

    def _edge_class(self, edge_type: EdgeType) -> str:
        """Return the local name of an edge class, which is no node type's."""
        name = edge_type.edge_class.rpartition(":")[2]
        return f"{name}Edge" if self._schema.node_type(name) else name

    def _with_well_known(self, own: str, declared: str) -> tuple[Term, ...]:
        well_known = self._declared(declared, own)
        if well_known.startswith(_OWN) or well_known in self._taken:
            return (iri(_OWN + own),)
        return (iri(_OWN + own), iri(well_known))

    def _declared(self, name: str, own: str) -> str:
        """Return the IRI that a CURIE or a full IRI names, or the own one where it is none."""
        prefix, _, local = name.partition(":")
        namespace = self._schema.prefixes.get(prefix)
        full = name if namespace is None else namespace + local
        return full if is_iri(full) else _OWN + own


def encoded(path: str) -> str:
    """Return a path as an IRI holds it.

    >>> encoded("paper/gait-prop"), encoded("topic/目标")
    ('paper/gait-prop', 'topic/%E7%9B%AE%E6%A0%87')
    """
    return path if _PLAIN.fullmatch(path) else quote(path, safe="/")


def _end(node_id: str, *, typed: bool) -> str:
    """Return an end's part of an edge node's IRI, never with two hyphens in a row.

    >>> _end("paper/gait-prop", typed=False), _end("paper/a--b", typed=True)
    ('gait-prop', 'paper-a-%2Db')
    """
    node_type, _, slug = node_id.partition("/")
    name = f"{node_type}-{slug}" if typed else slug
    if _PLAIN.fullmatch(node_id):
        return name
    return re.sub(r"(?<=-)-|^-|-$", "%2D", quote(name, safe=""))
