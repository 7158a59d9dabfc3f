"""`void.ttl`: what the graph holds, for catalogues and for those who plan a query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from paperkg import ids
from paperkg.config import Config
from paperkg.schema.builtin import PREFIXES
from paperkg.sinks.rdf.context import local
from paperkg.sinks.rdf.terms import Terms
from paperkg.sinks.rdf.text import TYPE, Fact, Objects, Shape, Term, integer, iri, known, literal
from paperkg.sinks.rdf.vocabularies import NAMES, VERSION, Description, term, turtle

_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_OWN: Final = iri(PREFIXES["pkg"])[:-1]
_LINKS: Final = tuple(map(known, ("owl:sameAs", "skos:exactMatch", "rdfs:seeAlso")))


@dataclass
class Counts:
    """What is counted while the triples are written.

    Attributes:
        triples: All of them.
        shapes: Subjects of each shape.
        classes: Subjects of each class.
    """

    triples: int = 0
    shapes: Counter[Shape] = field(default_factory=Counter)
    classes: Counter[Term] = field(default_factory=Counter)

    def add(self, shape: Shape, objects: Objects) -> None:
        """Count the facts of one subject."""
        self.triples += len(shape)
        self.shapes[shape] += 1
        if TYPE in shape:
            start = shape.index(TYPE)
            self.classes.update(objects[start : start + shape.count(TYPE)])

    @property
    def predicates(self) -> Counter[Term]:
        """Triples of each predicate."""
        found: Counter[Term] = Counter()
        for shape, count in self.shapes.items():
            for predicate in shape:
                found[predicate] += count
        return found


def description(config: Config, terms: Terms, counts: Counts, files: Mapping[str, str]) -> str:
    """Return the description of a graph.

    Args:
        config: The library's settings.
        terms: Its terms.
        counts: What was counted in `graph.nt`.
        files: Media types by name of the files that hold the graph.
    """
    prefixes = {**NAMES, "dataset": f"{config.base_iri}dataset/"}
    return turtle(_described(config, terms, counts, files), prefixes)


def _described(
    config: Config, terms: Terms, counts: Counts, files: Mapping[str, str]
) -> Iterator[Description]:
    dataset, predicates = iri(f"{config.base_iri}dataset"), counts.predicates
    facts: list[Fact] = [
        (TYPE, term("void:Dataset")),
        (TYPE, term("dcat:Dataset")),
        (term("dcterms:title"), literal(config.name, language=ids.language(config.name))),
        (term("dcterms:conformsTo"), iri(f"{PREFIXES['pkg'].rstrip('#')}/{VERSION}")),
        (term("void:uriSpace"), literal(config.base_iri)),
        (term("void:triples"), integer(counts.triples)),
        (term("void:entities"), integer(counts.shapes.total())),
    ]
    used = _used([*predicates, *counts.classes])
    facts += ((term("void:vocabulary"), iri(PREFIXES[name])) for name in used)
    for class_, count in counts.classes.items():
        if class_.startswith(_OWN):
            part = iri(f"{dataset[1:-1]}/class/{local(class_)}")
            facts.append((term("void:classPartition"), part))
            yield part, [(term("void:class"), class_), (term("void:entities"), integer(count))]
    for predicate in _LINKS:
        if count := predicates[predicate]:
            part = iri(f"{dataset[1:-1]}/links/{local(predicate)}")
            yield (
                part,
                [
                    (TYPE, term("void:Linkset")),
                    (term("void:subjectsTarget"), dataset),
                    (term("void:linkPredicate"), predicate),
                    (term("void:triples"), integer(count)),
                ],
            )
    for file, media in files.items():
        part, address = iri(f"{dataset[1:-1]}/{file}"), iri(terms.file(file))
        facts += [(term("void:dataDump"), address), (term("dcat:distribution"), part)]
        yield (
            part,
            [
                (TYPE, term("dcat:Distribution")),
                (term("dcat:downloadURL"), address),
                (term("dcat:mediaType"), iri(_MEDIA + media)),
            ],
        )
    yield dataset, facts


def _used(terms: list[Term]) -> Iterator[str]:
    for name, namespace in PREFIXES.items():
        if name != "xsd" and any(t.startswith(f"<{namespace}") for t in terms):
            yield name
