"""The tree of a YAML file, built from parser events with a stack of its own.

So neither deep nesting nor aliases of aliases can exhaust the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

import yaml

from paperkg.marked_yaml.slips import MAX_DEPTH, TOO_DEEP, Fault, explained

MAX_REPEATED: Final = 100_000
"""How many nodes all aliases of one file may stand for."""

_LOADER: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE_TAG: Final = re.compile(r"!|tag:yaml\.org,2002:(?:str|int|float|bool|null|seq|map|timestamp)")
_FORBIDDEN: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_BREAKS: Final = "\x85\u2028\u2029"
"""Line ends in YAML 1.1, which the parser follows; plain characters in YAML 1.2 and editors."""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A scalar: what was typed, without its quotes."""

    text: str
    line: int
    end_line: int
    plain: bool = True

    @property
    def absent(self) -> bool:
        """Whether it says nothing: `null`, `~` or blank."""
        return not self.text.strip() or (self.plain and self.text in ("~", "null", "Null", "NULL"))


@dataclass(frozen=True, slots=True)
class MarkedList:
    """A sequence."""

    items: tuple[Marked, ...]
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class MarkedMapping:
    """A mapping in the order of its source; of a repeated key only the first pair."""

    pairs: tuple[tuple[MarkedText, Marked], ...]
    line: int
    end_line: int


Marked: TypeAlias = MarkedText | MarkedList | MarkedMapping


@dataclass(frozen=True, slots=True)
class Loaded:
    """The documents of one file; none where it is not YAML."""

    documents: tuple[Marked, ...] = ()
    faults: tuple[Fault, ...] = ()


def load(text: str) -> Loaded:
    """Return the documents that *text* holds, and what is wrong with it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if forbidden := _FORBIDDEN.search(text):
        line = text.count("\n", 0, forbidden.start()) + 1
        message = f"found the character U+{ord(forbidden[0]):04X}, which YAML does not allow"
        return Loaded(faults=(Fault("Y301", line, message, "delete it and save as UTF-8"),))
    hidden = _hidden_breaks(text)
    tree = _Tree(lines, {ord(stand_in): chr(c) for c, stand_in in hidden.items()})
    try:
        for event in yaml.parse(text.translate(hidden), Loader=_LOADER):
            tree.take(event)
    except _RefusedError as refused:
        return Loaded(faults=(Fault("Y301", *refused.args),))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        return Loaded(faults=(explained(error, lines),))
    return Loaded(tuple(tree.documents), tuple(tree.faults))


def _hidden_breaks(text: str) -> dict[int, str]:
    """Choose characters that occur nowhere in *text* to stand in for `_BREAKS`."""
    folded = text.lower()
    free = (chr(n) for n in range(0xE000, 0xF8FF) if chr(n) not in text and f"{n:x}" not in folded)
    return dict(zip((ord(c) for c in _BREAKS if c in text), free, strict=False))


class _RefusedError(Exception):
    """Arguments: line, what was found, what to do."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    start: yaml.CollectionStartEvent
    parts: list[Marked] = field(default_factory=list)
    size: int = 1


@dataclass(slots=True)
class _Tree:
    """Builds documents from parser events.

    Attributes:
        anchors: Each anchor's node, and how many nodes it stands for.
        repeated: How many nodes aliases have repeated so far.
    """

    lines: list[str]
    breaks: dict[int, str]
    documents: list[Marked] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    anchors: dict[str, tuple[Marked, int]] = field(default_factory=dict)
    open: list[_Open] = field(default_factory=list)
    repeated: int = 0

    def take(self, event: yaml.Event) -> None:
        """Build on with the next event."""
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event)
            start, end = self._line(event), self._end_line(event)
            plain = not event.style and not (event.tag or "").endswith(":str")
            text = event.value.translate(self.breaks) if self.breaks else event.value
            self._put(MarkedText(text, start, end, plain), 1, event.anchor)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_tag(event)
            if len(self.open) == MAX_DEPTH:
                raise _RefusedError(self._line(event), *TOO_DEEP)
            self.open.append(_Open(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.AliasEvent):
            self._repeat(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.anchors.clear()

    def _put(self, node: Marked, size: int, anchor: str | None = None) -> None:
        if anchor:
            self.anchors[anchor] = (node, size)
        if self.open:
            self.open[-1].parts.append(node)
            self.open[-1].size += size
        else:
            self.documents.append(node)

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        closed = self.open.pop()
        line = self._line(closed.start)
        # a block's end is noticed at the next token only; its last part ends where it ends
        last = self._line(event) if closed.start.flow_style else line
        end_line = max((last, *(part.end_line for part in closed.parts)))
        node: Marked
        if isinstance(closed.start, yaml.MappingStartEvent):
            node = MarkedMapping(tuple(self._pairs(closed.parts)), line, end_line)
        else:
            node = MarkedList(tuple(closed.parts), line, end_line)
        self._put(node, closed.size, closed.start.anchor)

    def _pairs(self, parts: list[Marked]) -> Iterator[tuple[MarkedText, Marked]]:
        first: dict[str, int] = {}
        for key, value in zip(parts[::2], parts[1::2], strict=True):
            if not isinstance(key, MarkedText):
                help_ = "text that begins with [ or { needs quotes"
                raise _RefusedError(key.line, "a list or mapping stands as a key", help_)
            if key.text in first:
                message = f"the key '{key.text}' stands in lines {first[key.text]} and {key.line}"
                help_ = "the first is used; delete one, or make one list of both"
                self.faults.append(Fault("Y302", key.line, message, help_))
                continue
            first[key.text] = key.line
            yield key, value

    def _repeat(self, event: yaml.AliasEvent) -> None:
        line, name = self._line(event), event.anchor
        mend = f"define it above with &{name}, or put text that begins with * in quotes"
        if name not in self.anchors:
            raise _RefusedError(
                line, f"*{name} repeats the anchor &{name}, which is not defined", mend
            )
        node, size = self.anchors[name]
        self.repeated += size
        if self.repeated > MAX_REPEATED:
            message = f"aliases repeat more than {MAX_REPEATED} nodes"
            raise _RefusedError(line, message, f"write out what *{name} stands for")
        self._put(replace(node, line=line, end_line=line), size)

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag and not _CORE_TAG.fullmatch(event.tag):
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            mend = "delete it, or put text that begins with ! in quotes"
            message = f"found the tag {tag}, which means nothing here"
            raise _RefusedError(self._line(event), message, mend)

    def _end_line(self, event: yaml.ScalarEvent) -> int:
        """Return the last line with text; a block scalar's mark is behind its blank lines."""
        start, end = self._line(event), event.end_mark
        last = (end.line + 1 if end.column else end.line) if end else start
        last = min(last, len(self.lines))
        while last > start and not self.lines[last - 1].strip():
            last -= 1
        return max(last, start)

    def _line(self, event: yaml.Event) -> int:
        """Return an event's first line; libyaml may put an empty scalar behind the last."""
        mark = event.start_mark
        return min(mark.line + 1, len(self.lines)) if mark else 0
