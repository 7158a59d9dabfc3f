"""How an entry may open: a function for each way of writing, tried in order.

A layout looks at the line at *at* and the few below, and returns the title, with the
authors where they stand right by it, or None. A new layout is a function in `marked` or
`bare` and its line here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from paperkg.readers.reading_list.bare import (
    addressed_title,
    cited_title,
    list_title,
    plain_title,
    timed_title,
)
from paperkg.readers.reading_list.lines import Lines
from paperkg.readers.reading_list.marked import (
    bold_title,
    heading_title,
    labelled_title,
    linked_title,
    presented_title,
    tagged_title,
)
from paperkg.readers.reading_list.pieces import Title

Layout: TypeAlias = Callable[[Lines, int], Title | None]

MARKED: Final[tuple[Layout, ...]] = (
    presented_title,
    labelled_title,
    heading_title,
    tagged_title,
    linked_title,
    bold_title,
)
"""Titles that a mark shows."""

BARE: Final[tuple[Layout, ...]] = (
    cited_title,
    addressed_title,
    list_title,
    timed_title,
    plain_title,
)
"""Titles that only what stands around them shows; tried when nothing else fits."""
