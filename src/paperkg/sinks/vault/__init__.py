"""The Obsidian vault: a note for each node, and what makes the notes a place to work in.

Typed edges are lists of links among the properties of their source, so that Obsidian's
graph, backlinks and Bases see them without a plugin; the other direction is a view of a
Base in the target's note, which needs no rewriting when the rest of the vault grows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from paperkg.config import Config
from paperkg.model import Artifact, Graph
from paperkg.sinks.vault.bases import bases
from paperkg.sinks.vault.boards import boards
from paperkg.sinks.vault.home import home, new_notes
from paperkg.sinks.vault.notes import Notes
from paperkg.sinks.vault.rendering import Rendering
from paperkg.sinks.vault.settings import settings


def render(graph: Graph, config: Config, only: Collection[str] | None = None) -> Iterator[Artifact]:
    """Yield a note for every node, and the rest of the vault.

    What a note states itself is not written into it: it is the user's. Of a note that the
    user made only properties are paperkg's.

    Args:
        graph: What to show.
        config: The library's settings.
        only: Ids to yield notes for, and nothing but notes; None for the whole vault.
    """
    rendering = Rendering(graph, config)
    notes = Notes(rendering, config)
    if only is not None:
        yield from map(notes.artifact, sorted(only))
        return
    for id_ in graph.nodes:
        if id_ not in rendering.hidden:
            yield notes.artifact(id_)
    boards_made = list(boards(rendering))
    yield from boards_made
    yield from bases(graph, config)
    yield home(rendering, [b.path for b in boards_made])
    yield from new_notes(config.schema)
    yield from settings(config)
