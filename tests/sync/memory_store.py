"""A library in memory that can crash at any step."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from zlib import crc32

from paperkg.sync.fingerprint import Stat
from paperkg.sync.places import OUTPUTS, TRANSIT
from paperkg.sync.store import RefusedError


class CrashError(Exception):
    """The machine stops here."""


@dataclass
class MemoryStore:
    """Files by path; *budget* counts the writing steps until the crash, None for none."""

    files: dict[str, bytes] = field(default_factory=dict)
    budget: int | None = None

    def _spend(self) -> None:
        if self.budget is not None:
            if self.budget == 0:
                raise CrashError
            self.budget -= 1

    def copy(self, budget: int | None = None) -> MemoryStore:
        return MemoryStore(dict(self.files), budget)

    def lock(self) -> AbstractContextManager[object]:
        return nullcontext()

    def look(self) -> Mapping[str, Stat]:
        return {path: _stat(data) for path, data in self.files.items() if _is_output(path)}

    def stat(self, path: str) -> Stat | None:
        if path in self.files:
            return _stat(self.files[path])
        # a folder stays when its last note is deleted
        return Stat(0, 0, 0, 0) if path in OUTPUTS or self.folders(path) else None

    def refusal(self, path: str) -> str:
        del path
        return ""

    def read(self, path: str) -> bytes:
        if path not in self.files:
            raise RefusedError(f"{path}: nothing there")
        return self.files[path]

    def write(self, path: str, data: bytes, *, durable: bool) -> None:
        del durable
        self._spend()
        self.files[path] = data

    def move(self, source: str, target: str) -> None:
        self._spend()
        if target in self.files:
            raise RefusedError(f"{target}: a file appeared there")
        self.files[target] = self.files.pop(source)

    def keep(self, source: str, target: str) -> None:
        self._spend()
        self.files[target] = self.files[source]

    def remove(self, path: str) -> None:
        self._spend()
        del self.files[path]

    def folders(self, path: str) -> list[str]:
        under = [p.removeprefix(f"{path}/") for p in self.files if p.startswith(f"{path}/")]
        return sorted({p.partition("/")[0] for p in under if "/" in p})

    def size(self, path: str) -> int:
        return sum(len(data) for p, data in self.files.items() if p.startswith(f"{path}/"))

    def remove_folder(self, path: str) -> None:
        self._spend()
        self.files = {p: d for p, d in self.files.items() if not p.startswith(f"{path}/")}


def _stat(data: bytes) -> Stat:
    return Stat(len(data), crc32(data), 0, 0)


def _is_output(path: str) -> bool:
    if path.startswith(f"{TRANSIT}/"):
        return True
    top, *folders, _ = path.split("/")
    return top in OUTPUTS and not any(folder.startswith(".") for folder in folders)
