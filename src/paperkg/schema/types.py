"""Values that describe node types, edge types and properties."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TYPE_NAME: Final = re.compile(r"[A-Z][A-Za-z0-9]*")
"""Node types: CamelCase, ASCII. Labels of this form need no quoting in Cypher."""
EDGE_NAME: Final = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
"""Edge types: UPPER_SNAKE, ASCII."""
PROPERTY_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
"""Properties: snake_case, ASCII; no dot, which Obsidian reads as a path."""


class Kind(StrEnum):
    """What a property's values are; the Python type follows from it."""

    STRING = "string"
    """One line, no language: an identifier, a person's name, a code."""
    NAME = "name"
    """One line in some language: a title."""
    TEXT = "text"
    """Prose in some language, newlines kept."""
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    """ISO 8601 calendar date, kept as text: `2020-12-09`."""
    DATETIME = "datetime"
    """ISO 8601 with offset, kept as text: `2020-12-09T23:50:00+08:00`."""
    URL = "url"
    NODE = "node"
    """The id of a node of this graph."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a person reads, in English and Chinese."""

    en: str
    zh: str

    def text(self, language: str) -> str:
        """Return the label in *language* (`zh`, or English for all others)."""
        return self.zh if language == "zh" else self.en


def camel(snake: str) -> str:
    """Spell a snake_case or UPPER_SNAKE name as Cypher and RDF do.

    >>> camel("affiliation_text"), camel("RELATES_TO")
    ('affiliationText', 'relatesTo')
    """
    first, *rest = snake.lower().split("_")
    return first + "".join(part.capitalize() for part in rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of a node or an edge.

    Attributes:
        name: snake_case; the spelling in the vault, YAML and JSON.
        iri: CURIE of the RDF predicate.
        kind: What its values are.
        many: Whether it is a list. A list of values is a set to all but its reader:
            it keeps the order of the sources, without repeats.
        required: Whether a node without it is refused.
        identifier: Scheme that `ids.normalise` knows; equal identifiers mean one thing.
        target: Node type that the ids of a `Kind.NODE` property name.
        minimum: The least number that makes sense; None for any.
        body: Whether the vault shows it in the note's body, not among its properties.
    """

    name: str
    iri: str
    label: Label
    kind: Kind = Kind.STRING
    many: bool = False
    required: bool = False
    identifier: str = ""
    target: str = ""
    minimum: int | None = None
    body: bool = False
    doc: str = ""

    @property
    def camel(self) -> str:
        """The spelling in Cypher and RDF."""
        return camel(self.name)


@dataclass(frozen=True, kw_only=True)
class _Type:
    """What has properties."""

    name: str
    iri: str
    label: Label
    properties: tuple[Property, ...] = ()

    @cached_property
    def _by_name(self) -> dict[str, Property]:
        return {p.name: p for p in self.properties}

    def property(self, name: str) -> Property | None:
        """Return the declared property, or None."""
        return self._by_name.get(name)


@dataclass(frozen=True, kw_only=True)
class NodeType(_Type):
    """A kind of node.

    Attributes:
        name: CamelCase; the Neo4j label and the RDF class.
        iri: CURIE of the well-known class beside the own one.
        folder: The vault's folder for its notes.
        section: Its list in YAML records: `papers`.
        naming: Properties that name a node of this type; the first present one wins.
    """

    folder: str
    section: str
    naming: tuple[str, ...]

    @property
    def key(self) -> str:
        """The spelling in ids and in a note's `type`: `paper`."""
        return self.name.lower()

    @property
    def main(self) -> str:
        """The property that a record of one line gives: a paper's title, an idea's text."""
        return next((p.name for p in self.properties if p.required), self.naming[0])


@dataclass(frozen=True, kw_only=True)
class EdgeType(_Type):
    """A kind of edge, and which node types it may join.

    Attributes:
        name: UPPER_SNAKE; the Neo4j relationship type.
        sources: Node types that it may start from; empty for any.
        targets: Node types that it may end at; empty for any.
        iri: CURIE of the flat RDF predicate.
        edge_class: CURIE of the class of its edge node in RDF.
        shown_as: Key in the source's note and YAML record where it is not the type's own.
        inverse: What the target calls it.
        acyclic: Whether a chain of such edges may not run in a circle.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    inverse: Label
    edge_class: str = "pkg:Link"
    shown_as: str = ""
    acyclic: bool = False

    @property
    def key(self) -> str:
        """The spelling among a note's properties and in YAML: `relates_to`."""
        return self.shown_as or self.name.lower()

    @property
    def camel(self) -> str:
        """The spelling in RDF: `relatesTo`."""
        return camel(self.name)

    @property
    def kebab(self) -> str:
        """The spelling in ids: `relates-to`."""
        return self.name.lower().replace("_", "-")

    def joins(self, source: str, target: str) -> bool:
        """Whether this type may join nodes of these two types."""
        return (not self.sources or source in self.sources) and (
            not self.targets or target in self.targets
        )


def spelling(name: str) -> str:
    """Fold the spellings of one name: `relates-to`, `relatesTo`, `RELATES_TO` are one.

    >>> {spelling(s) for s in ("relates-to", "relates_to", "relatesTo", "RELATES_TO")}
    {'relatesto'}
    """
    return re.sub(r"[\W_]", "", name.lower())


@dataclass(frozen=True)
class Schema:
    """All node types and edge types of one library."""

    nodes: tuple[NodeType, ...]
    edges: tuple[EdgeType, ...]
    prefixes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def _nodes(self) -> dict[str, NodeType]:
        spellings: dict[str, NodeType] = {}
        for t in self.nodes:
            for s in (t.name, t.section, t.folder):
                spellings.setdefault(spelling(s), t)
        return spellings

    @cached_property
    def _edges(self) -> dict[str, EdgeType]:
        spellings: dict[str, EdgeType] = {}
        for t in self.edges:
            for s in (t.name, t.key):
                spellings.setdefault(spelling(s), t)
        return spellings

    @cached_property
    def node_types(self) -> dict[str, NodeType]:
        """Node types by their exact name."""
        return {t.name: t for t in self.nodes}

    @cached_property
    def edge_types(self) -> dict[str, EdgeType]:
        """Edge types by their exact name."""
        return {t.name: t for t in self.edges}

    def node_type(self, name: str) -> NodeType | None:
        """Return the node type that *name* spells in any medium, or None."""
        return self._nodes.get(spelling(name))

    def edge_type(self, name: str) -> EdgeType | None:
        """Return the edge type that *name* spells in any medium, or None."""
        return self._edges.get(spelling(name))

    def edges_from(self, node_type: str) -> tuple[EdgeType, ...]:
        """Return the edge types that may start at *node_type*, as declared."""
        return tuple(t for t in self.edges if not t.sources or node_type in t.sources)

    def extended(self, nodes: Iterable[NodeType], edges: Iterable[EdgeType]) -> Schema:
        """Return this schema with a library's own types after the shipped ones."""
        return replace(self, nodes=(*self.nodes, *nodes), edges=(*self.edges, *edges))
