"""What a YAML parser complains of, in plain words, with a line to paste."""

from __future__ import annotations

import re
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


@dataclass(frozen=True, slots=True)
class _Slip:
    """A usual mistake.

    Attributes:
        said: Part of what PyYAML and libyaml say of it.
        means: What it means.
        mend: What to do; empty to show the line with its text in quotes.
        began: Whether the line to mend is the one where the construct began, not the
            one where the parser gave up.
    """

    said: str
    means: str
    mend: str = ""
    began: bool = False


MAX_DEPTH: Final = 50
TOO_DEEP: Final = (
    f"lists and mappings stand in each other more than {MAX_DEPTH} deep",
    "no record needs that; put text that begins with brackets in quotes",
)
"""What is told of it, and what to do."""
_INDENT: Final = "indent it like the line above; text of several lines needs quotes or |"
_SLIPS: Final = (
    _Slip("maximum nesting", *TOO_DEEP),
    _Slip("tab character", "a tab indents the line", "indent with blanks, not tabs"),
    _Slip("another indentation", "the line is indented unlike those above", _INDENT),
    _Slip("mapping values are not", "': ' may stand only after a key"),
    _Slip("cannot start any token", "text cannot begin with this character"),
    _Slip("scanning an alias", "text cannot begin with *"),
    _Slip("scanning an anchor", "text cannot begin with &"),
    _Slip("tag", "text cannot begin with !"),
    _Slip("block scalar", "| or > must end its line"),
    _Slip("find expected ':'", "the line is neither 'key: value' nor '- text'", began=True),
    _Slip("end of stream", "a quote is not closed", "close the quote", began=True),
    _Slip("unexpected document", "a quote is not closed", "close the quote", began=True),
    _Slip("escape", "a backslash in double quotes", "use 'single quotes' instead"),
    _Slip("sequence or mapping", "a [ or { is not closed", "close it with ] or }"),
    _Slip("flow sequence", "a [ is not closed", "close it with ]", began=True),
    _Slip("flow mapping", "a { is not closed", "close it with }", began=True),
    _Slip("block mapping", "text goes on behind a closing quote or bracket"),
    _Slip("sequence entries", "'- ' may stand only at the start of a line"),
    _Slip("block collection", "a line among '- ' has none", "begin it with '- '"),
    _Slip("node content", "text cannot begin with this character"),
    _Slip("", "not YAML", "put text with special characters in quotes"),
)
"""The first one that fits counts."""


def explained(error: Exception, lines: list[str]) -> Fault:
    """Say in plain words why the parser gave up on the file with these lines."""
    said, mark, began = " ".join(str(error).split()), None, None
    if isinstance(error, yaml.MarkedYAMLError):
        mark, began = error.problem_mark, error.context_mark
        said = f"{error.context or ''} {error.problem or ''}".strip()
    kind = _clearer(said, mark, lines) if mark else said
    slip = next(s for s in _SLIPS if s.said in kind)
    mark = began if slip.began and began else mark
    # libyaml may give up one line behind the last
    line = min(mark.line, len(lines) - 1) if mark else 0
    typed = lines[line]
    return Fault("Y301", line + 1, f"{slip.means} (YAML: {said})", slip.mend or _quote(typed))


def _clearer(said: str, mark: yaml.Mark, lines: list[str]) -> str:
    """Tell what a parser says in the same words: tabs, indentation, an end without bracket."""
    if "flow node" in said and mark.line >= len(lines):
        return "flow sequence or mapping"
    typed = lines[mark.line] if mark.line < len(lines) else ""
    if "cannot start any token" in said and typed[mark.column : mark.column + 1] == "\t":
        return "found a tab character"
    ahead = typed[: mark.column].strip()
    two_colons = re.search(r":\s.*:(?:\s|$)", typed)
    if ("block mapping" in said and not ahead) or ("mapping values" in said and not two_colons):
        return "found another indentation"
    return said


def _quote(line: str) -> str:
    """Return the line with its text in quotes."""
    match = re.match(r"(\s*(?:- +)*(?:[\w-]+: +)?)(.*)", line)
    head, text = (match[1].strip(), match[2].strip()) if match else ("", line.strip())
    return f"{head} {quoted(text)}".strip()
