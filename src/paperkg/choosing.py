"""What a user means when they name a note and a part of it on the command line."""

from __future__ import annotations

from paperkg.diagnostics import PaperkgError
from paperkg.explain import explain
from paperkg.resolving import Resolved
from paperkg.schema.types import spelling
from paperkg.sync.terms import ALL
from paperkg.wikilinks import target_of


class ChoiceError(PaperkgError):
    """The user named something that is not there, or that may be several things."""


def id_of(found: Resolved, name: str) -> str:
    """Return the node whose note *name* means.

    Args:
        found: The graph and the notes.
        name: An id, the path or name of a note, a wikilink, a title, alias or identifier.

    Raises:
        UnknownThingError: Nothing has that name.
        ChoiceError: Several things have it.
    """
    vault = found.vault
    by_path = {path: id_ for id_, path in vault.paths.items()}
    spelled = target_of(name) or name.removeprefix("./")
    nodes = found.resolution.graph.nodes
    for id_ in (name, by_path.get(spelled, ""), vault.links.id(spelled.removeprefix("vault/"))):
        if id_ in nodes or id_ in vault.paths:
            return id_
    explained = explain(found.resolution.graph, name)
    if len(explained) > 1:
        ids = " or ".join(e.node.id for e in explained)
        raise ChoiceError(f"'{name}' may be {ids}; write the id")
    return explained[0].node.id


def require_gone(found: Resolved, id_: str) -> None:
    """Refuse to bring back a note that is there.

    Raises:
        ChoiceError: It is.
    """
    if path := found.vault.paths.get(id_):
        raise ChoiceError(f"the note of {id_} is there: {path}")


def part_of(found: Resolved, id_: str, name: str) -> str:
    """Return the part that *name* spells: a property, a typed link or a block.

    Raises:
        ChoiceError: A note of that type has no such part.
    """
    if not name:
        return ALL
    schema = found.config.schema
    key = id_.partition("/")[0]
    node_type = next((t for t in schema.nodes if t.key == key), None)
    if node_type is None:
        raise ChoiceError(f"{id_} is of no type of this library")
    names = [p.name for p in node_type.properties]
    names += [e.key for e in schema.edges_from(node_type.name)]
    by_spelling = {spelling(n): n for n in names} | {"card": "card"}
    if part := by_spelling.get(spelling(name)):
        return part
    raise ChoiceError(
        f"a {node_type.key} has no part '{name}'; expected one of {', '.join(names)}, card"
    )
