"""Subjects with their facts as text: N-Triples, N-Quads and Turtle.

What stands between the objects is the same for all subjects of one shape. So each format
keeps a template for a shape, and a subject is written in one operation, however many facts
it has: these are the hottest lines of a sync.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from paperkg.sinks.rdf.names import Names
from paperkg.sinks.rdf.text import KEPT_SHAPES, TYPE, Objects, Shape, Term, iri


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

    def __init__(self, names: Names) -> None:
        self._names = names
        self._template = lru_cache(KEPT_SHAPES)(self._template_of)

    def head(self) -> str:
        """Declare all prefixes, used or not, so that no fact changes the head."""
        declared = sorted(self._names.prefixes.items())
        return "".join(f"@prefix {name}: {iri(namespace)} .\n" for name, namespace in declared)

    def block(self, subject: Term, shape: Shape, objects: Objects) -> str:
        """Write the facts of one subject, its types first."""
        template, start, end = self._template(shape)
        if start:
            objects = objects[start:end] + objects[:start] + objects[end:]
        name = self._names.__getitem__
        return template % (name(subject), *map(name, objects))

    def _template_of(self, shape: Shape) -> tuple[str, int, int]:
        """Return the template of a shape, and which of its facts are types."""
        start = shape.index(TYPE) if TYPE in shape else 0
        end = start + shape.count(TYPE)
        runs = [(p, len(list(run))) for p, run in groupby(shape) if p != TYPE]
        lines = ["    a " + " , ".join(["%s"] * (end - start))] if end > start else []
        for predicate, count in runs:
            verb = _as_template(self._names[predicate])
            many = "\n        " if count > 1 else " "
            lines.append(f"    {verb}{many}" + " ,\n        ".join(["%s"] * count))
        return "%s\n" + " ;\n".join(lines) + " .\n", start, end
