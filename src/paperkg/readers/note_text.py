"""A note taken apart: its properties with their lines, and the text that follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from paperkg import frontmatter, ids
from paperkg.diagnostics import Diagnostic, Origin
from paperkg.frontmatter import FrontmatterError, Property
from paperkg.marked_yaml import Marked, MarkedList, MarkedMapping, MarkedText, load
from paperkg.readers.base import Source, decode

_FENCE: Final = re.compile(r"---[ \t]*\n")
_CLOSING: Final = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_MARKER: Final = re.compile(r"^%% paperkg:(?:begin|end) [\w-]+ %%[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stated:
    """A property as it stands in a note.

    Attributes:
        key: As it is spelled there.
        words: Its values; those that say nothing are left out.
        many: Whether it is a list.
        nested: Whether it is more than a value or a list of values; then it has no words.
    """

    key: str
    words: tuple[MarkedText, ...]
    line: int
    end_line: int
    many: bool
    nested: bool

    @property
    def silent(self) -> bool:
        """Whether it says nothing at all."""
        return not self.words and not self.nested


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note taken apart, its text in NFC.

    Attributes:
        body: All that follows the properties.
        body_line: Its first line in the note.
        last_line: The note's last line.
    """

    path: str
    reader: str
    properties: tuple[Stated, ...]
    body: str
    body_line: int
    last_line: int

    @staticmethod
    def of(source: Source, reader: str) -> NoteText | None:
        """Return the note; None where it cannot be taken apart, which sync tells."""
        text = decode(source, reader)
        if isinstance(text, Diagnostic):
            return None
        text = ids.nfc(text)
        start = end = body = 0
        if fence := _FENCE.match(text):
            closing = _CLOSING.search(text, fence.end())
            if closing is None:
                return None
            start, end, body = fence.end(), closing.start(), closing.end()
        try:
            found = frontmatter.parse(text[start:end])
        except FrontmatterError:
            return None
        last = text.count("\n") + (not text.endswith("\n"))
        first = text.count("\n", 0, body) + 1
        properties = tuple(_stated(text[start:end], p) for p in found)
        return NoteText(source.path, reader, properties, text[body:], first, max(last, 1))

    @property
    def name(self) -> str:
        """The note's basename, by which links call it."""
        return self.path.rpartition("/")[2][: -len(".md")]

    @property
    def has_block(self) -> bool:
        """Whether a block of paperkg's is in it; a note that the user made has none."""
        return _MARKER.search(self.body) is not None

    def stated(self, key: str) -> Stated | None:
        """Return the property of that name, in capitals or not; None where it says nothing."""
        return next((p for p in self.properties if p.key.lower() == key and not p.silent), None)

    def origin(self, line: int, end_line: int) -> Origin:
        """Return lines of this note as an origin."""
        return Origin(self.path, line, max(line, end_line), self.reader)


def _stated(head: str, found: Property) -> Stated:
    """Read a property's value with its lines; the head begins in line 2."""
    before = head.count("\n", 0, found.start) + 1
    raw = head[found.start : found.end].rstrip("\n")
    value = _value(raw)
    words = None if value is None else _words(value)
    return Stated(
        key=found.key,
        words=tuple(
            replace(w, line=w.line + before, end_line=w.end_line + before)
            for w in words or ()
            if not w.absent
        ),
        line=before + 1,
        end_line=before + raw.count("\n") + 1,
        many=isinstance(value, MarkedList) and not _bare_link(value),
        nested=words is None,
    )


def _value(raw: str) -> Marked | None:
    # each property by itself: one that is no plain YAML does not hide the others
    documents = load(f"{raw}\n").documents
    mapping = documents[0] if len(documents) == 1 else None
    return mapping.pairs[0][1] if isinstance(mapping, MarkedMapping) and mapping.pairs else None


def _words(value: Marked) -> tuple[MarkedText, ...] | None:
    """Return the texts of a value or a list of values; None where there is more to it."""
    if link := _bare_link(value):
        return (link,)
    if isinstance(value, MarkedText):
        return (value,)
    if isinstance(value, MarkedList):
        found = tuple(_items(value))
        return found if len(found) == len(value.items) else None
    return None


def _items(value: MarkedList) -> Iterator[MarkedText]:
    for item in value.items:
        if isinstance(item, MarkedText):
            yield item
        elif link := _bare_link(item):
            yield link


def _bare_link(value: Marked) -> MarkedText | None:
    """Return the wikilink that was meant by `[[X]]` without quotes, a list in a list to YAML."""
    inner = value.items[0] if isinstance(value, MarkedList) and len(value.items) == 1 else None
    if not isinstance(inner, MarkedList) or not inner.items:
        return None
    texts = [item.text for item in inner.items if isinstance(item, MarkedText)]
    if len(texts) < len(inner.items):
        return None
    return MarkedText(f"[[{', '.join(texts)}]]", inner.line, inner.end_line, plain=False)
