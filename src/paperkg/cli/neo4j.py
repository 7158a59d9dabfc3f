"""`paperkg neo4j`: a server of one's own, files for others, Neo4j Browser made ready."""

from __future__ import annotations

import json
import webbrowser
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from paperkg.cli import show
from paperkg.cli.base import DIFFERENT, Json, open_library
from paperkg.cli.databases import say_pushed
from paperkg.diagnostics import PaperkgError

if TYPE_CHECKING:
    from paperkg.library import Library

app = typer.Typer(
    help="A Neo4j of your own with nothing installed, and files for any other.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Open = Annotated[bool, typer.Option("--open/--no-open", help="Open Neo4j Browser.")]


@app.command(epilog="Example:  paperkg neo4j up")
def up(
    context: typer.Context,
    version: Annotated[str, typer.Option("--version", help="Of Neo4j; else 5.26.11.")] = "",
    *,
    opened: Open = True,
) -> None:
    """Start a Neo4j on this machine, push the graph, open Neo4j Browser.

    It listens on loopback only; its data and its password are in .paperkg/neo4j.
    """
    from paperkg.server.local import LocalServer  # noqa: PLC0415 - rarely needed

    library = open_library(context)
    server = LocalServer(library.root)
    with show.progress() as progress:
        library.sync(progress=progress)
        found = server.up(version, progress)
        pushed = library.push(server.target(), progress=progress)
    show.say(f"Neo4j {found.version} runs at {found.uri}")
    say_pushed(pushed, dry=False)
    _browser(library, opened=opened)


@app.command(epilog="Example:  paperkg neo4j down")
def down(context: typer.Context) -> None:
    """End the server; its data stays."""
    from paperkg.server.local import LocalServer  # noqa: PLC0415 - as above

    ended = LocalServer(open_library(context).root).down()
    show.say("ended" if ended else "no server of this library was running")


@app.command(epilog="Example:  paperkg neo4j status --json")
def status(
    context: typer.Context,
    *,
    password: Annotated[bool, typer.Option("--password", help="Print the password too.")] = False,
    as_json: Json = False,
) -> None:
    """Tell whether the server runs, and where; exit 3 if it does not."""
    from paperkg.server.local import USER, LocalServer  # noqa: PLC0415 - as above

    server = LocalServer(open_library(context).root)
    found = server.running()
    if as_json:
        told = {"running": found is not None, **(found.as_json() if found else {})}
        show.say(json.dumps(told | ({"password": server.password} if password else {}), indent=2))
    elif found:
        show.say(f"Neo4j {found.version} runs at {found.uri} (user {USER}, process {found.pid})")
        show.say(f"Neo4j Browser: {found.browser}")
        show.say(f"password: {server.password if password else 'paperkg neo4j status --password'}")
    else:
        show.say("no server of this library is running; start it with: paperkg neo4j up")
    if found is None:
        raise typer.Exit(DIFFERENT)


@app.command(epilog="Example:  paperkg neo4j browser --no-open")
def browser(context: typer.Context, *, opened: Open = True) -> None:
    """Write a style and the named queries for Neo4j Browser, and open it if the server runs."""
    _browser(open_library(context), opened=opened)


def _browser(library: Library, *, opened: bool) -> None:
    from paperkg.server.local import LocalServer  # noqa: PLC0415 - as above

    folder = library.browser_files()
    show.say(f"drop these on Neo4j Browser, once: {folder}/style.grass, {folder}/favourites.zip")
    server = LocalServer(library.root)
    if found := server.running():
        show.say(f"Neo4j Browser: {found.browser}")
        show.say("its password:  paperkg neo4j status --password")
        if opened:
            webbrowser.open(found.browser)


class Form(StrEnum):
    """Kinds of tables."""

    CSV = "csv"
    PARQUET = "parquet"


@app.command(epilog="Example:  paperkg neo4j export --format csv")
def export(
    context: typer.Context,
    form: Annotated[Form, typer.Option("--format", "-f", help="Kind of tables.")] = Form.CSV,
    to: Annotated[
        Path | None, typer.Option("--to", help="A folder; else export/csv or export/parquet.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Write tables for neo4j-admin database import: the fastest way into a new database."""
    library = open_library(context)
    with show.progress() as progress:
        library.sync(progress=progress)
        progress(f"writing {form}")
        folder, counts = library.bulk_files(form, to)
    if as_json:
        show.say(json.dumps({"folder": str(folder), "rows": counts}, ensure_ascii=False, indent=2))
        return
    show.say(f"wrote {folder}: {sum(counts.values())} rows in {len(counts)} tables")
    show.say(f"next: cd {folder}, stop the server, and as import.args says:")
    show.say("      neo4j-admin database import full @import.args …")


@app.command(epilog="Example:  paperkg neo4j compose && docker compose up --detach")
def compose(context: typer.Context) -> None:
    """Write a compose.yaml that runs Neo4j in Docker, for those who have it."""
    from paperkg.server import compose as text  # noqa: PLC0415 - as above

    place = open_library(context).root / "compose.yaml"
    if place.exists() and place.read_text(encoding="utf-8") != text.COMPOSE:
        raise PaperkgError(f"{place} exists and is not paperkg's; move it away first")
    place.write_text(text.COMPOSE, encoding="utf-8")
    show.say(f"wrote {place}")
    show.say("next: export NEO4J_PASSWORD=…   (eight letters or more)")
    show.say("      docker compose up --detach --wait && paperkg push")
