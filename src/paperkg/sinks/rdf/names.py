"""Terms as Turtle spells them, under the prefixes of one document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from paperkg.sinks.rdf.text import INTEGER, Term, known

_BARE: Final = (INTEGER, known("xsd:boolean"))
_LOCAL: Final = re.compile(r"(?![.-])[A-Za-z0-9_.-]+(?<!\.)")


class Names(dict[Term, str]):
    """What Turtle writes for a term; text is never kept, for it seldom comes twice.

    What has no plain local name is written in full: engines differ in what they let a
    local name escape.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self.prefixes = prefixes
        self._prefix = {f"<{namespace}": name for name, namespace in prefixes.items()}

    def __missing__(self, term: Term) -> str:
        if term[-1] != ">":
            return term
        if term[0] == "<":
            cut = term.rfind("/") + 1
            if "#" in term:
                cut = max(cut, term.rfind("#") + 1)
            return self.mint(term[:cut], term[cut:-1])[1]
        quoted, _, datatype = term.rpartition("^^")
        made = self[term] = quoted[1:-1] if datatype in _BARE else f"{quoted}^^{self[datatype]}"
        return made

    def mint(self, start: str, local: str) -> tuple[Term, str]:
        """Return the term that starts with `<` and a namespace, and its name from now on."""
        term = name = f"{start}{local}>"
        prefix = self._prefix.get(start)
        if prefix is not None and _LOCAL.fullmatch(local):
            name = f"{prefix}:{local}"
        self[term] = name
        return term, name
