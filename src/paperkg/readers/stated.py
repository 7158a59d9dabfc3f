"""What the parts of one source say of one work, each value with its lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from paperkg import ids
from paperkg.diagnostics import Origin
from paperkg.model import Scalar
from paperkg.readers import links


@dataclass
class Stated:
    """Values by property, each kept once.

    Attributes:
        lines: The first lines that state each property.
    """

    values: dict[str, dict[Scalar, None]] = field(default_factory=dict)
    lines: dict[str, Origin] = field(default_factory=dict)

    def say(self, name: str, value: Scalar, origin: Origin) -> None:
        """Add a value; the first line that states the property is its place."""
        self.values.setdefault(name, {})[value] = None
        self.lines.setdefault(name, origin)

    def link(self, url: str, origin: Origin) -> None:
        """Add a link, and the identifier that it holds."""
        self.say("pdf" if links.is_pdf(url) else "url", url, origin)
        if found := ids.identifier_in(url):
            self.say(*found, origin)

    def first(self, name: str) -> Scalar:
        """Return the first value of a property that has only one."""
        return next(iter(self.values.get(name, {})), "")

    def all(self, name: str) -> tuple[Scalar, ...]:
        """Return every value."""
        return tuple(self.values.get(name, ()))
