"""Commands by which a user settles what sync will not decide for them."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from paperkg.cli import show
from paperkg.cli.base import Json, exit_on_errors, open_library
from paperkg.outcome import Outcome

SomeNote = Annotated[
    str, typer.Argument(help="A note: its id, name, path, title or alias.", show_default=False)
]
Part = Annotated[
    str, typer.Argument(help="One property or typed link, or card; else all.", show_default=False)
]
All = Annotated[bool, typer.Option("--all", help="All that status says waits for you.")]


def status(context: typer.Context, *, as_json: Json = False) -> None:
    """Tell what a sync would do, what you corrected, and what waits for your decision."""
    found = open_library(context).status()
    if as_json:
        show.say(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        show.status(found)


def keep(
    context: typer.Context,
    note: SomeNote = "",
    part: Part = "",
    *,
    every: All = False,
    as_json: Json = False,
) -> None:
    """Settle a clash for your word: what stands in the vault stays and is told no more."""
    _require_one(note, every=every)
    _show(open_library(context).keep(note, part), as_json=as_json)


def take(
    context: typer.Context,
    note: SomeNote = "",
    part: Part = "",
    *,
    every: All = False,
    as_json: Json = False,
) -> None:
    """Settle a clash for the sources' word; what you wrote instead goes to the backups."""
    _require_one(note, every=every)
    _show(open_library(context).take(note, part), as_json=as_json)


def restore(context: typer.Context, note: SomeNote, *, as_json: Json = False) -> None:
    """Bring back a note that you deleted."""
    _show(open_library(context).restore(note), as_json=as_json)


def undo(context: typer.Context, *, as_json: Json = False) -> None:
    """Bring vault/ and export/ back to how they were before the last sync that wrote.

    What you edited since is left as it is, and told.
    """
    found = open_library(context).undo()
    if as_json:
        show.say(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        show.undone(found)


def _require_one(note: str, *, every: bool) -> None:
    if bool(note) == every:
        raise typer.BadParameter("name one note, or write --all")


def _show(found: Outcome, *, as_json: bool) -> None:
    if as_json:
        show.say(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        show.diagnostics(found.diagnostics, every=False)
        show.outcome(found, dry=False)
    exit_on_errors(found.diagnostics)
