"""Rows for the statements of a push, made while the server works on the last ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from paperkg.exported import Entity, Exported, entity
from paperkg.push import statements as cypher
from paperkg.push.difference import Put

BATCH: Final = 2000
"""Rows in a transaction."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one transaction."""

    type: str
    query: str
    rows: list[list[Any]]


class Rows:
    """Makes rows of what is to be written."""

    def __init__(self, export: Exported, keys: Mapping[str, set[str]]) -> None:
        self._export = export
        self._keys = keys

    def batches(self, puts: Iterable[Put]) -> Iterator[Batch]:
        """Yield rows that share a statement, as soon as there are enough of them."""
        waiting: dict[tuple[str, ...], Batch] = {}
        for put in puts:
            e = entity(put.head)
            key = (e.type,) if e.is_node else (e.type, self._label(e.source), self._label(e.target))
            batch = waiting.get(key) or Batch(e.type, cypher.put(*key), [])
            batch.rows.append([e.id, self._values(e, put), e.source, e.target])
            waiting[key] = batch
            if len(batch.rows) >= BATCH:
                yield waiting.pop(key)
        yield from waiting.values()

    def _label(self, id_: str) -> str:
        return self._export.label_of(id_)

    def _values(self, e: Entity, put: Put) -> dict[str, Any]:
        """Return the map that brings an entity up to date; null removes a property."""
        values = self._export.values(e)
        values["pkgHash"] = put.hash
        values["pkgGen"] = cypher.GENERATION
        if put.known:
            return {**dict.fromkeys((*self._keys[e.type], "pkgGone")), **values}
        return values


def made_ahead(items: Iterator[_T]) -> Iterator[_T]:
    """Yield items; while one is used, the next is made in another thread."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = maker.submit(next, items, None)
            yield item
