"""A YAML source with its documents, and what is told about it."""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from paperkg.diagnostics import Diagnostic, Origin
from paperkg.marked_yaml import Loaded, Marked, MarkedList, MarkedMapping, MarkedText, load, quoted
from paperkg.model import Claim, Reading
from paperkg.readers.base import Source, decode
from paperkg.schema.types import spelling

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class Keys(Generic[T]):
    """The keys that a mapping may have, each with what it means to its reader.

    Attributes:
        owner: What the mapping is, for messages: `Paper`.
        known: Meanings by the names that messages show.
        others: Meanings by further names.
    """

    owner: str
    known: Mapping[str, T]
    others: Mapping[str, T] = field(default_factory=dict)

    @cached_property
    def _spelled(self) -> dict[str, T]:
        return {spelling(name): t for name, t in (*self.others.items(), *self.known.items())}

    def meaning(self, key: str) -> T | None:
        """Return what *key* means in any spelling, or None."""
        return self._spelled.get(spelling(key))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return which of *known* was probably meant by *name*; empty for none."""
    folded = {spelling(k): k for k in known}
    close = difflib.get_close_matches(spelling(name)[:60], folded, n=1)
    return folded[close[0]] if close else ""


def found(node: Marked) -> str:
    """Return how a message names what stands there."""
    if isinstance(node, MarkedText):
        line = " ".join(node.text.split())
        return f"'{line[:59]}…'" if len(line) > 60 else f"'{line}'"
    return "a list" if isinstance(node, MarkedList) else "a mapping"


def shown(node: Marked, instead: str = "…") -> str:
    """Return one line of text as it can be pasted, or *instead*."""
    if not isinstance(node, MarkedText) or not node.text.strip():
        return instead
    text = node.text.strip()
    return text if node.plain and "\n" not in text else quoted(" ".join(text.split()))


def each(node: Marked) -> Iterator[Marked]:
    """Return the items of a list, or the one node; what says nothing is left out."""
    for item in node.items if isinstance(node, MarkedList) else (node,):
        if not (isinstance(item, MarkedText) and item.absent):
            yield item


@dataclass
class YamlSource:
    """One file while it is read; collects the diagnostics."""

    path: str
    reader: str
    documents: tuple[Marked, ...] = ()
    readable: bool = True
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @classmethod
    def open(cls, source: Source, reader: str) -> YamlSource:
        """Return *source* parsed; without documents where it cannot be."""
        text = decode(source, reader)
        if isinstance(text, Diagnostic):
            return cls(source.path, reader, readable=False, diagnostics=[text])
        loaded: Loaded = load(text)
        opened = cls(source.path, reader, loaded.documents)
        for fault in loaded.faults:
            origin = Origin(source.path, fault.line, fault.line, reader)
            opened.diagnostics.append(Diagnostic(fault.code, fault.message, origin, fault.help))
            opened.readable &= fault.code != "Y301"
        return opened

    def origin(self, first: Marked, last: Marked | None = None) -> Origin:
        """Return the lines from *first* to the end of *last*."""
        end = (last or first).end_line
        return Origin(self.path, first.line, max(first.line, end), self.reader)

    def fault(self, code: str, at: Marked, message: str, mend: str) -> None:
        """Tell what is wrong where *at* begins."""
        origin = Origin(self.path, at.line, at.line, self.reader)
        self.diagnostics.append(Diagnostic(code, message, origin, mend))

    def reading(self, claims: Iterable[Claim]) -> Reading:
        """Return what the source says, and what is wrong with it."""
        return Reading(tuple(claims), tuple(self.diagnostics), self.readable)

    def fields(self, mapping: MarkedMapping, keys: Keys[T]) -> list[tuple[T, MarkedText, Marked]]:
        """Return meaning, key and value of each pair that says something.

        Unknown keys are told, and so is a second key of one meaning.
        """
        fields: dict[T, tuple[T, MarkedText, Marked]] = {}
        for key, value in mapping.pairs:
            meaning = keys.meaning(key.text)
            if meaning is None:
                self._unknown_key(key, value, keys, alone=len(mapping.pairs) == 1)
            elif isinstance(value, MarkedText) and value.absent:
                continue
            elif meaning in fields:
                first = fields[meaning][1]
                message = f"'{key.text}' says again what '{first.text}' says in line {first.line}"
                mend = "the first is used; delete one, or make one list of both"
                self.fault("Y302", key, message, mend)
            else:
                fields[meaning] = (meaning, key, value)
        return list(fields.values())

    def _unknown_key(self, key: MarkedText, value: Marked, keys: Keys[T], *, alone: bool) -> None:
        expected = ", ".join(keys.known)
        close = nearest(key.text, keys.known)
        if close:
            mend = f"{close}: {shown(value)}"
        elif alone and isinstance(value, MarkedText) and not value.absent:
            # `- GAIT-prop: A learning rule` is a title with a colon, not a key with a value
            mend = f"if it is text with a colon: {quoted(f'{key.text}: {value.text}')}"
        else:
            line = quoted(f"{key.text}: {shown(value)}")
            mend = f"delete it, or keep it in a YAML record  notes: [{{text: {line}}}]"
        message = f"{keys.owner} has no key '{key.text}'; expected one of {expected}"
        self.fault("Y304", key, message, mend)
