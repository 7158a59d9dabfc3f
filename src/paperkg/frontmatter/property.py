"""A property where it stands in a note."""

from __future__ import annotations

from dataclasses import dataclass


class FrontmatterError(ValueError):
    """The text is no list of distinct properties that can be edited one by one.

    Attributes:
        line: Of the note, the fence being its first; 0 where it is not known.
    """

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Property:
    """A property, and where it stands.

    Attributes:
        start: Offset of its first line.
        end: Offset behind its last line; comments and blank lines that follow are not its.
        items: Its values as text; one for a single value.
        written: The same as they may be written into a list.
        many: Whether it is a list.
        opaque: Its raw text where it is more than values: nested, tagged, with a comment.
    """

    key: str
    start: int
    end: int
    items: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    many: bool = False
    opaque: str = ""

    @property
    def value(self) -> str | tuple[str, ...]:
        """What is compared."""
        if self.opaque:
            return self.opaque
        return self.items if self.many else self.items[0]
