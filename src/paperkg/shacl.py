"""The exported shapes, run as others will run them; each violation with its source line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from paperkg import resources
from paperkg.config import Config
from paperkg.diagnostics import Diagnostic, Origin
from paperkg.model import Edge, Graph, Node
from paperkg.sinks.rdf import DESCRIBING, GRAPH, prefixes
from paperkg.sinks.rdf.constraints import constraints
from paperkg.sinks.rdf.terms import Terms
from paperkg.sinks.rdf.text import iri
from paperkg.uncollected import uncollected

if TYPE_CHECKING:
    import rdflib


def check(
    graph: Graph, config: Config, progress: Callable[[str], None] = lambda _: None
) -> tuple[Diagnostic, ...]:
    """Run `shapes.ttl` in pyshacl, and the queries of `shapes-sparql.ttl` in pyoxigraph.

    Raises:
        MissingExtraError: One of them is not installed.
    """
    for package in ("pyshacl", "pyoxigraph", "rdflib"):
        resources.require(package, "rdf")
    ntriples = "".join(GRAPH["graph.nt"](graph, config))
    return check_triples(ntriples, graph, config, progress)


@uncollected()
def check_triples(
    ntriples: str,
    graph: Graph,
    config: Config,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Diagnostic, ...]:
    """Check triples that should be those of a graph; see `check`."""
    import rdflib  # noqa: PLC0415 - an extra

    lines = _Lines(graph, config)
    progress("reading the triples")
    data = rdflib.Graph().parse(data=ntriples, format="nt")
    progress("checking shapes (minutes, where papers are many)")
    found = [*_core(data, config, lines)]
    progress("checking constraints")
    found += _constraints(ntriples, config, lines)
    progress("")
    return tuple(sorted(set(found), key=Diagnostic.sort_key))


def _core(data: rdflib.Graph, config: Config, lines: _Lines) -> Iterator[Diagnostic]:
    import pyshacl  # noqa: PLC0415 - an extra
    import rdflib  # noqa: PLC0415 - an extra

    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    shapes = rdflib.Graph().parse(data=DESCRIBING["shapes.ttl"](config), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if not isinstance(report, rdflib.Graph):
        raise TypeError(report)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        focus, path = report.value(result, sh.focusNode), report.value(result, sh.resultPath)
        value, shape = report.value(result, sh.value), report.value(result, sh.sourceShape)
        message = report.value(result, sh.resultMessage)
        where = f"{_short(shape)}: {_short(focus)}"
        said = f" (found {_short(value)})" if value is not None else ""
        yield lines.diagnostic(str(focus), str(path or ""), f"{where}{said}: {message}")


def _constraints(ntriples: str, config: Config, lines: _Lines) -> Iterator[Diagnostic]:
    import pyoxigraph  # noqa: PLC0415 - an extra

    store = pyoxigraph.Store()
    store.bulk_load(ntriples.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    for rule in constraints(config.schema, Terms(config.schema, config.base_iri)):
        for row in store.query(rule.select, prefixes=prefixes(config)):  # type: ignore[union-attr]
            focus, value = row["this"], row["value"]
            message = f"{rule.name}: {_short(focus)} (found {_short(value)}): {rule.message}"
            yield lines.diagnostic(_text(focus), "", message)


def _text(term: Any) -> str:  # noqa: ANN401 - a term of either engine
    return str(getattr(term, "value", term))


def _short(term: Any) -> str:  # noqa: ANN401 - a term of either engine
    text = " ".join(_text(term).split())
    return text if len(text) <= 120 else f"{text[:120]}…"


class _Lines:
    """Finds the source line of what a report names."""

    def __init__(self, graph: Graph, config: Config) -> None:
        terms = Terms(config.schema, config.base_iri)
        self._named: dict[str, Node | Edge] = {terms.node(n.id): n for n in graph.nodes.values()}
        self._named |= {terms.edge(e): e for e in graph.edges if e.properties}
        of = [t.properties for t in terms.nodes.values()]
        of += [t.properties for t in terms.edges.values()]
        self._names: dict[str, set[str]] = {}
        for properties in of:
            for name, (predicate, _) in properties.items():
                self._names.setdefault(predicate, set()).add(name)

    def diagnostic(self, focus: str, path: str, message: str) -> Diagnostic:
        found = self._named.get(iri(focus))
        names = self._names.get(iri(path), set())
        return Diagnostic("R804", message, self._origin(found, names) if found else None)

    def _origin(self, of: Node | Edge, names: set[str]) -> Origin | None:
        for name in sorted(names):
            if of.facts.get(name):
                return of.facts[name][0]
        return of.origins[0] if of.origins else None
