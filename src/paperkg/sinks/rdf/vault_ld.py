"""The graph as a strict Vault-LD vault: a note for each resource, triples in frontmatter.

What sets it apart from the vault that a sync keeps: an instance's type is a link to the note
of its class, classes and properties are notes under `Ontologies/`, concepts under
`Vocabularies/`, every note tells its absolute IRI, and one flat context holds everywhere. So
text keeps its language: `title` is English, `title_zh` Chinese.

A note has the facts of its node in the words of the schema: the well-known twin of an edge,
and edge nodes, follow from the ontology or stand in `graph.nt`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from paperkg.config import Config
from paperkg.frontmatter import emit
from paperkg.model import Graph
from paperkg.schema import Schema
from paperkg.sinks.rdf.context import DATATYPES, ID, LANGUAGE, based, compact, local
from paperkg.sinks.rdf.facts import AUTHORSHIP_OF, stated
from paperkg.sinks.rdf.ontology import described
from paperkg.sinks.rdf.terms import Terms
from paperkg.sinks.rdf.text import INTEGER, TYPE, Fact, Term, known
from paperkg.sinks.rdf.vocabularies import NAMES, merged, term

CONTEXT: Final = "context.jsonld"
_PREFIXES: Final = {namespace: name for name, namespace in NAMES.items()}
_KEPT: Final = frozenset({"id", "type", "tags", "aliases", "cssclasses", *NAMES})
_SCHEME: Final = known("skos:ConceptScheme")
_CLASS: Final = term("owl:Class")
_ONTOLOGY: Final = term("owl:Ontology")
_ENGLISH: Final = "@en"
_TOLD: Final[Mapping[Term, str]] = {
    term("rdfs:label"): _ENGLISH,
    term("rdfs:comment"): _ENGLISH,
    term("dcterms:title"): _ENGLISH,
    term("dcterms:issued"): known("xsd:gYear"),
    term("owl:versionInfo"): "",
    term("vann:preferredNamespacePrefix"): "",
    term("vann:preferredNamespaceUri"): "",
}
"""How values are read of which the schema says nothing; all others are links."""


def notes(graph: Graph, config: Config) -> Iterator[tuple[str, str]]:
    """Yield path and text of each note, the context last."""
    terms = Terms(config.schema, config.base_iri)
    resources = {**_ontology(config.schema, terms), **_nodes(graph, config, terms)}
    write = _Writer(config.schema, terms, resources)
    for subject, (path, facts) in resources.items():
        yield f"{path}.md", write.note(subject, path.rpartition("/")[2], facts)
    document = {"@context": write.context(config.base_iri)}
    yield CONTEXT, json.dumps(document, ensure_ascii=False, indent=1) + "\n"


_Resources = dict[Term, tuple[str, list[Fact]]]
"""Path and facts of the notes, by subject."""


def _ontology(schema: Schema, terms: Terms) -> _Resources:
    found: _Resources = {}
    for subject, facts in merged(described(schema, terms)).items():
        types = {value for predicate, value in facts if predicate == TYPE}
        name = "paperkg" if _ONTOLOGY in types else local(subject)
        folder = "" if _ONTOLOGY in types else "Classes/" if _CLASS in types else "Properties/"
        found[subject] = f"Ontologies/paperkg/{folder}{name}", sorted(facts)
    return found


def _nodes(graph: Graph, config: Config, terms: Terms) -> _Resources:
    """Place instances in the folders of the vault, concepts beside their scheme."""
    twins = {p for edge in terms.edges.values() for p in edge.flat[1:]} | {AUTHORSHIP_OF}
    found: _Resources = {}
    for id_, node in sorted(graph.nodes.items()):
        of, node_type = terms.nodes[node.type], config.schema.node_types[node.type]
        folder = f"Vocabularies/{node_type.folder}" if of.scheme else node_type.folder
        well_known = () if of.scheme else of.classes[1:]
        facts = [
            fact
            for fact in zip(*stated(node, graph, terms).columns(), strict=True)
            if fact[0] not in twins and not (fact[0] == TYPE and fact[1] in well_known)
        ]
        found[terms.node(id_)] = f"{folder}/{node.name}", facts
        if of.scheme:
            found[of.scheme] = f"{folder}/{node_type.folder}", [(TYPE, _SCHEME)]
    return found


class _Writer:
    """Gives each predicate a key for each way in which its values are read."""

    def __init__(self, schema: Schema, terms: Terms, resources: _Resources) -> None:
        self._main = {**_TOLD, **_declared(schema, terms)}
        self._keys: dict[tuple[Term, str], str] = {}
        self._local: dict[str, Term] = {}
        for predicate in sorted(self._main):
            self._local.setdefault(local(predicate), predicate)
        named: dict[str, list[Term]] = {}
        for subject, (path, _) in resources.items():
            named.setdefault(path.rpartition("/")[2].casefold(), []).append(subject)
        self._links = {
            subject: f"[[{path.rpartition('/')[2] if len(named_alike) == 1 else path}]]"
            for subject, (path, _) in resources.items()
            for named_alike in [named[path.rpartition("/")[2].casefold()]]
        }

    def note(self, subject: Term, name: str, facts: Iterable[Fact]) -> str:
        """Return a note: all it says is in the frontmatter."""
        said: dict[str, list[object]] = {}
        for predicate, value in facts:
            form = _form(value)
            key = "type" if predicate == TYPE else self._key(predicate, form)
            said.setdefault(key, []).append(self._value(value, form))
        front = {"id": subject[1:-1], "type": said.pop("type"), **said}
        lines = {
            key: values[0] if isinstance(values, list) and len(values) == 1 else values
            for key, values in front.items()
        }
        return f"---\n{emit(lines)}---\n# {name}\n"

    def context(self, base: str) -> dict[str, Any]:
        """Return what the keys mean that were used."""
        found: dict[str, Any] = {"@version": 1.1, **based(base), **NAMES, "id": ID, "type": "@type"}
        for (predicate, form), key in sorted(self._keys.items(), key=lambda item: item[1]):
            name = _compact(predicate)
            if not form:
                found[key] = name
            elif form != ID and form[0] == "@":
                found[key] = {"@id": name, LANGUAGE: form[1:]}
            else:
                found[key] = {"@id": name, "@type": form if form == ID else _compact(form)}
        return found

    def _key(self, predicate: Term, form: str) -> str:
        found = self._keys.get((predicate, form))
        if found is None:
            name = local(predicate)
            if self._local.setdefault(name, predicate) != predicate or name in _KEPT:
                name = _compact(predicate).replace(":", "_")
            if form != self._main.get(predicate, ID):
                name += f"_{form[1:] if form[:1] == '@' else local(form) if form else 'text'}"
            while name in self._keys.values():
                name += "_"
            found = self._keys[predicate, form] = name
        return found

    def _value(self, value: Term, form: str) -> object:
        if form == ID:
            return self._links.get(value) or _compact(value)
        text = str(json.loads(value[: value.rindex('"') + 1]))  # the escapes are those of JSON
        if form == known("xsd:boolean"):
            return text == "true"
        return int(text) if form == INTEGER and len(text) <= 15 else text


def _compact(term_: Term) -> str:
    return compact(term_, _PREFIXES)


def _form(value: Term) -> str:
    """Return how a value is read: `@id`, `@` and its language, its datatype, or as plain text."""
    if value[0] == "<":
        return ID
    if value[-1] == ">":
        return value.rpartition("^^")[2]
    return "" if value[-1] == '"' else f"@{value.rpartition('@')[2]}"


def _declared(schema: Schema, terms: Terms) -> dict[Term, str]:
    """Return how the values of a predicate are read as a rule: as its first property says."""
    found: dict[Term, str] = {}
    for t in schema.nodes:
        for p in t.properties:
            form = DATATYPES.get(p.kind, "")
            if form == LANGUAGE:
                form = "@zh" if p.name.endswith("_zh") else _ENGLISH
            found.setdefault(terms.nodes[t.name].properties[p.name][0], form)
    return {**found, **{edge.own: ID for edge in terms.edges.values()}}
