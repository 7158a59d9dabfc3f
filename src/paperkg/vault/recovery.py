"""Ids from the notes that carry them, for when the ledger is lost.

A clone of a library may lack `.paperkg/`. Its notes still say which id belongs to which
title, name or identifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from paperkg.diagnostics import Origin
from paperkg.frontmatter import Property
from paperkg.graph.keys import Key, keys
from paperkg.graph.ledger import Entry
from paperkg.model import Correction, NodeClaim, Value
from paperkg.schema import Kind, NodeType, Schema
from paperkg.sync.note import KEY, Note

_NOWHERE = Origin("", 0, 0, "recovery")
_TITLE = re.compile(r"\A#[ \t].*\n+")
"""The heading above the text of an idea that the user gave a title."""


def recovered(
    id_: str, name: str, note: Note, schema: Schema, corrections: Iterable[Correction] = ()
) -> Entry:
    """Return what a note tells of the id that it carries.

    What it calls its subject counts as names that it had: if it was renamed since, the
    links of the other notes still call it by one of them.

    Args:
        id_: Of any node type, or of none that is declared any more.
        name: Basename of the note.
        note: As it is on disk.
        schema: The library's types.
        corrections: What is recorded of the node; the sources call it as it was before.
    """
    node_type = next((t for t in schema.nodes if t.key == id_.partition("/")[0]), None)
    if node_type is None:
        return Entry(name)
    past = tuple(dict.fromkeys(c for c in _called(note, node_type) if c != name))
    said = {p.name: v for p in node_type.properties if (v := _value(note, p.name)) is not None}
    found: list[Key] = list(keys(_claim(node_type, said), node_type))
    for was in ({c.key: c.was} for c in corrections if c.was is not None):
        found += keys(_claim(node_type, was), node_type)
    main = node_type.property(node_type.main)
    if main and main.kind is Kind.TEXT:
        for text in _texts(note):
            found += keys(_claim(node_type, {main.name: text}), node_type)
    return Entry(name, tuple(sorted(set(found))), past=past)


def _claim(node_type: NodeType, properties: Mapping[str, Value]) -> NodeClaim:
    return NodeClaim("", node_type.name, properties, _NOWHERE)


def _value(note: Note, name: str) -> Value | None:
    part = note.parts.get(KEY + name)
    prop: Property | None = part.prop if part else None
    if prop is None or prop.opaque or not any(prop.items):
        return None
    return prop.items if prop.many else prop.items[0]


def _called(note: Note, node_type: NodeType) -> Iterator[str]:
    """Yield what a note calls its subject, beside the name of the file."""
    for name in (*node_type.naming, "aliases"):
        part = note.parts.get(KEY + name)
        if part and part.prop and not part.prop.opaque:
            yield from map(str, filter(None, part.prop.items))


def _texts(note: Note) -> Iterator[str]:
    """Yield what may be the text of an idea: the first paragraphs of a block, or of the note."""
    bodies = [note.text[slice(*note.parts[name].inner)] for name in note.blocks] or [note.free]
    for body in bodies:
        paragraphs = re.split(r"\n[ \t]*\n", _TITLE.sub("", body.strip()))
        for count in range(1, min(len(paragraphs), 12) + 1):
            yield "\n\n".join(paragraphs[:count])
