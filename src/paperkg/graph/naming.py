"""Names of notes: legal on every system, readable, unique over the vault, given once.

The name is what graph view, tabs and links show, so it is a human name and never an id.
It is not changed when a title is corrected: links that the user typed would break.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from paperkg.graph.keys import texts
from paperkg.model import Value
from paperkg.schema import NodeType

LIMIT: Final = 120
"""Bytes of UTF-8: about 40 Chinese characters; readable in the explorer."""
_RESERVED: Final = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|index|log|home)(?:\..*)?", re.IGNORECASE
)
"""Names that Windows keeps for devices, the two that the Open Knowledge Format keeps for
listings, and that of the note where a vault begins."""


def legal(text: str) -> str:
    """Return *text* as a note's name on Windows, macOS, Linux, Android and in a wikilink.

    >>> legal("GAIT-prop: A rule / how?"), legal("aux.md"), legal("..."), legal("at 22:30")
    ('GAIT-prop - A rule how', '_aux.md', 'Untitled', 'at 22.30')

    Two links with a backtick in one paragraph would be code between the two.

    >>> legal("Universit`a degli Studi")
    "Universit'a degli Studi"
    """
    text = unicodedata.normalize("NFC", text).replace("`", "'")
    text = "".join(" " if c in "\n\r\t" else c for c in text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    text = re.sub(r"(?<=\d):(?=\d\d)", ".", text)
    text = re.sub(r":\s", " - ", text)
    text = re.sub(r'[:\\/*?"<>|#^\[\]]', " ", text).replace("%%", "%")
    text = _cut(" ".join(text.split()).strip(". "))
    if _RESERVED.fullmatch(text):
        text = f"_{text}"
    return text or "Untitled"


def _cut(text: str, limit: int = LIMIT) -> str:
    """Cut at a code point, and at a blank if one is near."""
    data = text.encode()
    if len(data) <= limit:
        return text
    head = data[:limit].decode(errors="ignore")
    word = head.rpartition(" ")[0]
    return (word if len(word) > len(head) // 2 else head).rstrip(". ,;-")


def wanted(node_type: NodeType, values: Mapping[str, Value]) -> str:
    """Return what a node of this type would be called if no other note had the name."""
    for name in node_type.naming:
        for text in texts(values.get(name)):
            first = next((line for line in text.splitlines() if line.strip()), "")
            if (found := legal(first)) != "Untitled":
                return found
    return node_type.name


def note_names(
    nodes: Iterable[tuple[str, NodeType, Mapping[str, Value]]],
    given: Mapping[str, str],
    chosen: Mapping[str, str] = MappingProxyType({}),
    others: Collection[str] = (),
) -> dict[str, str]:
    """Return the name of every node's note.

    Args:
        nodes: Id, type and properties of each node, in canonical order.
        given: Names of the ledger; they stay, and are taken for all other ids.
        chosen: Names of new notes that the user made; they stay even where two are alike.
        others: Names of all notes in the vault, folded.
    """
    names: dict[str, str] = {}
    given = {**chosen, **given}
    taken = {*others, *(folded(name) for name in given.values())}
    for id_, node_type, values in nodes:
        if id_ in given:
            names[id_] = given[id_]
            continue
        name = next(
            n
            for n in _variants(wanted(node_type, values), node_type, values)
            if folded(n) not in taken
        )
        taken.add(folded(name))
        names[id_] = name
    return names


def folded(name: str) -> str:
    """Return the form in which two names collide on some system."""
    return unicodedata.normalize("NFC", name).casefold()


def _variants(base: str, node_type: NodeType, values: Mapping[str, Value]) -> Iterable[str]:
    yield base
    for year in texts(values.get("year")):
        yield f"{base} ({year})"
    yield f"{base} ({node_type.key})"
    number = 2
    while True:
        yield f"{base} ({number})"
        number += 1
