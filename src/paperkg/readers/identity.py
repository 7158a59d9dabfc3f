"""identity.yaml: a person's word on what is one thing and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from paperkg.marked_yaml import Marked, MarkedList, MarkedMapping, MarkedText
from paperkg.model import IdentityClaim, Reading, Value
from paperkg.readers.base import Options, Reader, Source
from paperkg.readers.record_properties import value_of
from paperkg.readers.yaml_source import Keys, YamlSource, each, found
from paperkg.schema import Kind, Label, Property, Schema
from paperkg.schema.types import spelling

_SECTIONS: Final = Keys("identity.yaml", {"same_as": True, "different_from": False})
_NAMES: Final = Property(name="names", iri="skos:altLabel", label=Label("Names", "名称"), many=True)
_TYPE: Final = Property(name="type", iri="rdf:type", label=Label("Type", "类型"))
_REASON: Final = Property(name="reason", iri="rdfs:comment", label=Label("Reason", "理由"))
_DATE: Final = Property(
    name="date", iri="dcterms:date", label=Label("Date", "日期"), kind=Kind.DATE
)
_ENTRY: Final = Keys(
    "an entry of identity.yaml",
    {p.name: p for p in (_NAMES, _TYPE, _REASON, _DATE)},
    {"of": _NAMES, "ids": _NAMES},
)
"""A reason and a date are the person's own record; nothing follows from them."""
_EXAMPLE: Final = """\
same_as:
  - [Tao Lin, author/tao-lin-2]
  - {type: Institution, names: [UC Berkeley, Berkeley], reason: short form}
different_from:
  - {type: Author, names: [Lin Yang, lin yang], reason: UCLA and UMass}
"""


@dataclass(frozen=True, slots=True)
class IdentityReader:
    """Reads `same_as` and `different_from`."""

    name: str = "identity"
    files: tuple[str, ...] = ("identity.yaml", "identity.yml")
    example: str = _EXAMPLE

    def takes(self, path: str) -> bool:
        """Whether this reader reads files of that name."""
        return PurePosixPath(path.lower()).name in self.files

    def read(self, source: Source, options: Options) -> Reading:
        """Return what *source* says."""
        opened = YamlSource.open(source, self.name)
        claims: list[IdentityClaim] = []
        for document in opened.documents:
            claims.extend(_document(document, opened, options.schema))
        return opened.reading(claims)


def _document(document: Marked, source: YamlSource, schema: Schema) -> Iterator[IdentityClaim]:
    if not isinstance(document, MarkedMapping):
        if not (isinstance(document, MarkedText) and document.absent):
            message = f"found {found(document)}, expected same_as or different_from"
            source.fault("Y305", document, message, "same_as: [[one name, another name]]")
        return
    for same, key, value in source.fields(document, _SECTIONS):
        for entry in _entries(value):
            if claim := _entry(entry, key, source, schema, same=same):
                yield claim


def _entries(value: Marked) -> Iterator[Marked]:
    """Yield the entries; a list of bare names is one entry whose second bracket is missing."""
    bare = isinstance(value, MarkedList) and all(isinstance(v, MarkedText) for v in value.items)
    if bare and any(each(value)):
        yield value
    else:
        yield from each(value)


def _entry(
    entry: Marked, key: MarkedText, source: YamlSource, schema: Schema, *, same: bool
) -> IdentityClaim | None:
    said: dict[Property, Value | None] = {}
    if isinstance(entry, MarkedMapping):
        for meaning, name, value in source.fields(entry, _ENTRY):
            said[meaning] = value_of(source, meaning, name, value)
    else:
        said[_NAMES] = value_of(source, _NAMES, key, entry)
    listed = said.get(_NAMES)
    names = tuple(str(name) for name in listed) if isinstance(listed, tuple) else ()
    if len(names) < 2:
        message = f"'{key.text}': found {', '.join(names) or 'no name'}, expected two or more"
        source.fault("Y305", entry, message, f"{key.text}: [[one name or id, another]]")
        return None
    types = {t for name in names if (t := _type_of_id(name, schema))}
    if given := said.get(_TYPE):
        declared = schema.node_type(str(given)) if spelling(str(given)) else None
        if declared is None:
            known = ", ".join(t.name for t in schema.nodes)
            message = f"'type': found '{given}', expected one of {known}"
            source.fault("Y305", entry, message, "type: Author")
            return None
        types.add(declared.name)
    if len(types) > 1:
        message = f"'{key.text}' joins things of several types: {', '.join(sorted(types))}"
        source.fault("Y305", entry, message, f"{key.text}: [[author/tao-lin, author/tao-lin-2]]")
        return None
    return IdentityClaim(same, "".join(types), names, source.origin(entry))


def _type_of_id(name: str, schema: Schema) -> str:
    """Return the node type that an id begins with; empty where *name* is no id."""
    prefix, slash, _ = name.partition("/")
    return next((t.name for t in schema.nodes if slash and t.key == prefix), "")


IDENTITY: Final[Reader] = IdentityReader()
