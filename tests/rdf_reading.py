"""Reads a graph back out of RDF: by two engines, and from nothing but the schema.

Nothing of the sink is used here, so that a fault of its mapping cannot hide.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from urllib.parse import unquote

import pyoxigraph
import rdflib
from rdflib.graph import Graph as RdflibGraph

from paperkg.model import Graph, Properties
from paperkg.schema import EdgeType, Kind, NodeType, Property, Schema

PKG: Final = "https://w3id.org/paperkg/ns#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True)
class Iri:
    text: str


@dataclass(frozen=True)
class Literal:
    text: str
    language: str
    datatype: str


Triple: TypeAlias = tuple[str, str, Iri | Literal]
Read: TypeAlias = tuple[dict[str, tuple[str, Any]], dict[tuple[str, str, str], Any]]
"""Type and properties by id; properties by type, source and target."""


def with_pyoxigraph(text: str, form: str) -> set[Triple]:
    """Parse *text*; the form is `nt`, `ttl`, `jsonld` or `nq` (graph names fall away)."""
    forms = {
        "nt": pyoxigraph.RdfFormat.N_TRIPLES,
        "ttl": pyoxigraph.RdfFormat.TURTLE,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
        "nq": pyoxigraph.RdfFormat.N_QUADS,
    }
    found: set[Triple] = set()
    for quad in pyoxigraph.parse(text.encode(), format=forms[form]):
        s, p, o = quad.subject, quad.predicate, quad.object
        assert isinstance(s, pyoxigraph.NamedNode), "no blank nodes"
        if isinstance(o, pyoxigraph.NamedNode):
            found.add((s.value, p.value, Iri(o.value)))
        else:
            assert isinstance(o, pyoxigraph.Literal), "no blank nodes"
            found.add((s.value, p.value, Literal(o.value, o.language or "", o.datatype.value)))
    return found


def with_rdflib(text: str, form: str) -> set[Triple]:
    """Parse *text*; the form is `nt`, `ttl` or `jsonld`."""
    graph = RdflibGraph()
    with warnings.catch_warnings():  # its JSON-LD parser warns of rdflib's own changes
        warnings.simplefilter("ignore", DeprecationWarning)
        graph.parse(data=text, format={"nt": "nt", "ttl": "turtle", "jsonld": "json-ld"}[form])
    found: set[Triple] = set()
    for s, p, o in graph:
        assert isinstance(s, rdflib.URIRef), "no blank nodes"
        if isinstance(o, rdflib.URIRef):
            found.add((str(s), str(p), Iri(str(o))))
        else:
            assert isinstance(o, rdflib.Literal), "no blank nodes"
            plain = f"{RDF}langString" if o.language else f"{XSD}string"
            found.add((str(s), str(p), Literal(str(o), o.language or "", str(o.datatype or plain))))
    return found


def read_back(triples: Iterable[Triple], schema: Schema, base: str) -> Read:
    """Return what the triples say in the schema's words."""
    facts: dict[str, dict[str, set[Iri | Literal]]] = defaultdict(lambda: defaultdict(set))
    for s, p, o in triples:
        facts[s][p].add(o)
    types = {f"{PKG}{t.name}": t for t in schema.nodes}
    typed = {
        subject: types[c.text]
        for subject, said in facts.items()
        for c in said[f"{RDF}type"]
        if isinstance(c, Iri) and c.text in types
    }
    nodes = {
        _id(subject, base): (t.name, _properties(facts[subject], t, schema, base))
        for subject, t in typed.items()
    }
    described = {
        tuple(next(iter(said[f"{RDF}{part}"])) for part in ("subject", "predicate", "object")): said
        for said in facts.values()
        if said[f"{RDF}subject"]
    }
    edges: dict[tuple[str, str, str], Any] = {}
    for t in schema.edges:
        for s in typed:
            for o in facts[s][own := f"{PKG}{t.camel}"]:
                if isinstance(o, Iri) and o.text in typed:
                    said = described.get((Iri(s), Iri(own), o), {})
                    key = (t.name, _id(s, base), _id(o.text, base))
                    edges[key] = _properties(said, t, schema, base)
    return nodes, edges


def expected(graph: Graph) -> Read:
    """Return the graph as `read_back` should find it; lists are sets."""
    return (
        {n.id: (n.type, _as_sets(n.properties)) for n in graph.nodes.values()},
        {(e.type, e.source, e.target): _as_sets(e.properties) for e in graph.edges},
    )


def _as_sets(properties: Properties) -> dict[str, Any]:
    return {k: frozenset(v) if isinstance(v, tuple) else v for k, v in properties.items()}


def _id(iri: str, base: str) -> str:
    assert iri.startswith(base)
    return unquote(iri.removeprefix(base))


def _properties(said: Any, of: NodeType | EdgeType, schema: Schema, base: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for p in of.properties:
        prefix, _, local = p.iri.partition(":")
        terms = said.get(schema.prefixes[prefix] + local, set())
        if p.name == "name" and len(terms) > 1:  # a concept's label in Chinese is name_zh
            terms = terms - said[f"{PKG}nameZh"]
        values = frozenset(_value(term, p, base) for term in terms)
        if p.many and values:
            found[p.name] = values
        elif values:
            (found[p.name],) = values
    return found


_DATATYPES: Final = {
    Kind.STRING: "string",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "double",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.DATETIME: "dateTime",
}


def _value(term: Iri | Literal, declared: Property, base: str) -> str | int | float | bool:
    if declared.kind is Kind.NODE:
        assert isinstance(term, Iri)
        return _id(term.text, base)
    if declared.kind is Kind.URL:
        return term.text
    assert isinstance(term, Literal)
    if declared.kind in (Kind.NAME, Kind.TEXT):
        assert term.language in ("en", "zh")
        return term.text
    assert term.datatype == XSD + _DATATYPES[declared.kind]
    if declared.kind is Kind.BOOLEAN:
        return {"true": True, "false": False}[term.text]
    if declared.kind is Kind.INTEGER:
        return int(term.text)
    return float(term.text) if declared.kind is Kind.NUMBER else term.text
