"""A note for each node: the Obsidian vault.

Typed edges are lists of links among the properties of their source, so that Obsidian's
graph, backlinks and Bases see them without a plugin; the other direction is a Base view
in the target's note, which needs no rewriting when the rest of the vault grows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any, Final

from jinja2 import DictLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from paperkg.config import Config
from paperkg.diagnostics import PaperkgError
from paperkg.frontmatter import emit
from paperkg.model import Artifact, Edge, Graph, Node, Shape, Value
from paperkg.schema import EdgeType, NodeType
from paperkg.sinks.markdown import callout, escaped, one_line

FOLDER: Final = "vault"
_FALLBACK: Final = "_layout.md.j2"


class BrokenTemplateError(PaperkgError):
    """A note template cannot be used."""

    def __init__(self, name: str, error: TemplateError) -> None:
        line = f":{error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
        super().__init__(
            f"vault_templates/{name}{line}: {error.message}; no note was written. "
            "Mend the line, or delete your copy to use the shipped template"
        )


def render(graph: Graph, config: Config, only: Collection[str] | None = None) -> Iterator[Artifact]:
    """Yield a note for every node.

    What a note states itself is not written into it: it is the user's. Of a note that the
    user made only properties are paperkg's.

    Args:
        graph: What to show.
        config: The library's settings.
        only: Ids to yield notes for; None for all.

    Raises:
        BrokenTemplateError: A template of the user's does not parse or asks for what is
            not there.
    """
    notes = _Notes(graph, config)
    for id_ in graph.nodes if only is None else sorted(only):
        node = graph.nodes[id_]
        node_type = config.schema.node_types[node.type]
        path = f"{FOLDER}/{node_type.folder}/{node.name}.md"
        yield Artifact(node.id, path, notes.text(node, node_type), Shape.NOTE)


class _Notes:
    """What all notes of one rendering share."""

    def __init__(self, graph: Graph, config: Config) -> None:
        self._graph = graph
        self._config = config
        self._environment = _environment(tuple(sorted(config.templates.items())))
        # a template may ask for any declared property; only a misspelt one is an error
        self._absent = {p.name: "" for t in config.schema.nodes for p in t.properties}
        self._template = lru_cache(maxsize=None)(self._load)

    def text(self, node: Node, node_type: NodeType) -> str:
        """Return the whole text of a new note."""
        if node.home:
            return f"---\n{emit(self._said_elsewhere(node, node_type))}---\n"
        template = self._template(node_type)
        try:
            return template.render(self._context(node, node_type))
        except TemplateError as error:
            raise BrokenTemplateError(template.name or _FALLBACK, error) from error

    def _load(self, node_type: NodeType) -> Template:
        name = f"{node_type.key}.md.j2"
        try:
            return self._environment.select_template([name, _FALLBACK])
        except TemplateSyntaxError as error:
            raise BrokenTemplateError(error.name or name, error) from error

    def _context(self, node: Node, node_type: NodeType) -> dict[str, Any]:
        edges = self._graph.outgoing.get(node.id, ())
        return {
            "frontmatter": emit(self._properties(node, node_type, edges)),
            "node": node,
            "p": {**self._absent, **node.properties},
            "title": node.properties.get("title") or node.properties.get("name") or "",
            "groups": list(self._groups(edges)),
            "remarks": list(self._remarks(node)),
            "views": list(self._views(node)),
            "zh": self._config.language == "zh",
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
        every = [*names, *(own if isinstance(own, tuple) else (own,))]
        return tuple(dict.fromkeys(str(n) for n in every if n and n != node.name))

    def _typed_links(self, edges: tuple[Edge, ...]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for edge_type in self._config.schema.edges:
            for edge in edges:
                if edge.type == edge_type.name and not edge.in_note:
                    found.setdefault(edge_type.key, []).append(self._link(edge.target))
        return found

    def _link(self, id_: str) -> str:
        node = self._graph.nodes[id_]
        return f"[[{node.link or node.name}]]"

    def _groups(self, edges: tuple[Edge, ...]) -> Iterator[dict[str, Any]]:
        """Yield what the edges say beyond their target, for those that say something."""
        for edge_type in self._config.schema.edges:
            told = [e for e in edges if e.type == edge_type.name]
            if any(e.properties for e in told):
                yield {
                    "type": edge_type.name,
                    "label": edge_type.label.text(self._config.language),
                    "items": [
                        {"link": self._link(e.target), "told": self._told(e, edge_type)}
                        for e in told
                    ],
                }

    def _told(self, edge: Edge, edge_type: EdgeType) -> dict[str, str]:
        """Return an edge's properties as Markdown, ids as links."""
        told: dict[str, str] = {}
        for prop in edge_type.properties:
            value = edge.properties.get(prop.name, ())
            items = value if isinstance(value, tuple) else (value,)
            shown = [self._link(str(v)) if prop.target else one_line(str(v)) for v in items]
            told[prop.name] = ", ".join(shown)
        return told

    def _remarks(self, node: Node) -> Iterator[dict[str, str]]:
        """Yield the ideas and notes that a person wrote about this node."""
        for edge in self._graph.incoming.get(node.id, ()):
            source = self._graph.nodes[edge.source]
            edge_type = self._config.schema.edge_types[edge.type]
            if source.type in _WRITTEN and "text" in source.properties:
                text = one_line(str(source.properties["text"]))
                label = edge_type.label.text(self._config.language)
                yield {"link": self._link(source.id), "label": label, "text": text}

    def _views(self, node: Node) -> Iterator[dict[str, str]]:
        """Yield a Base view for each typed edge type by which other notes name this one."""
        found = {edge.type for edge in self._graph.incoming.get(node.id, ())}
        for edge_type in self._config.schema.edges:
            if edge_type.name in found and edge_type.targets:
                yield {
                    "name": edge_type.inverse.text(self._config.language),
                    "key": edge_type.key,
                }


@lru_cache(maxsize=2)
def _environment(templates: tuple[tuple[str, str], ...]) -> ImmutableSandboxedEnvironment:
    """Return what compiles the templates, once for as long as paperkg watches a library."""
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader(dict(templates)),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(md=escaped, line=one_line, callout=callout)
    return environment


def _others_say(node: Node, name: str) -> Value | None:
    """Return a property without the values that the node's own note states."""
    value = node.properties.get(name)
    own = node.in_note.get(name)
    if not own or value is None:
        return value
    if not isinstance(value, tuple):
        return None
    return tuple(v for v in value if v not in own) or None


_LAST: Final = frozenset({"aliases", "tags"})
_WRITTEN: Final = frozenset({"Idea", "Note"})
