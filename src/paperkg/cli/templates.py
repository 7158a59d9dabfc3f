"""`paperkg templates`: what notes are made from, and the user's copies of it."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from paperkg.cli import show
from paperkg.cli.base import Json, open_library


def templates(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A template: paper, idea, layout …")] = "",
    *,
    copy: Annotated[
        bool, typer.Option("--copy", help="Put a copy into vault_templates/, to be changed.")
    ] = False,
    block: Annotated[
        str, typer.Option("--block", help="Copy this block alone; the rest stays as shipped.")
    ] = "",
    as_json: Json = False,
) -> None:
    """List the note templates and your copies, show one, or copy one to change it."""
    from paperkg import __version__, own_templates  # noqa: PLC0415

    library = open_library(context)
    if copy or block:
        if not name:
            raise typer.BadParameter("name the template to copy:  paperkg templates paper --copy")
        path = own_templates.copy(library.root, name, __version__, block)
        show.say(f"made {path}")
        show.say("next: change it, then:  paperkg sync  (a mistake in it stops nothing)")
        return
    if name:
        file = own_templates.named(name)
        show.say(library.config.templates[file].removesuffix("\n"))
        return
    found = own_templates.every(library.root)
    if as_json:
        show.say(json.dumps([t.as_json() for t in found], ensure_ascii=False, indent=2))
        return
    width = max(len(t.name) for t in found)
    for each in found:
        since = f" (copied from paperkg {each.version})" if each.version else ""
        blocks = f"  blocks: {', '.join(each.blocks)}" if each.blocks else ""
        show.say(f"{each.name:<{width}}  {each.state}{since}{blocks}")
