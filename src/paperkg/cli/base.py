"""What every command needs: its library, its options, its exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from paperkg.cli import show
from paperkg.diagnostics import Diagnostic, Level

FAILED: Final = 1
DIFFERENT: Final = 3

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be done; write nothing.")]
Check = Annotated[
    bool, typer.Option("--check", help="As --dry-run, and exit 3 if anything is to be done.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def open_library(context: typer.Context) -> Any:  # noqa: ANN401 - Library, imported when needed
    """Return the library that `-C` names, else the nearest one upwards."""
    from paperkg.library import Library  # noqa: PLC0415

    chosen: Path | None = context.find_root().obj
    return Library.open(chosen or Path.cwd(), upwards=chosen is None)


def tell_if_behind(library: Any) -> None:  # noqa: ANN401 - as above
    """Say that an answer is of yesterday, where it is."""
    if library.is_behind():
        show.talk("export/ is older than data/ or vault/, and so is this answer; run: paperkg sync")


def exit_on_errors(diagnostics: tuple[Diagnostic, ...]) -> None:
    """End with the exit code of a failure if there is an error among the diagnostics."""
    if any(d.level is Level.ERROR for d in diagnostics):
        raise typer.Exit(FAILED)
