"""Boards: a canvas for the neighbourhood of each topic and idea that has one.

Ids of cards come from ids of the graph, so a board made anew has the same cards. A board
that the user touched is theirs (`Shape.OFFER`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from math import isqrt
from typing import Any, Final

from paperkg.model import Artifact, Edge, Graph, Node, Shape
from paperkg.schema import Label
from paperkg.sinks.vault.places import BOARDS, FOLDER
from paperkg.sinks.vault.rendering import Rendering

_MOST: Final = {"Idea": 9, "Paper": 36, "Topic": 12}
"""Cards of each type; with the one in the middle fewer than 60."""
_FEWEST: Final = 4
"""Cards from which on a board shows more than its topic's note does."""
_CARD: Final = (400, 260)
_TOPIC: Final = (380, 60)
_SUBJECT: Final = (380, 90)
_GAP: Final = 60
_PAD: Final = 40
_ABOUT, _BROADER = "ABOUT", "BROADER"
_IDEAS, _PAPERS, _TOPICS = Label("Ideas", "想法"), Label("Papers", "论文"), Label("Topics", "主题")
_WIDER, _NARROWER = Label("Part of", "上位主题"), Label("Narrower topics", "下位主题")
_COLOURS: Final = {"Idea": "2", "Topic": "4"}
"""Canvas colours: orange, green."""


