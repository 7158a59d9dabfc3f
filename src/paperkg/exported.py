"""The graph as the last sync exported it: what every database is filled from.

`export/graph.jsonl` holds the entities, `export/schema.json` says what their values are. A
line's *head* is the line without its origins: what a database stores. So a line that moved
in its source is no change to a database.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from paperkg.diagnostics import ConfigError
from paperkg.schema import Kind

GRAPH: Final = "export/graph.jsonl"
SCHEMA: Final = "export/schema.json"
DIGEST: Final = ".paperkg/cache/export.json"
_SETTLED: Final = 2_000_000_000
"""Nanoseconds after which every file system tells two writes apart."""

_ORIGINS: Final = b',"origins":['
"""Before a line's origins. Inside of a JSON text the quotes would be escaped."""
SUM_BITS: Final = 40
"""Bits of each hash that are summed: eight million of them stay below 2**63."""
_NODE: Final = b'{"kind":"node"'


@dataclass(frozen=True, slots=True)
class Column:
    """A property as databases have it.

    Attributes:
        name: Spelled as in graph.jsonl.
        key: Spelled as in Cypher.
    """

    name: str
    key: str
    kind: Kind
    many: bool


@dataclass(frozen=True, slots=True)
class TypeColumns:
    """A node type or edge type and its properties, in declared order."""

    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A node or an edge.

    Attributes:
        source: Id of the node where an edge starts; empty for a node.
        target: Id of the node where it ends.
        properties: Values as JSON has them, by name.
    """

    id: str
    type: str
    source: str
    target: str
    properties: Mapping[str, Any]

    @property
    def is_node(self) -> bool:
        """Whether it is a node."""
        return not self.source


@dataclass(frozen=True)
class Exported:
    """One export; its lines are read when they are first needed.

    Attributes:
        root: The library's folder.
        library: Name of the library: `pkgGraph` in a database.
        node_types: By name.
        edge_types: By name.
    """

    root: Path
    library: str
    node_types: Mapping[str, TypeColumns]
    edge_types: Mapping[str, TypeColumns]

    @classmethod
    def read(cls, root: Path) -> Exported:
        """Read the export of the library in *root*.

        Raises:
            ConfigError: There is none, or it is damaged.
        """
        with _explained(root):
            schema = json.loads((root / SCHEMA).read_bytes())
            (root / GRAPH).stat()
            types = _types(schema["node_types"]), _types(schema["edge_types"])
            return cls(root, schema["library"], *types)

    @cached_property
    def heads(self) -> tuple[bytes, ...]:
        """The heads of all lines, nodes before edges, each kind by id."""
        with _explained(self.root):
            lines = (self.root / GRAPH).read_bytes().split(b"\n")[:-1]
            return tuple(line[: line.rindex(_ORIGINS)] for line in lines)

    @cached_property
    def temporal(self) -> frozenset[str]:
        """The properties whose JSON text databases hold as dates and times: `Paper.date`.

        Of all other kinds JSON tells itself what a value is.
        """
        return frozenset(
            f"{t.name}.{c.name}"
            for t in (*self.node_types.values(), *self.edge_types.values())
            for c in t.columns
            if c.kind in (Kind.DATE, Kind.DATETIME)
        )

    @cached_property
    def digest(self) -> str:
        """A digest of everything that a database would hold.

        Known without reading the lines while the two files look as they did when it was made.
        """
        look = [_look(self.root / name) for name in (GRAPH, SCHEMA)]
        cache = self.root / DIGEST
        try:
            known = json.loads(cache.read_bytes())
            if known["look"] == look:
                return str(known["digest"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        made = digest(self.temporal, self.heads)
        # a younger file may change once more within a tick of the disk's clock
        if all(changed < time.time_ns() - _SETTLED for _, _, changed, _ in look):
            with suppress(OSError):  # it is only slower without
                cache.parent.mkdir(parents=True, exist_ok=True)
                cache.write_text(json.dumps({"look": look, "digest": made}), encoding="utf-8")
        return made

    @property
    def entities(self) -> Iterator[Entity]:
        """Nodes, then edges."""
        return map(entity, self.heads)

    def values(self, of: Entity) -> dict[str, Any]:
        """Return the values of an entity by Cypher key, as Python and drivers have them."""
        types = self.node_types if of.is_node else self.edge_types
        given = of.properties
        return {c.key: _value(c, given[c.name]) for c in types[of.type].columns if c.name in given}

    def label_of(self, id_: str) -> str:
        """Return the node type that an id tells."""
        return self._labels[id_.partition("/")[0]]

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {name.lower(): name for name in self.node_types}


@contextmanager
def _explained(root: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise ConfigError(f"nothing is exported in {root} yet; run: paperkg sync") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            f"{root / 'export'} is damaged ({error}); delete that folder and run: paperkg sync"
        ) from error


def _look(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def digest(temporal: Iterable[str], heads: Iterable[bytes]) -> str:
    """Return the digest of an export with these `temporal` properties and heads."""
    made = blake2b("\n".join(sorted(temporal)).encode(), digest_size=16)
    made.update(b"\n".join(heads))
    return made.hexdigest()


class Hashes:
    """Tells the contents of entities apart: positive integers of 63 bits."""

    def __init__(self, temporal: Iterable[str]) -> None:
        self._temporal = frozenset(temporal)
        self._tokens = [f'"{t.partition(".")[2]}":'.encode() for t in self._temporal]

    def of(self, head: bytes) -> int:
        """Return the hash of an entity with all that decides what a database holds of it."""
        made = blake2b(head, digest_size=8)
        if any(token in head for token in self._tokens):
            found = entity(head)
            used = {f"{found.type}.{name}" for name in found.properties} & self._temporal
            made.update("\n".join(sorted(used)).encode())
        return int.from_bytes(made.digest(), "big") >> 1


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts and summed hashes, which a server computes faster than it sends entities."""

    nodes: int = 0
    edges: int = 0
    node_sum: int = 0
    edge_sum: int = 0

    def plus(self, heads: Iterable[bytes], hashes: Hashes, sign: int = 1) -> Totals:
        """Return the totals with (or, with sign -1, without) these entities."""
        counts, sums = [self.edges, self.nodes], [self.edge_sum, self.node_sum]
        for head in heads:
            kind = is_node(head)
            counts[kind] += sign
            sums[kind] += sign * (hashes.of(head) % 2**SUM_BITS)
        return Totals(counts[1], counts[0], sums[1], sums[0])


def entity(head: bytes) -> Entity:
    """Return what a head says."""
    raw = json.loads(head + b"}")
    return Entity(raw["id"], raw["type"], raw.get("from", ""), raw.get("to", ""), raw["properties"])


def is_node(head: bytes) -> bool:
    """Whether a head is a node's."""
    return head.startswith(_NODE)


def _types(raw: Mapping[str, list[dict[str, Any]]]) -> dict[str, TypeColumns]:
    return {
        name: TypeColumns(
            name,
            tuple(Column(p["name"], p["cypher"], Kind(p["kind"]), p["many"]) for p in properties),
        )
        for name, properties in raw.items()
    }


_CONVERSIONS: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    Kind.NUMBER: float,
    Kind.DATE: dt.date.fromisoformat,
    Kind.DATETIME: dt.datetime.fromisoformat,
}


def _value(column: Column, value: Any) -> Any:  # noqa: ANN401 - what JSON and drivers have
    convert = _CONVERSIONS.get(column.kind)
    if convert is None:
        return value
    return [convert(v) for v in value] if isinstance(value, list) else convert(value)
