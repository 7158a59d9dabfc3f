"""How named queries are listed, and the rows of an answer printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from paperkg.cli import show
from paperkg.diagnostics import PaperkgError, StoreError
from paperkg.named_queries import Language, NamedQuery

if TYPE_CHECKING:
    from paperkg.query import Answer

_SHOWN: Final = 1000
"""Rows of a table unless more are asked for; programs get all."""


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


def print_answer(answer: Answer, shape: tuple[str, ...], form: Format, limit: int | None) -> None:
    """Print rows; a table stops after a thousand, and says so.

    Args:
        answer: The rows.
        shape: The columns, where the answer has no row to tell them.
        form: How to print.
        limit: Rows to print; 0 for all, None for what the form is made for.
    """
    from paperkg.query import formats  # noqa: PLC0415 - start-up has its own test

    columns = list(answer.columns) or list(shape)
    eyes = form in (Format.TABLE, Format.MARKDOWN)
    most = limit if limit is not None else _SHOWN if eyes else 0
    if form is Format.TABLE and not columns:
        show.say("no rows")
        return
    rows = islice(answer.rows, most) if most else answer.rows
    for line in formats.FORMATS[form](columns, rows):
        show.say(line)
    for warning in answer.warnings:
        show.talk(f"warning: {warning}")
    if most and next(answer.rows, None) is not None:
        show.talk(f"the first {most} rows; all of them: --limit 0, or add LIMIT to the query")


def text_of(language: Language, given: str) -> str:
    """Return the query where the argument of a command is `-` or a file; else the argument.

    Raises:
        StoreError: The file cannot be read.
    """
    if given == "-":
        return sys.stdin.read()
    if given.endswith(language.ending):
        try:
            return Path(given).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{given} cannot be read: {error}") from error
    return given


def listed(language: Language, found: Iterable[NamedQuery], *, as_json: bool) -> None:
    """Print the named queries, subject by subject."""
    if as_json:
        show.say(json.dumps(list(_told(found)), ensure_ascii=False, indent=2))
        return
    folder = None
    for query in found:
        if query.folder != folder:
            folder = query.folder
            show.say(folder or "of your own")
        title = f"{query.title.en} · {query.title.zh}"
        show.say(f"  {query.name:<33}{title}  {_defaults(query)}".rstrip())
    show.say("")
    own = f"{language.folder}/NAME{language.ending}"
    show.say(f"run one:  {language.command} NAME    of your own:  {own}")


def _told(found: Iterable[NamedQuery]) -> Iterator[dict[str, Any]]:
    for query in found:
        try:
            yield query.as_json()
        except PaperkgError as error:
            show.talk(f"paperkg: {error}")


def _defaults(query: NamedQuery) -> str:
    try:
        every = query.parameters
    except PaperkgError as error:
        return f"({error})"
    return " ".join(f"{p.name}={json.dumps(p.default, ensure_ascii=False)}" for p in every)
