"""A library's own node and edge types, from their tables in paperkg.toml.

[node_types.Dataset]
label_zh = "数据集"
properties = { size = "integer", licence = "string" }

[edge_types.trained_on]
from = ["Paper"]
to = ["Dataset"]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from paperkg.schema import EdgeType, Kind, Label, NodeType, Property, Schema
from paperkg.schema.properties import ALIASES, NAME, TAGS, URL
from paperkg.schema.types import EDGE_NAME, PROPERTY_NAME, TYPE_NAME, camel, spelling

Faults: TypeAlias = list[tuple[str, str]]
"""What is wrong, and a line to paste."""

_NODE_KEYS = ("label", "label_zh", "folder", "section", "iri", "properties")
_EDGE_KEYS = ("label", "label_zh", "inverse", "inverse_zh", "from", "to", "iri", "properties")
_RESERVED = ("id", "paperkg_id", "type", "pkg_graph", "pkg_gen", "pkg_hash", "pkg_gone")
"""Names that the views keep for themselves."""
SPOKEN_FOR = ("authorship", "author", "paper", "span", "start_line", "end_line", "reader")
"""Terms of paperkg's RDF vocabulary that are neither property nor edge type of the schema."""
_OWN_KINDS = tuple(k for k in Kind if k is not Kind.NODE)


def own_node_type(name: str, table: object, schema: Schema) -> tuple[NodeType | None, Faults]:
    """Return the node type that one table declares, or None with what is wrong."""
    faults: Faults = []
    if not isinstance(table, dict):
        return None, [(f"node_types.{name}: expected a table", f"[node_types.{name}]")]
    if not TYPE_NAME.fullmatch(name):
        mend = f"[node_types.{camel(name)[:1].upper()}{camel(name)[1:]}]"
        return None, [(f"node type '{name}': expected CamelCase ASCII letters and digits", mend)]
    if name.lower().startswith("paperkg"):  # a push remembers what it did in a node of its own
        return None, [(f"node type '{name}': names that begin with Paperkg are paperkg's own", "")]
    if known := schema.node_type(name) or schema.edge_type(name):
        return None, [(f"node type '{name}' clashes with '{known.name}'; choose another", "")]
    _unknown(table, _NODE_KEYS, f"node_types.{name}", faults)
    given = (NAME, ALIASES, URL, TAGS)
    properties = _properties(table, f"node_types.{name}", schema, faults, given)
    own = {p.name for p in properties}
    common = tuple(p for p in given if p.name not in own)
    label = str(table.get("label", name))
    plural = str(table.get("folder", f"{name}s"))
    declared = NodeType(
        name=name,
        iri=str(table.get("iri", "owl:Thing")),
        label=Label(label, str(table.get("label_zh", label))),
        folder=plural,
        section=str(table.get("section", plural.lower())),
        naming=("name",),
        properties=(*common, *properties),
    )
    return declared, faults


def own_edge_type(name: str, table: object, schema: Schema) -> tuple[EdgeType | None, Faults]:
    """Return the edge type that one table declares, or None with what is wrong."""
    faults: Faults = []
    if not isinstance(table, dict):
        return None, [(f"edge_types.{name}: expected a table", f"[edge_types.{name}]")]
    upper = name.upper().replace("-", "_")
    if not EDGE_NAME.fullmatch(upper):
        return None, [(f"edge type '{name}': expected ASCII letters, digits and _", "")]
    if known := schema.edge_type(upper) or schema.node_type(upper):
        return None, [(f"edge type '{name}' clashes with '{known.name}'; choose another", "")]
    if clash := _property_named(upper.lower(), schema):
        return None, [(f"edge type '{name}' has the name of {clash}; choose another", "")]
    _unknown(table, _EDGE_KEYS, f"edge_types.{name}", faults)
    label = str(table.get("label", upper.replace("_", " ").capitalize()))
    inverse = str(table.get("inverse", label))
    declared = EdgeType(
        name=upper,
        sources=_ends(table, "from", name, schema, faults),
        targets=_ends(table, "to", name, schema, faults),
        iri=str(table.get("iri", f"pkg:{camel(upper)}")),
        label=Label(label, str(table.get("label_zh", label))),
        inverse=Label(inverse, str(table.get("inverse_zh", inverse))),
        properties=_properties(table, f"edge_types.{name}", schema, faults),
    )
    return declared, faults


def _property_named(key: str, schema: Schema) -> str:
    """Return which property already has *key*: a note has both, and RDF has one term for both."""
    if key in SPOKEN_FOR:
        return _link_named(key, schema)
    for t in (*schema.nodes, *schema.edges):
        if any(spelling(p.name) == spelling(key) for p in t.properties):
            return f"the property '{key}' of {t.name}"
    return ""


def _link_named(key: str, schema: Schema) -> str:
    """Return which edge type, or term beside the schema, already has *key*."""
    if edge := schema.edge_type(key):
        return f"the edge type {edge.name}"
    return f"the term pkg:{camel(key)} of paperkg's vocabulary" if key in SPOKEN_FOR else ""


def _unknown(table: Mapping[str, Any], known: tuple[str, ...], where: str, faults: Faults) -> None:
    faults.extend(
        (f"{where}: unknown key '{key}'; expected one of {', '.join(known)}", "")
        for key in table
        if key not in known
    )


def _ends(
    table: Mapping[str, Any], key: str, name: str, schema: Schema, faults: Faults
) -> tuple[str, ...]:
    value = table.get(key, [])
    names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    ends: list[str] = []
    for each in names:
        found = schema.node_type(str(each))
        if found:
            ends.append(found.name)
        else:
            known = ", ".join(t.name for t in schema.nodes)
            faults.append((f"edge_types.{name}.{key}: no node type '{each}'; known: {known}", ""))
    return tuple(ends)


def _properties(
    table: Mapping[str, Any],
    where: str,
    schema: Schema,
    faults: Faults,
    given: tuple[Property, ...] = (),
) -> tuple[Property, ...]:
    """Read `{ size = "integer", languages = ["string"] }`; a list means many values."""
    value = table.get("properties", {})
    if not isinstance(value, dict):
        faults.append(
            (f"{where}.properties: expected a table", 'properties = { size = "integer" }')
        )
        return ()
    found: list[Property] = []
    for name, kind in value.items():
        many = isinstance(kind, list)
        word = kind[0] if isinstance(kind, list) and len(kind) == 1 else kind
        if not PROPERTY_NAME.fullmatch(name) or name in _RESERVED:
            kept = ", ".join(_RESERVED)
            faults.append(
                (f"{where}: property '{name}': expected snake_case ASCII, and none of {kept}", "")
            )
        elif word not in _OWN_KINDS:
            known = ", ".join(_OWN_KINDS)
            faults.append((f"{where}.{name}: found {kind!r}, expected one of {known}", ""))
        elif clash := next((p.name for p in (*given, *found) if p.iri == f"pkg:{camel(name)}"), ""):
            faults.append((f"{where}: '{name}' and '{clash}' would be one term in RDF", ""))
        elif clash := _link_named(name, schema):
            faults.append(
                (f"{where}: property '{name}' has the name of {clash}; choose another", "")
            )
        else:
            label = name.replace("_", " ").capitalize()
            found.append(
                Property(
                    name=name,
                    iri=f"pkg:{camel(name)}",
                    label=Label(label, label),
                    kind=Kind(word),
                    many=many,
                )
            )
    return tuple(found)
