"""The blocks of a BibTeX file, with the lines of their fields.

bibtexparser cuts the file; here values are put together (`neurips # " 33"`), and what it
leaves silently garbled is found: a comma that is missing between two fields.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bibtexparser.model import Field

_NEXT: Final = re.compile(r"[,，、;；]?\s*(?P<name>[A-Za-z][\w:.+-]*)\s*=(?!=)\s*")
_BARE: Final = re.compile(r"[^\s#{}\"]+")
_BRACE: Final = re.compile(r"(?<!\\)[{}]")
_QUOTE: Final = re.compile(r"(?<!\\)[{}\"]")
_OPENING: Final = re.compile(
    r"(?<!\\)[{}]|(?P<line>\n[ \t]*)?(?<![\w-])(?P<name>[A-Za-z][\w-]{0,30})\s*="
)
_SWALLOWED: Final = re.compile(r"\n[ \t]*([A-Za-z][\w-]{1,20})\s*=\s*[{\"]")
_JOIN: Final = re.compile(r"\s*(#?)\s*")
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class RawField:
    """A field before LaTeX is taken out of it.

    Attributes:
        missing: The line that should end in a comma and does not, or 0.
        unknown: Abbreviations that the file does not define.
    """

    name: str
    text: str
    line: int
    end_line: int
    missing: int = 0
    unknown: tuple[str, ...] = ()


@dataclass(slots=True)
class RawEntry:
    """An entry; lines from 1."""

    type: str
    key: str
    line: int
    end_line: int
    fields: list[RawField] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Comment:
    """Text outside of all entries, or within `@comment{…}`."""

    text: str
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A block that is none; lines from 1.

    Attributes:
        reason: What was found instead, as bibtexparser says it.
        unclosed: The field that has no end, and its line; empty where it is another fault.
    """

    line: int
    end_line: int
    reason: str
    unclosed: tuple[str, int] | None


def blocks(text: str) -> Iterator[RawEntry | Comment | Broken]:
    """Yield what stands in *text*, in its order; abbreviations are put in their places."""
    from bibtexparser import model  # noqa: PLC0415 - only who has such a file waits for it
    from bibtexparser.splitter import Splitter  # noqa: PLC0415

    # what it warns of is told with the block; without a handler it would go to the terminal
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    found = Splitter(text).split().blocks
    known: dict[str, str] = {}
    for block in found:
        if isinstance(block, model.String):
            known[block.key.lower()] = next(_values(block.value, known))[1]
    for block in found:
        line = (block.start_line or 0) + 1
        raw = block.raw or ""
        end = line + raw.count("\n")
        while isinstance(block, model.ParsingFailedBlock) and block.ignore_error_block:
            block = block.ignore_error_block  # a key or a field that stands twice # noqa: PLW2901
        if isinstance(block, model.Entry):
            entry = RawEntry(block.entry_type.lower(), block.key, line, end)
            entry.fields += _fields(block.fields, known, end)
            yield entry
        elif isinstance(block, model.ParsingFailedBlock):
            reason = getattr(block.error, "abort_reason", "") or str(block.error)
            yield Broken(line, end, reason, _unclosed(raw, line))
        elif isinstance(block, model.ImplicitComment | model.ExplicitComment):
            yield Comment(block.comment, line, end)


def _fields(found: Iterable[Field], known: Mapping[str, str], last: int) -> Iterator[RawField]:
    for each in found:
        line = (each.start_line or 0) + 1
        name = each.key.strip()
        for further, text, at, unknown in _values(each.value, known):
            here = min(line + each.value.count("\n", 0, at), last)
            end = min(here + text.count("\n"), last)
            missing = max(here - 1, line) if further else 0
            yield RawField((further or name).lower(), text, here, end, missing, unknown)


def _values(raw: str, known: Mapping[str, str]) -> Iterator[tuple[str, str, int, tuple[str, ...]]]:
    """Yield name, text, place and undefined abbreviations of a value and of those glued to it.

    The name is empty but for a field before which a comma is missing.
    """
    if raw[:1] == "{" and raw.find("}") == len(raw) - 1 and raw.find("{", 1) < 0:
        yield "", raw[1:-1], 0, ()  # as nearly all are
        return
    name, start, at = "", 0, 0
    parts: list[str] = []
    unknown: list[str] = []
    while at < len(raw):
        part, at = _token(raw, at, known, unknown)
        parts.append(part)
        joint = _JOIN.match(raw, at)
        at = joint.end() if joint else at
        if at < len(raw) and not (joint and joint[1]):
            if follows := _NEXT.match(raw, at):
                yield name, "".join(parts), start, tuple(unknown)
                name, start, at = follows["name"], follows.end(), follows.end()
                parts, unknown = [], []
            else:
                parts.append(" ")  # words that nothing encloses: year = in press
    yield name, "".join(parts), start, tuple(unknown)


def _token(raw: str, at: int, known: Mapping[str, str], unknown: list[str]) -> tuple[str, int]:
    """Return the text of the part of a value that begins at *at*, and where it ends."""
    opening = raw[at]
    if opening in '{"':
        end = _end(raw, at + 1, opening)
        return raw[at + 1 : end], end + 1
    found = _BARE.match(raw, at)
    if found is None:
        return "", at + 1
    word = found[0].strip(",")
    low = word.lower()
    if low in known:
        return known[low], found.end()
    if not low[:1].isdigit() and low not in MONTHS and word:
        unknown.append(word)
    return word, found.end()


def _end(raw: str, at: int, opening: str) -> int:
    """Return where the brace or the quotation mark that opened before *at* is closed."""
    depth = 0
    for mark in (_QUOTE if opening == '"' else _BRACE).finditer(raw, at):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}" and depth:
            depth -= 1
        elif not depth and (mark[0] == "}") == (opening == "{"):
            return mark.start()
    return len(raw)


def _unclosed(raw: str, first: int) -> tuple[str, int] | None:
    """Return the field that has no end: the next one begins a line within it, or nothing does."""
    depth, found, swallows = 0, None, False
    for mark in _OPENING.finditer(raw):
        if mark["name"] and depth == 1:
            found = mark
        elif mark["name"] and depth > 1 and mark["line"] is not None:
            swallows = True
            break
        depth += (mark[0] == "{") - (mark[0] == "}")
    if found is None or not (swallows or depth > 1):
        return None
    return found["name"], first + raw.count("\n", 0, found.start("name"))


def swallowed(text: str) -> str:
    """Return the name of a field that begins a line within a value; else nothing."""
    found = _SWALLOWED.search(text)
    return found[1] if found else ""
