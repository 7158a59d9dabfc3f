"""What paperkg wrote last: the base of every comparison.

`manifest.json` holds one entry for each note and whole file, digests only; it is sorted,
free of times and safe to commit. While a sync runs, `pending.json` holds the entries that
are about to become true, so that a file found after a crash is known by either state.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final, TypeAlias

from paperkg.diagnostics import StoreError
from paperkg.sync.note import Digests
from paperkg.sync.places import MANIFEST, PENDING
from paperkg.sync.store import Store

WHOLE: Final = "file"
"""The one part of a whole file."""
_FORMAT: Final = 2
"""2: digests see the node that a link leads to, not how it is spelled."""

_BEFORE_LINKS: Final = 1

KEPT_PAST: Final = 8
"""How many former texts of a part are remembered."""

Past: TypeAlias = Mapping[str, tuple[Digests | None, ...]]
Raw: TypeAlias = Mapping[str, Any]
"""An entry as JSON; 30,000 of them are mostly carried over unread."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written last of one note or whole file.

    Attributes:
        path: Where it was put, or where the user moved it.
        wanted: Where it was asked for; differs if that was taken.
        parts: Digests of what the sources said, by part.
        free: Digest of the free text that a note began with.
        past: What paperkg replaced of its own in each part, the latest last; None where
            there was none. By it an older copy of a note is known.
    """

    path: str
    wanted: str
    parts: Mapping[str, Digests]
    free: str = ""
    past: Past = field(default_factory=dict)

    def as_json(self) -> Raw:
        """Return the entry as it stands in the manifest."""
        parts = {k: list(v) if isinstance(v, tuple) else v for k, v in self.parts.items()}
        raw: dict[str, Any] = {"path": self.path, "parts": parts}
        if self.wanted != self.path:
            raw["wanted"] = self.wanted
        if self.free:
            raw["free"] = self.free
        if self.past:
            raw["past"] = self.past
        return raw

    @staticmethod
    def from_json(raw: Raw) -> Entry:
        """Read an entry of the manifest."""
        parts = {k: tuple(v) if isinstance(v, list) else v for k, v in raw["parts"].items()}
        past = {
            k: tuple(tuple(v) if isinstance(v, list) else v for v in values)
            for k, values in raw.get("past", {}).items()
        }
        return Entry(raw["path"], raw.get("wanted", raw["path"]), parts, raw.get("free", ""), past)


States: TypeAlias = tuple[Entry | None, ...]
"""The states that a file may be in: one after a finished sync, several in a broken one.
None stands for "no such file"."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that was written last.

    Attributes:
        entries: By id.
        pending: What else may be true of an id since a sync was broken off.
        damaged: Whether a file of it could not be read and counts as lost.
        stamp: Digest of the files that it was loaded from.
    """

    entries: Mapping[str, Raw] = field(default_factory=dict)
    pending: Mapping[str, tuple[Raw | None, ...]] = field(default_factory=dict)
    damaged: bool = False
    stamp: str = ""

    def ids(self) -> set[str]:
        """Return all ids that paperkg has ever written and not dropped."""
        return self.entries.keys() | self.pending.keys()

    def states(self, id_: str) -> States:
        """Return the states in which the files of *id_* may be, the newest last."""
        raws = newest_last((self.entries.get(id_), *self.pending.get(id_, ())))
        return tuple(Entry.from_json(raw) if raw else None for raw in raws)

    def is_file(self, id_: str) -> bool:
        """Whether *id_* names a whole file."""
        known = (self.entries.get(id_), *self.pending.get(id_, ()))
        return any(raw and WHOLE in raw["parts"] for raw in known)


def newest_last(raws: Iterable[Raw | None]) -> tuple[Raw | None, ...]:
    """Drop the earlier of two equal states."""
    found: list[Raw | None] = []
    for raw in raws:
        if raw in found:
            found.remove(raw)
        found.append(raw)
    return tuple(found)


def load(store: Store) -> Manifest:
    """Read what was written last.

    Raises:
        StoreError: A newer paperkg wrote it, or it cannot be opened.
    """
    entries, pending = entries_in(store, MANIFEST), entries_in(store, PENDING)
    return Manifest(
        entries=entries or {},
        pending={id_: tuple(raws) for id_, raws in (pending or {}).items()},
        damaged=entries is None or pending is None,
        stamp=stamp(store),
    )


def stamp(store: Store) -> str:
    """Return a digest of all that `load` reads."""
    files = (store.read(path) if store.stat(path) else b"" for path in (MANIFEST, PENDING))
    return blake2b(b"\0".join(files), digest_size=16).hexdigest()


def save(store: Store, manifest: Manifest) -> None:
    """Write the manifest, then what is pending beside it."""
    store.write(MANIFEST, _dump(manifest.entries), durable=True)
    save_pending(store, manifest.pending)


def save_pending(store: Store, pending: Mapping[str, tuple[Raw | None, ...]]) -> None:
    """Write what is about to become true; nothing pending is no file."""
    if pending:
        store.write(PENDING, _dump(pending), durable=True)
    elif store.stat(PENDING):
        store.remove(PENDING)


def entries_in(store: Store, path: str) -> dict[str, Any] | None:
    """Return the entries in one file, none where there is none, None where it is damaged."""
    if not store.stat(path):
        return {}
    try:
        raw = json.loads(store.read(path).decode("utf-8", "surrogateescape"))
        version, entries = raw["format"], raw["files"]
        for entry in entries.values():
            _check(entry)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    if version == _BEFORE_LINKS:
        return {}  # as if lost: notes are known by their id
    if version != _FORMAT:
        raise StoreError(f"{path} was written by a newer paperkg; upgrade paperkg")
    return dict(entries)


def _check(raw: Any) -> None:  # noqa: ANN401  # whatever JSON holds
    """Raise where an entry is none, so that damage is told at once."""
    for each in raw if isinstance(raw, list) else [raw]:
        if each is not None and not (each["path"] and each["parts"].keys()):
            raise ValueError


def _dump(entries: Mapping[str, Raw] | Mapping[str, Collection[Raw | None]]) -> bytes:
    """Write one entry a line, sorted, so that it diffs and merges well."""
    lines = (f"{_json(id_)}:{_json(entries[id_])}" for id_ in sorted(entries))
    text = f'{{"format":{_FORMAT},"files":{{\n' + ",\n".join(lines) + "\n}}\n"
    # a user may move a note into a folder whose name is no UTF-8
    return text.encode("utf-8", "surrogateescape")


_json: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
