"""What everything in one rendering shares: the graph, who has no note, and how to link."""

from __future__ import annotations

from functools import cached_property

from paperkg.config import Config
from paperkg.model import Graph, Node
from paperkg.schema import Label
from paperkg.sinks.markdown import one_line
from paperkg.sinks.vault.people import hidden
from paperkg.sinks.vault.views import View, embeds


class Rendering:
    """One vault that is being written.

    Attributes:
        graph: What it shows.
        schema: Types of its notes and edges.
        language: Of what paperkg itself writes: `en` or `zh`.
        hidden: Nodes that have no note.
    """

    def __init__(self, graph: Graph, config: Config) -> None:
        self.graph = graph
        self.schema = config.schema
        self.language = config.language
        self.hidden = hidden(graph, config.author_papers)

    @cached_property
    def embeds(self) -> dict[tuple[str, str], View]:
        """The view that shows the sources of an edge type, by edge type and source type."""
        return embeds(self.schema, self.language)

    def text(self, label: Label) -> str:
        """Return a label in the library's language."""
        return label.text(self.language)

    def property_link(self, id_: str) -> str:
        """Return what a property says of a node: a link, or the name of one without note."""
        node = self.graph.nodes[id_]
        if id_ in self.hidden:
            return str(node.properties.get("name", node.name))
        return f"[[{node.link or node.name}]]"

    def link(self, id_: str, shown: str = "") -> str:
        """Return a link for a text, as Markdown.

        Args:
            id_: Of the node.
            shown: What the reader sees; else the note's name, or a topic's in Chinese.
        """
        node = self.graph.nodes[id_]
        if id_ in self.hidden:
            return one_line(self.property_link(id_))
        target = node.link or node.name
        shown = shown or self.shown(node)
        if not shown or shown == target:
            return f"[[{target}]]"
        return shown_as(target.partition("|")[0], shown)

    def shown(self, node: Node) -> str:
        """Return what a topic is called in a Chinese vault, though its note has another name.

        Empty for everything else.
        """
        if self.language != "zh" or node.type != "Topic":
            return ""
        return str(node.properties.get("name_zh", ""))


def shown_as(target: str, shown: str) -> str:
    """Return a link that shows something else than the name it leads to.

    Within a link nothing is escaped; what would end it is left out.

    >>> shown_as("pruning.canvas", "剪枝 [1]")
    '[[pruning.canvas|剪枝 1]]'
    """
    text = "".join(c for c in shown if c not in "[]|\n")
    return f"[[{target}|{text}]]"
