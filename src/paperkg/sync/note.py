"""A note as paperkg sees it: the parts that it manages, and the user's free text.

Parts are the properties at the head and the blocks between marker lines

    %% paperkg:begin NAME %%
    %% paperkg:end NAME %%

All else is free text: written once, when the note is created, and never touched again.
A note is only ever spliced (see `splice`), so what no part covers comes out byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Final, TypeAlias

from paperkg import frontmatter
from paperkg.frontmatter import FrontmatterError, Property
from paperkg.wikilinks import Links

ID: Final = "paperkg_id"
KEY: Final = "key:"
BLOCK: Final = "block:"
DAMAGED: Final = "damaged"
"""Stands for the content of a block of which the user cut a marker."""

_FENCE: Final = re.compile(r"\A\ufeff?---[ \t]*\r?\n")
_CLOSING: Final = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_BLOCK: Final = re.compile(
    r"^%% paperkg:begin (?P<name>[\w-]+) %%[ \t]*\r?\n"
    r"(?P<text>(?:(?!%% paperkg:begin ).*\n)*?)"
    r"%% paperkg:end (?P=name) %%[ \t]*(?:\r?\n|\Z)",
    re.MULTILINE,
)
_MARKER: Final = re.compile(
    r"^%% paperkg:(?:begin|end) (?P<name>[\w-]+) %%[ \t]*\r?$", re.MULTILINE
)

Digests: TypeAlias = str | tuple[str, ...]
"""What the manifest keeps of a part: a digest, or one for each item of a list."""
NO_LINKS: Final = Links()


class UnreadableError(ValueError):
    """The note cannot be taken apart; it is left as it is.

    Attributes:
        line: Where, 0 where it is not known.
    """

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


def digest(content: str | bytes) -> str:
    """Return a fingerprint that is the same for all line endings of a text."""
    if isinstance(content, str):
        content = content.replace("\r\n", "\n").encode()
    return blake2b(content, digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Part:
    """A managed part where it stands.

    Attributes:
        start: Offset of its first line, a block's marker included.
        end: Offset behind its last.
        inner: The span that a new text replaces.
        digests: What is compared.
        prop: A property's values; None for a block.
    """

    start: int
    end: int
    inner: tuple[int, int]
    digests: Digests
    prop: Property | None = None

    @property
    def listed(self) -> bool:
        """Whether it is a list."""
        return isinstance(self.digests, tuple)


@dataclass(frozen=True)
class Note:
    """A note and where its parts are, in their order.

    Attributes:
        head: Span between the fences; None where the note has no frontmatter.
        links: Tells which spellings of links are one.
    """

    text: str
    parts: Mapping[str, Part]
    head: tuple[int, int] | None
    links: Links = NO_LINKS

    @property
    def id(self) -> str:
        """The `paperkg_id` it carries, or nothing."""
        part = self.parts.get(KEY + ID)
        return _id(part.prop) if part and part.prop else ""

    @property
    def blocks(self) -> list[str]:
        """The blocks that paperkg manages, whole or damaged; a note that the user made has none."""
        return [name for name in self.parts if name.startswith(BLOCK)]

    @cached_property
    def digests(self) -> dict[str, Digests]:
        """What is compared, by part."""
        return {name: part.digests for name, part in self.parts.items()}

    @cached_property
    def free(self) -> str:
        """The text that no part covers."""
        return "".join(piece for name, piece in self.pieces() if name is None)

    def pieces(self) -> Iterator[tuple[str | None, str]]:
        """Yield the whole text in order, each run with the name of its part or None."""
        at = 0
        for name, part in self.parts.items():
            yield None, self.text[at : part.start]
            yield name, self.text[part.start : part.end]
            at = part.end
        yield None, self.text[at:]

    def line(self, name: str) -> int:
        """Return the line on which a part begins, from 1."""
        part = self.parts.get(name)
        return self.text.count("\n", 0, part.start) + 1 if part else 1


def parse(text: str, links: Links = NO_LINKS) -> Note:
    """Take a note apart.

    Args:
        text: The whole note.
        links: Parts that differ in the spelling of a link alone have equal digests.

    Raises:
        UnreadableError: The frontmatter is not closed, or no list of properties.
    """
    head, body = _head(text)
    parts = {
        KEY + found.key: _property_part(found, head[0] if head else 0, links)
        for found in _properties(text, head)
    }
    for match in _BLOCK.finditer(text, body):
        name = BLOCK + match["name"]
        if name not in parts:  # a copy of a block is the user's
            same = digest(links.canonical(match["text"]))
            parts[name] = Part(*match.span(), match.span("text"), same)
    _add_damaged(text, body, parts)
    return Note(text, parts, head, links)


def identify(text: str) -> str:
    """Return the `paperkg_id` of a note, or nothing; quicker than taking it apart.

    Raises:
        UnreadableError: see `parse`.
    """
    head, _ = _head(text)
    return next((_id(p) for p in _properties(text, head) if p.key == ID), "")


def _id(prop: Property) -> str:
    return prop.value if isinstance(prop.value, str) else ""


def _properties(text: str, head: tuple[int, int] | None) -> tuple[Property, ...]:
    try:
        return frontmatter.parse(text[slice(*head)]) if head else ()
    except FrontmatterError as error:
        raise UnreadableError(str(error), error.line) from error


def _head(text: str) -> tuple[tuple[int, int] | None, int]:
    """Return the span between the fences, and where the body begins."""
    fence = _FENCE.match(text)
    if not fence:
        return None, 0
    closing = _CLOSING.search(text, fence.end())
    if not closing:
        raise UnreadableError("the properties have no closing ---", 1)
    return (fence.end(), closing.start()), closing.end()


def _property_part(found: Property, offset: int, links: Links) -> Part:
    span = (found.start + offset, found.end + offset)
    value = found.value
    compared: Digests
    if isinstance(value, str):
        compared = digest(links.canonical(value))
    else:
        compared = tuple(digest(links.canonical(v)) for v in value)
    return Part(*span, span, compared, found)


def _add_damaged(text: str, body: int, parts: dict[str, Part]) -> None:
    """Add blocks of which the user cut a marker: edited, and nothing there to replace."""
    if text.count("%% paperkg:", body) == 2 * sum(name.startswith(BLOCK) for name in parts):
        return
    for match in _MARKER.finditer(text, body):
        name = BLOCK + match["name"]
        if name not in parts:
            end = len(text)
            parts[name] = Part(end, end, (end, end), DAMAGED)


def cut_marker(note: Note, name: str) -> tuple[str, int]:
    """Return the marker line that a damaged block lacks, and where its other one stands."""
    short = name.removeprefix(BLOCK)
    for which, other in (("begin", "end"), ("end", "begin")):
        at = note.text.find(f"%% paperkg:{which} {short} %%")
        if at >= 0:
            return f"%% paperkg:{other} {short} %%", note.text.count("\n", 0, at) + 1
    return f"%% paperkg:begin {short} %%", 0
