"""corrections.yaml: what a person said against the sources, an entry a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from paperkg import ids
from paperkg.marked_yaml import Marked, MarkedList, MarkedMapping, MarkedText
from paperkg.model import Correction, Reading, Value
from paperkg.readers.base import Options, Reader, Source
from paperkg.readers.note_values import is_legal
from paperkg.readers.record_properties import value_of
from paperkg.readers.yaml_source import Keys, YamlSource, each, found, shown
from paperkg.schema import EdgeType, Kind, Label, NodeType, Property, Schema
from paperkg.schema.types import spelling

SECTION: Final = "corrections"


def _text(name: str, kind: Kind = Kind.STRING) -> Property:
    return Property(name=name, iri="rdf:value", label=Label(name, name), kind=kind)


_OF, _PROPERTY, _NOTE, _ON = _text("of"), _text("property"), _text("note"), _text("on", Kind.DATE)
_IS, _WAS, _WITHOUT = _text("is"), _text("was"), _text("without")
"""What these three hold is of the kind of the property that the entry names."""
_ENTRY: Final = Keys(
    "a correction", {p.name: p for p in (_OF, _PROPERTY, _IS, _WAS, _WITHOUT, _NOTE, _ON)}
)
_SECTIONS: Final = Keys("corrections.yaml", {SECTION: True})
_EXAMPLE: Final = """\
corrections:
  - {of: paper/fedsplit, property: year, is: 2021, was: 2020, on: 2026-11-24}
  - {of: paper/fedsplit, property: pdf, is: null, note: vault/Papers/FedSplit.md}
  - {of: paper/fedsplit, property: topics, without: topic/sgd}
