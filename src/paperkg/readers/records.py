"""YAML records: facts written by hand, and the vocabularies, which are written alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from paperkg.marked_yaml import Marked, MarkedList, MarkedMapping, MarkedText
from paperkg.model import Reading
from paperkg.readers.base import Options, Reader, Source
from paperkg.readers.record_claims import RecordClaims
from paperkg.readers.record_keys import RecordKeys
from paperkg.readers.yaml_source import YamlSource, each, found, nearest, shown
from paperkg.schema import NodeType
from paperkg.schema.types import spelling

_SUFFIXES: Final = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class RecordReader:
    """Reads sections of records, or records that name their type."""

    name: str
    files: tuple[str, ...]
    example: str
    stems: Callable[[str], bool]
    stated: bool

    def takes(self, path: str) -> bool:
        """Whether this reader reads files of that name."""
        name = PurePosixPath(path.lower())
        return name.suffix in _SUFFIXES and self.stems(name.stem)

    def read(self, source: Source, options: Options) -> Reading:
        """Return what *source* says."""
        opened = YamlSource.open(source, self.name)
        records = RecordClaims(opened, RecordKeys(options.schema), stated=self.stated)
        for document in opened.documents:
            _document(document, records)
        return opened.reading(records.claims)


def read_vocabulary(source: Source, options: Options) -> Reading:
    """Return what a vocabulary says of how things are called; it states none of them."""
    return VOCABULARY.read(source, options)


def _document(document: Marked, records: RecordClaims) -> None:
    if isinstance(document, MarkedText):
        if not document.absent:
            message = f"found {found(document)}, expected a section with its records"
            records.source.fault("Y303", document, message, f"papers: [{shown(document)}]")
    elif isinstance(document, MarkedList) or _type_of(document):
        for record in each(document):
            _typed_record(record, records)
    else:
        for section, value in document.pairs:
            _section(section, each(value), records)


def _type_of(record: Marked) -> MarkedText | None:
    """Return the type that a record names itself."""
    if isinstance(record, MarkedMapping):
        for key, value in record.pairs:
            if spelling(key.text) == "type" and isinstance(value, MarkedText):
                return value
    return None


def _typed_record(record: Marked, records: RecordClaims) -> None:
    named = _type_of(record)
    if named is None:
        message = f"found {found(record)} outside any section and without a type"
        records.source.fault("Y303", record, message, "- {type: Paper, title: …}")
    else:
        _section(named, (record,), records)


def _section(name: MarkedText, values: Iterable[Marked], records: RecordClaims) -> None:
    """Claim the records of the type that a section's key, or a record's `type`, spells."""
    named = records.keys.named(name.text)
    if named is None:
        _unknown_section(name, records)
        return
    for record in values:
        if isinstance(named, NodeType):
            records.node(named, record)
        else:
            records.edge(named, record)


def _unknown_section(name: MarkedText, records: RecordClaims) -> None:
    schema = records.keys.schema
    sections = (*(t.section for t in schema.nodes), *(e.key for e in schema.edges))
    if any(p.name == name.text for t in schema.nodes for p in t.properties):
        mend = "a record outside a section names its type  type: Paper"
    elif close := nearest(name.text, sections):
        mend = f"{close}:"
    else:
        mend = f"declare a type of your own in paperkg.toml  [node_types.{_type_name(name.text)}]"
    message = f"found {found(name)}, expected one of {', '.join(dict.fromkeys(sections))}"
    records.source.fault("Y303", name, message, mend)


def _type_name(text: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", text)
    name = "".join(word[:1].upper() + word[1:] for word in words).lstrip("0123456789")
    return name[:1].upper() + name[1:] or "MyType"


_RECORDS_EXAMPLE: Final = """\
papers:
  - title: "FedSplit: An algorithmic framework for fast federated optimization"
    year: 2020
    arxiv: 2005.05238
    authors: [{name: Reese Pathak, at: UC Berkeley}, Martin Wainwright (UC Berkeley)]
    venue: NeurIPS
    topics: [federated learning]
ideas:
  - text: spectrum control on target prop (ADMM)
    relates_to: [FedSplit]
"""
_VOCABULARY_EXAMPLE: Final = """\
topics:
  - name: federated learning
    name_zh: 联邦学习
    aliases: [federated optimization]
    broader: [distributed learning]
"""

_TAKEN_STEMS: Final = ("identity", "topics", "corrections")
"""Files that other readers take."""

RECORDS: Final[Reader] = RecordReader(
    "records",
    ("ideas.yaml", "ideas.yml"),
    _RECORDS_EXAMPLE,
    lambda stem: stem not in _TAKEN_STEMS,
    stated=True,
)
VOCABULARY: Final[Reader] = RecordReader(
    "vocabulary", ("topics.yaml",), _VOCABULARY_EXAMPLE, lambda stem: stem == "topics", stated=False
)
"""Reads the library's own topics.yaml, and the shipped vocabularies."""
