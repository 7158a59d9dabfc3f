"""Claims from YAML records: a record is a node, its keys are properties and edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from paperkg.diagnostics import Origin
from paperkg.marked_yaml import Marked, MarkedList, MarkedMapping, MarkedText
from paperkg.model import Claim, EdgeClaim, End, Mention, NodeClaim, Value
from paperkg.readers.record_keys import FROM, TO, TYPE, Meaning, RecordKeys
from paperkg.readers.record_names import is_reference, with_place
from paperkg.readers.record_properties import AFFILIATION, ID, id_of, value_of
from paperkg.readers.record_values import typed
from paperkg.readers.yaml_source import Keys, YamlSource, each, found
from paperkg.schema import EdgeType, Kind, NodeType

Fields: TypeAlias = list[tuple[Meaning, MarkedText, Marked]]
Targets: TypeAlias = Iterator[tuple[End, dict[str, Value]]]
"""Ends of edges, each with the properties of its edge."""


@dataclass
class RecordClaims:
    """Collects the claims of one source.

    Attributes:
        stated: False for a vocabulary: its nodes are there only if others speak of them.
    """

    source: YamlSource
    keys: RecordKeys
    stated: bool = True
    claims: list[Claim] = field(default_factory=list)
    _seen: Counter[str] = field(default_factory=Counter)

    def node(self, node_type: NodeType, record: Marked, beside: Keys[Meaning] | None = None) -> str:
        """Claim the node that *record* describes; return its ref, empty where it is none.

        Args:
            node_type: What the record is.
            record: A mapping, or text that gives the type's main property.
            beside: Keys that may stand beside the node's own, for messages.
        """
        self._seen[node_type.key] += 1
        number = self._seen[node_type.key]
        fields = self._fields(node_type, record, beside)
        properties: dict[str, Value] = {}
        lines: dict[str, Origin] = {}
        for meaning, key, value in fields:
            said = self._said(node_type, meaning, key, value)
            if said is not None:
                properties[meaning.name] = said
                lines[meaning.name] = self.source.origin(key, value)
        if not self._complete(node_type, record, fields, properties):
            return ""
        ref = f"{self.source.path}#{node_type.key}-{number}"
        origin, slot = self.source.origin(record), _slot(node_type, properties, number)
        claim = NodeClaim(ref, node_type.name, properties, origin, lines, slot, self.stated)
        self.claims.append(claim)
        for meaning, _, value in fields:
            if isinstance(meaning, EdgeType):
                self._edges(meaning, ref, value)
        return ref

    def edge(self, edge: EdgeType, record: Marked) -> None:
        """Claim the edges of a record with `from` and `to`, each one name or several."""
        if not isinstance(record, MarkedMapping):
            message = f"found {found(record)}, expected 'from' and 'to' of {edge.name}"
            self.source.fault("Y305", record, message, "- {from: …, to: …}")
            return
        fields = self.source.fields(record, self.keys.of_section(edge))
        properties = self._properties(fields)
        properties.pop("type", None)
        for end in (FROM, TO):
            if not any(meaning is end for meaning, _, _ in fields):
                message = f"{edge.name} lacks '{end.name}'"
                self.source.fault("Y306", record, message, "- {from: …, to: …}")
        origin = self.source.origin(record)
        starts, targets = (_texts(properties.pop(end.name, ())) for end in (FROM, TO))
        for start in starts:
            for target in targets:
                pair = Mention(start, edge.sources), Mention(target, edge.targets)
                said = _stated(edge, properties)
                self.claims.append(EdgeClaim(edge.name, *pair, said, origin))

    def _fields(self, node_type: NodeType, record: Marked, beside: Keys[Meaning] | None) -> Fields:
        if isinstance(record, MarkedMapping):
            return self.source.fields(record, self.keys.of_node(node_type, beside))
        main = node_type.property(node_type.main)
        if isinstance(record, MarkedText) and main:
            return [(main, MarkedText(main.name, record.line, record.line), record)]
        return []

    def _said(
        self, node_type: NodeType, meaning: Meaning, key: MarkedText, value: Marked
    ) -> Value | None:
        if isinstance(meaning, EdgeType):
            return None
        if meaning is ID:
            return id_of(self.source, node_type, key, value)
        if meaning is not TYPE:
            return value_of(self.source, meaning, key, value)
        if not isinstance(value, MarkedText) or self.keys.named(value.text) != node_type:
            message = f"'type': found {found(value)}, but its section makes it a {node_type.name}"
            self.source.fault("Y305", value, message, f"type: {node_type.name}")
        return None

    def _complete(
        self,
        node_type: NodeType,
        record: Marked,
        fields: Fields,
        properties: Mapping[str, Value],
    ) -> bool:
        """Tell what is missing, unless its faulty value or its unknown key was told."""
        if isinstance(record, MarkedList):
            message = f"found a list, expected a {node_type.name}"
            self.source.fault("Y305", record, message, f"- {node_type.main}: …")
            return False
        lacking = [p for p in node_type.properties if p.required and p.name not in properties]
        keys = self.keys.of_node(node_type)
        told = (
            isinstance(record, MarkedMapping)
            and not fields
            and any(keys.meaning(key.text) is None for key, _ in record.pairs)
        )
        for each_lacking in lacking:
            faulty = any(meaning == each_lacking for meaning, _, _ in fields)
            if not faulty and not told:
                message = f"{node_type.name} lacks '{each_lacking.name}'"
                self.source.fault("Y306", record, message, f"{each_lacking.name}: …")
        return not lacking

    def _properties(self, fields: Fields) -> dict[str, Value]:
        """Return an edge's properties, and the names under `from` and `to`."""
        properties: dict[str, Value] = {}
        for meaning, key, value in fields:
            if isinstance(meaning, EdgeType):
                continue
            said = value_of(self.source, meaning, key, value)
            if said is not None:
                properties[meaning.name] = said
        return properties

    def _edges(self, edge: EdgeType, ref: str, value: Marked) -> None:
        for position, item in enumerate(each(value), 1):
            for target, properties in self._targets(edge, item):
                said = _stated(edge, properties)
                if not target:
                    continue  # why it is none was told
                if edge.property("position"):
                    said.setdefault("position", position)
                origin = self.source.origin(item)
                self.claims.append(EdgeClaim(edge.name, ref, target, said, origin))

    def _targets(self, edge: EdgeType, item: Marked) -> Targets:
        """Yield what one item names or describes."""
        if isinstance(item, MarkedText):
            yield from self._named(edge, item)
        elif isinstance(item, MarkedList):
            message = f"'{edge.key}': found a list in a list, expected a name"
            self.source.fault("Y305", item, message, f"{edge.key}: […, …]")
        elif (node_type := self.keys.made(edge)) and not self._points(edge, item):
            yield from self._described(edge, node_type, item)
        else:
            fields = self.source.fields(item, self.keys.of_edge(edge))
            properties = self._properties(fields)
            if not any(meaning is TO for meaning, _, _ in fields):
                message = f"'{edge.key}' names no target"
                self.source.fault("Y306", item, message, f"{edge.key}: [{{to: …}}]")
            for name in _texts(properties.pop("to", ())):
                yield self._target(edge, name, item), properties

    def _points(self, edge: EdgeType, item: MarkedMapping) -> bool:
        keys = self.keys.of_edge(edge)
        return any(keys.meaning(key.text) is TO for key, _ in item.pairs)

    def _named(self, edge: EdgeType, item: MarkedText) -> Targets:
        """Yield the target of `Reese Pathak (UC Berkeley)`, or of any name."""
        split = with_place(item.text) if edge.property(AFFILIATION) else (item.text, "")
        if split is None:
            message = f"'{edge.key}': found {found(item)}, whose parenthesis is not closed"
            mend = 'between [ and ] a comma ends a name; quote it: ["Name (Place, Country)"]'
            self.source.fault("Y305", item, message, mend)
            return
        name, place = split
        yield self._target(edge, name, item), {AFFILIATION: place} if place else {}

    def _described(self, edge: EdgeType, node_type: NodeType, item: MarkedMapping) -> Targets:
        """Yield the node that a mapping describes, its edge's keys among the node's own."""
        keys = self.keys.of_edge(edge)
        own = tuple(pair for pair in item.pairs if keys.meaning(pair[0].text))
        rest = tuple(pair for pair in item.pairs if not keys.meaning(pair[0].text))
        fields = self.source.fields(MarkedMapping(own, item.line, item.end_line), keys)
        properties = self._properties(fields)
        described = MarkedMapping(rest, item.line, item.end_line)
        if ref := self.node(node_type, described, beside=keys):
            yield ref, properties

    def _target(self, edge: EdgeType, name: str, item: Marked) -> End:
        """Return the node that a name makes, or what it mentions."""
        node_type = self.keys.made(edge)
        if node_type and not is_reference(name, node_type):
            return self.node(node_type, MarkedText(name, item.line, item.end_line, plain=False))
        return Mention(str(typed(Kind.STRING, name)), edge.targets)


def _slot(node_type: NodeType, properties: Mapping[str, Value], number: int) -> str:
    """Return where the thing stands; a name survives better than a number."""
    main = node_type.property(node_type.main)
    if main is None or main.kind is not Kind.TEXT:
        return ""
    names = (properties.get(name) for name in ("id", *node_type.naming) if name != main.name)
    return f"{node_type.key} {next((n for n in names if n), number)}"


def _stated(edge: EdgeType, properties: Mapping[str, Value]) -> dict[str, Value]:
    """Give an edge that a person states the evidence that it is stated."""
    evident = edge.property("evidence") is not None and "evidence" not in properties
    return {**properties, "evidence": ("stated",)} if evident else dict(properties)


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, tuple) else (str(value),)
