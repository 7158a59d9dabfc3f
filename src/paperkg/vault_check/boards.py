"""Boards: JSON Canvas as Obsidian opens it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from paperkg.diagnostics import Diagnostic
from paperkg.vault_check.files import Files, fault

_NEEDS: Final = {"text": "text", "file": "file", "link": "url", "group": "id"}


def check_board(files: Files, path: str, text: str) -> Iterator[Diagnostic]:
    """Tell what keeps a board from opening, and cards whose file is gone."""
    try:
        board = json.loads(text) if text.strip() else {}
        nodes, edges = board.get("nodes", []), board.get("edges", [])
        for message in [*_nodes(files, nodes), *_edges(nodes, edges)]:
            yield fault("V727", files, path, 0, message)
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        yield fault("V727", files, path, 0, f"it is no JSON Canvas: {error}")


def _nodes(files: Files, nodes: list[dict[str, Any]]) -> Iterator[str]:
    ids: set[str] = set()
    there = set(files.paths)
    for node in nodes:
        id_, kind = node.get("id"), node.get("type")
        if not isinstance(id_, str) or id_ in ids:
            yield f"the card {id_!r} has no id of its own"
            continue
        ids.add(id_)
        if kind not in _NEEDS or _NEEDS[kind] not in node:
            yield f"the card {id_} is of no known type: found {kind!r}"
        if not all(isinstance(node.get(k), int) for k in ("x", "y", "width", "height")):
            yield f"the card {id_} lacks whole numbers for x, y, width and height"
        if kind == "file" and node.get("file") not in there:
            yield f"a card shows '{node.get('file')}', which is not there"


def _edges(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> Iterator[str]:
    ids = {node.get("id") for node in nodes}
    for edge in edges:
        for end in ("fromNode", "toNode"):
            if edge.get(end) not in ids:
                yield f"the arrow {edge.get('id')} has no card at its {end}"
