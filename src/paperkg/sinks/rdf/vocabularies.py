"""What the documents that describe the graph share: prefixes, and Turtle made of facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from paperkg.schema import Kind, Label
from paperkg.schema.builtin import PREFIXES
from paperkg.sinks.rdf.names import Names
from paperkg.sinks.rdf.text import Fact, Term, columns, iri, literal
from paperkg.sinks.rdf.writers import Turtle

VERSION: Final = "0.1.0"
"""Of the vocabulary: it changes with the terms, not with each release of paperkg."""

NAMES: Final[Mapping[str, str]] = {
    **PREFIXES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "pks": "https://w3id.org/paperkg/shapes#",
    "prov": "http://www.w3.org/ns/prov#",
    "sh": "http://www.w3.org/ns/shacl#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
}

VALUES: Final[Mapping[Kind, str]] = {
    Kind.STRING: "xsd:string",
    Kind.NAME: "rdf:langString",
    Kind.TEXT: "rdf:langString",
    Kind.INTEGER: "xsd:integer",
    Kind.NUMBER: "xsd:double",
    Kind.BOOLEAN: "xsd:boolean",
    Kind.DATE: "xsd:date",
    Kind.DATETIME: "xsd:dateTime",
}
"""Datatypes; values of the other kinds are IRIs, or text where a link is none."""

Description: TypeAlias = tuple[Term, Iterable[Fact]]


def term(curie: str) -> Term:
    """Spell the term that a CURIE with one of these prefixes names."""
    prefix, _, local = curie.partition(":")
    return iri(NAMES[prefix] + local)


def shape(name: str) -> Term:
    """Spell the IRI of a SHACL shape."""
    return iri(NAMES["pks"] + name)


def labelled(label: Label) -> Iterator[Fact]:
    """Yield a label in English and, where it is another, in Chinese."""
    yield term("rdfs:label"), literal(label.en, language="en")
    if label.zh != label.en:
        yield term("rdfs:label"), literal(label.zh, language="zh")


def turtle(descriptions: Iterable[Description], prefixes: Mapping[str, str] = NAMES) -> str:
    """Write descriptions as Turtle, sorted, each subject once."""
    writer = Turtle(Names(prefixes))
    blocks = (
        writer.block(subject, *columns(said)) for subject, said in merged(descriptions).items()
    )
    return "\n".join([writer.head(), *blocks])


def merged(descriptions: Iterable[Description]) -> dict[Term, set[Fact]]:
    """Return what is said of each subject, sorted."""
    found: dict[Term, set[Fact]] = {}
    for subject, facts in descriptions:
        found.setdefault(subject, set()).update(facts)
    return dict(sorted(found.items()))
