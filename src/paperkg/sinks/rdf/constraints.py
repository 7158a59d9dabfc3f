"""`shapes-sparql.ttl`: what the graph promises of several nodes at once, as SPARQL constraints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from paperkg.schema import Schema
from paperkg.schema.builtin import PREFIXES
from paperkg.sinks.rdf.context import local
from paperkg.sinks.rdf.facts import SUBJECT
from paperkg.sinks.rdf.terms import Terms
from paperkg.sinks.rdf.text import TYPE, Fact, known, literal
from paperkg.sinks.rdf.vocabularies import Description, shape, term, turtle


@dataclass(frozen=True)
class Constraint:
    """A rule over several nodes.

    Attributes:
        name: Of its shape.
        target: A fact that names the focus nodes.
        message: What is wrong where the query finds something.
        select: Finds `$this` and `?value`; also a plain query, for all focus nodes at once.
    """

    name: str
    target: Fact
    message: str
    select: str


def constraints(schema: Schema, terms: Terms) -> Iterator[Constraint]:
    """Yield the rules over several nodes; a subject is the first node of each pattern."""
    subjects_of = term("sh:targetSubjectsOf")
    yield Constraint(
        "Authorship-positions",
        (subjects_of, known("pkg:authorship")),
        "two authors of one paper have the same position",
        "SELECT $this ?value WHERE { $this pkg:authorship ?one , ?two . "
        "?one pkg:position ?value . ?two pkg:position ?value . FILTER(STR(?one) < STR(?two)) }",
    )
    yield Constraint(
        "Edge-flat",
        (subjects_of, SUBJECT),
        "an edge's own node, but not the edge itself",
        "SELECT $this ?value WHERE { $this rdf:subject ?source ; rdf:predicate ?value ; "
        "rdf:object ?target . FILTER NOT EXISTS { ?source ?value ?target } }",
    )
    for t in schema.edges:
        own, *well_known = terms.edges[t.name].flat
        for predicate in well_known:
            yield Constraint(
                f"{t.name}-{local(predicate)}",
                (subjects_of, own),
                "the edge is not stated with the well-known predicate",
                f"SELECT $this ?value WHERE {{ $this {own} ?value . "
                f"FILTER NOT EXISTS {{ $this {predicate} ?value }} }}",
            )
        if t.acyclic:
            yield Constraint(
                f"{t.name}-circle",
                (subjects_of, own),
                "the chain runs in a circle",
                f"SELECT $this ($this AS ?value) WHERE {{ $this {own}+ $this }}",
            )


def sparql_shapes(schema: Schema, terms: Terms) -> str:
    """Return the SPARQL constraints of a schema."""
    return turtle(_sparql_shapes(schema, terms))


def _sparql_shapes(schema: Schema, terms: Terms) -> Iterator[Description]:
    prefixes = shape("prefixes")
    for name in ("pkg", "rdf"):
        declared = shape(f"prefix-{name}")
        namespace = literal(PREFIXES[name], datatype=known("xsd:anyURI"))
        yield prefixes, [(TYPE, term("owl:Ontology")), (term("sh:declare"), declared)]
        yield declared, [(term("sh:prefix"), literal(name)), (term("sh:namespace"), namespace)]
    for c in constraints(schema, terms):
        query = shape(f"{c.name}-query")
        yield shape(c.name), [(TYPE, term("sh:NodeShape")), c.target, (term("sh:sparql"), query)]
        yield (
            query,
            [
                (TYPE, term("sh:SPARQLConstraint")),
                (term("sh:prefixes"), prefixes),
                (term("sh:message"), literal(c.message, language="en")),
                (term("sh:select"), literal(c.select)),
            ],
        )
