"""Subjects with their facts as text: N-Triples, N-Quads and Turtle.

What stands between the objects is the same for all subjects of one shape. So each format
keeps a template for a shape, and a subject is written in one operation, however many facts
it has: these are the hottest lines of a sync.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import Final

from paperkg.sinks.rdf.text import KEPT_SHAPES, TYPE, Objects, Shape, Term, iri, known

_BARE: Final = (known("xsd:integer"), known("xsd:boolean"))


def ntriples(subject: Term, shape: Shape, objects: Objects) -> str:
    """Write one line for each fact."""
    filled = [subject] * (2 * len(shape))
    filled[1::2] = objects
    return _lines(shape, " %s .\n") % tuple(filled)


def nquads(subject: Term, shape: Shape, objects: Objects, graph: Term) -> str:
    """Write one line for each fact, all in one named graph."""
    filled = [subject] * (3 * len(shape))
    filled[1::3] = objects
    filled[2::3] = [graph] * len(shape)
    return _lines(shape, " %s %s .\n") % tuple(filled)


@lru_cache(KEPT_SHAPES)
def _lines(shape: Shape, end: str) -> str:
    return "".join([f"%s {_as_template(predicate)}{end}" for predicate in shape])


def _as_template(text: str) -> str:
    return text.replace("%", "%%")


class Turtle:
    """Writes one block for each subject, so that a changed fact is a changed line."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = dict(sorted(prefixes.items()))
        self._short = _Short(prefixes)
        self._template = lru_cache(KEPT_SHAPES)(self._template_of)

    def head(self) -> str:
        """Declare all prefixes, used or not, so that no fact changes the head."""
        return "".join(f"@prefix {n}: {iri(space)} .\n" for n, space in self._prefixes.items())

    def block(self, subject: Term, shape: Shape, objects: Objects) -> str:
        """Write the facts of one subject, its types first."""
        template, start, end = self._template(shape)
        if start:
            objects = objects[start:end] + objects[:start] + objects[end:]
        short = self._short.__getitem__
        return template % (short(subject), *map(short, objects))

    def _template_of(self, shape: Shape) -> tuple[str, int, int]:
        """Return the template of a shape, and which of its facts are types."""
        start = shape.index(TYPE) if TYPE in shape else 0
        end = start + shape.count(TYPE)
        runs = [(p, len(list(run))) for p, run in groupby(shape) if p != TYPE]
        lines = ["    a " + " , ".join(["%s"] * (end - start))] if end > start else []
        for predicate, count in runs:
            verb = _as_template(self._short[predicate])
            many = "\n        " if count > 1 else " "
            lines.append(f"    {verb}{many}" + " ,\n        ".join(["%s"] * count))
        return "%s\n" + " ;\n".join(lines) + " .\n", start, end


class _Short(dict[Term, str]):
    """Terms as Turtle spells them; text is never kept, for it seldom comes twice.

    What has no plain local name is written in full: engines differ in what they let a
    local name escape.
    """

    _LOCAL: Final = re.compile(r"(?![.-])[A-Za-z0-9_.-]+(?<!\.)")

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._names = {f"<{namespace}": name for name, namespace in prefixes.items()}

    def __missing__(self, term: Term) -> str:
        if term[-1] != ">":
            return term
        made = self[term] = self._iri(term) if term[0] == "<" else self._typed(term)
        return made

    def _iri(self, term: Term) -> str:
        cut = term.rfind("/") + 1
        if "#" in term:
            cut = max(cut, term.rfind("#") + 1)
        name = self._names.get(term[:cut])
        if name is not None and self._LOCAL.fullmatch(local := term[cut:-1]):
            return f"{name}:{local}"
        return term

    def _typed(self, literal: Term) -> str:
        quoted, _, datatype = literal.rpartition("^^")
        return quoted[1:-1] if datatype in _BARE else f"{quoted}^^{self[datatype]}"
