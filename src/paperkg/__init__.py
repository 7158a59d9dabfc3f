"""Messy reading notes in, one knowledge graph out: an Obsidian vault, Neo4j and RDF, in step.

>>> from paperkg import Library
>>> library = Library.open("my-library")   # doctest: +SKIP
>>> library.sync().summary()               # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from paperkg.library import Library
    from paperkg.model import Edge, Graph, Node

__all__ = ["Edge", "Graph", "Library", "Node", "__version__"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Import a public name when it is asked for, so that `--version` stays quick."""
    if name == "Library":
        from paperkg.library import Library  # noqa: PLC0415

        return Library
    if name in ("Edge", "Graph", "Node"):
        from paperkg import model  # noqa: PLC0415

        return getattr(model, name)
    raise AttributeError(name)
