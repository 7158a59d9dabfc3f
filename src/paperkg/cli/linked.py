"""Commands for linked data: ask it, write it, serve it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paperkg.cli import answers, show
from paperkg.cli.base import Json, open_library, tell_if_behind
from paperkg.diagnostics import ConfigError, StoreError
from paperkg.named_queries import SPARQL

if TYPE_CHECKING:
    from paperkg.triplestore import Answer

_ROWS_SHOWN = 1000


def sparql(
    context: typer.Context,
    query: Annotated[
        str | None,
        typer.Argument(help="A query, the name of one, a .rq file, or - for standard input."),
    ] = None,
    *,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="table, json, csv, tsv, xml; for triples turtle, ntriples, json (JSON-LD), xml.",
        ),
    ] = "table",
    timeout: Annotated[
        float, typer.Option(help="Seconds after which the query is stopped; 0 for never.")
    ] = 60,
    limit: Annotated[
        int | None,
        typer.Option(
            help="Rows that a table shows (1000), or that make another format fail; 0 for all."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask the exported graph in SPARQL; without a query, list those that have a name."""
    library = open_library(context)
    if query is None:
        found = library.queries()
        answers.listed(SPARQL, found, as_json=as_json)
        return
    from paperkg.triplestore import FORMS  # noqa: PLC0415

    form = "json" if as_json else form
    if form not in FORMS:
        raise typer.BadParameter(f"--format {form}: expected one of {', '.join(FORMS)}")
    text = answers.text_of(SPARQL, query)
    rows = limit if limit is not None else _ROWS_SHOWN if form == "table" else 0
    with show.progress() as progress:
        answer = library.sparql(
            text, form=form, timeout=timeout or None, limit=rows, progress=progress
        )
    _print(answer)
    tell_if_behind(library)


def export(
    context: typer.Context,
    *,
    form: Annotated[
        str, typer.Option("--format", "-f", help="A format; `paperkg export` lists them.")
    ] = "",
    out: Annotated[
        str,
        typer.Option(
            "--out", "-o", help="A file, or - for standard output; for vault-ld a new folder."
        ),
    ] = "-",
) -> None:
    """Write the graph of the sources in a format; without one, list the formats."""
    from paperkg.exporting import FOLDER_FORMATS, FORMATS  # noqa: PLC0415

    every = FORMATS | FOLDER_FORMATS
    if not form:
        show.formats(every)
        return
    if form not in every:
        raise typer.BadParameter(f"--format {form}: expected one of {', '.join(every)}")
    if form in FOLDER_FORMATS:
        if out == "-":
            raise typer.BadParameter(f"{form} is a folder of files: name a new one, --out FOLDER")
        _write_folder(open_library(context).export_files(form), Path(out))
        return
    pieces = open_library(context).export(form)
    if out == "-":
        _pipe(pieces)
        return
    part = Path(f"{out}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        part.replace(out)
    except OSError as error:
        raise StoreError(f"{out} cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
    show.talk(f"written: {out}")


def _write_folder(files: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write files into a folder that is new or empty: what a user has there is never mixed in."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"{folder} is there and not empty; name a new folder")
    count = 0
    try:
        for name, text in files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            count += 1
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {error.strerror or error}") from error
    show.talk(f"written: {folder} ({count} files)")


def describe(context: typer.Context, form: str) -> None:
    """Print a document that describes the schema; for `void`, the graph too."""
    from paperkg.exporting import SCHEMA_FORMATS  # noqa: PLC0415

    if form not in SCHEMA_FORMATS:
        known = ", ".join(SCHEMA_FORMATS)
        raise typer.BadParameter(f"--format {form}: expected one of {known}")
    try:
        library = open_library(context)
    except ConfigError:
        from paperkg.config import Config  # noqa: PLC0415
        from paperkg.model import Graph  # noqa: PLC0415

        _pipe(SCHEMA_FORMATS[form].write(Graph(), Config("paperkg")))
    else:
        _pipe(library.export(form))


def _pipe(pieces: Iterable[str]) -> None:
    """Write UTF-8 whatever the terminal speaks: it is a file's content."""
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode())
    sys.stdout.buffer.flush()


def _print(answer: Answer) -> None:
    if answer.media:
        sys.stdout.flush()
        sys.stdout.buffer.write(answer.body)
        if not answer.body.endswith(b"\n"):
            sys.stdout.buffer.write(b"\n")
        return
    show.table(answer.names, answer.rows)
    if answer.more:
        show.talk(f"only the first {len(answer.rows)} rows; all of them with --limit 0")


def serve(
    context: typer.Context,
    *,
    sparql: Annotated[
        bool, typer.Option("--sparql", help="Answer SPARQL at /sparql, and nodes by their IRI.")
    ] = False,
    port: Annotated[int, typer.Option(help="Port on this computer.", min=1, max=65535)] = 7878,
    timeout: Annotated[float, typer.Option(help="Seconds after which a query is stopped.")] = 30,
    limit: Annotated[int, typer.Option(help="Rows above which an answer is refused.")] = 10_000,
    origins: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-origin",
            help="A web page that may ask from your browser: https://yasgui.org. Repeatable.",
        ),
    ] = None,
) -> None:
    """Serve the exported graph on this computer, read only, until Ctrl-C."""
    if not sparql:
        raise typer.BadParameter("say what to serve: paperkg serve --sparql")
    from paperkg.serving import serve as run  # noqa: PLC0415

    library = open_library(context)
    show.talk(f"SPARQL at http://127.0.0.1:{port}/sparql, nodes as /paper/…; Ctrl-C ends it")
    run(
        library.root,
        library.config,
        port=port,
        timeout=timeout,
        limit=limit,
        origins=origins or (),
    )
