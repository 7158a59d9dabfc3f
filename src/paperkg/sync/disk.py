"""The library's folder at the time of planning: looked at once, read only where needed."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Final

from paperkg.diagnostics import StoreError
from paperkg.sync import seen
from paperkg.sync.fingerprint import Stat
from paperkg.sync.manifest import States
from paperkg.sync.note import NO_LINKS, Note, UnreadableError, identify, parse
from paperkg.sync.places import TRANSIT
from paperkg.sync.plan import Action, Plan
from paperkg.sync.seen import Content, Seen, exact
from paperkg.sync.store import Store
from paperkg.wikilinks import Links

_NO_STAT: Final = Stat(0, 0, 0, 0)


class Disk:
    """What lies where.

    Attributes:
        look: Every output with its stat.
        contents: What is known to be in them; an unreadable file is not among them.
        paths: Where each `paperkg_id` was found, sorted.
        planned: What will be in files that a plan is about to write.
        unreadable: Why a note cannot be read, by path.
    """

    def __init__(self, store: Store, known: Mapping[str, Seen]) -> None:
        self._store = store
        self.planned: dict[str, bytes] = {}
        self.look: Mapping[str, Stat] = store.look()
        self.contents: dict[str, Content] = {
            path: known[path].content
            for path, stat in self.look.items()
            if path in known and known[path].stat == stat
        }
        self.unreadable: dict[str, UnreadableError] = {}
        self.paths: dict[str, list[str]] = {}
        for path in sorted(self.look):
            if path.endswith(".md") and (id_ := self._id(path)):
                self.paths.setdefault(id_, []).append(path)

    def _id(self, path: str) -> str:
        if path not in self.contents:
            try:
                data, text = self._text(path)
                self.contents[path] = Content(exact(data), identify(text))
            except UnreadableError as error:
                self.unreadable[path] = error
                return ""
        return self.contents[path].id

    @classmethod
    def of(cls, store: Store, *, trust_stats: bool = True) -> Disk:
        """Look at the library's folder.

        Args:
            store: Is only read.
            trust_stats: Whether a file that looks as it did last time is taken to be the
                same. If not, everything is read.
        """
        return cls(store, seen.load(store) if trust_stats else {})

    def after(self, plan: Plan) -> Disk:
        """Return the folder as it will look when *plan* is carried out.

        Raises:
            StoreError: A note that is to be moved cannot be read.
        """
        found = copy(self)
        left = {c.path for c in plan.changes}
        look = {path: stat for path, stat in self.look.items() if path not in left}
        planned: dict[str, bytes] = {}
        for change in plan.changes:
            if change.action is Action.DELETE:
                continue
            look[change.target] = self.look.get(change.path, _NO_STAT)
            if change.after is not None:
                planned[change.target] = change.after
            elif change.action is Action.MOVE:
                planned[change.target] = self._store.read(change.path)
        found.planned, found.look = planned, look
        found.contents = {p: c for p, c in plan.contents.items() if p in look}
        found.unreadable = {p: why for p, why in self.unreadable.items() if p in look}
        found.paths = {}
        for path in sorted(found.contents):
            if path.endswith(".md") and (id_ := found.contents[path].id):
                found.paths.setdefault(id_, []).append(path)
        return found

    def main(self, id_: str, states: States) -> str | None:
        """Return where a note lies: the remembered place first, else wherever its id is."""
        paths = self.paths.get(id_, [])
        remembered = [state.path for state in states if state and state.path in paths]
        return remembered[-1] if remembered else next(iter(paths), None)

    def text(self, path: str) -> str:
        """Return the text of a note.

        Raises:
            UnreadableError: It cannot be opened, or is no UTF-8.
        """
        return self._text(path)[1]

    def note(
        self, path: str, desired: Note | None = None, links: Links = NO_LINKS
    ) -> tuple[Note, str]:
        """Return the note at *path* and the digest of its bytes.

        Args:
            path: Where it lies.
            desired: Is returned itself if the file is known to hold just that.
            links: Tells which spellings of links are one.

        Raises:
            UnreadableError: It cannot be opened, is no UTF-8, or cannot be taken apart.
        """
        known = self.contents.get(path)
        if desired and known and known.digest == exact(desired.text.encode()):
            return desired, known.digest
        data, text = self._text(path)
        return parse(text, links), exact(data)

    def _text(self, path: str) -> tuple[bytes, str]:
        try:
            planned = self.planned.get(path)
            data = self._store.read(path) if planned is None else planned
            return data, data.decode()
        except StoreError as error:
            raise UnreadableError(str(error).removeprefix(f"{path}: ")) from error
        except UnicodeDecodeError as error:
            reason = f"found byte 0x{data[error.start]:02x}, which is no UTF-8"
            raise UnreadableError(reason, data.count(b"\n", 0, error.start) + 1) from error

    def digest(self, path: str) -> str | None:
        """Return the digest of the bytes at *path*, None where there is nothing.

        Raises:
            StoreError: It cannot be read.
        """
        if path in self.contents:
            return self.contents[path].digest
        if not self._store.stat(path):
            return None
        found = exact(self._store.read(path))
        if path in self.look:
            self.contents[path] = Content(found)
        return found

    def blank(self, path: str) -> bool:
        """Whether an empty file stands there, as a power cut leaves it behind."""
        return path in self.look and self.look[path].size == 0

    def refusal(self, path: str) -> str:
        """Return why paperkg will not write there; empty where it will."""
        return self._store.refusal(path)

    def folders(self, path: str) -> list[str]:
        """Return the names of the folders in *path*."""
        return self._store.folders(path)

    def folder_gone(self, path: str) -> bool:
        """Whether the top folder of *path* does not exist at all."""
        return self._store.stat(path.partition("/")[0]) is None


def in_transit(path: str) -> bool:
    """Whether a crash left the note between two places."""
    return path.startswith(f"{TRANSIT}/")
