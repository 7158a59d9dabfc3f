"""The shipped node types and edge types.

RDF terms follow the graphs that are alive in this field (SemOpenAlex, dblp): a flat
edge beside an edge node with an integer position, one own class beside one well-known
class, no blank node.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from paperkg.schema.edges import EDGES
from paperkg.schema.nodes import NODES
from paperkg.schema.types import Schema

PREFIXES: Final = MappingProxyType(
    {
        "bibo": "http://purl.org/ontology/bibo/",
        "cito": "http://purl.org/spar/cito/",
        "dcterms": "http://purl.org/dc/terms/",
        "fabio": "http://purl.org/spar/fabio/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "pkg": "https://w3id.org/paperkg/ns#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "http://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

BUILTIN: Final = Schema(nodes=NODES, edges=EDGES, prefixes=PREFIXES)
