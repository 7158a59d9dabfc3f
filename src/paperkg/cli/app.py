"""Commands. Exit codes: 0 done, 1 failed, 2 usage, 3 differences found."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from paperkg import __version__
from paperkg.cli import databases, linked, neo4j, querying, settle, show, templates
from paperkg.cli.base import DIFFERENT, FAILED, Check, DryRun, Json, exit_on_errors, open_library
from paperkg.diagnostics import ConfigError, Diagnostic, PaperkgError

app = typer.Typer(
    name="paperkg",
    help="Messy reading notes in, one knowledge graph out: an Obsidian vault, Neo4j and RDF.",
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run() -> None:
    """Run the command line; a user's mistake never shows a traceback."""
    try:
        app()
    except PaperkgError as error:
        for diagnostic in getattr(error, "diagnostics", ()):
            show.talk(str(diagnostic))
        show.talk(f"paperkg: {error}")
        sys.exit(FAILED)
    except KeyboardInterrupt:
        show.talk("paperkg: stopped; the next sync completes what was begun")
        sys.exit(130)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stderr.close()
        sys.exit(0)


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    library: Annotated[
        Path | None,
        typer.Option(
            "-C",
            "--library",
            help="The library's folder; else the nearest one upwards with a paperkg.toml.",
        ),
    ] = None,
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Turn reading notes into one graph and keep its views in step."""
    context.obj = library
    if version:
        show.say(f"paperkg {__version__}")
    elif context.invoked_subcommand is None:
        show.say(show.WELCOME)


@app.command(epilog="Example:  paperkg init my-library")
def init(
    folder: Annotated[Path, typer.Argument(help="Folder of the new library.")] = Path(),
) -> None:
    """Make a library: a paperkg.toml, and data/ with a short list to try."""
    from paperkg.library import Library  # noqa: PLC0415

    library = Library.create(folder)
    show.say(f"made {library.root / 'paperkg.toml'} and {library.root / 'data'}")
    show.say(f"next: put your reading list into data/, then:  paperkg -C {folder} sync")


@app.command(epilog="Example:  paperkg sync --dry-run")
def sync(
    context: typer.Context,
    *,
    dry_run: DryRun = False,
    check: Check = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on after each edit, until Ctrl-C.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Bring vault/ and export/ in step with data/; your own words in the vault stay."""
    if watch:
        if dry_run or check:
            raise typer.BadParameter("--watch writes; --dry-run and --check write nothing")
        from paperkg.cli import watching  # noqa: PLC0415

        watching.run(open_library(context).root, as_json=as_json)
        return
    library = open_library(context)
    with show.progress() as progress:
        outcome = library.sync(dry_run=dry_run or check, progress=progress)
    if as_json:
        show.say(json.dumps(outcome.as_json(), ensure_ascii=False, indent=2))
    else:
        show.diagnostics(outcome.diagnostics, every=False)
        show.outcome(outcome, dry=dry_run or check)
    if not (dry_run or check) and library.config.neo4j.sync:
        databases.push_after_sync(library, as_json=as_json)
    exit_on_errors(outcome.diagnostics)
    if check and outcome.differs:
        raise typer.Exit(DIFFERENT)


@app.command(epilog="Example:  paperkg check --vault")
def check(
    context: typer.Context,
    *,
    vault: Annotated[
        bool, typer.Option("--vault", help="What Obsidian would trip over, in your notes too.")
    ] = False,
    obsidian: Annotated[
        bool, typer.Option("--obsidian", help="As --vault, and ask the running app too.")
    ] = False,
    shacl: Annotated[
        bool, typer.Option("--shacl", help="Also run the SHACL shapes, as others will.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Tell everything that is wrong or doubtful in data/, or in vault/; write nothing."""
    library, told = open_library(context), list[Diagnostic]()
    with show.progress() as progress:
        if vault or obsidian:
            told += library.check_vault(obsidian=obsidian)
        if shacl or not (vault or obsidian):
            told += library.check(shacl=shacl, progress=progress)
    found = tuple(told)
    if as_json:
        show.say(json.dumps([d.as_json() for d in found], ensure_ascii=False, indent=2))
    else:
        show.diagnostics(found, every=True)
        show.say(show.count_levels(found))
    exit_on_errors(found)


@app.command(epilog='Example:  paperkg explain "GAIT-prop"')
def explain(
    context: typer.Context,
    thing: Annotated[str, typer.Argument(help="An id, name, title, alias or identifier.")],
    *,
    as_json: Json = False,
) -> None:
    """Tell where each fact about a thing stands, and by which rule claims were joined."""
    found = open_library(context).explain(thing)
    if as_json:
        show.say(json.dumps([e.as_json() for e in found], ensure_ascii=False, indent=2))
    else:
        for each in found:
            show.explanation(each)


@app.command(epilog="Example:  paperkg schema")
def schema(
    context: typer.Context,
    *,
    form: Annotated[
        str, typer.Option("--format", help="owl, shacl, shacl-sparql, context or void.")
    ] = "",
    as_json: Json = False,
) -> None:
    """List the node types, edge types and properties, those of paperkg.toml included."""
    from paperkg.schema import BUILTIN  # noqa: PLC0415

    if form:
        linked.describe(context, form)
        return
    try:
        found = open_library(context).config.schema
    except ConfigError:
        found = BUILTIN
    if as_json:
        show.say(json.dumps(show.schema_json(found), ensure_ascii=False, indent=2))
    else:
        show.schema(found)


app.command(epilog="Example:  paperkg export --format turtle --out graph.ttl")(linked.export)
app.command(
    epilog="Example:  paperkg sparql 'SELECT ?title { ?p a pkg:Paper ; dcterms:title ?title }'"
)(linked.sparql)
app.command(epilog="Example:  paperkg serve --sparql --port 7878")(linked.serve)
app.command(epilog="Example:  paperkg status")(settle.status)
app.command(epilog="Example:  paperkg keep FedSplit year")(settle.keep)
app.command(epilog="Example:  paperkg take FedSplit card")(settle.take)
app.command(epilog='Example:  paperkg restore "GAIT-prop"')(settle.restore)
app.command(epilog="Example:  paperkg undo")(settle.undo)
app.command(epilog="Example:  paperkg query papers-by-topic --format csv")(querying.query)
app.command(epilog="Example:  paperkg shell")(querying.shell)
app.command(epilog="Example:  paperkg push --dry-run")(databases.push)
app.add_typer(neo4j.app, name="neo4j")
app.command(epilog="Example:  paperkg templates paper --block web")(templates.templates)
