"""Claims, the graph made of them, and the artifacts made of the graph.

A claim is what one source says of one thing, with its line. `resolve` turns claims
into a `Graph`; a sink turns the graph into artifacts. All of them are values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from paperkg.diagnostics import Diagnostic, Origin

Scalar: TypeAlias = str | int | float | bool
Value: TypeAlias = Scalar | tuple[Scalar, ...]
"""A property's value: one scalar, or a tuple of them where the property is `many`.
Dates and times are ISO 8601 text. Never empty text, never None: absent is absent."""

Properties: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class NodeClaim:
    """What one source says of one node.

    Attributes:
        ref: Names this claim, uniquely over all sources (`source#local`); edge claims
            of the same source point to it.
        type: Name of a node type.
        properties: Values by property name, as the schema declares them.
        origin: Lines of the whole claim.
        lines: Lines of single properties, where they are narrower than `origin`.
        slot: Where in its source the thing stands, in words that survive an edit of its
            text (`idea 1 of <paper>`). Never makes two claims one; lets the ledger keep
            an id when the text that named it was corrected.
        stated: False for an entry of a vocabulary: it says how a thing is called, and
            the thing is in the graph only if another claim speaks of it.
        note: Basename of the note that the user made for it; empty where paperkg names it.
    """

    ref: str
    type: str
    properties: Properties
    origin: Origin
    lines: Mapping[str, Origin] = field(default_factory=dict)
    slot: str = ""
    stated: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A node as a person names it: by id, identifier, title, short name or alias."""

    text: str
    types: tuple[str, ...] = ()
    """Node types that may be meant; empty for any."""


End: TypeAlias = str | Mention
"""Where an edge claim starts or ends: a claim's `ref`, or what a person wrote."""


@dataclass(frozen=True, slots=True)
class EdgeClaim:
    """What one source says of one edge.

    Values of a `Kind.NODE` property are refs of node claims.

    Attributes:
        inline: Whether it stands in the text of a note and not among its properties.
    """

    type: str
    source: End
    target: End
    properties: Properties
    origin: Origin
    inline: bool = False


@dataclass(frozen=True, slots=True)
class IdentityClaim:
    """A person's word that the named nodes are one thing, or are different things."""

    same: bool
    type: str
    names: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a person adds to a node that other sources state.

    It neither makes a node nor joins two: where the node is gone, it says nothing.

    Attributes:
        id: The node's id.
        properties: Values by property name.
        origin: Lines of the whole annotation.
        lines: Lines of single properties.
    """

    id: str
    properties: Properties
    origin: Origin
    lines: Mapping[str, Origin] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word against the sources, about one property or typed link of a node.

    Attributes:
        id: The node's id.
        key: A property, or the key of an edge type, as a note spells it.
        value: What the person says instead; None where they took it out.
        was: What the sources said then; None where that is not known.
        without: For a list: the one item that was taken out, the target's id for an edge.
            Then `value` and `was` are None.
        note: Path of the note in which they said it; empty where that is not known.
    """

    id: str
    key: str
    origin: Origin
    value: Value | None = None
    was: Value | None = None
    without: str = ""
    note: str = ""


Claim: TypeAlias = NodeClaim | EdgeClaim | IdentityClaim | Annotation | Correction


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one source.

    Attributes:
        readable: False where the source as a whole cannot be used; its facts of the
            last good sync are taken instead. An unreadable file is not a deleted file.
    """

    claims: tuple[Claim, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two claims were taken for one node."""

    rule: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph.

    Attributes:
        id: `<type in lower case>/<slug>`, given once by the ledger, the same in all views.
        name: Basename of its note, unique in the vault, given once by the ledger.
        origins: Everything that speaks of it, sorted.
        facts: Origins of each property's value.
        merges: The rules that made one node of several claims.
        link: What stands between the brackets of a wikilink to it; its name if empty.
        home: Path of the note that the user made for it; empty where paperkg makes it.
        in_note: Values that its own note states and nothing else does, by property: they
            are the user's, and the vault does not write them a second time.
    """

    id: str
    type: str
    name: str
    properties: Properties
    origins: tuple[Origin, ...]
    facts: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    link: str = ""
    home: str = ""
    in_note: Mapping[str, frozenset[Scalar]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of the graph, unique by type, source and target.

    Attributes:
        id: `<source>--<type>--<target>`.
        rule: How paperkg came to it, where no source states it as such.
        in_note: Whether the note of its source states it and nothing else does.
        inline: Whether it is stated in the text of notes alone, where no Base sees it.
    """

    id: str
    type: str
    source: str
    target: str
    properties: Properties
    origins: tuple[Origin, ...]
    facts: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict)
    rule: str = ""
    in_note: bool = False
    inline: bool = False


@dataclass(frozen=True)
class Graph:
    """Nodes and edges, frozen; no dangling edge, every one with an origin, sorted by id."""

    nodes: Mapping[str, Node] = field(default_factory=dict)
    edges: tuple[Edge, ...] = ()

    def of_type(self, node_type: str) -> Iterable[Node]:
        """Return the nodes of one type, by id."""
        return (n for n in self.nodes.values() if n.type == node_type)

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Edge, ...]]:
        """Edges by the id of their source; AUTHORED_BY in the order of `position`."""
        return _grouped(sorted(self.edges, key=_edge_order), "source")

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        """Edges by the id of their target."""
        return _grouped(sorted(self.edges, key=lambda e: e.id), "target")


def _edge_order(edge: Edge) -> tuple[str, int, str]:
    position = edge.properties.get("position")
    return (edge.type, position if isinstance(position, int) else 0, edge.id)


def _grouped(edges: Iterable[Edge], end: str) -> dict[str, tuple[Edge, ...]]:
    groups: dict[str, list[Edge]] = {}
    for edge in edges:
        groups.setdefault(getattr(edge, end), []).append(edge)
    return {node: tuple(found) for node, found in groups.items()}


class Shape(StrEnum):
    """How sync treats an artifact."""

    NOTE = "note"
    """Shared with the user, part by part."""
    FILE = "file"
    """Wholly paperkg's."""
    OFFER = "offer"
    """Renewed as long as it is as paperkg wrote it; the user's own from their first change,
    and gone for good if they delete it."""
    SETTINGS = "settings"
    """JSON that is the user's and Obsidian's: what is asked for is added once, where nothing
    stands yet."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file that should exist.

    Attributes:
        id: The node's id for a note, the path for a whole file.
        path: Wanted path relative to the library, `/` between parts.
        data: Its content, UTF-8; a note's free text is only ever a seed. Bytes, because one
            rare sign makes every sign of a text in memory four bytes wide.
        fault: Why the user's template did not make this text; then it is the shipped one's,
            and good for a new note only.
    """

    id: str
    path: str
    data: bytes
    shape: Shape = Shape.FILE
    fault: Diagnostic | None = None

    @property
    def text(self) -> str:
        """Its content as text."""
        return self.data.decode()
