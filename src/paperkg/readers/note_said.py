"""What a note says of its node: properties, and where its typed links lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Final

from paperkg import frontmatter, ids
from paperkg.diagnostics import Diagnostic, Origin
from paperkg.model import EdgeClaim, End, Mention, Value
from paperkg.readers.note_markdown import Inline
from paperkg.readers.note_text import NoteText, Stated
from paperkg.readers.note_values import (
    RESERVED,
    declared_value,
    is_legal,
    legal_name,
    own_name,
    own_value,
    written,
)
from paperkg.readers.record_values import typed
from paperkg.schema import EdgeType, Kind, NodeType, Property, Schema
from paperkg.schema.types import camel, spelling
from paperkg.wikilinks import LINK

TYPE: Final = "type"
PAPERKG_ID: Final = "paperkg_id"
TAGS: Final = "tags"
_MARKS: Final = frozenset({TYPE, PAPERKG_ID})
"""Properties by which paperkg knows a note; they say what it is, not what holds of it."""
_OBSIDIAN: Final = frozenset({"cssclasses", "cssclass", "publish", "permalink"})
"""Properties that tell Obsidian how to show a note."""


@dataclass(frozen=True, slots=True)
class Link:
    """A value of a typed link."""

    edge: EdgeType
    text: str
    origin: Origin
    inline: bool = False


@dataclass
class Said:
    """Collects what one note says of a node of one type.

    Attributes:
        properties: Values by property, those that nothing declares among them.
        lines: Where each property stands.
    """

    note: NoteText
    node_type: NodeType
    schema: Schema
    properties: dict[str, Value] = field(default_factory=dict)
    lines: dict[str, Origin] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _first: dict[str, Stated] = field(default_factory=dict)
    _tags: dict[str, str] = field(default_factory=dict)

    def take(self, inline: Inline) -> None:
        """Collect what stands in the properties, and beside the prose of the text."""
        for stated in self.note.properties:
            if stated.key.lower() not in _MARKS | _OBSIDIAN and not stated.silent:
                self._take_property(stated)
        for found in inline.fields:
            if edge := self.schema.edge_type(found.key):
                self.links.append(Link(edge, found.value, self._in_body(found.line), inline=True))
        for tag, line in inline.tags if self.node_type.property(TAGS) else ():
            self._tag(tag, self._in_body(line))
        if self._tags:
            self.properties[TAGS] = tuple(self._tags.values())

    def tell(self, stated: Stated, message: str, mend: str) -> None:
        """Tell why a property cannot go into the graph."""
        self.diagnostics.append(Diagnostic("V709", message, self._where(stated), mend))

    def edges(self, source: End, *, ordered: bool) -> Iterator[EdgeClaim]:
        """Yield the edges that start here.

        Args:
            source: The node of this note.
            ordered: Whether the order of links is the user's, so that it gives positions.
        """
        seen: Counter[str] = Counter()
        for link in self.links:
            evident = link.edge.property("evidence") is not None
            position = link.edge.property("position")
            for target in _targets(link.text):
                seen[link.edge.name] += 1
                said: dict[str, Value] = {"evidence": ("stated",)} if evident else {}
                if ordered and position and position.kind is Kind.INTEGER:
                    said["position"] = seen[link.edge.name]
                mention = Mention(target, link.edge.targets)
                yield EdgeClaim(link.edge.name, source, mention, said, link.origin, link.inline)

    def _take_property(self, stated: Stated) -> None:
        declared = self._declared.get(spelling(stated.key))
        edge = None if declared else self.schema.edge_type(stated.key)
        if stated.nested:
            example = '["[[A note]]", "[[Another]]"]' if edge else "[one, another]"
            message = f"'{stated.key}' is more than a value or a list of values"
            self.tell(stated, message, f"{frontmatter.scalar(stated.key)}: {example}")
        elif edge:
            for word in stated.words:
                where = self.note.origin(word.line, word.end_line)
                self.links.append(Link(edge, word.text, where))
        elif declared and declared.name == TAGS:
            for text in _listed_tags(stated):
                self._tag(text, self._where(stated))
        elif declared is None:
            self._take_own(stated)
        elif self._is_first(declared.name, stated):
            value = declared_value(declared, stated, partial(self.tell, stated))
            self._say(declared.name, value, stated)

    def _take_own(self, stated: Stated) -> None:
        """Take a property that nothing declares, if its name can stand in every view."""
        name = own_name(stated.key)
        if not is_legal(name):
            what = "is a name that paperkg keeps for itself" if name in RESERVED else "is no name"
            message = f"'{stated.key}' {what}, expected a word of letters, digits and _"
            self.tell(stated, message, _renamed(legal_name(name), stated))
        elif self._is_first(name, stated):
            self._say(name, own_value(stated.words, many=stated.many), stated)

    def _say(self, name: str, value: Value | None, stated: Stated) -> None:
        if value is not None:
            self.properties[name] = value
            self.lines[name] = self._where(stated)

    def _is_first(self, name: str, stated: Stated) -> bool:
        """Tell a second spelling of one name; in RDF and Cypher they would be one."""
        first = self._first.setdefault(camel(name).casefold(), stated)
        if first is not stated:
            message = f"'{stated.key}' says again what '{first.key}' says in line {first.line}"
            self.tell(stated, message, "the first is used; delete one, or make one list of both")
        return first is stated

    def _tag(self, text: str, where: Origin) -> None:
        if tag := ids.squeeze(text):
            self._tags.setdefault(tag.casefold(), tag)
            first = self.lines.setdefault(TAGS, where)
            line, end_line = min(first.line, where.line), max(first.end_line, where.end_line)
            self.lines[TAGS] = replace(first, line=line, end_line=end_line)

    @cached_property
    def _declared(self) -> dict[str, Property]:
        return {spelling(p.name): p for p in self.node_type.properties}

    def _where(self, stated: Stated) -> Origin:
        return self.note.origin(stated.line, stated.end_line)

    def _in_body(self, line: int) -> Origin:
        return self.note.origin(self.note.body_line + line, self.note.body_line + line)


def _targets(text: str) -> Iterator[str]:
    """Yield every wikilink in *text* by the note it leads to; the whole text if it has none.

    >>> list(_targets("[[Papers/X.md#Method|X]] and [[Y]]")), list(_targets("FedSplit"))
    (['[[Papers/X]]', '[[Y]]'], ['FedSplit'])
    """
    links = [match["target"] for match in LINK.finditer(text)]
    for link in links:
        # in a table the bar behind a link's target is escaped
        target = link.strip().rstrip("\\").removesuffix(".md").strip()
        if target:
            yield f"[[{target}]]"
    if not links and (name := typed(Kind.STRING, text)):
        yield str(name)


def _listed_tags(stated: Stated) -> Iterator[str]:
    for word in stated.words:
        texts = [word.text] if stated.many else re.split(r"[,，\s]+", word.text)
        yield from (text.strip().removeprefix("#") for text in texts)


def _renamed(name: str, stated: Stated) -> str:
    """Return a property under another name, as it can be pasted."""
    values = [written(word) for word in stated.words]
    lines = frontmatter.listed(name, values) if stated.many else f"{name}: {values[0]}"
    return lines.rstrip("\n")
