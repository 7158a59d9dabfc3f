"""What a property also says in the words of others, beside its own predicate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final, TypeAlias
from urllib.parse import quote

from paperkg import ids
from paperkg.model import Properties
from paperkg.schema import NodeType
from paperkg.sinks.rdf.text import Fact, Term, iri, known, literal

Also: TypeAlias = Callable[[Properties], Iterator[Fact]]
"""Yields more facts of a node with these properties."""

_SAME: Final = known("owl:sameAs")
_SAME_CONCEPT: Final = known("skos:exactMatch")
_LABEL: Final = known("skos:prefLabel")
_ISSUED: Final = known("dcterms:issued")
_YEAR: Final = known("xsd:gYear")
ADDRESSES: Final[Mapping[str, tuple[Term, str]]] = {
    "doi": (_SAME, "https://doi.org/"),
    "orcid": (_SAME, "https://orcid.org/"),
    "ror": (_SAME, "https://ror.org/"),
    "openalex": (_SAME, "https://openalex.org/"),
    "wikidata": (_SAME, "http://www.wikidata.org/entity/"),
    # a page about all versions of a preprint, which is not the work itself
    "arxiv": (known("rdfs:seeAlso"), "https://arxiv.org/abs/"),
}
"""How the thing that an identifier names is linked, and where it is."""

_KEPT: Final = "/:;()!$&'*+,=@-._~"
_PLAIN: Final = re.compile(rf"[\w{re.escape(_KEPT)}]+", re.ASCII)


def also(node_type: NodeType) -> dict[str, Also]:
    """Return what says more, by property."""
    concept = node_type.iri == "skos:Concept"
    found: dict[str, Also] = {
        p.name: partial(_links, p.name, *_address(p.identifier, concept=concept))
        for p in node_type.properties
        if p.identifier
    }
    if concept:
        found["name_zh"] = _label_zh
    if node_type.name == "Paper":
        found["year"] = _issued
    return found


def _address(scheme: str, *, concept: bool) -> tuple[Term, str]:
    """Concepts of two vocabularies match, and are not one thing in the sense of OWL."""
    predicate, address = ADDRESSES[scheme]
    return _SAME_CONCEPT if concept and predicate == _SAME else predicate, address


def _links(name: str, predicate: Term, address: str, properties: Properties) -> Iterator[Fact]:
    """Link to the same thing elsewhere; never with a predicate that carries a property."""
    value = properties[name]
    for each in map(str, value if isinstance(value, tuple) else (value,)):
        path = each if _PLAIN.fullmatch(each) else quote(each, safe=_KEPT)
        yield predicate, iri(address + path)


def _label_zh(concept: Properties) -> Iterator[Fact]:
    """State what SKOS expects: a preferred label for each language.

    The Chinese label stands beside `pkg:nameZh`, which carries the property.
    """
    name, name_zh = str(concept.get("name", "")), str(concept["name_zh"])
    if name and (ids.language(name), ids.language(name_zh)) == ("en", "zh"):
        yield _LABEL, literal(name_zh, language="zh")


def _issued(paper: Properties) -> Iterator[Fact]:
    """State the year as libraries do, beside the integer with which SPARQL can reckon."""
    year = paper["year"]
    if isinstance(year, int) and 0 < year < 10_000:
        yield _ISSUED, literal(f"{year:04}", datatype=_YEAR)
