"""The file that records what the user corrected in the vault; edited entry by entry.

It is the user's as much as any source: comments and other entries stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from paperkg import frontmatter
from paperkg.marked_yaml.places import Place, places
from paperkg.model import Correction, Scalar, Value
from paperkg.readers.corrections import SECTION
from paperkg.schema.types import spelling

FILE: Final = "data/corrections.yaml"
HEADER: Final = """\
# What you corrected in the vault. An entry wins over the sources until you delete it here,
# or with: paperkg take NOTE PROPERTY
"""
_WORD: Final = re.compile(r"[^\W\d_][\w./-]*")
"""What means the same with and without quotes inside braces."""
_BREAK: Final = re.compile(r"\r\n|\n|\r")
_COLON: Final = re.compile(r"[ \t]*:")
_COMMA: Final = re.compile(r"(?:\s|#[^\r\n]*+)*+,")
_COMMENT: Final = re.compile(r"(?<!\S)#[^\r\n]*")
_REST: Final = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|\Z)")
"""What may stand behind an entry in its last line."""
_Edit: TypeAlias = tuple[int, int, str]
"""Where a part of the text begins and ends, and what takes its place."""


def entry(correction: Correction, on: date) -> str:
    """Return the one line that records what the user said on a day.

    >>> from paperkg.diagnostics import Origin
    >>> entry(Correction("paper/x", "year", Origin("", 0, 0, ""), 2021, 2020), date(2026, 11, 24))
    '- {of: paper/x, property: year, is: 2021, was: 2020, on: 2026-11-24}'
    """
    said = {"of": _scalar(correction.id), "property": _scalar(correction.key)}
    if correction.without:
        said["without"] = _scalar(correction.without)
    else:
        said["is"] = _value(correction.value)
        if correction.was is not None:
            said["was"] = _value(correction.was)
    if correction.note:
        said["note"] = _scalar(correction.note)
    said["on"] = on.isoformat()
    return f"- {{{', '.join(f'{name}: {text}' for name, text in said.items())}}}"


def _value(value: Value | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_scalar, value))}]"
    return _scalar(value)


def _scalar(value: Scalar) -> str:
    """Write a value that no brace or comma can end."""
    text = frontmatter.scalar(value)
    if not isinstance(value, str) or text.startswith('"') or _WORD.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def edited(text: str, add: Sequence[str], drop: Sequence[Correction]) -> str:
    """Return the file's text with entries added and struck out.

    Args:
        text: Of the file, which the reader can read; empty for none.
        add: Lines as `entry` returns them; they go behind the last entry.
        drop: Corrections as they were read from *text*. Their lines go, with what stands
            behind them; the comments above stay. Those of other files are left out.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""  # the parser does not count it
    text = text.removeprefix(mark)
    if add and not text.strip():
        text = HEADER
    newline = found[0] if (found := _BREAK.search(text)) else "\n"
    if add and not text.endswith(("\n", "\r")):
        text += newline
    lists = [_list_of(root, text) for root in places(text)]
    gone = _begun_in({c.origin.line for c in drop if c.origin.source == FILE}, lists)
    editor = _Editor(text, newline, frozenset(gone))
    last = lists[-1] if lists else None
    edits = [] if last else editor.new_list(add, behind=bool(lists))
    for listed in filter(None, lists):
        edits += editor.edits(listed, add if listed is last else ())
    for start, end, new in sorted(edits, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return mark + text


@dataclass(frozen=True, slots=True)
class _List:
    """The corrections of one document.

    Attributes:
        node: The list; or the null in its place, which has no items.
        colon: Behind the colon of the key in whose line it begins; 0 where it is the whole
            document, or stands in braces.
    """

    node: Place
    colon: int = 0


def _list_of(root: Place, text: str) -> _List | None:
    """Return the list that the reader reads; None where there is none that can be edited."""
    if root.is_list:
        return _List(root)
    pairs: dict[str, tuple[Place, Place]] = {}
    for key, value in root.pairs:
        if key.text and spelling(key.text.text) == SECTION:
            pairs.setdefault(key.text.text, (key, value))
    if not pairs:
        return None
    key, value = min(pairs.values(), key=lambda pair: pair[1].absent)
    colon = _COLON.match(text, key.end)
    behind = colon.end() if colon and not root.in_brackets else 0
    if value.is_list and value.in_brackets:
        return _List(value, behind)
    between = _uncommented(text[behind : (value.parts or [value])[0].start]).strip()
    can_be_edited = behind and (
        (value.is_list and between == "-") or (value.absent and not between)
    )
    return _List(value, behind) if can_be_edited else None


def _begun_in(lines: set[int], lists: Iterable[_List | None]) -> Iterator[Place]:
    """Yield the entries that begin in the lines; of several in one line the reader takes one."""
    first: dict[int, Place] = {}
    for listed in filter(None, lists):
        for item in listed.node.parts:
            if not item.absent:
                first.setdefault(item.line, item)
    yield from (item for line, item in first.items() if line in lines)


def _uncommented(text: str) -> str:
    return _COMMENT.sub(lambda comment: " " * len(comment[0]), text)


@dataclass(frozen=True, slots=True)
class _Editor:
    """Strikes entries out of lists and adds others, however the lists are written."""

    text: str
    newline: str
    gone: frozenset[Place]

    def edits(self, listed: _List, add: Sequence[str]) -> list[_Edit]:
        """Return what is to be edited in one list."""
        node = listed.node
        if node.parts and not node.in_brackets:
            return self._in_lines(listed, add)
        inside = self.text[node.start + 1 : node.end - 1].strip()
        if node.absent or (listed.colon and not node.parts and not inside):
            return self._in_nothing(listed, add) if add else []
        return self._in_brackets(node, add)

    def new_list(self, add: Sequence[str], *, behind: bool) -> list[_Edit]:
        """Return the edit that adds a list at the end of the file.

        Args:
            add: The entries.
            behind: Whether a document stands there that has no place for them.
        """
        lines = [*["---"] * behind, f"{SECTION}:", *(f"  {line}" for line in add)]
        at = len(self.text)
        return [(at, at, self._lines(lines))] if add else []

    def _in_lines(self, listed: _List, add: Sequence[str]) -> list[_Edit]:
        """Edit a list whose entries begin with a dash."""
        items = listed.node.parts
        befores = [listed.colon or listed.node.start, *(item.end for item in items[:-1])]
        dashes = list(map(self._dash, befores, items))
        edits: list[_Edit] = [
            (*self._widened(dash, item.end), "")
            for dash, item in zip(dashes, items, strict=True)
            if item in self.gone
        ]
        if add:
            column = _BREAK.split(self.text[: dashes[-1]])[-1]
            edits.append(self._below(items[-1].end, re.sub(r"\S", " ", column), add))
        elif len(edits) < len(items):
            return edits
        elif listed.colon:
            edits.append((listed.colon, listed.colon, " []"))
        else:
            edits[0] = (*edits[0][:2], self._lines([f"{SECTION}: []"]))
        return edits

    def _dash(self, before: int, item: Place) -> int:
        return before + len(_uncommented(self.text[before : item.start]).rstrip()) - 1

    def _in_nothing(self, listed: _List, add: Sequence[str]) -> list[_Edit]:
        """Put a list in the place of `[]` or null, below its key."""
        colon, node = listed.colon, listed.node
        blank = len(self.text[colon : node.start].rstrip(" \t"))
        line = _BREAK.split(self.text[:colon])[-1]
        indent = line[: len(line) - len(line.lstrip(" "))]
        return [(colon + blank, node.end, ""), self._below(node.end, f"{indent}  ", add)]

    def _in_brackets(self, node: Place, add: Sequence[str]) -> list[_Edit]:
        """Edit a list that is written `[…]`; an entry a line there, too."""
        below = f"{self.newline}  "
        joined = f",{below}".join(line.removeprefix("- ") for line in add)
        edits: list[_Edit] = []
        for item in node.parts:
            if add and item is node.parts[-1] and item in self.gone:
                edits.append((item.start, item.end, joined))
            elif add and item is node.parts[-1]:
                edits.append((item.end, item.end, f",{below}{joined}"))
            elif item in self.gone:
                behind = _COMMA.match(self.text, item.end)
                end = behind.end() if behind else item.end
                edits.append((*self._widened(item.start, end), ""))
        if add and not node.parts:
            edits.append((node.end - 1, node.end - 1, f"{below}{joined}"))
        return edits

    def _widened(self, start: int, end: int) -> tuple[int, int]:
        """Widen a part of the text to the whole lines that hold nothing else."""
        before = _BREAK.split(self.text[:start])[-1]
        rest = _REST.match(self.text, end)
        return (start - len(before), rest.end()) if rest and not before.strip() else (start, end)

    def _below(self, at: int, indent: str, add: Sequence[str]) -> _Edit:
        """Put entries below the line of *at*, which ends with a line break."""
        line = _BREAK.search(self.text, at)
        below = line.end() if line else len(self.text)
        return below, below, self._lines(f"{indent}{entry}" for entry in add)

    def _lines(self, lines: Iterable[str]) -> str:
        return "".join(f"{line}{self.newline}" for line in lines)
