"""The note of each node: its properties, and what its template may ask for."""

from __future__ import annotations

from typing import Any, Final

from paperkg.config import Config
from paperkg.frontmatter import emit
from paperkg.model import Artifact, Edge, Node, Shape, Value
from paperkg.schema import NodeType
from paperkg.sinks.vault.facts import Facts
from paperkg.sinks.vault.places import FOLDER
from paperkg.sinks.vault.rendering import Rendering
from paperkg.sinks.vault.templates import Templates

_LAST: Final = frozenset({"aliases", "tags"})


class Notes:
    """The notes of one rendering."""

    def __init__(self, rendering: Rendering, config: Config) -> None:
        self._rendering = rendering
        self._graph = rendering.graph
        self._schema = rendering.schema
        self._templates = Templates(config.templates)
        # a template may ask for any declared property; only a misspelt one is an error
        self._absent = {p.name: "" for t in config.schema.nodes for p in t.properties}

    def artifact(self, id_: str) -> Artifact:
        """Return the whole text of a new note.

        Raises:
            BrokenTemplateError: A shipped template is broken.
        """
        node = self._graph.nodes[id_]
        node_type = self._schema.node_types[node.type]
        path = f"{FOLDER}/{node_type.folder}/{node.name}.md"
        if node.home:
            text = f"---\n{emit(self._said_elsewhere(node, node_type))}---\n"
            return Artifact(id_, path, text.encode(), Shape.NOTE)
        text, fault = self._templates.render(node_type.key, self._context(node, node_type))
        return Artifact(id_, path, text.encode(), Shape.NOTE, fault)

    def _context(self, node: Node, node_type: NodeType) -> dict[str, Any]:
        edges = self._graph.outgoing.get(node.id, ())
        return {
            "frontmatter": emit(self._properties(node, node_type, edges)),
            "node": node,
            "note": Facts(self._rendering, node),
            "p": {**self._absent, **node.properties},
            "title": node.properties.get("title") or node.properties.get("name") or "",
            "zh": self._rendering.language == "zh",
        }

    def _properties(
        self, node: Node, node_type: NodeType, edges: tuple[Edge, ...]
    ) -> dict[str, Value]:
        """Return the frontmatter: what is read first, first; the id last."""
        shown: dict[str, Value] = {"type": node_type.key}
        for prop in node_type.properties:
            value = _others_say(node, prop.name)
            if value is not None and not prop.body and prop.name not in _LAST:
                shown[prop.name] = value
        if aliases := self._aliases(node):
            shown["aliases"] = aliases
        for key, links in self._typed_links(edges).items():
            shown[key] = tuple(links)
        if (tags := _others_say(node, "tags")) is not None:
            shown["tags"] = tags
        shown["paperkg_id"] = node.id
        return shown

    def _said_elsewhere(self, node: Node, node_type: NodeType) -> dict[str, Value]:
        """Return what other sources say of a node whose note the user made."""
        names = [p.name for p in node_type.properties if not p.body]
        said = {name: v for name in names if (v := _others_say(node, name)) is not None}
        edges = self._graph.outgoing.get(node.id, ())
        links = {key: tuple(found) for key, found in self._typed_links(edges).items()}
        return {**said, **links, "paperkg_id": node.id}

    def _aliases(self, node: Node) -> tuple[str, ...]:
        """Return every other name, so that Obsidian's quick switcher finds the note."""
        names = [node.properties.get(n) for n in ("title", "name", "short_name", "name_zh")]
        own = _others_say(node, "aliases") or ()
        keys = node.properties.get("citekey", ())
        cited = [f"@{key}" for key in (keys if isinstance(keys, tuple) else (keys,))]
        every = [*names, *(own if isinstance(own, tuple) else (own,)), *cited]
        return tuple(dict.fromkeys(str(n) for n in every if n and n != node.name))

    def _typed_links(self, edges: tuple[Edge, ...]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        by_type: dict[str, list[str]] = {}
        for edge in edges:
            if not edge.in_note:
                by_type.setdefault(edge.type, []).append(edge.target)
        for edge_type in self._schema.edges if by_type else ():
            for target in by_type.get(edge_type.name, ()):
                found.setdefault(edge_type.key, []).append(self._rendering.property_link(target))
        return found


def _others_say(node: Node, name: str) -> Value | None:
    """Return a property without the values that the node's own note states."""
    value = node.properties.get(name)
    own = node.in_note.get(name)
    if not own or value is None:
        return value
    if not isinstance(value, tuple):
        return None
    return tuple(v for v in value if v not in own) or None
