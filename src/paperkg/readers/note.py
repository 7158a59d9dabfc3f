"""Notes of the vault: what the user says in a note of their own, or adds to one of paperkg's.

In a note that paperkg writes, its own words have to be blanked out before; what is read
here counts as the user's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from paperkg import ids
from paperkg.model import Annotation, Claim, Mention, NodeClaim, Reading
from paperkg.readers.base import Options, Source
from paperkg.readers.note_markdown import Prose, inline, prose
from paperkg.readers.note_said import PAPERKG_ID, TYPE, Said
from paperkg.readers.note_text import NoteText, Stated
from paperkg.readers.record_properties import ID
from paperkg.readers.record_values import typed
from paperkg.schema import Kind, NodeType, Schema
from paperkg.schema.types import spelling
from paperkg.wikilinks import target_of

_FOLDER: Final = "vault/"
_IDEA: Final = "Idea"
"""What a note is that says no type and lies in the folder of ideas."""
_UNTITLED: Final = re.compile(r"(?:untitled|未命名)(?: ?\d+)?", re.IGNORECASE)
"""Names that Obsidian gives a note until its user does."""
_EXAMPLE: Final = """\
---
type: idea
tags: [todo]
relates_to: ["[[GAIT-prop]]"]
---
Keep the Jacobians well conditioned (uses:: [[ADMM]]). #optimisation
"""


@dataclass(frozen=True, slots=True)
class NoteReader:
    """Reads one note."""

    name: str = "note"
    files: tuple[str, ...] = ("note.md",)
    example: str = _EXAMPLE

    def takes(self, path: str) -> bool:
        """Whether this reader reads files of that name."""
        return path.lower().startswith(_FOLDER) and path.lower().endswith(".md")

    def read(self, source: Source, options: Options, *, generated: bool = False) -> Reading:
        """Return what *source* says; nothing of a note that cannot be taken apart.

        Args:
            source: The note, without what paperkg wrote there.
            options: See `Reader`.
            generated: Whether paperkg made the note, even if its blocks were cut out.
        """
        note = NoteText.of(source, self.name)
        if note is None:
            return Reading()
        added = generated or note.has_block
        return _added(note, options.schema) if added else _own(note, options.schema)


def _added(note: NoteText, schema: Schema) -> Reading:
    """Return what the user adds to a note that paperkg writes."""
    id_ = _text(note.stated(PAPERKG_ID))
    prefix, _, slug = id_.partition("/")
    node_type = next((t for t in schema.nodes if t.key == prefix), None)
    if node_type is None or not slug:
        return Reading()
    said = Said(note, node_type, schema)
    said.take(inline(note.body, lambda key: schema.edge_type(key) is not None))
    claims: list[Claim] = list(said.edges(Mention(id_), ordered=False))
    if said.properties:
        first = min(o.line for o in said.lines.values())
        last = max(o.end_line for o in said.lines.values())
        where = note.origin(first, last)
        claims.insert(0, Annotation(id_, said.properties, where, said.lines))
    return Reading(tuple(claims), tuple(said.diagnostics))


def _own(note: NoteText, schema: Schema) -> Reading:
    """Return the node that a note of the user's own is, with its edges."""
    node_type = _own_type(note, schema)
    if node_type is None:
        return Reading()
    said = Said(note, node_type, schema)
    beside = inline(note.body, lambda key: schema.edge_type(key) is not None)
    said.take(beside)
    words = prose(note.body, beside.spent, str(said.properties.get("title", note.name)))
    if _is_blank(said, words):
        return Reading(diagnostics=tuple(said.diagnostics))
    _name(said)
    _take_text(said, words)
    if id_ := _id(said):
        said.properties[ID.name] = id_
    claim = NodeClaim(
        ref=f"{note.path}#note",
        type=node_type.name,
        properties=said.properties,
        origin=note.origin(1, note.last_line),
        lines=said.lines,
        note=note.name,
    )
    edges = said.edges(claim.ref, ordered=True)
    return Reading((claim, *edges), tuple(said.diagnostics))


def _own_type(note: NoteText, schema: Schema) -> NodeType | None:
    """Return what the note says it is; a type that is not ours makes it no node."""
    stated = note.stated(TYPE)
    if stated is None:
        idea = schema.node_types.get(_IDEA)
        home = f"{_FOLDER}{idea.folder}/" if idea else ""
        return idea if idea and note.path.lower().startswith(home.lower()) else None
    meant = {t.name: t for w in stated.words if (t := _type_named(w.text, schema))}
    return next(iter(meant.values())) if len(meant) == 1 else None


def _type_named(text: str, schema: Schema) -> NodeType | None:
    """Return the node type of that name, perhaps in Chinese, perhaps as a link to a note."""
    name = spelling(target_of(text).rpartition("/")[2] or text)
    if not name:
        return None
    labelled = (t for t in schema.nodes if name in (spelling(t.label.en), spelling(t.label.zh)))
    return schema.node_type(name) or next(labelled, None)


def _is_blank(said: Said, words: Prose | None) -> bool:
    """Whether the user has made the note and not yet said what it is about."""
    if words or not _UNTITLED.fullmatch(said.note.name):
        return False
    if _main_is_text(said.node_type):
        return "title" not in said.properties and "text" not in said.properties
    return not (said.properties or said.links or said.diagnostics)


def _main_is_text(node_type: NodeType) -> bool:
    main = node_type.property(node_type.main)
    return main is not None and main.kind is Kind.TEXT


def _name(said: Said) -> None:
    """Let the note's basename stand for the name that its properties do not state."""
    named = ("name", "title")
    prop = next((p for name in named if (p := said.node_type.property(name))), None)
    # two ideas that nobody has named yet are not one idea
    unnamed = _main_is_text(said.node_type) and _UNTITLED.fullmatch(said.note.name)
    if prop and prop.name not in said.properties and not unnamed:
        name = typed(prop.kind, said.note.name)
        if name is not None:
            said.properties[prop.name] = (name,) if prop.many else name


def _take_text(said: Said, words: Prose | None) -> None:
    """Let the note's prose be its text, where things of its type have one."""
    if not said.node_type.property("text"):
        return
    if words:
        if "text" in said.properties:
            stated = next(p for p in said.note.properties if spelling(p.key) == "text")
            message = "'text' stands beside the words of the note, which are its text"
            said.tell(stated, message, "move it from the properties into the note")
        first = said.note.body_line
        said.properties["text"] = words.text
        said.lines["text"] = said.note.origin(first + words.line, first + words.end_line)
    elif title := said.properties.get("title"):
        said.properties.setdefault("text", title)


def _id(said: Said) -> str:
    """Return the id that the note carries; tell where it cannot be one of its type."""
    stated = said.note.stated(PAPERKG_ID)
    id_, key = _text(stated), said.node_type.key
    prefix, _, slug = id_.partition("/")
    if prefix == key and slug and ids.slug(slug, len(slug)) == slug:
        return id_
    if stated:
        message = f"'{PAPERKG_ID}': found '{ids.squeeze(id_)[:60]}', expected {key}/ and a slug"
        said.tell(stated, message, "delete the line; the note gets an id of its own")
    return ""


def _text(stated: Stated | None) -> str:
    return stated.words[0].text if stated and len(stated.words) == 1 else ""


NOTE: Final = NoteReader()
