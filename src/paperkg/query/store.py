"""The query store: made from the export when first asked, kept until the export changes.

A store lies in a folder named by the digest of what it holds; it is built beside it and
put in place by one rename, so a store that is there is whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from paperkg.diagnostics import LockedError
from paperkg.exported import Exported
from paperkg.query.arcade import Arcade
from paperkg.query.engine import Engine, Opener, QueryError
from paperkg.uncollected import uncollected

FOLDER: Final = ".paperkg/cache/query"
_FORMAT: Final = "1"
"""Changes when stores of older versions are of no more use."""
_WAIT_SECONDS: Final = 60.0


@contextmanager
def opened(
    root: Path,
    progress: Callable[[str], None] = lambda _: None,
    engine: Opener = Arcade,
) -> Iterator[Engine]:
    """Open the store of the library in *root*; made anew if the export is another one.

    One process at a time: the lock is held until the end.

    Raises:
        ConfigError: Nothing is exported yet.
        LockedError: Another query does not end.
        PaperkgError: The engine is not installed.
    """
    export = Exported.read(root)
    place = root / FOLDER
    try:
        place.mkdir(parents=True, exist_ok=True)
        with FileLock(place / "lock", timeout=_WAIT_SECONDS):
            store = place / f"{_FORMAT}-{_name(export)}"
            if not store.is_dir():
                _build(store, export, progress, engine)
            try:
                found = engine(store, export)
            except QueryError:  # it is only a cache: a damaged one is made anew
                _build(store, export, progress, engine)
                found = engine(store, export)
            progress("")
            try:
                yield found
            finally:
                found.close()
    except Timeout as error:
        raise LockedError(
            f"another paperkg query has held the store for {_WAIT_SECONDS:.0f} seconds; end it, "
            "or wait and try again"
        ) from error


def _name(export: Exported) -> str:
    return "-".join(f"{n:x}" for n in export.totals.as_list())


@uncollected()
def _build(store: Path, export: Exported, progress: Callable[[str], None], engine: Opener) -> None:
    fresh = store.with_name(f"new-{os.getpid()}")
    for old in store.parent.iterdir():  # under the lock nobody reads them
        if old.is_dir():
            shutil.rmtree(old)
    made = engine(fresh, export)
    try:
        made.load(export, progress)
    finally:
        made.close()
    fresh.rename(store)
