"""`paperkg query`: Cypher with no server."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Annotated, Any

import typer

from paperkg.cli import show
from paperkg.cli.answers import Format, listed, print_answer, text_of
from paperkg.cli.base import FAILED, open_library, tell_if_behind
from paperkg.named_queries import CYPHER, NamedQuery, parameters


def query(  # noqa: PLR0913 - each is an option
    context: typer.Context,
    text: Annotated[
        str,
        typer.Argument(
            metavar="QUERY|NAME", help="Cypher, a named query, a .cypher file; - reads stdin."
        ),
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
    known = CYPHER.queries(root)
    if not text:
        listed(CYPHER, known.values(), as_json=form is Format.JSON)
        return
    text = text_of(CYPHER, text)
    found = CYPHER.meant(text, known)
    given = parameters(dict(_pair(p) for p in param or []), found)
    with _ended_after(timeout):
        _answer(root, text, found, given, (form, limit))
    tell_if_behind(library)


def shell(context: typer.Context) -> None:
    """Ask the graph in Cypher, interactively: history, completion, named queries.

    A query ends with a semicolon or an empty line. What is piped in is run the same way.
    """
    root = open_library(context).root
    from paperkg.cli import shell as interactive  # noqa: PLC0415 - start-up has its own test

    interactive.run(root)


def _answer(
    root: Path,
    text: str,
    query: NamedQuery | None,
    given: dict[str, Any],
    how: tuple[Format, int | None],
) -> None:
    from paperkg.query import opened, refusals  # noqa: PLC0415 - as above

    form, limit = how
    cypher = refusals.prepared(query.statement if query else text)
    for warning in cypher.warnings:
        show.talk(f"warning: {warning}")
    with show.progress() as progress, opened(root, progress) as engine:
        shape = tuple(query.shape) if query else ()
        print_answer(engine.run(cypher.text, given), shape, form, limit)


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
