"""Collects the claims and diagnostics of one source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

from paperkg.diagnostics import Diagnostic, Origin
from paperkg.model import Claim, EdgeClaim, NodeClaim, Reading, Value
from paperkg.readers.base import Options

Found: TypeAlias = Value | None


def _known(properties: Mapping[str, Found]) -> dict[str, Value]:
    """Return the properties that have a value: absent is absent."""
    return {name: value for name, value in properties.items() if value not in ("", (), None)}


class Writer:
    """The claims so far.

    A ref is `path#word-line`: of a work the line of its title, so that claims that stand
    above it (a heading's) can name it before it is written.
    """

    def __init__(self, path: str, options: Options, reader: str) -> None:
        self.options = options
        self._reader = reader
        self.path = path
        self._claims: list[Claim] = []
        self._diagnostics: list[Diagnostic] = []
        self._refs: Counter[str] = Counter()
        self._slots: Counter[str] = Counter()

    @property
    def reading(self) -> Reading:
        """What was collected."""
        return Reading(tuple(self._claims), tuple(self._diagnostics))

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.path.rpartition("/")[2].rpartition(".")[0] or self.path

    def origin(self, first: int, last: int = 0) -> Origin:
        """Return lines *first* to *last*, or only *first*."""
        return Origin(self.path, first, last or first, self._reader)

    def ref(self, local: str) -> str:
        """Return the ref of the claim called *local* in this source."""
        return f"{self.path}#{local}"

    def fresh(self, local: str) -> str:
        """Return a ref that none other has: *local*, with a number from the second on."""
        self._refs[local] += 1
        count = self._refs[local]
        return self.ref(local if count == 1 else f"{local}-{count}")

    def slot(self, kind: str, of: str) -> str:
        """Return `idea 1 of <title>`, counting."""
        place = f" of {of}" if of else ""
        self._slots[f"{kind}{place}"] += 1
        return f"{kind} {self._slots[f'{kind}{place}']}{place}"

    def node(
        self,
        node_type: str,
        ref: str,
        properties: Mapping[str, Found],
        origin: Origin,
        *,
        lines: Mapping[str, Origin] | None = None,
        slot: str = "",
    ) -> None:
        """Claim a node."""
        known = _known(properties)
        places = {name: line for name, line in (lines or {}).items() if name in known}
        self._claims.append(NodeClaim(ref, node_type, known, origin, places, slot))

    def edge(
        self, edge_type: str, source: str, target: str, origin: Origin, **properties: Found
    ) -> None:
        """Claim an edge between two refs."""
        self._claims.append(EdgeClaim(edge_type, source, target, _known(properties), origin))

    def tell(self, code: str, message: str, origin: Origin, mend: str = "") -> None:
        """Tell the user something."""
        self._diagnostics.append(Diagnostic(code, message, origin, mend))