def boards(rendering: Rendering) -> Iterator[Artifact]:
    """Yield the boards, those with most cards first."""
    found, graph = [], rendering.graph
    for node in graph.nodes.values():
        if node.type in ("Topic", "Idea"):
            around = _around(graph, node)
            if sum(map(len, around.values())) >= _FEWEST or (node.type == "Idea" and around):
                found.append((node, around))
    found.sort(key=lambda pair: (-sum(map(len, pair[1].values())), pair[0].id))
    for node, around in found:
        path = f"{BOARDS}/{node.name}.canvas"
        yield Artifact(path, path, _board(rendering, node, around).encode(), Shape.OFFER)


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
    rendering: Rendering
    groups: list[dict[str, Any]] = field(default_factory=list)
    cards: dict[str, dict[str, Any]] = field(default_factory=dict)
    arrows: list[dict[str, Any]] = field(default_factory=list)

    def group(
        self, id_: str, label: str, nodes: Sequence[Node], left: int, top: int
    ) -> tuple[int, int]:
        """Lay cards of one size into a new group; return its width and height."""
        width, height = size = _TOPIC if nodes[0].type == "Topic" else _CARD
        gap = _GAP if size == _CARD else _GAP // 2
        columns = _across(len(nodes)) if nodes[0].type == "Paper" else 1
        for number, node in enumerate(nodes):
            x = left + _PAD + (number % columns) * (width + gap)
            self.add(node, (x, top + (number // columns) * (height + gap), *size))
        rows = -(-len(nodes) // columns)
        place = {
            "x": left,
            "y": top - _PAD,
            "width": columns * (width + gap) - gap + 2 * _PAD,
            "height": rows * (height + gap) - gap + 2 * _PAD,
        }
        self.groups.append({"id": id_, "type": "group", **place, "label": label})
        return place["width"], place["height"]

    def add(self, node: Node, place: tuple[int, int, int, int], heading: str = "") -> None:
        """Lay down the card of a node; its place is x, y, width, height."""
        card: dict[str, Any] = {"id": _id(node.id)}
        card |= zip(("x", "y", "width", "height"), place, strict=True)
        if node.type == "Topic":
            card |= {"type": "text", "text": f"{heading}{self.rendering.link(node.id)}"}
        else:
            folder = self.rendering.schema.node_types[node.type].folder
            path = node.home or f"{FOLDER}/{folder}/{node.name}.md"
            card |= {"type": "file", "file": path.removeprefix(f"{FOLDER}/")}
        if node.type in _COLOURS:
            card["color"] = _COLOURS[node.type]
        self.cards[node.id] = card

    def text(self) -> str:
        """Write it as Obsidian does, an item a line."""
        nodes = ",\n".join(f"\t\t{_json(n)}" for n in (*self.groups, *self.cards.values()))
        edges = ",\n".join(f"\t\t{_json(e)}" for e in self.arrows)
        return f'{{\n\t"nodes":[\n{nodes}\n\t],\n\t"edges":[\n{edges}\n\t]\n}}'


_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _board(rendering: Rendering, middle: Node, around: dict[str, list[Node]]) -> str:
    """Lay out ideas on the left, papers in the middle, topics on the right, the subject above."""
    canvas = _Canvas(rendering)
    left = 0
    for groups in _columns(rendering.graph, middle, around):
        top = width = 0
        for name, label, nodes in groups:
            id_ = _id(f"{middle.id} {name}")
            wide, high = canvas.group(id_, rendering.text(label), nodes, left, top)
            top += high + 2 * _GAP
            width = max(width, wide)
        left += width + 2 * _GAP if width else 0
    width, height = _SUBJECT if middle.type == "Topic" else _CARD
    across, above = max(0, left - 2 * _GAP), -(height + 2 * _GAP + _PAD)
    canvas.add(middle, ((across - width) // 2, above, width, height), "## ")
    _arrows(canvas, middle)
    return canvas.text()


def _columns(
    graph: Graph, middle: Node, around: dict[str, list[Node]]
) -> Iterator[list[tuple[str, Label, list[Node]]]]:
    """Yield the groups that stand below each other, from left to right."""
    for name, label in (("Idea", _IDEAS), ("Paper", _PAPERS)):
        if nodes := around.get(name):
            yield [(name, label, nodes)]
    topics = around.get("Topic", [])
    if middle.type != "Topic":
        yield [("Topic", _TOPICS, topics)] if topics else []
        return
    up = {e.target for e in graph.outgoing.get(middle.id, ()) if e.type == _BROADER}
    wider = [n for n in topics if n.id in up]
    down = {e.source for e in graph.incoming.get(middle.id, ()) if e.type == _BROADER}
    narrower = [n for n in topics if n.id in down - up]
    others = [n for n in topics if n.id not in up | down]
    groups = [("Wider", _WIDER, wider), ("Topic", _NARROWER, narrower), ("Other", _TOPICS, others)]
    yield [group for group in groups if group[2]]


def _across(cards: int) -> int:
    """Return how many papers stand side by side: few in one row, many nearly in a square."""
    return cards if cards <= 4 else min(6, isqrt(cards - 1) + 1)


def _arrows(canvas: _Canvas, middle: Node) -> None:
    """Draw what ideas and topics say of the other cards, as far as no group says it."""
    graph = canvas.rendering.graph
    for id_ in sorted(canvas.cards):
        for edge in graph.outgoing.get(id_, ()):
            ends = (edge.source, edge.target)
            told = edge.type == _ABOUT or (edge.type == _BROADER and middle.id in ends)
            if edge.target in canvas.cards and graph.nodes[id_].type != "Paper" and not told:
                canvas.arrows.append(_arrow(canvas, edge, middle))


def _arrow(canvas: _Canvas, edge: Edge, middle: Node) -> dict[str, Any]:
    start, end = canvas.cards[edge.source], canvas.cards[edge.target]
    edge_type = canvas.rendering.schema.edge_types[edge.type]
    if middle.id in (edge.source, edge.target):  # it stands above all others
        sides = ("bottom", "top") if edge.source == middle.id else ("top", "bottom")
    elif start["x"] + start["width"] < end["x"]:
        sides = ("right", "left")
    elif end["x"] + end["width"] < start["x"]:
        sides = ("left", "right")
    else:
        sides = ("bottom", "top") if start["y"] < end["y"] else ("top", "bottom")
    arrow = {
        "id": _id(edge.id),
        "fromNode": start["id"],
        "fromSide": sides[0],
        "toNode": end["id"],
        "toSide": sides[1],
    }
    if edge.type != _BROADER:  # between two topics, where a label has no room
        arrow["label"] = canvas.rendering.text(edge_type.label)
    return arrow


def _id(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
