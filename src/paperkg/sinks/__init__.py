"""Graph to artifacts: pure, byte-stable, independent of insertion order.

A new format is one module with a `render`, and one line in `SINKS`.
"""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from paperkg.config import Config
from paperkg.model import Artifact, Graph
from paperkg.sinks import cypher, jsonl, rdf, vault

Sink: TypeAlias = Callable[[Graph, Config], Iterator[Artifact]]

SINKS: Final[dict[str, Sink]] = {
    "vault": vault.render,
    "jsonl": jsonl.render,
    "cypher": cypher.render,
    "rdf": rdf.render,
}
