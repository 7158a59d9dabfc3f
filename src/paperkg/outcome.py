"""What a sync did: a value that prints and serialises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from paperkg.diagnostics import Diagnostic, Origin
from paperkg.model import Graph
from paperkg.schema import Schema


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sync did, or would do.

    Attributes:
        counts: What the graph holds, in words.
        lines: One line for each change, with its sign: `~ vault/Papers/X.md (title)`.
        changes: The same for programs, one for each line.
        first: Whether nothing had been written before.
    """

    counts: str
    lines: tuple[str, ...] = ()
    changes: tuple[dict[str, Any], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    first: bool = False

    @property
    def differs(self) -> bool:
        """Whether anything was or would be written."""
        return bool(self.lines)

    def summary(self) -> str:
        """Return the changes as one sentence, all exports counted as one."""
        words = {"+": "new", "~": "updated", ">": "moved", "-": "removed", ".": "let go"}
        signs = Counter(line[:1] for line in folded(self.lines))
        told = [f"{signs[sign]} {word}" for sign, word in words.items() if signs[sign]]
        return ", ".join(told) or "nothing changed"

    def without(self, skipped: Collection[str]) -> Outcome:
        """Return the outcome after changes that were not made: a file had moved on."""
        if not skipped:
            return self
        told = [
            Diagnostic("V707", f"'{line}' was left for the next sync: the file moved on")
            for line in skipped
        ]
        made = [
            (line, change)
            for line, change in zip(self.lines, self.changes, strict=True)
            if line not in skipped
        ]
        return replace(
            self,
            lines=tuple(line for line, _ in made),
            changes=tuple(change for _, change in made),
            diagnostics=(*self.diagnostics, *told),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the outcome for `--json`."""
        return {
            "counts": self.counts,
            "changes": list(self.changes),
            "diagnostics": [d.as_json() for d in self.diagnostics],
        }


_EXPORTS: Final = ("export/", "vault/context.jsonld")
"""What holds no words of the user's and changes with the schema or the graph as a whole."""


def folded(lines: Sequence[str]) -> list[str]:
    """Return the lines of changes with one for all of export/, at the end.

    The notes are what a user looks at; the exports change with every one of them.

    >>> folded(["~ export/a", "~ export/b", "+ vault/X.md"])
    ['+ vault/X.md', '~ export/']
    """
    exports = [line for line in lines if line[2:].startswith(_EXPORTS)]
    signs = dict.fromkeys(line[0] for line in exports)
    notes = [line for line in lines if not line[2:].startswith(_EXPORTS)]
    return [*notes, *(f"{sign} export/" for sign in signs)]


def counted(graph: Graph, schema: Schema) -> str:
    """Return `43 papers, 174 authors, …`: what the graph holds."""
    numbers = Counter(node.type for node in graph.nodes.values())
    told = [
        f"{number} {t.section if number > 1 else t.label.en.lower()}"
        for t in schema.nodes
        if (number := numbers[t.name])
    ]
    edges = f"{len(graph.edges)} edge{'' if len(graph.edges) == 1 else 's'}"
    return ", ".join([*told, edges]) if told else "the graph is empty"


_OVER: Final = ("V706", "V707")
"""Told once: the record is whole again, the file is looked at by the next sync."""


def report(outcome: Outcome) -> dict[str, Any]:
    """Return what a later sync of nothing tells again: all but what is over."""
    return {
        "counts": outcome.counts,
        "diagnostics": [d.as_json() for d in outcome.diagnostics if d.code not in _OVER],
    }


def from_report(raw: dict[str, Any]) -> Outcome:
    """Return the outcome of a sync of nothing, from the `report` of the one before."""
    return Outcome(raw["counts"], diagnostics=tuple(map(_diagnostic, raw["diagnostics"])))


def _diagnostic(raw: dict[str, Any]) -> Diagnostic:
    origin = Origin(**raw["origin"]) if raw["origin"] else None
    return Diagnostic(raw["code"], raw["message"], origin, raw["help"])
