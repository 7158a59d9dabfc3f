"""The keys by which claims are recognised as speaking of one thing.

A key is (scheme, value). Equal identifiers and equal names join claims; a slot never
does, it only lets the ledger keep an id when the text that named the thing was edited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from paperkg import ids
from paperkg.model import NodeClaim, Value
from paperkg.schema import NodeType

Key: TypeAlias = tuple[str, str]

EXPLICIT_ID: Final = "id"
"""Reserved property of a claim whose source states the paperkg id."""

DISTINCT: Final = frozenset({"Note"})
"""Types of which two claims are two things even where their words are equal: `nice!`
under two papers is two remarks."""


def texts(value: Value | None) -> tuple[str, ...]:
    """Return the texts of a value, of which there may be none, one or many."""
    if value is None:
        return ()
    return tuple(str(v) for v in value) if isinstance(value, tuple) else (str(value),)


def _institution(name: str) -> str:
    return ids.fold(name).removeprefix("the ")


_FOLDS: Final[dict[str, Callable[[str], str]]] = {
    "Author": ids.person,
    "Institution": _institution,
}


def fold_name(node_type: str, name: str) -> str:
    """Fold a name as its type is compared: people exactly, all others loosely."""
    return _FOLDS.get(node_type, ids.fold)(name)


def name_properties(node_type: NodeType) -> Iterator[str]:
    """Yield the properties whose values name a node of this type and join its claims."""
    for name in ("title", "name", "text", "name_zh", "aliases"):
        if node_type.property(name):
            yield name


def identifiers(claim: NodeClaim, node_type: NodeType) -> Iterator[Key]:
    """Yield the claim's identifiers in their one form."""
    for explicit in texts(claim.properties.get(EXPLICIT_ID)):
        yield EXPLICIT_ID, explicit
    for prop in node_type.properties:
        if prop.identifier:
            for text in texts(claim.properties.get(prop.name)):
                if value := ids.normalise(prop.identifier, text):
                    yield prop.identifier, value


def names(claim: NodeClaim, node_type: NodeType) -> Iterator[Key]:
    """Yield the claim's names, folded."""
    for name in name_properties(node_type):
        for text in texts(claim.properties.get(name)):
            if folded := fold_name(node_type.name, text):
                yield "name", folded


def links(claim: NodeClaim) -> Iterator[Key]:
    """Yield the web pages that a paper's claim calls its own."""
    if claim.type == "Paper":
        for name in ("url", "pdf"):
            for text in texts(claim.properties.get(name)):
                yield "link", text


def keys(claim: NodeClaim, node_type: NodeType) -> tuple[Key, ...]:
    """Return all keys that may join this claim with another, strongest first."""
    found: Iterable[Key] = identifiers(claim, node_type)
    if claim.type in DISTINCT:
        return tuple(dict.fromkeys(found))
    return tuple(dict.fromkeys([*found, *links(claim), *names(claim, node_type)]))
