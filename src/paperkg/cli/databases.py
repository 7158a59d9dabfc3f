"""Commands that fill a running Neo4j."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from paperkg.cli import show
from paperkg.cli.base import DIFFERENT, Check, DryRun, Json, exit_on_errors, open_library
from paperkg.neo4j_settings import Neo4jSettings

if TYPE_CHECKING:
    from paperkg.library import Library
    from paperkg.push import Options, Pushed

Uri = Annotated[str, typer.Option("--uri", help="Its address; else [neo4j] of paperkg.toml.")]
User = Annotated[str, typer.Option("--user", help="Who logs in; else neo4j.")]
Name = Annotated[str, typer.Option("--database", help="Which database; else neo4j.")]


def push(  # noqa: PLR0913 - each is an option
    context: typer.Context,
    uri: Uri = "",
    user: User = "",
    database: Name = "",
    *,
    dry_run: DryRun = False,
    check: Check = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Trust the last push; do not count in the database.")
    ] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Read every value back and mend what differs.")
    ] = False,
    wipe: Annotated[
        bool, typer.Option("--wipe", help="Remove from the database what paperkg put there.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Sync, then bring a Neo4j database in step; only the difference is sent.

    What others have in the database stays: nodes, edges, and properties and labels that
    they put on nodes of ours. The password comes from NEO4J_PASSWORD, the keyring
    (keyring set paperkg USER@URI) or a prompt.
    """
    if quick and verify:
        raise typer.BadParameter("--quick trusts the database, --verify does not")
    if wipe and (dry_run or check):
        raise typer.BadParameter("--wipe removes; --dry-run and --check write nothing")
    from paperkg.push import Options  # noqa: PLC0415 - the driver takes its time

    library = open_library(context)
    to = Neo4jSettings(uri, user, database)
    if wipe:
        with show.progress() as progress:
            kept = library.wipe(to, progress=progress)
        show.say("removed from the database: everything that paperkg put there")
        if kept:
            show.say(f"left: {kept} nodes or edges that others use too; they are theirs now")
        return
    options = Options(quick=quick, verify=verify, dry_run=dry_run or check)
    found = _push(library, to, options, as_json=as_json)
    if check and found.differs:
        raise typer.Exit(DIFFERENT)


def _push(library: Library, to: Neo4jSettings, options: Options, *, as_json: bool) -> Pushed:
    with show.progress() as progress:
        outcome = library.sync(dry_run=options.dry_run, progress=progress)
    if outcome.differs:
        stale = "data/ has changed since the last sync, whose state is compared"
        show.talk(stale if options.dry_run else f"synced: {outcome.summary()}")
    show.diagnostics(outcome.diagnostics, every=False)
    with show.progress() as progress:
        found = library.push(to, options, progress=progress)
    if as_json:
        show.say(json.dumps(found.as_json(), indent=2))
    else:
        say_pushed(found, dry=options.dry_run)
    exit_on_errors(outcome.diagnostics)
    return found


def push_after_sync(library: Library, *, as_json: bool) -> None:
    """Push at the end of a sync, as `sync` in [neo4j] of paperkg.toml asks for."""
    with show.progress() as progress:
        found = library.push(progress=progress)
    if not as_json:  # the one JSON document is that of the sync
        say_pushed(found, dry=False)


def say_pushed(found: Pushed, *, dry: bool) -> None:
    """Print what a push did."""
    counts = found.counts
    told = [
        f"{kind}: {', '.join(parts)}"
        for kind in ("nodes", "edges")
        if (
            parts := [
                f"{counts[f'{kind}_{verb}']} {verb}"
                for verb in ("created", "updated", "deleted")
                if counts[f"{kind}_{verb}"]
            ]
        )
    ]
    done = "would push" if dry else "pushed"
    holds = f"{found.totals.nodes} nodes, {found.totals.edges} edges"
    if not told:
        show.say(f"nothing to push: the database holds {holds}")
        return
    show.say(f"{done}: {'; '.join(told)}")
    if found.kept:
        show.say(
            f"kept: {found.kept} that left the graph, for what others attached to them "
            "(find them: MATCH (n) WHERE n.pkgGone RETURN n)"
        )
    if not dry:
        show.say(f"the database holds {holds} of this library")
