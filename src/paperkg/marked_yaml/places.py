"""Where the parts of a YAML file stand, to the character, for who edits its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import yaml

from paperkg.marked_yaml.tree import _BREAKS, _LOADER, MarkedText

_NO_BREAKS: Final = str.maketrans(_BREAKS, "_" * len(_BREAKS))


@dataclass(eq=False)
class Place:
    """A part of the file, from its first character to behind its last.

    A block ends where the last of its parts ends: blank lines and comments below it are
    not its own.
    """

    event: yaml.NodeEvent
    start: int
    end: int
    line: int
    parts: list[Place] = field(default_factory=list)

    @property
    def is_list(self) -> bool:
        """Whether it is a list, in lines or in brackets."""
        return isinstance(self.event, yaml.SequenceStartEvent)

    @property
    def in_brackets(self) -> bool:
        """Whether it is a list or mapping that its own brackets or braces end."""
        return isinstance(self.event, yaml.CollectionStartEvent) and bool(self.event.flow_style)

    @property
    def pairs(self) -> Iterator[tuple[Place, Place]]:
        """The keys and values of a mapping; none of what is no mapping."""
        if isinstance(self.event, yaml.MappingStartEvent):
            yield from zip(self.parts[::2], self.parts[1::2], strict=True)

    @property
    def text(self) -> MarkedText | None:
        """What a scalar says; None of what is no scalar."""
        if not isinstance(self.event, yaml.ScalarEvent):
            return None
        return MarkedText(self.event.value, self.line, self.line, plain=not self.event.style)

    @property
    def absent(self) -> bool:
        """Whether it is a scalar that says nothing."""
        return self.text is not None and self.text.absent


def places(text: str) -> list[Place]:
    """Return the documents of a file that `load` can read, without its byte order mark."""
    roots: list[Place] = []
    opened: list[Place] = []
    for event in yaml.parse(text.translate(_NO_BREAKS), Loader=_LOADER):
        first, last = event.start_mark, event.end_mark
        if first is None or last is None:  # only by their type: the parser's events have both
            continue
        if isinstance(event, yaml.NodeEvent):
            place = Place(event, first.index, last.index, first.line + 1)
            if isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">"):
                place.end = place.start + len(text[place.start : place.end].rstrip())
            (opened[-1].parts if opened else roots).append(place)
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append(place)
        elif isinstance(event, yaml.CollectionEndEvent):
            place = opened.pop()
            # a block's end is noticed at the next token only
            place.end = last.index if place.in_brackets else place.parts[-1].end
    return roots
