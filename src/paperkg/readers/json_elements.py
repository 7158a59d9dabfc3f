"""The elements of a JSON file with their lines, which the standard library does not tell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from paperkg import ids

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_INDENT: Final = re.compile(r"\n([ \t]*)\"")


class NoJsonError(Exception):
    """The text is no JSON.

    Attributes:
        line: Where that shows, from 1.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Element:
    """One value of an array.

    Attributes:
        text: As it stands in the file.
        line: First line, from 1.
    """

    value: Any
    text: str
    line: int

    @property
    def end_line(self) -> int:
        """Last line, inclusive."""
        return self.line + self.text.count("\n")

    def lines(self, key: str) -> tuple[int, int]:
        """Return first and last line of a field; of the whole where it has no line of its own."""
        return self._lines.get(key, (self.line, self.end_line))

    @cached_property
    def _lines(self) -> Mapping[str, tuple[int, int]]:
        """Find the keys that are indented like the first that begins a line."""
        indent = _INDENT.search(self.text)
        if indent is None:
            return {}
        keys = re.compile(rf"\n{indent[1]}\"((?:[^\"\\\n]|\\.)*)\"\s*:")
        found: list[tuple[str, int]] = []
        line, at = self.line, 0
        for key in keys.finditer(self.text):
            line += self.text.count("\n", at, key.start() + 1)
            at = key.start() + 1
            found.append((key[1], line))
        ends = [begin - 1 for _, begin in found[1:]] + [max(line, self.end_line - 1)]
        return {k: (begin, max(begin, end)) for (k, begin), end in zip(found, ends, strict=True)}


@dataclass
class Document:
    """What a JSON file holds.

    Attributes:
        elements: Of the array that it is, of its member `items`, or the one object.
        members: Of an object, the others.
    """

    elements: list[Element] = field(default_factory=list)
    members: dict[str, Any] = field(default_factory=dict)


def document(text: str, array: str) -> Document:
    """Return what *text* holds; an object is its one element unless it has the member *array*.

    Raises:
        NoJsonError: It is no JSON.
    """
    scan = _Scan(text)
    found = Document()
    start = scan.space(0)
    try:
        if text[start : start + 1] == "{":
            end = _members(scan, start, array, found)
            if array not in found.members:
                value, _ = scan.value(start)
                found = Document([scan.element(value, start, end)], {})
        elif text[start : start + 1] == "[":
            found.elements, end = scan.array(start)
        else:
            value, end = scan.value(start)
            found.elements = [scan.element(value, start, end)]
    except json.JSONDecodeError as error:
        raise NoJsonError(error.msg, error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise NoJsonError(str(error), scan.line) from error
    if scan.space(end) != len(text):
        raise NoJsonError("more than one value", text.count("\n", 0, scan.space(end)) + 1)
    return found


def _members(scan: _Scan, start: int, array: str, found: Document) -> int:
    """Take the members of the object at *start*; return where it ends."""
    at = scan.space(start + 1)
    while scan.text[at : at + 1] != "}":
        key, at = scan.value(at)
        at = scan.past(":", scan.space(at))
        if key == array and scan.text[at : at + 1] == "[":
            found.elements, at = scan.array(at)
            found.members[array] = None
        else:
            value, at = scan.value(at)
            found.members[str(key)] = value
        at = scan.space(at)
        if scan.text[at : at + 1] == ",":
            at = scan.space(at + 1)
        elif scan.text[at : at + 1] != "}":
            raise json.JSONDecodeError("Expecting ',' delimiter", scan.text, at)
    return at + 1


@dataclass
class _Scan:
    """Goes through a text from its beginning to its end.

    Attributes:
        line: Of the last value that was begun.
    """

    text: str
    line: int = 1
    _counted: int = 0
    _decoder: json.JSONDecoder = field(default_factory=json.JSONDecoder)

    def space(self, at: int) -> int:
        """Return where the white space at *at* ends."""
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def past(self, sign: str, at: int) -> int:
        """Return where the value behind *sign* begins."""
        if self.text[at : at + 1] != sign:
            raise json.JSONDecodeError(f"Expecting '{sign}' delimiter", self.text, at)
        return self.space(at + 1)

    def value(self, at: int) -> tuple[Any, int]:
        """Return the value at *at* and where it ends."""
        self.line += self.text.count("\n", self._counted, at)
        self._counted = max(at, self._counted)
        return self._decoder.raw_decode(self.text, at)

    def element(self, value: object, start: int, end: int) -> Element:
        """Return a value with its place; for one alone in its file."""
        return Element(value, self.text[start:end], self.text.count("\n", 0, start) + 1)

    def array(self, start: int) -> tuple[list[Element], int]:
        """Return the elements of the array at *start*, and where it ends."""
        elements: list[Element] = []
        at = self.space(start + 1)
        while self.text[at : at + 1] != "]":
            value, end = self.value(at)
            elements.append(Element(value, self.text[at:end], self.line))
            at = self.space(end)
            if self.text[at : at + 1] == ",":
                at = self.space(at + 1)
            elif self.text[at : at + 1] != "]":
                raise json.JSONDecodeError("Expecting ',' delimiter", self.text, at)
        return elements, at + 1


def texts(value: object) -> Iterator[str]:
    """Yield the texts of a value: of a text, a number, or a list of them.

    >>> list(texts(["a", 3, None])), list(texts({"a": "b"})), list(texts(True))
    (['a', '3'], [], [])
    """
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str | int | float) and not isinstance(each, bool):
            yield ids.nfc(str(each))