"""
_MEND: Final = "- {of: paper/fedsplit, property: year, is: 2021}"


@dataclass(frozen=True, slots=True)
class CorrectionsReader:
    """Reads what a person said against the sources."""

    name: str = SECTION
    files: tuple[str, ...] = ("corrections.yaml", "corrections.yml")
    example: str = _EXAMPLE

    def takes(self, path: str) -> bool:
        """Whether this reader reads files of that name."""
        return PurePosixPath(path.lower()).name in self.files

    def read(self, source: Source, options: Options) -> Reading:
        """Return what *source* says; no two corrections begin in one line of it."""
        opened = YamlSource.open(source, self.name)
        claims: list[Correction] = []
        lines: set[int] = set()
        for document in opened.documents:
            for entry in _entries(document, opened):
                if entry.line in lines:
                    # the line is how an entry is found again when it is struck out
                    message = "found a second correction in the line, expected an entry a line"
                    opened.fault("Y305", entry, message, _MEND)
                elif claim := _correction(entry, opened, options.schema):
                    claims.append(claim)
                lines.add(entry.line)
        return opened.reading(claims)


def _entries(document: Marked, source: YamlSource) -> Iterator[Marked]:
    lists = [document]
    if isinstance(document, MarkedMapping):
        lists = [value for _, _, value in source.fields(document, _SECTIONS)]
    for listed in lists:
        if isinstance(listed, MarkedList):
            yield from each(listed)
        elif not (isinstance(listed, MarkedText) and listed.absent):
            message = f"found {found(listed)}, expected a list of corrections"
            source.fault("Y305", listed, message, _MEND)


def _correction(entry: Marked, source: YamlSource, schema: Schema) -> Correction | None:
    if not isinstance(entry, MarkedMapping):
        message = f"found {found(entry)}, expected a correction"
        source.fault("Y305", entry, message, _MEND)
        return None
    said = {meaning: (key, value) for meaning, key, value in source.fields(entry, _ENTRY)}
    # a key without a value is none of the fields, but of a correction it says: nothing
    says_is = any(_ENTRY.meaning(key.text) == _IS for key, _ in entry.pairs)
    return _Entry(source, schema, entry, said, says_is=says_is).correction()


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry while it is read.

    Its methods return None, or no text, where something is wrong, and have told it then.

    Attributes:
        said: The keys that say something, with their values.
        says_is: Whether it has the key `is`, if only to say that there is nothing.
    """

    source: YamlSource
    schema: Schema
    whole: MarkedMapping
    said: Mapping[Property, tuple[MarkedText, Marked]]
    says_is: bool

    def correction(self) -> Correction | None:
        self._value(_ON, _ON)  # the person's own record: looked at, and nothing follows from it
        note, id_ = self._word(_NOTE), self._word(_OF)
        subject = self._subject(id_)
        named = self._named(subject) if subject else None
        if subject is None or named is None:
            return None
        key = named.key if isinstance(named, EdgeType) else named.name
        blank = Correction(id_, key, self.source.origin(self.whole), note=note)
        if _WITHOUT in self.said:
            item = self._item(named, subject)
            return replace(blank, without=item) if item else None
        if isinstance(named, EdgeType):
            code, end = ("Y305", "not 'is'") if self.says_is else ("Y306", "which is not there")
            message = f"'{key}' are links: expected 'without', the id of one, {end}"
            self._fault(code, _IS, message, _example(named))
            return None
        return self._instead(named, blank)

    def _value(self, meaning: Property, declared: Property) -> Value | None:
        """Return what stands under a key as the declared property; None if nothing does."""
        if meaning not in self.said:
            return None
        return value_of(self.source, replace(declared, name=meaning.name), *self.said[meaning])

    def _word(self, meaning: Property, declared: Property | None = None) -> str:
        value = self._value(meaning, declared or meaning)
        return "" if value is None else str(value)

    def _fault(self, code: str, meaning: Property, message: str, mend: str) -> None:
        at = self.said[meaning][1] if meaning in self.said else self.whole
        self.source.fault(code, at, message, mend)

    def _subject(self, id_: str) -> NodeType | None:
        """Return the type of the node."""
        node_type = self._type_of(id_)
        if _OF not in self.said:
            self._fault("Y306", _OF, "a correction lacks 'of'", "of: paper/fedsplit")
        elif id_ and node_type is None:
            prefix, slash, slug = id_.rpartition("/")
            known = next((t.key for t in self.schema.nodes if t.key == prefix.lower()), "paper")
            mend = f"of: {known}/{ids.slug(slug if slash else id_)}"
            message = f"'of': found '{id_}', expected the id of a node, a type and a slug"
            self._fault("Y305", _OF, message, mend)
        return node_type

    def _type_of(self, id_: str) -> NodeType | None:
        prefix, _, slug = id_.partition("/")
        if not slug or ids.slug(slug, len(slug)) != slug:
            return None
        return next((t for t in self.schema.nodes if t.key == prefix), None)

    def _named(self, subject: NodeType) -> Property | EdgeType | None:
        """Return the property or typed link that the entry is about."""
        if _PROPERTY not in self.said:
            self._fault("Y306", _PROPERTY, "a correction lacks 'property'", "property: year")
            return None
        name = self._word(_PROPERTY)
        declared: dict[str, Property | EdgeType] = {}
        for edge in self.schema.edges_from(subject.name):
            declared |= {spelling(edge.name): edge, spelling(edge.key): edge}
        declared |= {spelling(p.name): p for p in subject.properties}
        if named := declared.get(spelling(name)):
            return named
        if is_legal(name):
            return _text(name)  # a property of the person's own notes
        if name:
            known = [p.name for p in subject.properties]
            known += [e.key for e in self.schema.edges_from(subject.name)]
            message = f"'property': found '{name}', expected one of {', '.join(known)}"
            self._fault("Y304", _PROPERTY, message, f"property: {subject.main}")
        return None

    def _instead(self, named: Property, blank: Correction) -> Correction | None:
        """Return the correction with what is said instead, which may be nothing."""
        if not self.says_is:
            message = f"a correction of '{named.name}' lacks 'is', or 'without'"
            self._fault("Y306", _IS, message, "is: …   or, where it is taken out:   is: null")
            return None
        told = len(self.source.diagnostics)
        value = self._value(_IS, named)
        if value is None and len(self.source.diagnostics) > told:
            return None
        return replace(blank, value=value, was=self._value(_WAS, named))

    def _item(self, named: Property | EdgeType, subject: NodeType) -> str:
        """Return the one item that was taken out of a list, as the graph has it."""
        if self.says_is:
            message = "found 'is' beside 'without', expected one of them"
            self._fault("Y305", _IS, message, f"without: {shown(self.said[_WITHOUT][1])}")
            return ""
        if isinstance(named, EdgeType):
            return self._target(named, subject)
        if named in subject.properties and not named.many:
            message = f"'{named.name}' is no list: found 'without', expected 'is'"
            self._fault("Y305", _WITHOUT, message, "is: null")
            return ""
        return self._word(_WITHOUT, replace(named, many=False))

    def _target(self, edge: EdgeType, subject: NodeType) -> str:
        """Return the id of a link's target."""
        target = self._word(_WITHOUT)
        node_type = self._type_of(target)
        if target and not (node_type and edge.joins(subject.name, node_type.name)):
            message = f"'without': found '{target}', expected the id that '{edge.key}' links to"
            self._fault("Y305", _WITHOUT, message, _example(edge))
            return ""
        return target


def _example(edge: EdgeType) -> str:
    return f"without: {(edge.targets or ('Paper',))[0].lower()}/…"


CORRECTIONS: Final[Reader] = CorrectionsReader()
