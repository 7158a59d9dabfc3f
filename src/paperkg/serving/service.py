"""The SPARQL 1.1 Service Description: what a client may ask, and for which forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from paperkg.sinks.rdf.text import TYPE, iri
from paperkg.sinks.rdf.vocabularies import NAMES, Description, turtle
from paperkg.triplestore import Answer
from paperkg.triplestore.answers import TRIPLES

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)


def description(address: str, base_iri: str, form: str) -> Answer:
    """Return the description of the endpoint at *address*, in a form of triples."""
    text = turtle(_described(address, base_iri), {**NAMES, "sd": _SD})
    media, name = TRIPLES[form]
    if form == "turtle":
        return Answer(text.encode(), media)
    from pyoxigraph import RdfFormat, parse, serialize  # noqa: PLC0415 - an extra

    triples = [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)]
    return Answer(serialize(triples, format=getattr(RdfFormat, name)) or b"", media)


def _described(address: str, base_iri: str) -> Iterator[Description]:
    dataset, graph = iri(f"{base_iri}dataset/served"), iri(f"{base_iri}dataset")
    yield (
        iri(address),
        [
            (TYPE, iri(f"{_SD}Service")),
            (iri(f"{_SD}endpoint"), iri(address)),
            (iri(f"{_SD}supportedLanguage"), iri(f"{_SD}SPARQL11Query")),
            (iri(f"{_SD}defaultDataset"), dataset),
            *((iri(f"{_SD}resultFormat"), iri(_FORMATS + name)) for name in _RESULTS),
        ],
    )
    yield dataset, [(TYPE, iri(f"{_SD}Dataset")), (iri(f"{_SD}defaultGraph"), graph)]
    yield graph, [(TYPE, iri(f"{_SD}Graph"))]
