"""JSON-LD contexts: what the names of properties and edges mean in RDF.

One name may mean different things in different types (`name` of a topic is its preferred
label), so names are defined inside their type. What would mean two things in one type, or
hide a prefix, is no term there; a document then spells the predicate.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from paperkg.schema import Kind, Property, Schema
from paperkg.schema.builtin import PREFIXES
from paperkg.sinks.rdf.spelling import Spell
from paperkg.sinks.rdf.terms import Terms
from paperkg.sinks.rdf.text import Term, known

ID: Final = "@id"
LANGUAGE: Final = "@language"
EDGES: Final = "edges"
"""Key of a node's edges that have properties: those whose subject it is."""

DATATYPES: Final = {
    Kind.INTEGER: known("xsd:integer"),
    Kind.NUMBER: known("xsd:double"),
    Kind.BOOLEAN: known("xsd:boolean"),
    Kind.DATE: known("xsd:date"),
    Kind.DATETIME: known("xsd:dateTime"),
    Kind.URL: ID,
    Kind.NODE: ID,
    Kind.NAME: LANGUAGE,
    Kind.TEXT: LANGUAGE,
}
_KEPT: Final = frozenset({"id", "type", EDGES, *PREFIXES})


@dataclass(frozen=True, slots=True)
class Key:
    """A term of a context.

    Attributes:
        predicate: What it means.
        coerced: How its values are read: `@id`, `@language`, a datatype, or as plain text.
    """

    predicate: Term
    coerced: str


class Names:
    """The terms of a library, by the type in which they hold.

    Attributes:
        types: Terms by name, by node type and by edge class.
        everywhere: Compact IRIs whose values are IRIs, in any type.
    """

    def __init__(self, schema: Schema, terms: Terms) -> None:
        self._prefixes = {namespace: name for name, namespace in PREFIXES.items()}
        self.types: dict[str, dict[str, Key]] = {}
        for t in schema.nodes:
            found = [*_of(t.properties, terms.nodes[t.name].properties)]
            found += [(e.key, Key(terms.edges[e.name].own, ID)) for e in schema.edges_from(t.name)]
            self.types[t.name] = _unambiguous(found)
        by_class: dict[str, list[tuple[str, Key]]] = {}
        for e in schema.edges:
            name = local(terms.edges[e.name].edge_class)
            by_class.setdefault(name, []).extend(_of(e.properties, terms.edges[e.name].properties))
        self.types.update({name: _unambiguous(found) for name, found in by_class.items()})
        flat = {p for t in terms.edges.values() for p in t.flat}
        links = map(known, ("owl:sameAs", "skos:exactMatch", "skos:inScheme", "rdfs:seeAlso"))
        ends = map(known, ("rdf:object", "rdf:predicate"))
        more = map(known, ("pkg:authorship", "pkg:author", "pkg:paper"))
        self.everywhere = {
            name for p in (*flat, *links, *ends, *more) if (name := self.compact(p)) != p[1:-1]
        }

    def compact(self, term: Term) -> str:
        """Return the compact IRI of a term, or the whole one where there is no prefix."""
        return compact(term, self._prefixes)

    def definition(self, key: Key) -> Any:  # noqa: ANN401 - JSON
        """Return what a context says of a term."""
        name = self.compact(key.predicate)
        if key.coerced == LANGUAGE:
            return {"@id": name, "@container": LANGUAGE}
        if not key.coerced:
            return name
        return {"@id": name, "@type": ID if key.coerced == ID else self.compact(key.coerced)}


def compact(term: Term, prefixes: Mapping[str, str]) -> str:
    """Return the compact IRI of a term; *prefixes* by their namespace."""
    cut = max(term.rfind("/"), term.rfind("#")) + 1
    prefix = prefixes.get(term[1:cut])
    return f"{prefix}:{term[cut:-1]}" if prefix else term[1:-1]


def local(term: Term) -> str:
    """Return what stands behind the last `#` or `/` of an IRI."""
    return term[max(term.rfind("/"), term.rfind("#")) + 1 : -1]


def context(names: Names, base: str) -> dict[str, Any]:
    """Return the context of `graph.jsonld`."""
    found: dict[str, Any] = {"@version": 1.1, **based(base), **PREFIXES}
    found |= {"id": ID, "type": "@type", EDGES: {"@reverse": "rdf:subject"}}
    found |= {name: {"@type": ID} for name in sorted(names.everywhere)}
    for type_, keys in names.types.items():
        scoped = {name: names.definition(key) for name, key in keys.items()}
        found[type_] = {"@id": f"pkg:{type_}", **({"@context": scoped} if scoped else {})}
    return found


def vault_context(schema: Schema, terms: Terms, base: str) -> dict[str, Any]:
    """Return the context in which a note's properties are linked data.

    Wikilinks have to be resolved to IRIs first. Frontmatter does not say its language, so
    text is untagged here. Without a *base*, the reader has to know what ids stand against.
    """
    names = Names(schema, terms)
    found: dict[str, Any] = {"@version": 1.1, **based(base), **PREFIXES}
    found |= {"paperkg_id": ID, "type": "@type"}
    for t in schema.nodes:
        body = {p.name for p in t.properties if p.body} | {"aliases", "tags"}
        scoped = {
            name: names.definition(Key(key.predicate, "") if key.coerced == LANGUAGE else key)
            for name, key in names.types[t.name].items()
            if name not in body
        }
        found[t.key] = {"@id": f"pkg:{t.name}", "@context": scoped}
    return found


def text(document: Mapping[str, Any]) -> str:
    """Return a context as a file."""
    return json.dumps({"@context": document}, ensure_ascii=False, indent=1) + "\n"


def based(base: str) -> dict[str, str]:
    """Let ids be relative where that resolves to the IRIs of nodes."""
    return {"@base": base} if base.endswith("/") else {}


def _of(
    declared: Iterable[Property], predicates: Mapping[str, tuple[Term, Spell]]
) -> Iterator[tuple[str, Key]]:
    for p in declared:
        yield p.name, Key(predicates[p.name][0], DATATYPES.get(p.kind, ""))


def _unambiguous(found: Iterable[tuple[str, Key]]) -> dict[str, Key]:
    """Return the names that have one meaning; a meaning with two names keeps the first."""
    meanings: dict[str, set[Key]] = {}
    for name, key in found:
        meanings.setdefault(name, set()).add(key)
    one = {n: next(iter(keys)) for n, keys in meanings.items() if len(keys) == 1}
    return {n: key for n, key in one.items() if n not in _KEPT}
