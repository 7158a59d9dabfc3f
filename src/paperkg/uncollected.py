"""Work during which nothing that was made is let go of, so that looking for it is in vain."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold off Python's search for unreachable cycles, in the whole process.

    A sync makes some millions of objects that all live until its end; each time their number
    has grown by a quarter, the search goes through every one of them. What nothing refers to
    any more is freed as ever; cycles among it wait until this ends.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
