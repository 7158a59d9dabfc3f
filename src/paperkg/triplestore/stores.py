"""Stores of the exported graph: in memory where it is small, else on disk and kept.

The default graph is `graph.nt`. Where a query asks for sources, `spans.nt` is beside it, and
the quads are the named graphs: never joined with it, for a triple would be counted twice.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from paperkg.diagnostics import PaperkgError, StoreError

if TYPE_CHECKING:
    from pyoxigraph import Store

_GRAPH: Final = ("graph.nt",)
_SOURCED: Final = ("graph.nt", "spans.nt", "prov.nq")
CACHE: Final = ".paperkg/sparql"
IN_MEMORY: Final = 200_000
"""Triples up to which loading takes less time than anyone notices."""


class NotExportedError(PaperkgError):
    """There is nothing to ask yet."""


def files(root: Path, *, sourced: bool) -> list[Path]:
    """Return the exports that a query needs.

    Raises:
        NotExportedError: One is missing.
    """
    found = [root / "export" / name for name in (_SOURCED if sourced else _GRAPH)]
    for path in found:
        if not path.is_file():
            if path.name in _GRAPH:
                raise NotExportedError(f"{path} does not exist yet; make it with: paperkg sync")
            raise NotExportedError(
                f"the query asks where facts stand (GRAPH), and export/{path.name} is not "
                "written for a graph of this size; in paperkg.toml set  [rdf] every_file = true"
                "  and run: paperkg sync"
            )
    return found


def stamp(root: Path) -> tuple[tuple[int, int], ...]:
    """Return what changes when the exports do."""
    paths = [root / "export" / name for name in _SOURCED]
    found = [p.stat() for p in paths if p.exists()]
    return tuple((s.st_size, s.st_mtime_ns) for s in found)


def opened(root: Path, *, sourced: bool, progress: Callable[[str], None]) -> Store:
    """Return the store for a query.

    Raises:
        NotExportedError: The graph was not exported.
        StoreError: An export cannot be read, or the disk is full.
    """
    from pyoxigraph import Store  # noqa: PLC0415 - an extra

    paths = files(root, sourced=sourced)
    try:
        if sum(map(_lines, paths)) <= IN_MEMORY:
            store = Store()
            _load(store, paths)
            return store
        return Store.read_only(str(_kept(root / CACHE, paths, progress)))
    except (OSError, SyntaxError) as error:
        raise StoreError(f"{paths[0].parent} cannot be read: {error}") from error


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


def _load(store: Store, paths: list[Path]) -> None:
    from pyoxigraph import RdfFormat  # noqa: PLC0415 - an extra

    forms = {".nt": RdfFormat.N_TRIPLES, ".nq": RdfFormat.N_QUADS}
    for path in paths:
        store.bulk_load(path=str(path), format=forms[path.suffix])


def _kept(cache: Path, paths: list[Path], progress: Callable[[str], None]) -> Path:
    """Return a store on disk named by its content, built if there is none; others go."""
    from pyoxigraph import Store  # noqa: PLC0415 - an extra

    digest = hashlib.blake2b(digest_size=16)
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, hashlib.blake2b).digest())
    place = cache / f"{len(paths)}-{digest.hexdigest()}"
    if place.is_dir():
        return place
    progress("building the query store")
    building = cache / f"building-{os.getpid()}"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    store = Store(str(building))
    _load(store, paths)
    store.optimize()
    store.flush()
    del store  # gives the lock back
    try:
        building.rename(place)
    except OSError:  # another process was faster
        if not place.is_dir():
            raise
        shutil.rmtree(building, ignore_errors=True)
    for old in cache.glob(f"{len(paths)}-*"):
        if old != place:
            shutil.rmtree(old, ignore_errors=True)
    return place
