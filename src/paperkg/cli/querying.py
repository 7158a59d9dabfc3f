"""`paperkg query`: Cypher with no server."""

from __future__ import annotations

import difflib
import json
import os
import sys
import threading
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from paperkg.cli import show
from paperkg.cli.base import FAILED, open_library, tell_if_behind
from paperkg.diagnostics import PaperkgError

if TYPE_CHECKING:
    from paperkg.query import Answer
    from paperkg.query.named import NamedQuery

_SHOWN: Final = 1000
"""Rows of a table unless more are asked for; programs get all."""


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


def query(  # noqa: PLR0913 - each is an option
    context: typer.Context,
    text: Annotated[
        str,
        typer.Argument(metavar="QUERY|NAME", help="Cypher, or a named query; - reads stdin."),
    ] = "",
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="A parameter: year=2020. Repeatable.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print.")] = Format.TABLE,
    limit: Annotated[
        int | None, typer.Option("--limit", min=0, help="Rows to print; 0 for all.")
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0, help="Seconds until a query is given up; 0: never.")
    ] = 60,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Ask the graph in Cypher, with no server: what the last sync exported.

    Without a query it lists the named ones.
    """
    library = open_library(context)
    root = library.root
    form = Format.JSON if as_json else form
    if not text:
        listed(root, form)
        return
    from paperkg.query import named  # noqa: PLC0415 - start-up has its own test

    if text == "-":
        text = sys.stdin.read()
    words = dict(_pair(p) for p in param or [])
    found = chosen(text, named.queries(root))
    given = named.parameters(words, found)
    with _ended_after(timeout):
        _answer(root, text, found, given, (form, limit))
    tell_if_behind(library)


def shell(context: typer.Context) -> None:
    """Ask the graph in Cypher, interactively: history, completion, named queries.

    A query ends with a semicolon or an empty line. What is piped in is run the same way.
    """
    root = open_library(context).root
    from paperkg.cli import shell as interactive  # noqa: PLC0415 - as above

    interactive.run(root)


def chosen(text: str, known: dict[str, NamedQuery]) -> NamedQuery | None:
    """Return the named query that is meant; None for Cypher."""
    if text in known:
        return known[text]
    if len(text.split()) > 1:
        return None
    near = difflib.get_close_matches(text, known, 3)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise PaperkgError(f"no query is named '{text}'{hint} All names: paperkg query")


def _answer(
    root: Any,  # noqa: ANN401 - a Path
    text: str,
    query: NamedQuery | None,
    given: dict[str, Any],
    how: tuple[Format, int | None],
) -> None:
    from paperkg.query import opened, refusals  # noqa: PLC0415 - as above

    form, limit = how
    cypher = refusals.prepared(query.cypher if query else text)
    for warning in cypher.warnings:
        show.talk(f"warning: {warning}")
    with show.progress() as progress, opened(root, progress) as engine:
        shape = tuple(query.shape) if query else ()
        print_answer(engine.run(cypher.text, given), shape, form, limit)


def print_answer(answer: Answer, shape: tuple[str, ...], form: Format, limit: int | None) -> None:
    """Print rows; a table stops after a thousand, and says so.

    Args:
        answer: The rows.
        shape: The columns, where the answer has no row to tell them.
        form: How to print.
        limit: Rows to print; 0 for all, None for what the form is made for.
    """
    from paperkg.query import formats  # noqa: PLC0415 - as above

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


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise typer.BadParameter(f"--param {text}: expected NAME=VALUE, as in --param year=2020")
    return name.removeprefix("$"), value


class _ended_after:  # noqa: N801 - reads as a function
    """End the process if the body takes longer: an engine at work cannot be interrupted."""

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._end, [seconds]) if seconds else None

    def __enter__(self) -> None:
        if self._timer:
            self._timer.daemon = True
            self._timer.start()

    def __exit__(self, *_: object) -> None:
        if self._timer:
            self._timer.cancel()

    @staticmethod
    def _end(seconds: float) -> None:
        show.talk(
            f"paperkg: the query was given up after {seconds:g} seconds; give it a start "
            "(a label, an id) or a LIMIT, or more time: --timeout 600"
        )
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(FAILED)


def listed(root: Any, form: Format) -> None:  # noqa: ANN401 - a Path
    """Print the named queries by subject."""
    from paperkg.query.named import queries  # noqa: PLC0415 - as above

    known = sorted(queries(root).values(), key=lambda q: (q.folder, q.name))
    if form is Format.JSON:
        show.say(json.dumps([q.as_json() for q in known], ensure_ascii=False, indent=2))
        return
    folder = None
    for each in known:
        if each.folder != folder:
            folder = each.folder
            show.say(folder or "of your own")
        given = (f"{p.name}={json.dumps(p.default, ensure_ascii=False)}" for p in each.parameters)
        told = f"{each.title.en} · {each.title.zh}"
        show.say(f"  {each.name:<33}{told}  {' '.join(given)}".rstrip())
    show.say("")
    show.say("run one:  paperkg query NAME --param limit=5    of your own:  cypher/NAME.cypher")
