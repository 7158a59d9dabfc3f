"""Entries of bibliographies, whatever format they came in, to claims.

A format's reader finds the entries and calls their fields by the names of `fields`; what
a paper, its authors, its venue and the remarks on it follow from, is decided here alone.
"""

from __future__ import annotations

from paperkg.readers.bibliography import names, places
from paperkg.readers.bibliography.entry import Entry
from paperkg.readers.bibliography.shelf import Shelf

__all__ = ["Entry", "Shelf", "names", "places"]
