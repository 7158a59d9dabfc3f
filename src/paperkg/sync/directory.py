"""A library's folder on the disk, behind the door that `Store` describes."""

from __future__ import annotations

import os
import shutil
import stat as modes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from paperkg.diagnostics import LockedError
from paperkg.sync.fingerprint import Stat, stat_of, walk
from paperkg.sync.places import LOCK, OUTPUTS, RECORDS, TEMPORARY, TRANSIT
from paperkg.sync.store import RefusedError
from paperkg.sync.trouble import trouble

if TYPE_CHECKING:
    from filelock import FileLock


class DirectoryStore:
    """A library's folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._base = os.fspath(root)  # 30,000 files are looked at: joining paths would show
        self._made: set[Path] = set()

    @cached_property
    def _real_root(self) -> Path:
        return self.root.resolve()

    @cached_property
    def _file_lock(self) -> FileLock:
        from filelock import FileLock  # noqa: PLC0415  # slow to import, not needed to look

        return FileLock(self.root / LOCK, timeout=0)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the library; may be nested."""
        from filelock import Timeout  # noqa: PLC0415  # slow to import, not needed to look

        try:
            self._folder(self._place(LOCK).parent)
            for folder in RECORDS:
                self._place(f"{folder}/x")
            held = self._file_lock.acquire()
        except Timeout as error:
            raise LockedError(
                f"another sync is at work in {self.root}; wait for it to end, then run this again"
            ) from error
        except OSError as error:
            raise trouble(error, LOCK) from error
        with held:
            yield

    def look(self) -> dict[str, Stat]:
        """Return the files under vault/, export/ and in transit.

        Raises:
            StoreError: A folder cannot be read or leads out of the library.
        """
        names = (*OUTPUTS, TRANSIT)
        for name in names:
            self._place(f"{name}/x")
        return walk(self.root, names)

    def stat(self, path: str) -> Stat | None:
        """Return how *path* looks, None where there is nothing."""
        try:
            return stat_of(os.lstat(f"{self._base}/{path}"))
        except (OSError, ValueError):  # NUL in a path is a ValueError
            return None

    def refusal(self, path: str) -> str:
        """Return why paperkg will not write there; empty where it will."""
        try:
            self._place(path)
        except RefusedError as error:
            return str(error).removeprefix(f"{path}: ")
        return ""

    def read(self, path: str) -> bytes:
        """Return a plain file's content."""
        place = self._place(path)
        with _told(path):
            if not modes.S_ISREG(place.lstat().st_mode):
                raise RefusedError(f"{path}: it is a link or no plain file, and is not followed")
            return place.read_bytes()

    def write(self, path: str, data: bytes, *, durable: bool) -> None:
        """Put *data* there by renaming a finished file."""
        place = self._place(path)
        temporary = place.with_name(TEMPORARY)
        with _told(path):
            self._folder(place.parent)
            try:
                with temporary.open("wb") as file:
                    file.write(data)
                    if durable:
                        file.flush()
                        os.fsync(file.fileno())
                temporary.replace(place)
            except OSError:
                temporary.unlink(missing_ok=True)
                raise
            if durable:
                _settle_folder(place.parent)

    def move(self, source: str, target: str) -> None:
        """Rename a file."""
        old, new = self._place(source), self._place(target)
        with _told(target):
            self._folder(new.parent)
            if os.path.lexists(new):
                raise RefusedError(f"{target}: a file appeared there; run sync again")
            old.rename(new)
            self._tidy(old.parent)

    def keep(self, source: str, target: str) -> None:
        """Link *target* to the file's inode, so that even a last moment's save is kept."""
        old, new = self._place(source), self._place(target)
        with _told(target):
            self._folder(new.parent)
            try:
                os.link(old, new)
            except OSError:  # no links on this disk
                shutil.copy2(old, new)

    def remove(self, path: str) -> None:
        """Delete a file, and the folders that it leaves empty."""
        place = self._place(path)
        with _told(path):
            place.unlink()
            self._tidy(place.parent)

    def folders(self, path: str) -> list[str]:
        """Return the names of the folders in *path*."""
        try:
            with os.scandir(self.root / path) as entries:
                return sorted(e.name for e in entries if e.is_dir(follow_symlinks=False))
        except OSError:
            return []

    def size(self, path: str) -> int:
        """Return how many bytes the files in a folder of paperkg's own hold together."""
        return sum(stat.size for stat in walk(self.root, [path]).values())

    def remove_folder(self, path: str) -> None:
        """Delete a folder with all that is in it."""
        place = self._place(path)
        self._made.clear()
        with _told(path):
            shutil.rmtree(place)

    def _place(self, path: str) -> Path:
        """Return where *path* is, having made sure that it is in the library."""
        if path.startswith("/") or ".." in path.split("/") or "\0" in path:
            raise RefusedError(f"{path!r} does not name a file of the library")
        place = self.root / path
        if place.parent not in self._made and not self._inside(place.parent):
            raise RefusedError(
                f"{path}: a link on the way leads out of the library, where paperkg writes "
                "nothing; put the folder itself there, and link to it from outside"
            )
        return place

    def _inside(self, folder: Path) -> bool:
        try:
            return folder.resolve().is_relative_to(self._real_root)
        except (OSError, RuntimeError):  # a link to itself
            return False

    def _folder(self, folder: Path) -> None:
        if folder not in self._made:
            folder.mkdir(parents=True, exist_ok=True)
            self._made.add(folder)

    def _tidy(self, folder: Path) -> None:
        """Remove folders that became empty, up to the library's own."""
        while folder.parent != self.root:
            try:
                folder.rmdir()
            except OSError:
                return
            self._made.discard(folder)
            folder = folder.parent


@contextmanager
def _told(path: str) -> Iterator[None]:
    """Turn what the system refuses into a StoreError that says what to do."""
    try:
        yield
    except OSError as error:
        raise trouble(error, path) from error


def _settle_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where a folder can be synced at all."""
    if directory := getattr(os, "O_DIRECTORY", 0):
        handle = os.open(folder, os.O_RDONLY | directory)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
