"""What the template of a note may ask for beside the note's own properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from paperkg import ids
from paperkg.model import Edge, Node
from paperkg.schema import EdgeType, Label
from paperkg.sinks.markdown import one_line
from paperkg.sinks.vault.people import peers
from paperkg.sinks.vault.rendering import Rendering
from paperkg.sinks.vault.times import times
from paperkg.sinks.vault.views import BY_LINK, View
from paperkg.sinks.vault.web import addresses

_WRITTEN: Final = frozenset({"Idea", "Note"})
_TOLD_BY_PROPERTIES: Final = ("ABOUT", "AFFILIATED_WITH")
"""Edges made of what other notes say; a list of links is all that a reader wants of them."""
_AUTHORED_BY: Final = "AUTHORED_BY"
_ET_AL: Final = Label(" et al.", " 等")
_QUOTED: Final = 6
"""Remarks whose text stands in the note; a table lists more than these."""
_AND: Final = Label(" & ", "、")


class Facts:
    """One note's surroundings, worked out only as far as its template asks.

    Each item of an edge is a mapping: `link` to the other end, its `id` (`cite(id)` adds
    title, authors and year where it is a paper), and `told`, the edge's properties as
    Markdown, empty where absent. What the note itself states is left out.
    """

    def __init__(self, rendering: Rendering, node: Node) -> None:
        self._rendering = rendering
        self._graph = rendering.graph
        self._schema = rendering.schema
        self._link = rendering.link
        self._node = node
        self._shown: set[str] = set(_TOLD_BY_PROPERTIES)

    @cached_property
    def _outgoing(self) -> Mapping[str, list[Edge]]:
        found: dict[str, list[Edge]] = {}
        for edge in self._graph.outgoing.get(self._node.id, ()):
            if not edge.in_note or edge.type == _AUTHORED_BY:  # the user's words say it already
                found.setdefault(edge.type, []).append(edge)
        return found

    def to(self, name: str) -> list[dict[str, Any]]:
        """Return what edges of the type *name* lead to, in their order."""
        self._shown.add(name)
        edge_type = self._schema.edge_types.get(name)
        edges = self._outgoing.get(name, ()) if edge_type else ()
        return [self._item(e, edge_type) for e in edges if edge_type]

    def names(self, name: str) -> str:
        """Return links to what edges of the type *name* lead to, on one line."""
        self._shown.add(name)
        return " · ".join(self._link(e.target) for e in self._outgoing.get(name, ()))

    @cached_property
    def authors(self) -> list[str]:
        """Who wrote it: each with the name as printed and the institutions, as far as known.

        Initials that a citation prints say nothing new.
        """
        return [self._author(item) for item in self.to(_AUTHORED_BY)]

    def _author(self, item: dict[str, Any]) -> str:
        told = item["told"]
        at = told.get("affiliations") or told.get("affiliation_text")
        printed = told.get("name_text")
        name = self._graph.nodes[item["id"]].properties.get("name", "") if printed else ""
        if printed and ids.abbreviates(str(printed), str(name)):
            printed = None
        return f"{item['link']}{f' ({printed})' if printed else ''}{f' ({at})' if at else ''}"

    @cached_property
    def relations(self) -> list[dict[str, Any]]:
        """Every edge type by which this note takes a stand on something, with its items."""
        return [
            {"label": self._rendering.text(t.label), "items": self.to(t.name)}
            for t in self._schema.edges
            if not t.targets and t.name in self._outgoing
        ]

    @property
    def others(self) -> list[dict[str, Any]]:
        """Every edge type whose edges say more than their target, if nobody asked for it yet.

        So what a library's own edge types say is in the note too.
        """
        return [
            {"label": self._rendering.text(t.label), "items": self.to(t.name)}
            for t in self._schema.edges
            if t.name not in self._shown
            and any(e.properties for e in self._outgoing.get(t.name, ()))
        ]

    @cached_property
    def web(self) -> list[str]:
        """Links to where it is to be found on the web."""
        return addresses(self._node.properties)

    @cached_property
    def heading(self) -> str:
        """The title, where it says more than the name of the note, which Obsidian shows.

        In a Chinese vault the Chinese name, where the note has another.
        """
        p = self._node.properties
        zh = p.get("name_zh") if self._rendering.language == "zh" else None
        title = str(zh or p.get("title") or p.get("name") or "")
        name = self._node.name
        return "" if title == name or _words(title) == _words(name) else title

    @cached_property
    def _remarks(self) -> list[Node]:
        loose = {t.name for t in self._schema.edges if not t.targets}
        incoming = self._graph.incoming.get(self._node.id, ())
        found = (self._graph.nodes[e.source] for e in incoming if e.type in loose)
        return list(
            {n.id: n for n in found if n.type in _WRITTEN and "text" in n.properties}.values()
        )

    @cached_property
    def remarks(self) -> list[dict[str, str]]:
        """What a person wrote about this node: the first ideas and notes, with their text."""
        return [
            {
                "kind": node.type.lower(),
                "link": self._link(node.id, str(node.properties.get("title") or self._label(node))),
                "text": str(node.properties["text"]),
            }
            for node in self._remarks[:_QUOTED]
        ]

    def _label(self, node: Node) -> str:
        return self._rendering.text(self._schema.node_types[node.type].label)

    @cached_property
    def views(self) -> list[dict[str, Any]]:
        """The Base views that list who names this node, by what they are.

        And links to those whom no Base sees naming it, because they do so in their text.
        """
        told = {n.id for n in self._remarks} if len(self._remarks) <= _QUOTED else set()
        hidden, nodes, embeds = self._rendering.hidden, self._graph.nodes, self._rendering.embeds
        incoming = self._graph.incoming.get(self._node.id, ())
        shown = [e for e in incoming if e.source not in told and e.source not in hidden]
        listed = {(e.type, nodes[e.source].type) for e in shown if not e.inline}
        if any(e.properties.get("papers") for e in incoming):
            listed.add((BY_LINK, "Paper"))
        pieces: dict[str, dict[str, list[str]]] = {}
        for view in dict.fromkeys(v for key, v in embeds.items() if key in listed):
            pieces.setdefault(view.heading, _piece())["embeds"].append(view.embed)
        for view, hosts in self._inline(shown).items():
            pieces.setdefault(view.heading, _piece())["also"] += map(self._link, hosts)
        return [{"heading": heading, **piece} for heading, piece in pieces.items()]

    def _inline(self, edges: list[Edge]) -> dict[View, list[str]]:
        """Return by view the notes that it does not list, because only their text says so."""
        if not any(e.inline for e in edges):
            return {}
        views: dict[View, list[Edge]] = {}
        for edge in edges:
            view = self._rendering.embeds[edge.type, self._graph.nodes[edge.source].type]
            views.setdefault(view, []).append(edge)
        found: dict[View, list[str]] = {}
        for view, its in views.items():
            rows = {e.source for e in its if not e.inline}
            if missing := dict.fromkeys(e.source for e in its if e.source not in rows):
                found[view] = list(missing)
        return found

    @cached_property
    def peers(self) -> list[str]:
        """An author's co-authors with the number of joint papers, most papers first."""
        found = peers(self._graph, self._node.id)
        return [f"{self._link(i)} {n}" if n > 1 else self._link(i) for i, n in found]

    @cached_property
    def where(self) -> list[str]:
        """Where and when a paper was presented: its sessions, and events without session."""
        self._shown.add("PRESENTED_AT")
        edges = self._outgoing.get("PRESENTED_AT", ())
        nodes = self._graph.nodes
        sessions = [e for e in edges if nodes[e.target].type == "Session"]
        held = {
            up.target
            for e in sessions
            for up in self._graph.outgoing.get(e.target, ())
            if up.type == "HELD_AT"
        }
        shown = [e for e in edges if e in sessions or e.target not in held]
        return [" · ".join(self._presentation(e)) for e in shown]

    def _presentation(self, edge: Edge) -> Iterator[str]:
        session = self._graph.nodes[edge.target]
        for up in self._graph.outgoing.get(edge.target, ()):
            if up.type == "HELD_AT":
                yield self._link(up.target)
        yield self._link(edge.target, times(session))
        told = [str(edge.properties[n]) for n in ("kind", "number") if n in edge.properties]
        if told:
            yield one_line(" ".join(told))
        if track := edge.properties.get("track"):
            yield one_line(str(track))

    @cached_property
    def when(self) -> str:
        """When a session or event takes place."""
        return one_line(times(self._node))

    def _item(self, edge: Edge, edge_type: EdgeType) -> dict[str, Any]:
        told: dict[str, str] = {}
        for prop in edge_type.properties:
            value = edge.properties.get(prop.name, ())
            items = value if isinstance(value, tuple) else (value,)
            shown = [self._link(str(v)) if prop.target else one_line(str(v)) for v in items]
            told[prop.name] = ", ".join(shown)
        return {"link": self._link(edge.target), "id": edge.target, "told": told}

    def cite(self, id_: str) -> str:
        """Return a link with what tells a reader which paper that is."""
        node = self._graph.nodes[id_]
        told = [self._link(id_)]
        title = str(node.properties.get("title", ""))
        if title and node.type == "Paper" and _words(title) != _words(node.name):
            short = str(node.properties.get("short_name", ""))
            told.append(one_line(title.removeprefix(f"{short}: ") if short else title))
        names = [
            str(self._graph.nodes[e.target].properties.get("name", ""))
            for e in self._graph.outgoing.get(id_, ())
            if e.type == _AUTHORED_BY
        ]
        if names:
            few = self._rendering.text(_AND).join(names)
            first = names[0] + self._rendering.text(_ET_AL)
            told.append(one_line(few if len(names) < 3 else first))
        if year := node.properties.get("year"):
            told.append(str(year))
        return " · ".join(told)


def _piece() -> dict[str, list[str]]:
    return {"embeds": [], "also": []}


def _words(text: str) -> str:
    return _NO_WORD.sub("", text).casefold()


_NO_WORD: Final = re.compile(r"[\W_]+")
