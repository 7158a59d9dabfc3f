"""Properties that a library's own notes and bibliographies bring: declared by their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from paperkg.model import Annotation, Claim, NodeClaim, Scalar, Value
from paperkg.readers.record_properties import ID
from paperkg.readers.record_values import typed
from paperkg.schema import Kind, Label, NodeType, Property, Schema
from paperkg.schema.types import camel

_TAKEN: Final = frozenset({"pkg:authorship", "pkg:author", "pkg:paper"})
"""Predicates that RDF's nodes and authorships have beside the declared ones."""

_Found: TypeAlias = dict[str, list[Value]]
"""Values by undeclared property."""


def with_own_properties(
    schema: Schema, claims: Iterable[Claim]
) -> tuple[Schema, tuple[Claim, ...]]:
    """Return the schema with every property of the claims, and the claims as it has them.

    All values under one key of one node type get one kind: what all of them look like, else
    text. Where nothing is undeclared, schema and claims are those that were given.
    """
    given = tuple(claims)
    types = _Types(schema)
    found: dict[str, _Found] = {}
    for claim in given:
        for name, value in types.undeclared(claim).items():
            found.setdefault(types.of(claim), {}).setdefault(name, []).append(value)
    if not found:
        return schema, given
    own = {t: _declared(schema.node_types[t], values) for t, values in found.items()}
    nodes = tuple(
        replace(t, properties=(*t.properties, *sorted(set(own[t.name].values()), key=_by_name)))
        if t.name in own
        else t
        for t in schema.nodes
    )
    return replace(schema, nodes=nodes), tuple(_fitted(c, own.get(types.of(c), {})) for c in given)


def _by_name(declared: Property) -> str:
    return declared.name


class _Types:
    """The node type of each claim, and what it declares."""

    def __init__(self, schema: Schema) -> None:
        self._by_key = {t.key: t.name for t in schema.nodes}
        self._declared = {t.name: {ID.name, *(p.name for p in t.properties)} for t in schema.nodes}

    def of(self, claim: Claim) -> str:
        """Return the type of the node that *claim* gives properties; empty for none."""
        match claim:
            case NodeClaim():
                return claim.type if claim.type in self._declared else ""
            case Annotation():
                return self._by_key.get(claim.id.partition("/")[0], "")
            case _:
                return ""

    def undeclared(self, claim: Claim) -> Mapping[str, Value]:
        """Return the properties that the type of the claim's node does not declare."""
        declared = self._declared.get(self.of(claim))
        if declared is None or not isinstance(claim, NodeClaim | Annotation):
            return {}
        return {name: value for name, value in claim.properties.items() if name not in declared}


def _declared(node_type: NodeType, found: _Found) -> dict[str, Property]:
    """Return the property that each undeclared name of one node type stands for.

    Names that RDF or Cypher would spell alike are one property, that which sorts first.
    """
    alike: dict[str, list[str]] = {}
    for name in sorted(found):
        alike.setdefault(camel(name).casefold(), []).append(name)
    taken = _TAKEN | {p.iri for p in node_type.properties}
    own: dict[str, Property] = {}
    for names in alike.values():
        values = [value for name in names for value in found[name]]
        declared = _property(names[0], values, taken)
        own |= dict.fromkeys(names, declared)
    return own


def _property(name: str, values: Iterable[Value], taken: Iterable[str]) -> Property:
    listed = list(values)
    iri = f"pkg:{camel(name)}"
    label = name.replace("_", " ")
    return Property(
        name=name,
        iri=f"{iri}_" if iri in taken else iri,  # no name ends so
        label=Label(label, label),
        kind=_kind([each for value in listed for each in _items(value)]),
        many=any(isinstance(value, tuple) for value in listed),
        doc="Of your own notes.",
    )


def _items(value: Value) -> tuple[Scalar, ...]:
    return value if isinstance(value, tuple) else (value,)


def _kind(values: Iterable[Scalar]) -> Kind:
    """Return the narrowest kind that all values are of."""
    listed = list(values)
    types = {type(value) for value in listed}
    if types <= {int, float}:
        return Kind.INTEGER if types == {int} else Kind.NUMBER
    if types == {bool}:
        return Kind.BOOLEAN
    texts = [value for value in listed if isinstance(value, str)]
    if types == {str} and all(typed(Kind.DATE, text) == text for text in texts):
        return Kind.DATE
    if types == {str} and all(_is_web_link(text) for text in texts):
        return Kind.URL
    return Kind.STRING


def _is_web_link(text: str) -> bool:
    return re.match(r"(?i)https?://", text) is not None and typed(Kind.URL, text) == text


def _fitted(claim: Claim, own: Mapping[str, Property]) -> Claim:
    """Return *claim* with its undeclared properties as they are declared now."""
    if not isinstance(claim, NodeClaim | Annotation) or own.keys().isdisjoint(claim.properties):
        return claim
    properties = {n: v for n, v in claim.properties.items() if n not in own}
    lines = {n: o for n, o in claim.lines.items() if n not in own}
    for name in sorted(own.keys() & claim.properties.keys()):
        declared = own[name]
        properties.setdefault(declared.name, _as(declared, claim.properties[name]))
        if name in claim.lines:
            lines.setdefault(declared.name, claim.lines[name])
    return replace(claim, properties=properties, lines=lines)


def _as(declared: Property, value: Value) -> Value:
    items = tuple(_scalar(declared.kind, item) for item in _items(value))
    return tuple(dict.fromkeys(items)) if declared.many else items[0]


def _scalar(kind: Kind, value: Scalar) -> Scalar:
    if kind is Kind.NUMBER:
        return float(value)
    if kind is Kind.STRING:
        return str(value).lower() if isinstance(value, bool) else str(value)
    return value
