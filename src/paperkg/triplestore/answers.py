"""Answers in the form that was asked for, made by the engine's own serialisers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from paperkg.diagnostics import PaperkgError
from paperkg.sinks.rdf.names import Names
from paperkg.sinks.rdf.text import Fact, columns
from paperkg.sinks.rdf.writers import Turtle
from paperkg.triplestore.question import QueryError, Question, explained

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions, QueryTriples, Store, Triple

ROWS: Final = {
    "json": ("application/sparql-results+json", "JSON"),
    "csv": ("text/csv", "CSV"),
    "tsv": ("text/tab-separated-values", "TSV"),
    "xml": ("application/sparql-results+xml", "XML"),
}
"""Media type and pyoxigraph's name of each form of rows."""
TRIPLES: Final = {
    "turtle": ("text/turtle", "TURTLE"),
    "ntriples": ("application/n-triples", "N_TRIPLES"),
    "json": ("application/ld+json", "JSON_LD"),
    "xml": ("application/rdf+xml", "RDF_XML"),
}
FORMS: Final = ("table", *dict.fromkeys((*ROWS, *TRIPLES)))


class TooManyRowsError(PaperkgError):
    """An answer is longer than allowed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave.

    Attributes:
        body: The answer in the form asked for; empty for a table.
        media: Its media type; empty for a table.
        names: Of a table's columns.
        rows: Of a table, as a person reads them.
        more: Whether a table was cut off.
    """

    body: bytes = b""
    media: str = ""
    names: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    more: bool = False


def answer(
    store: Store, question: Question, form: str, limit: int, prefixes: Mapping[str, str]
) -> Answer:
    """Ask the store.

    Args:
        store: What to ask.
        question: The query.
        form: One of `FORMS`. JSON of triples is JSON-LD, XML of triples RDF/XML.
        limit: Rows, or triples, that are too many; 0 for no limit. Only a table is cut off:
            a program would take a part for the whole.
        prefixes: Known to the query without being declared.

    Raises:
        QueryError: The query is wrong, or the form does not fit it.
        TooManyRowsError: The limit is exceeded.
    """
    try:
        return _answer(store, question, form, limit, prefixes)
    except SyntaxError as error:
        raise QueryError(explained(question.text, str(error))) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from error


def _answer(
    store: Store, question: Question, form: str, limit: int, prefixes: Mapping[str, str]
) -> Answer:
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples  # noqa: PLC0415

    found = store.query(question.text, prefixes=dict(prefixes))
    if isinstance(found, QueryTriples):
        return _triples(found, form, limit, prefixes)
    if form == "table":
        if isinstance(found, QueryBoolean):
            return Answer(names=("answer",), rows=(("yes" if found else "no",),))
        return _table(found, limit, prefixes)
    if form not in ROWS:
        raise QueryError(f"{question.verb} gives rows: expected table or {', '.join(ROWS)}")
    if limit and not isinstance(found, QueryBoolean):
        if len(list(islice(found, limit + 1))) > limit:
            raise _too_many(limit)
        found = store.query(question.text, prefixes=dict(prefixes))
        assert not isinstance(found, QueryTriples)  # noqa: S101 - the same query
    media, name = ROWS[form]
    body = found.serialize(format=getattr(QueryResultsFormat, name))
    return Answer(body or b"", media)


def _too_many(limit: int) -> TooManyRowsError:
    return TooManyRowsError(f"more than {limit} rows; add a LIMIT to the query, or use --limit")


def _triples(found: QueryTriples, form: str, limit: int, prefixes: Mapping[str, str]) -> Answer:
    from pyoxigraph import RdfFormat, serialize  # noqa: PLC0415 - an extra

    form = "turtle" if form == "table" else form
    if form not in TRIPLES:
        raise QueryError(f"the query gives triples: expected one of {', '.join(TRIPLES)}")
    triples = list(islice(found, limit + 1 if limit else None))
    if limit and len(triples) > limit:
        raise _too_many(limit)
    media, name = TRIPLES[form]
    ordered = sorted(triples, key=str)
    if form == "turtle":
        return Answer(_turtle(ordered, prefixes).encode(), media)
    body = serialize(ordered, format=getattr(RdfFormat, name), prefixes=dict(prefixes))
    return Answer(body or b"", media)


def _turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> str:
    """Write triples as `graph.ttl` has them; pyoxigraph orders prefixes by chance."""
    facts: dict[str, set[Fact]] = {}
    for triple in triples:
        said = facts.setdefault(str(triple.subject), set())
        said.add((str(triple.predicate), str(triple.object)))
    writer = Turtle(Names(prefixes))
    blocks = [writer.block(subject, *columns(said)) for subject, said in sorted(facts.items())]
    used = {name for name in prefixes if any(f"{name}:" in block for block in blocks)}
    head = Turtle(Names({n: namespace for n, namespace in prefixes.items() if n in used})).head()
    return "\n".join([head, *blocks])


def _table(found: QuerySolutions, limit: int, prefixes: Mapping[str, str]) -> Answer:
    names = tuple(v.value for v in found.variables)
    known = sorted(((n, p) for p, n in prefixes.items()), key=lambda item: -len(item[0]))
    solutions = islice(found, limit + 1 if limit else None)
    rows = [tuple(_cell(value, known) for value in solution) for solution in solutions]
    more = bool(limit) and len(rows) > limit
    return Answer(names=names, rows=tuple(rows[:limit] if more else rows), more=more)


def _cell(value: object, known: list[tuple[str, str]]) -> str:
    from pyoxigraph import NamedNode  # noqa: PLC0415 - an extra

    if value is None:
        return ""
    text = str(getattr(value, "value", value))
    if isinstance(value, NamedNode):
        for namespace, prefix in known:
            if text.startswith(namespace):
                return f"{prefix}:{text[len(namespace) :]}"
    return text
