"""What a YAML parser complains of, in plain words, with a line to paste."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import yaml


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the YAML: Y301 for the whole file, Y302 for a repeated key."""

    code: str
    line: int
    message: str
    help: str


def quoted(text: str) -> str:
    """Return *text* as YAML in quotes, in the style that needs no escapes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _quote(line: str) -> str:
    """Return the line with its text in quotes."""
    match = re.match(r"(\s*(?:- +)*(?:[\w-]+: +)?)(.*)", line)
    head, text = (match[1].strip(), match[2].strip()) if match else ("", line.strip())
    return f"{head} {quoted(text)}".strip()


def _colon(line: str) -> str:
    second = re.search(r":\s+\S.*:(?:\s|$)", line)
    return _quote(line) if second else "indent it like the line above, or quote longer text"


def _always(text: str) -> Callable[[str], str]:
    return lambda _: text


_SLIPS: Final[tuple[tuple[str, str, Callable[[str], str], bool], ...]] = (
    ("tab character", "a tab indents the line", _blanks, False),
    ("another indentation", "the line is indented unlike those above", _align, False),
    ("mapping values are not", "': ' may stand only after a key", _colon, False),
    ("cannot start any token", "text cannot begin with this character", _quote, False),
    ("scanning an alias", "text cannot begin with *", _quote, False),
    ("scanning an anchor", "text cannot begin with &", _quote, False),
    ("tag handle", "text cannot begin with !", _quote, False),
    ("scanning a tag", "text cannot begin with !", _quote, False),
    ("block scalar", "| or > must end its line", _quote, False),
    ("find expected ':'", "the line is neither 'key: value' nor '- text'", _quote, True),
    ("unexpected end of stream", "a quote is not closed", _always("close the quote"), True),
    ("unexpected document", "a quote is not closed", _always("close the quote"), True),
    ("escape", "a backslash in double quotes", _always("use 'single quotes' instead"), False),
    ("flow sequence", "a [ is not closed", _always("close it with ]"), True),
    ("flow mapping", "a { is not closed", _always("close it with }"), True),
    ("parsing a block mapping", "text goes on behind a closing quote or bracket", _quote, False),
    ("sequence entries", "'- ' may stand only at the start of a line", _quote, False),
    ("block collection", "a line among '- ' has none", _always("begin it with '- '"), False),
    ("node content", "text cannot begin with this character", _quote, False),
)
"""Part of what the parser says; what it means; how to mend the line; whether that is
the line where the construct began instead of the one where the parser gave up."""


def explained(error: Exception, lines: list[str]) -> Fault:
    """Say in plain words why the parser gave up on the file with these lines."""
    said = " ".join(str(error).split())
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Fault("Y301", 1, f"YAML: {said}", "put text with special characters in quotes")
    mark = error.problem_mark
    said = _clearer(f"{error.context or ''} {error.problem or ''}".strip(), mark, lines)
    for part, means, mend, began in _SLIPS:
        if part in said:
            at = error.context_mark.line if began and error.context_mark else mark.line
            typed = lines[at] if at < len(lines) else ""
            return Fault("Y301", at + 1, f"{means} (YAML: {said})", mend(typed))
    help_ = "put text with special characters in quotes"
    return Fault("Y301", mark.line + 1, f"YAML: {said}", help_)


def _clearer(said: str, mark: yaml.Mark, lines: list[str]) -> str:
    """Tell tabs and wrong indentation from what the parser says in the same words."""
    typed = lines[mark.line] if mark.line < len(lines) else ""
    if "cannot start any token" in said and typed[mark.column : mark.column + 1] == "\t":
        return "found a tab character"
    if "block mapping" in said and not typed[: mark.column].strip():
        return "found another indentation"
    return said
