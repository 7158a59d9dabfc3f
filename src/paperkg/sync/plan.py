"""What sync would do, as a value that can be printed, serialised and tested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from paperkg.diagnostics import Diagnostic
from paperkg.sync.fingerprint import Stat
from paperkg.sync.manifest import Manifest
from paperkg.sync.seen import Content


class Action(StrEnum):
    """What a change does, in the order in which changes are carried out."""

    DELETE = "delete"
    """Untouched by the user, and the sources dropped it."""
    MOVE = "move"
    CREATE = "create"
    UPDATE = "update"
    FORGET = "forget"
    """The sources dropped it but the user wrote in it: the file stays and is theirs now."""

    @property
    def sign(self) -> str:
        """The sign that a printed plan shows."""
        return _SIGNS[self]


_SIGNS = {
    Action.DELETE: "-",
    Action.MOVE: ">",
    Action.CREATE: "+",
    Action.UPDATE: "~",
    Action.FORGET: ".",
}
_RANK = {action: rank for rank, action in enumerate(Action)}


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a plan.

    Attributes:
        id: The node's id, or a whole file's path.
        path: Where the file is.
        target: Where it will be; differs from `path` in a move.
        before: Digest of the bytes that must be found, None for no file.
        after: The new bytes; None where they stay.
        parts: What an update changes: property names, `NAME` of blocks.
        remark: What a user should know about this change.
    """

    action: Action
    id: str
    path: str
    target: str
    before: str | None = None
    after: bytes | None = field(default=None, repr=False)
    parts: tuple[str, ...] = ()
    remark: str = ""

    def __str__(self) -> str:
        where = f"{self.path} -> {self.target}" if self.action is Action.MOVE else self.path
        told = ", ".join((*self.parts, *filter(None, [self.remark])))
        return f"{self.action.sign} {where}{f' ({told})' if told else ''}"

    def sort_key(self) -> tuple[int, str]:
        """Order as changes are carried out, then by path."""
        return _RANK[self.action], self.path

    def as_json(self) -> dict[str, Any]:
        """Return the change for `--json`."""
        return {
            "action": str(self.action),
            "id": self.id,
            "path": self.path,
            "target": self.target,
            "parts": list(self.parts),
            "remark": self.remark,
        }


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """A part that both the user and the sources changed; the user's words stay."""

    path: str
    part: str
    id: str

    def as_json(self) -> dict[str, str]:
        """Return the conflict for `--json`."""
        return {"id": self.id, "path": self.path, "part": self.part}


@dataclass(frozen=True)
class Plan:
    """What `apply` would do, and what would then be so.

    Attributes:
        changes: In the order in which they are carried out.
        conflicts: Told by every sync until the user settles them.
        diagnostics: What the user should know, conflicts among it.
        base: The manifest for which this plan was made.
        manifest: The manifest that would hold afterwards.
        contents: What would be in the files afterwards, where that is known.
        look: How the files looked when the plan was made.
        lagging: Offered files that the user changed and that would be others by now, with
            the names of views that theirs lack.
    """

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    diagnostics: tuple[Diagnostic, ...]
    base: Manifest = field(repr=False)
    manifest: Manifest = field(repr=False)
    contents: Mapping[str, Content] = field(repr=False)
    look: Mapping[str, Stat] = field(repr=False)
    lagging: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __str__(self) -> str:
        return "\n".join(map(str, self.changes))

    def counts(self) -> dict[str, int]:
        """Return how many changes of each action there are."""
        return {str(a): sum(c.action is a for c in self.changes) for a in Action}

    def as_json(self) -> dict[str, Any]:
        """Return the plan for `--json`."""
        return {
            "changes": [change.as_json() for change in self.changes],
            "conflicts": [conflict.as_json() for conflict in self.conflicts],
            "diagnostics": [diagnostic.as_json() for diagnostic in self.diagnostics],
        }
