"""Whether the vault says what the graph says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from paperkg.diagnostics import Diagnostic
from paperkg.schema import BUILTIN
from paperkg.sync.note import KEY, Note, UnreadableError, parse
from paperkg.wikilinks import target_of
from promises.libraries import Play

BODY = {(t.key, p.name) for t in BUILTIN.nodes for p in t.properties if p.body}
DERIVED = ("aliases", "tags")
"""A note's aliases hold its title and names too; tags may stand in its text."""


def disagreements(play: Play, told: Iterable[Diagnostic]) -> list[str]:
    """Return where a note and graph.jsonl differ, but for what a diagnostic names."""
    known = {d.origin.source for d in told if d.origin and d.code.startswith(("V", "G505"))}
    nodes = play.nodes()
    notes: dict[str, list[tuple[str, Note]]] = {}
    names: dict[str, set[str]] = {}
    for path in play.notes():
        try:
            note = parse(play.text(path))
        except (UnreadableError, UnicodeDecodeError):
            continue
        if note.id in nodes:
            notes.setdefault(note.id, []).append((path, note))
            for name in (
                path.removeprefix("vault/").removesuffix(".md"),
                path.rpartition("/")[2][:-3],
            ):
                names.setdefault(name.casefold(), set()).add(note.id)
    edges: dict[str, set[tuple[str, str]]] = {}
    for edge in play.edges():
        edges.setdefault(edge["from"], set()).add((edge["type"], edge["to"]))
    return [
        f"{path}: {fault}"
        for id_, node in nodes.items()
        for path, note in notes.get(id_, [])[:1]
        if path not in known and len(notes[id_]) == 1 and note.blocks
        for fault in _faults(node, note, edges.get(id_, set()), names)
    ]


def _faults(
    node: dict[str, Any], note: Note, edges: set[tuple[str, str]], names: dict[str, set[str]]
) -> Iterator[str]:
    key = node["id"].partition("/")[0]
    for name, value in node["properties"].items():
        if (key, name) in BODY or name in DERIVED:
            continue
        part = note.parts.get(KEY + name)
        if part and part.prop and part.prop.opaque:  # a comment of the user's, say
            continue
        said = part.prop.items if part and part.prop else ()
        want = [str(v) for v in (value if isinstance(value, list) else [value])]
        if sorted(said) != sorted(want):
            yield f"{name} is {said}, the graph says {want}"
    for edge_type in BUILTIN.edges:
        part = note.parts.get(KEY + edge_type.key)
        for item in part.prop.items if part and part.prop else ():
            meant = {(edge_type.name, i) for i in names.get(target_of(item).casefold(), ())}
            if meant and not meant & {*edges, (edge_type.name, node["id"])}:
                yield f"the note links {sorted(meant)}, the graph does not"
