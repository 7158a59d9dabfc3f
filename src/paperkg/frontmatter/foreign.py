"""Properties as a user or another program spells them: any YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from paperkg.frontmatter.emit import scalar
from paperkg.frontmatter.property import FrontmatterError, Property

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAKS: Final = "\x85\u2028\u2029"
"""YAML 1.1 ends a line at these three, YAML 1.2 and every editor do not."""
_MAX_DEPTH: Final = 200
"""Of lists and mappings in each other; parsers give up somewhere beyond."""
_PRIVATE: Final = range(0xE000, 0xF900)

_Value: TypeAlias = "list[Event]"


def parse_yaml(text: str) -> tuple[Property, ...]:
    """Return the properties in *text*; a key that stands twice is told twice.

    Raises:
        FrontmatterError: Not YAML, or not a mapping of one key a line.
    """
    try:
        # events, not a tree: no depth of nesting can exhaust the stack
        breaks = _stand_ins(text)
        events = yaml.parse(text.translate(breaks), Loader=_LOADER)
        pairs = list(_pairs(_shallow(events)))
    except yaml.YAMLError as error:
        raise _told(error) from error
    starts = [key.start_mark.index for key, _ in pairs if key.start_mark]
    if any(start and text[start - 1] != "\n" for start in starts):
        raise FrontmatterError("a property does not begin its line")
    bounds = pairwise([*starts, len(text)])
    return tuple(
        _property(text, start, end, key, value, {new: old for old, new in breaks.items()})
        for (start, end), (key, value) in zip(bounds, pairs, strict=True)
    )


def _stand_ins(text: str) -> dict[int, int]:
    """Return characters for the breaks that *text* does not hold."""
    there = {ord(c) for c in text if ord(c) in _PRIVATE} if not text.isascii() else set()
    free = (c for c in _PRIVATE if c not in there)
    return {ord(old): next(free) for old in _BREAKS}


def _told(error: yaml.YAMLError) -> FrontmatterError:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return FrontmatterError(f"{error.problem}", error.problem_mark.line + 2)
    return FrontmatterError(str(error).splitlines()[0])


def _shallow(events: Iterable[Event]) -> Iterator[Event]:
    depth = 0
    for event in events:
        depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
        depth -= isinstance(event, MappingEndEvent | SequenceEndEvent)
        if depth > _MAX_DEPTH:
            raise FrontmatterError("exceeded maximum nesting depth")
        yield event


def _pairs(events: Iterable[Event]) -> Iterator[tuple[ScalarEvent, _Value]]:
    """Yield each key of the one top-level mapping with the events of its value."""
    key: ScalarEvent | None = None
    value: _Value = []
    depth = documents = 0
    for event in events:
        documents += isinstance(event, DocumentStartEvent)
        depth -= isinstance(event, MappingEndEvent | SequenceEndEvent)
        if isinstance(event, AliasEvent):
            raise FrontmatterError(f"*{event.anchor} ties a property to another one")
        if depth == 0 and isinstance(event, ScalarEvent | SequenceStartEvent):
            raise FrontmatterError("expected properties, one a line")
        if depth == 0 and isinstance(event, MappingStartEvent) and event.flow_style:
            raise FrontmatterError("expected properties, one a line")
        if depth >= 1 and key is None:
            if not isinstance(event, ScalarEvent):
                raise FrontmatterError("a property's name is more than a word")
            key = event
        elif depth >= 1 and key:
            value.append(event)
        depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
        if key and value and depth == 1:
            yield key, value
            key, value = None, []
    if documents > 1:
        raise FrontmatterError("expected one YAML document")


def _property(
    text: str,
    start: int,
    end: int,
    key: ScalarEvent,
    value: _Value,
    unbroken: dict[int, int],
) -> Property:
    literal = any(isinstance(e, ScalarEvent) and e.style in ("|", ">") for e in value)
    end = _own_end(text, start, end, literal=literal)
    raw = text[start:end]
    name = _text(key, unbroken)
    many = isinstance(value[0], SequenceStartEvent)
    scalars = [e for e in value if isinstance(e, ScalarEvent)]
    marked = any(getattr(e, "anchor", None) or getattr(e, "tag", None) for e in (key, *value))
    simple = not marked and len(scalars) == len(value) - 2 * many
    items = tuple(_text(e, unbroken) for e in scalars)
    # only a comment brings a # that is in no value; it is the user's, so it counts
    if not simple or raw.count("#") > "".join((name, *items)).count("#"):
        return Property(name, start, end, opaque=raw.replace("\r\n", "\n"))
    written = tuple(_written(e, unbroken) for e in scalars)
    return Property(name, start, end, items, written, many)


def _own_end(text: str, start: int, end: int, *, literal: bool) -> int:
    """Return where the property's own lines end and the user's comments begin."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text[start:end])
    while len(lines) > 1:
        line = lines[-1] if literal else lines[-1].strip()
        if line and not line.startswith("#"):
            break
        end -= len(lines.pop())
    return end


def _text(event: ScalarEvent, unbroken: dict[int, int]) -> str:
    return event.value.translate(unbroken)


def _written(event: ScalarEvent, unbroken: dict[int, int]) -> str:
    """Spell the value for a list, a number still a number."""
    text = _text(event, unbroken)
    bare = not event.style and text and "\n" not in text and text == event.value
    return text if bare else scalar(text)
