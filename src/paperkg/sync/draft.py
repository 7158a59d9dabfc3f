"""A plan in the making: what the planners of files and of notes write into."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

from paperkg.diagnostics import Diagnostic, Origin
from paperkg.sync.disk import Disk
from paperkg.sync.manifest import Entry, Manifest, Raw
from paperkg.sync.plan import Action, Change, Conflict, Plan
from paperkg.sync.seen import Content
from paperkg.sync.terms import Terms


@dataclass
class Draft:
    """What is decided so far.

    Attributes:
        contents: What will be in the files, where that is known.
        vacated: Paths that notes leave before others come; complete before any is given.
        lagging: See `Plan`.
    """

    disk: Disk
    manifest: Manifest
    terms: Terms
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    entries: dict[str, Raw] = field(default_factory=dict)
    pending: dict[str, tuple[Raw | None, ...]] = field(default_factory=dict)
    contents: dict[str, Content] = field(default_factory=dict)
    vacated: set[str] = field(default_factory=set)
    lagging: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _claimed: set[str] = field(default_factory=set)
    _folders: dict[str, set[str]] = field(default_factory=dict)

    def remember(self, id_: str, entry: Entry) -> None:
        """Note what will have been written last of *id_*."""
        self.entries[id_] = entry.as_json()

    def carry(self, id_: str) -> None:
        """Leave *id_* as it is, in the manifest too."""
        if id_ in self.manifest.entries:
            self.entries[id_] = self.manifest.entries[id_]
        if id_ in self.manifest.pending:
            self.pending[id_] = self.manifest.pending[id_]

    def tell(self, code: str, message: str, path: str, line: int = 0, mend: str = "") -> None:
        """Add a diagnostic about one of the outputs."""
        self.diagnostics.append(Diagnostic(code, message, Origin(path, line, line, "sync"), mend))

    def drop(self, id_: str, path: str, before: str, *, untouched: bool) -> None:
        """Let go of a file that the sources no longer ask for."""
        if untouched:
            self.vacated.add(path)
            self.contents.pop(path, None)
            self.changes.append(Change(Action.DELETE, id_, path, path, before))
        else:
            remark = "no longer in the sources; you changed it, so it stays and is yours"
            self.changes.append(Change(Action.FORGET, id_, path, path, before, remark=remark))

    @cached_property
    def _standing(self) -> set[str]:
        return {folded(path) for path in self.disk.look if path not in self.vacated}

    def reserve(self, path: str) -> None:
        """Keep *path* for a file of ours."""
        self._claimed.add(folded(path))

    def taken(self, path: str) -> bool:
        """Whether something stands or will stand there, on a disk that ignores capitals too."""
        key = folded(path)
        return key in self._claimed or key in self._standing or key in self._folders_beside(path)

    def _folders_beside(self, path: str) -> set[str]:
        parent = path.rpartition("/")[0]
        if parent not in self._folders:
            names = self.disk.folders(parent)
            self._folders[parent] = {folded(f"{parent}/{name}") for name in names}
        return self._folders[parent]

    def place(self, wanted: str) -> str:
        """Reserve and return *wanted*, or `Name (2).md` where that is taken."""
        stem, dot, suffix = wanted.rpartition(".")
        path, number = wanted, 2
        while self.taken(path):
            path, number = f"{stem} ({number}){dot}{suffix}", number + 1
        self.reserve(path)
        return path

    def finished(self) -> Plan:
        """Return the plan."""
        return Plan(
            changes=tuple(sorted(self.changes, key=Change.sort_key)),
            conflicts=tuple(sorted(self.conflicts)),
            diagnostics=tuple(sorted(self.diagnostics, key=Diagnostic.sort_key)),
            base=self.manifest,
            manifest=Manifest(self.entries, self.pending),
            contents=self.contents,
            look=self.disk.look,
            lagging=self.lagging,
        )


def folded(path: str) -> str:
    """Return what two paths share that are one file on some system."""
    return unicodedata.normalize("NFC", path).casefold()


def is_numbered(path: str, wanted: str) -> bool:
    """Whether *path* is the name that `Draft.place` gives where *wanted* is taken."""
    stem, dot, suffix = wanted.rpartition(".")
    head, tail = f"{stem} (", f"){dot}{suffix}"
    number = path[len(head) : -len(tail)]
    return path == f"{head}{number}{tail}" and number.isdigit()
