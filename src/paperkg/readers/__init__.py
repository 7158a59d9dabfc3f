"""Sources to claims.

A new format is one module with a reader, and one line in `READERS`.
"""

from typing import Final

from paperkg.readers.base import Options, Reader, Source
from paperkg.readers.bibtex import BIBTEX
from paperkg.readers.corrections import CORRECTIONS
from paperkg.readers.csl_json import CSL_JSON
from paperkg.readers.identity import IDENTITY
from paperkg.readers.openalex import OPENALEX
from paperkg.readers.reading_list import READING_LIST
from paperkg.readers.records import RECORDS, VOCABULARY
from paperkg.readers.ris import RIS

READERS: Final[tuple[Reader, ...]] = (
    READING_LIST,
    RECORDS,
    VOCABULARY,
    IDENTITY,
    CORRECTIONS,
    OPENALEX,
    BIBTEX,
    RIS,
    CSL_JSON,
)
"""Each file is taken by at most one reader, which the contract tests hold them to."""

__all__ = ["READERS", "Options", "Reader", "Source", "reader_for"]


def reader_for(path: str) -> Reader | None:
    """Return the reader that takes files of that name."""
    return next((r for r in READERS if r.takes(path)), None)
