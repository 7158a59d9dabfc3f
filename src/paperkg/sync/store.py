"""The door to a library's files, for all who write them.

Every write is all or nothing; a move never lands on another file; nothing outside the
library is ever written, whatever links lie in the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from paperkg.diagnostics import StoreError
from paperkg.sync.fingerprint import Stat


class RefusedError(StoreError):
    """Paperkg itself will not touch this file; the others can go on."""


class Store(Protocol):
    """Where artifacts live. Paths are relative to the library, `/` between parts.

    Where the system refuses, every method but `stat`, `refusal` and `folders` raises StoreError;
    where paperkg refuses one file for its own reasons, RefusedError.
    """

    def lock(self) -> AbstractContextManager[object]:
        """Hold the library against other syncs; raises LockedError."""
        ...

    def look(self) -> Mapping[str, Stat]:
        """Return every file that may be a note or an export, and what is in transit."""
        ...

    def stat(self, path: str) -> Stat | None:
        """Return how *path* looks, None where there is nothing."""
        ...

    def refusal(self, path: str) -> str:
        """Return why paperkg will not write there; empty where it will."""
        ...

    def read(self, path: str) -> bytes:
        """Return a plain file's content; a link is none."""
        ...

    def write(self, path: str, data: bytes, *, durable: bool) -> None:
        """Put *data* there, wholly or not at all.

        Args:
            path: Its folder is made if need be.
            data: The new content.
            durable: Whether to wait until it would survive a power cut.
        """
        ...

    def move(self, source: str, target: str) -> None:
        """Rename a file; refuses if something stands at *target*."""
        ...

    def keep(self, source: str, target: str) -> None:
        """Make *target* hold what *source* holds now; *source* is about to be replaced."""
        ...

    def remove(self, path: str) -> None:
        """Delete a file, and the folders that it leaves empty."""
        ...

    def folders(self, path: str) -> list[str]:
        """Return the names of the folders in *path*; none where it does not exist."""
        ...

    def size(self, path: str) -> int:
        """Return how many bytes the files in a folder of paperkg's own hold together."""
        ...

    def remove_folder(self, path: str) -> None:
        """Delete a folder with all that is in it."""
        ...
