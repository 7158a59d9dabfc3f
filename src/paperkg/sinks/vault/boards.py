"""Boards: a canvas for the neighbourhood of each topic and idea that has one.

Ids of cards come from ids of the graph, so a board made anew has the same cards. A board
that the user touched is theirs (`Shape.OFFER`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

from paperkg.config import Config
from paperkg.model import Artifact, Edge, Graph, Node, Shape
from paperkg.schema import Label
from paperkg.sinks.vault.places import BOARDS, FOLDER

_MOST: Final = {"Idea": 9, "Paper": 36, "Topic": 12}
"""Cards of each type; with the one in the middle fewer than 60."""
_FEWEST: Final = 4
"""Cards from which on a board shows more than its topic's note does."""
_CARD: Final = (400, 260)
_TOPIC: Final = (260, 60)
_GAP: Final = 60
_PAD: Final = 40
_ABOUT: Final = "ABOUT"
_IDEAS, _PAPERS, _TOPICS = Label("Ideas", "想法"), Label("Papers", "论文"), Label("Topics", "主题")
_COLOURS: Final = {"Idea": "2", "Topic": "4"}
"""Canvas colours: orange, green."""


def boards(graph: Graph, config: Config, hidden: Collection[str]) -> Iterator[Artifact]:
    """Yield the boards, those with most cards first."""
    found = []
    for node in graph.nodes.values():
        if node.type in ("Topic", "Idea") and node.id not in hidden:
            around = _around(graph, node)
            if sum(map(len, around.values())) >= _FEWEST or (node.type == "Idea" and around):
                found.append((node, around))
    found.sort(key=lambda pair: (-sum(map(len, pair[1].values())), pair[0].id))
    for node, around in found:
        path = f"{BOARDS}/{node.name}.canvas"
        yield Artifact(path, path, _board(graph, config, node, around).encode(), Shape.OFFER)


def _around(graph: Graph, node: Node) -> dict[str, list[Node]]:
    """Return the ideas, papers and topics next to a node, the newest papers first."""
    ids = {e.source for e in graph.incoming.get(node.id, ())}
    ids |= {e.target for e in graph.outgoing.get(node.id, ())}
    near: dict[str, list[Node]] = {}
    for id_ in sorted(ids - {node.id}):
        if graph.nodes[id_].type in _MOST:
            near.setdefault(graph.nodes[id_].type, []).append(graph.nodes[id_])
    named = {e.target for idea in near.get("Idea", ()) for e in graph.outgoing.get(idea.id, ())}
    near.get("Paper", []).sort(key=lambda n: (n.id not in named, -_year(n), n.id))
    return {name: nodes[: _MOST[name]] for name, nodes in near.items()}


def _year(node: Node) -> int:
    year = node.properties.get("year", 0)
    return year if isinstance(year, int) else 0


@dataclass
class _Canvas:
    groups: list[dict[str, Any]] = field(default_factory=list)
    cards: dict[str, dict[str, Any]] = field(default_factory=dict)
    arrows: list[dict[str, Any]] = field(default_factory=list)

    def text(self) -> str:
        """Write it as Obsidian does, an item a line."""
        nodes = ",\n".join(f"\t\t{_json(n)}" for n in (*self.groups, *self.cards.values()))
        edges = ",\n".join(f"\t\t{_json(e)}" for e in self.arrows)
        return f'{{\n\t"nodes":[\n{nodes}\n\t],\n\t"edges":[\n{edges}\n\t]\n}}'


_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _board(graph: Graph, config: Config, middle: Node, around: dict[str, list[Node]]) -> str:
    """Lay out ideas on the left, papers in the middle, topics on the right, the subject above."""
    language = config.language
    canvas = _Canvas()
    folders = {t.name: t.folder for t in config.schema.nodes}
    papers = around.get("Paper", [])
    columns = 1 if len(papers) < 3 else 2 if len(papers) < 9 else 4 if len(papers) < 25 else 6
    left = 0
    for label, name, width, size in (
        (_IDEAS, "Idea", 1, _CARD),
        (_PAPERS, "Paper", columns, _CARD),
        (_TOPICS, "Topic", 1, _TOPIC),
    ):
        if nodes := around.get(name):
            _group(canvas, middle, label.text(language), nodes, (left, width, *size), folders)
            left += width * (size[0] + _GAP) - _GAP + 2 * _PAD + 2 * _GAP
    across = max(0, left - 2 * _GAP)
    size = _TOPIC if middle.type == "Topic" else _CARD
    above = -(size[1] + 2 * _GAP + _PAD)
    canvas.cards[middle.id] = _card(middle, ((across - size[0]) // 2, above, *size), folders)
    _arrows(graph, config, canvas)
    return canvas.text()


def _group(
    canvas: _Canvas,
    middle: Node,
    label: str,
    nodes: Sequence[Node],
    place: tuple[int, int, int, int],
    folders: dict[str, str],
) -> None:
    left, columns, width, height = place
    for number, node in enumerate(nodes):
        x = left + _PAD + (number % columns) * (width + _GAP)
        y = (number // columns) * (height + _GAP)
        canvas.cards[node.id] = _card(node, (x, y, width, height), folders)
    rows = -(-len(nodes) // columns)
    canvas.groups.append(
        {
            "id": _id(f"{middle.id} {nodes[0].type}"),
            "type": "group",
            "x": left,
            "y": -_PAD,
            "width": columns * (width + _GAP) - _GAP + 2 * _PAD,
            "height": rows * (height + _GAP) - _GAP + 2 * _PAD,
            "label": label,
        }
    )


def _card(node: Node, place: tuple[int, int, int, int], folders: dict[str, str]) -> dict[str, Any]:
    x, y, width, height = place
    card: dict[str, Any] = {"id": _id(node.id), "x": x, "y": y, "width": width, "height": height}
    if node.type == "Topic":
        card |= {"type": "text", "text": f"[[{node.link or node.name}]]"}
    else:
        path = node.home or f"{FOLDER}/{folders[node.type]}/{node.name}.md"
        card |= {"type": "file", "file": path.removeprefix(f"{FOLDER}/")}
    if node.type in _COLOURS:
        card["color"] = _COLOURS[node.type]
    return card


def _arrows(graph: Graph, config: Config, canvas: _Canvas) -> None:
    """Draw what ideas and topics say of the other cards; of papers, their group says it."""
    for id_ in sorted(canvas.cards):
        for edge in graph.outgoing.get(id_, ()):
            if edge.target in canvas.cards and graph.nodes[id_].type != "Paper":
                canvas.arrows.append(_arrow(canvas, config, edge))


def _arrow(canvas: _Canvas, config: Config, edge: Edge) -> dict[str, Any]:
    start, end = canvas.cards[edge.source], canvas.cards[edge.target]
    across = end["x"] - (start["x"] + start["width"])
    back = start["x"] - (end["x"] + end["width"])
    sides = (
        ("right", "left") if across > 0 else ("left", "right") if back > 0 else ("top", "bottom")
    )
    if not (across > 0 or back > 0) and start["y"] < end["y"]:
        sides = ("bottom", "top")
    arrow = {
        "id": _id(edge.id),
        "fromNode": start["id"],
        "fromSide": sides[0],
        "toNode": end["id"],
        "toSide": sides[1],
    }
    if edge.type != _ABOUT:
        arrow["label"] = config.schema.edge_types[edge.type].label.text(config.language)
    return arrow


def _id(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
