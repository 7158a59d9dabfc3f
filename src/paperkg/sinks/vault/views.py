"""Which view of which Base lists the notes that name a note.

Such a view compares with `this`, the note that it is embedded in. Obsidian finds its rows:
nothing has to be written anew when notes are added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from paperkg.schema import EdgeType, Label, NodeType, Schema

BY_LINK: Final = "affiliations"
"""Stands for the edge that there is none of: what a paper states of its authors."""
_NAMES: Final[Mapping[str, Label]] = {
    "AUTHORED_BY": Label("By this author", "此作者的论文"),
    "AFFILIATED_WITH": Label("At this institution", "此机构的作者"),
    BY_LINK: Label("From this institution", "此机构的论文"),
    "PRESENTED_AT": Label("Presented here", "在此报告"),
    "HELD_AT": Label("Schedule", "日程"),
    "EDITION_OF": Label("Editions", "历届"),
    "PUBLISHED_IN": Label("Published here", "发表于此"),
    "ABOUT": Label("On this topic", "关于此主题"),
    "BROADER": Label("Narrower topics", "下位主题"),
    "PART_OF": Label("Parts", "下属"),
    "CITES": Label("Citing this", "引用此文"),
}
"""Names of views whose edge type has a noun for a label."""
_FIRST: Final = frozenset({"Idea", "Session"})
"""What a reader looks for first: in an event the schedule, everywhere else the ideas."""
_ABOUT_THIS: Final = Label("About this", "与此相关")


@dataclass(frozen=True, slots=True)
class View:
    """A view that notes of another type embed.

    Attributes:
        base: Name of its Base.
        name: Its name there.
        filters: Each an expression of Obsidian's; one of them has to hold.
        heading: What stands above it in a note.
        key: The property that it looks at; empty for several, and for links of any kind.
    """

    base: str
    name: str
    filters: tuple[str, ...]
    heading: str
    key: str = ""

    @property
    def embed(self) -> str:
        """How a note shows it."""
        return f"![[{self.base}.base#{self.name}]]"


def embeds(schema: Schema, language: str) -> dict[tuple[str, str], View]:
    """Return the view that lists the sources of an edge, by edge type and source type.

    The papers of an institution, of which no edge tells, are under `BY_LINK`.
    """
    found: dict[tuple[str, str], View] = {}
    for node_type in sorted(schema.nodes, key=lambda t: t.name not in _FIRST):
        edges = schema.edges_from(node_type.name)
        loose = [e for e in edges if not e.targets]
        about = tuple(_names_this(e) for e in loose)
        for edge in edges:
            name = _name(edge, language) if edge.targets else _ABOUT_THIS.text(language)
            tests = (_names_this(edge),) if edge.targets else about
            key = edge.key if edge.targets else ""
            found[edge.name, node_type.name] = _view(node_type, name, tests, language, key)
            if edge.property(BY_LINK):
                name, tests = _NAMES[BY_LINK].text(language), ("file.hasLink(this.file)",)
                found[BY_LINK, node_type.name] = _view(node_type, name, tests, language)
    return found


def plural(node_type: NodeType, language: str) -> str:
    """Return what a heading calls several nodes of one type."""
    return node_type.label.zh if language == "zh" else node_type.folder


def _view(
    node_type: NodeType, name: str, tests: tuple[str, ...], language: str, key: str = ""
) -> View:
    return View(node_type.folder, name, tests, plural(node_type, language), key)


def _names_this(edge_type: EdgeType) -> str:
    return f"list({edge_type.key}).contains(this)"


def _name(edge_type: EdgeType, language: str) -> str:
    if label := _NAMES.get(edge_type.name):
        return label.text(language)
    label = edge_type.label
    return f"{label.zh}（此）" if language == "zh" else f"{label.en} this"
