"""Bases: whether their file, their views and their expressions are what Obsidian reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from paperkg.diagnostics import Diagnostic
from paperkg.vault_check.expressions import FILE, FUNCTIONS, Expression, ExpressionError, parse
from paperkg.vault_check.files import Files, fault

_FENCED: Final = re.compile(r"^```base[ \t]*\n(?P<base>.*?)^```", re.MULTILINE | re.DOTALL)
_TOP: Final = ("filters", "formulas", "properties", "summaries", "views")
_LOGIC: Final = ("and", "or", "not")
_TYPES: Final = ("table", "list", "cards", "map")


def fenced_bases(text: str) -> Iterator[tuple[int, str]]:
    """Yield the Bases that stand in a note, with the line before each."""
    for match in _FENCED.finditer(text):
        yield text.count("\n", 0, match.start("base")), match["base"]


def check_base(files: Files, path: str, text: str, before: int = 0) -> Iterator[Diagnostic]:
    """Tell what fails in a Base.

    Args:
        files: The vault.
        path: Of the Base, or of the note in which it stands.
        text: The Base alone.
        before: Lines of the file before it.
    """
    try:
        base = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = before + (mark.line + 1 if mark else 1)
        problem = getattr(error, "problem", None) or "no YAML"
        yield fault("V725", files, path, line, f"it is no YAML: {problem}")
        return
    for words, message in _faults(base):
        yield fault("V725", files, path, before + _line(text, words), message)


def _line(text: str, words: str) -> int:
    """Return the first line that holds *words*, which YAML may have quoted."""
    for spelled in (words, words.replace("'", "''"), words.replace('"', '\\"')):
        if words and (at := text.find(spelled)) >= 0:
            return text.count("\n", 0, at) + 1
    return 1


def _faults(base: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - whatever YAML holds
    """Yield what is wrong, with words by which its line is found."""
    if not isinstance(base, dict):
        yield "", "found no mapping; expected views:"
        return
    for key in base:
        if key not in _TOP:
            yield str(key), f"unknown key '{key}'; expected one of {', '.join(_TOP)}"
    formulas = base.get("formulas") or {}
    if not isinstance(formulas, dict):
        yield "formulas", "formulas: expected a mapping of names to expressions"
        formulas = {}
    for name, text in formulas.items():
        yield from _expression(text, f"the formula '{name}'", formulas)
    yield from _filter(base.get("filters"), "filters", formulas)
    views = base.get("views")
    if not isinstance(views, list) or not views:
        yield "views", "it has no views"
        return
    names: set[str] = set()
    for view in views:
        yield from _view(view, names, formulas)


def _view(view: Any, names: set[str], formulas: dict[str, Any]) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    if not isinstance(view, dict):
        yield str(view), f"the view {view!r} is no mapping"
        return
    name, kind = view.get("name"), view.get("type")
    where = f"the view '{name}'"
    if not isinstance(name, str) or not name:
        yield "views", "a view has no name"
    elif name in names:
        yield name, f"two views are called '{name}'; an embed shows the first"
    names.add(str(name))
    if kind not in _TYPES:
        yield str(kind), f"{where}: type is {kind!r}, expected one of {', '.join(_TYPES)}"
    yield from _filter(view.get("filters"), where, formulas)
    columns = [*_list(view.get("order")), *_keys(view.get("sort"))]
    columns += _keys([view["groupBy"]] if view.get("groupBy") else [])
    for column in columns:
        yield from _column(column, where, formulas)


def _list(value: Any) -> list[Any]:  # noqa: ANN401
    return value if isinstance(value, list) else []


def _keys(value: Any) -> list[Any]:  # noqa: ANN401
    """Return the properties by which a view sorts or groups."""
    return [v.get("property") if isinstance(v, dict) else v for v in _list(value)]


def _column(column: Any, where: str, formulas: dict[str, Any]) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    head, _, rest = str(column).partition(".")
    if head == "file" and rest not in FILE:
        yield str(column), f"{where}: there is no {column}"
    elif head == "formula" and rest not in formulas:
        yield str(column), f"{where}: there is no formula '{rest}'"


def _filter(value: Any, where: str, formulas: dict[str, Any]) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    if value is None:
        return
    if isinstance(value, str):
        yield from _expression(value, where, formulas)
    elif isinstance(value, dict) and len(value) == 1 and next(iter(value)) in _LOGIC:
        for each in _list(next(iter(value.values()))):
            yield from _filter(each, where, formulas)
    else:
        yield "filters", f"{where}: a filter is a text, or one of and, or, not with a list"


def _expression(text: Any, where: str, formulas: dict[str, Any]) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    if not isinstance(text, str):
        yield str(text), f"{where}: found {text!r}, expected an expression in quotes"
        return
    try:
        found = parse(text)
    except ExpressionError as error:
        yield text, f"{where}: {text} is no expression: {error}"
        return
    for message in _unknown(found, formulas):
        yield text, f"{where}: {text}: {message}"


def _unknown(found: Expression, formulas: dict[str, Any]) -> Iterator[str]:
    for name in sorted(found.functions - FUNCTIONS):
        yield f"there is no function {name}()"
    for name in sorted(found.fields - FILE):
        yield f"there is no file.{name}"
    for name in sorted(found.formulas - formulas.keys()):
        yield f"there is no formula '{name}'"
