"""One export: its lines, read when they are first needed, and the types of its entities."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from paperkg.diagnostics import ConfigError
from paperkg.exported.entities import Column, Entity, TypeColumns, entity, head_of
from paperkg.exported.totals import Hashes, Totals
from paperkg.schema import Kind

GRAPH: Final = "export/graph.jsonl"
SCHEMA: Final = "export/schema.json"
TOTALS: Final = ".paperkg/cache/export.json"
_SETTLED: Final = 2_000_000_000
"""Nanoseconds after which every file system tells two writes apart."""


@dataclass(frozen=True)
class Exported:
    """One export.

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
    def text(self) -> bytes:
        """All lines, nodes before edges, each kind by id."""
        with _explained(self.root):
            _ = self._look  # before they are read: what changes later is another export
            return (self.root / GRAPH).read_bytes()

    @cached_property
    def heads(self) -> tuple[bytes, ...]:
        """The heads of all lines."""
        with _explained(self.root):
            return tuple(map(head_of, self.text.split(b"\n")[:-1]))

    @cached_property
    def hashes(self) -> tuple[int, ...]:
        """The hashes of all entities."""
        return tuple(map(Hashes(self.temporal).of, self.heads))

    @property
    def entities(self) -> Iterator[Entity]:
        """Nodes, then edges."""
        return map(entity, self.heads)

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
    def totals(self) -> Totals:
        """What tells this export from another."""
        found = self.known_totals
        if found is None:
            found = Totals().plus(self.heads, self.hashes)
            self.keep_totals(found)
        return found

    @property
    def known_totals(self) -> Totals | None:
        """The totals, where they are known without reading a line.

        They are while the two files look as they did when the totals were kept.
        """
        try:
            known = json.loads((self.root / TOTALS).read_bytes())
            return Totals(*known["totals"]) if known["look"] == self._look else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep_totals(self, found: Totals) -> None:
        """Keep the totals for the next who asks, where the files have settled."""
        # a younger file may change once more within a tick of the disk's clock
        if all(changed < time.time_ns() - _SETTLED for _, _, changed, _ in self._look):
            cache = self.root / TOTALS
            with suppress(OSError):  # it is only slower without
                cache.parent.mkdir(parents=True, exist_ok=True)
                text = json.dumps({"look": self._look, "totals": found.as_list()})
                cache.write_text(text, encoding="utf-8")

    @cached_property
    def _look(self) -> list[list[int]]:
        stats = [(self.root / name).stat() for name in (GRAPH, SCHEMA)]
        return [[s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino] for s in stats]

    def values(self, of: Entity) -> dict[str, Any]:
        """Return the values of an entity by Cypher key, as Python and drivers have them."""
        types = self.node_types if of.is_node else self.edge_types
        given = of.properties
        return {c.key: c.value(given[c.name]) for c in types[of.type].columns if c.name in given}

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


def _types(raw: Mapping[str, list[dict[str, Any]]]) -> dict[str, TypeColumns]:
    return {
        name: TypeColumns(
            name,
            tuple(Column(p["name"], p["cypher"], Kind(p["kind"]), p["many"]) for p in properties),
        )
        for name, properties in raw.items()
    }
