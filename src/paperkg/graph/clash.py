"""Where the user's word stands against the sources'."""

from __future__ import annotations

from dataclasses import dataclass

from paperkg.diagnostics import Diagnostic, Origin
from paperkg.graph.keys import texts
from paperkg.model import Correction, Value


@dataclass(frozen=True, slots=True)
class Clash:
    """A property of which the user says one thing and the sources now say another.

    Attributes:
        value: The user's word; None where they took the property out.
        theirs: What the sources say.
        correction: Where the user's word is recorded; None where only a note says it.
    """

    id: str
    key: str
    value: Value | None
    theirs: Value
    origin: Origin
    theirs_origin: Origin
    correction: Correction | None

    def told(self) -> Diagnostic:
        """Return the clash as the user sees it."""
        mine = "nothing" if self.value is None else f"'{_short(self.value)}'"
        return Diagnostic(
            "V701",
            f"{self.key} of {self.id}: you say {mine}, {self.theirs_origin} says "
            f"'{_short(self.theirs)}'; your word stays",
            self.origin,
            f"paperkg keep {self.id} {self.key}   or, for theirs:   "
            f"paperkg take {self.id} {self.key}",
        )


def _short(value: Value) -> str:
    text = " ".join(", ".join(texts(value)).split())
    return text if len(text) <= 80 else f"{text[:80]} …"
