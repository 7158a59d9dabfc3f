"""The value of one key of a record, as its property wants it."""

from __future__ import annotations

from typing import Final

from paperkg import ids
from paperkg.marked_yaml import Marked, MarkedList, MarkedText
from paperkg.model import Scalar, Value
from paperkg.readers.record_values import EXPECTED, IDENTIFIERS, near, typed
from paperkg.readers.yaml_source import YamlSource, each, found, shown
from paperkg.schema import Label, NodeType, Property

ID: Final = Property(name="id", iri="dcterms:identifier", label=Label("Id", "标识"))
"""A claim's reserved property: the id that a person gives, `paper/fedsplit`."""
AFFILIATION: Final = "affiliation_text"
"""One text, but a person may give a list of institutions."""


def value_of(
    source: YamlSource, declared: Property, key: MarkedText, value: Marked
) -> Value | None:
    """Return what *value* says as the declared property; None where it says nothing usable."""
    one = not declared.many and declared.name != AFFILIATION
    if one and isinstance(value, MarkedList):
        said = next((shown(v) for v in value.items if isinstance(v, MarkedText)), "…")
        message = f"'{key.text}': found a list, expected {EXPECTED[declared.kind][0]}"
        source.fault("Y305", value, message, f"{declared.name}: {said}")
        return None
    values = [v for item in each(value) if (v := _scalar(source, declared, key, item)) is not None]
    if not values:
        return None
    if declared.many:
        return tuple(dict.fromkeys(values))
    return " / ".join(map(str, values)) if declared.name == AFFILIATION else values[0]


def id_of(source: YamlSource, node_type: NodeType, key: MarkedText, value: Marked) -> str | None:
    """Return the whole id that a person gives a node, from an id or its slug."""
    text = value_of(source, ID, key, value)
    if text is None:
        return None
    prefix, _, slug = str(text).rpartition("/")
    if prefix in ("", node_type.key) and slug and ids.slug(slug, len(slug)) == slug:
        return f"{node_type.key}/{slug}"
    message = f"'{key.text}': found {found(value)}, expected {node_type.key}/ and a slug"
    source.fault("Y305", value, message, f"id: {node_type.key}/{ids.slug(slug or str(text))}")
    return None


def _scalar(
    source: YamlSource, declared: Property, key: MarkedText, value: Marked
) -> Scalar | None:
    said = typed(declared.kind, value.text) if isinstance(value, MarkedText) else None
    if said is None:
        example = near(declared.kind, value.text if isinstance(value, MarkedText) else "")
        message = f"'{key.text}': found {found(value)}, expected {EXPECTED[declared.kind][0]}"
        source.fault("Y305", value, message, f"{declared.name}: {example}")
        return None
    if not declared.identifier:
        return said
    normal = ids.normalise(declared.identifier, str(said))
    if normal is None:
        message = f"'{key.text}': found {found(value)}, which is no valid {declared.label.en}"
        mend = f"check it; one is written  {declared.name}: {IDENTIFIERS[declared.identifier]}"
        source.fault("G506", value, message, mend)
    return normal
