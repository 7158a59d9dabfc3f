"""Which keys a record may have, computed from the schema."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeAlias

from paperkg.readers.record_properties import AFFILIATION, ID
from paperkg.readers.yaml_source import Keys
from paperkg.schema import EdgeType, Kind, Label, NodeType, Property, Schema
from paperkg.schema.types import spelling

TYPE: Final = Property(name="type", iri="rdf:type", label=Label("Type", "类型"))
FROM: Final = Property(name="from", iri="rdf:subject", label=Label("From", "从"), many=True)
TO: Final = Property(name="to", iri="rdf:object", label=Label("To", "到"), many=True)
_PLACES: Final = (AFFILIATION, "affiliation", "affiliations")
"""What a person may call it beside `at`."""

Meaning: TypeAlias = Property | EdgeType


@dataclass
class RecordKeys:
    """The keys of every kind of record of one schema, computed once."""

    schema: Schema
    _nodes: dict[tuple[str, str], Keys[Meaning]] = field(default_factory=dict)
    _edges: dict[str, Keys[Meaning]] = field(default_factory=dict)

    def named(self, name: str) -> NodeType | EdgeType | None:
        """Return the type that a section's key, or a record's `type`, spells."""
        own = next((t for t in self.schema.nodes if name in (t.section, t.folder)), None)
        if own or not spelling(name):  # spellings tell Latin names apart, and no others
            return own
        return self.schema.node_type(name) or self.schema.edge_type(name)

    def of_node(self, node_type: NodeType, beside: Keys[Meaning] | None = None) -> Keys[Meaning]:
        """Return the properties and then the edges of a node.

        Args:
            node_type: What the record is.
            beside: Keys that may stand beside the node's own, for messages.
        """
        cached = (node_type.name, beside.owner if beside else "")
        if cached not in self._nodes:
            edges = self.schema.edges_from(node_type.name)
            known: dict[str, Meaning] = {p.name: p for p in node_type.properties}
            known |= {"id": ID, "type": TYPE} | {e.key: e for e in edges if e.key not in known}
            known |= beside.known if beside else {}
            self._nodes[cached] = Keys(node_type.name, known, {e.name: e for e in edges})
        return self._nodes[cached]

    def of_edge(self, edge: EdgeType) -> Keys[Meaning]:
        """Return an edge's properties and the keys that name its target."""
        if edge.name not in self._edges:
            known: dict[str, Meaning] = {
                "at" if p.name == AFFILIATION else p.name: p
                for p in edge.properties
                if p.kind is not Kind.NODE
            }
            others: dict[str, Meaning] = {} if self.made(edge) else self._naming(edge)
            if place := edge.property(AFFILIATION):
                others |= dict.fromkeys(_PLACES, place)
            self._edges[edge.name] = Keys(edge.name, {"to": TO, **known}, others)
        return self._edges[edge.name]

    def of_section(self, edge: EdgeType) -> Keys[Meaning]:
        """Return the keys of an edge that is a record of its own."""
        own = self.of_edge(edge)
        return Keys(edge.name, {"from": FROM, **own.known}, {**own.others, "type": TYPE})

    def _naming(self, edge: EdgeType) -> dict[str, Meaning]:
        """Return what names a target that exists: its id, identifiers and names."""
        targets = [t for t in self.schema.nodes if not edge.targets or t.name in edge.targets]
        naming = {p.name for t in targets for p in t.properties if p.identifier}
        naming |= {name for t in targets for name in t.naming}
        return dict.fromkeys(("id", *sorted(naming)), TO)

    def made(self, edge: EdgeType) -> NodeType | None:
        """Return the type of node that naming a target makes; None where it must exist.

        A topic, a venue or a person is known by its name; a paper or an idea is more than
        that, so a misspelt one is told instead of made.
        """
        if len(edge.targets) != 1:
            return None
        target = self.schema.node_types.get(edge.targets[0])
        return target if target and target.main == "name" else None
