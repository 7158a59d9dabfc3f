"""CSL-JSON, as Zotero and others export it, and the JSON of Zotero's Better BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from paperkg import ids
from paperkg.diagnostics import Diagnostic, Origin
from paperkg.model import Reading
from paperkg.readers.base import Options, Reader, Source, decode
from paperkg.readers.bibliography import Entry, Shelf, names, places
from paperkg.readers.json_elements import Document, Element, NoJsonError, document, texts
from paperkg.readers.json_fields import named
from paperkg.readers.writing import Writer
from paperkg.readers.zotero_items import Items

NAME: Final = "csl-json"
_KINDS: Final = {
    **dict.fromkeys(
        ("article", "article-journal", "paper-conference", "manuscript", "preprint"), "paper"
    ),
    **dict.fromkeys(("chapter", "entry", "entry-encyclopedia", "entry-dictionary"), "chapter"),
    **dict.fromkeys(("webpage", "post", "post-weblog"), "webpage"),
    "article-newspaper": "newspaper",
    "article-magazine": "magazine",
    "document": "",
}
"""Types in paperkg's words; others stay as they are."""
_FIELDS: Final = {
    "title": "title",
    "abstract": "abstract",
    "DOI": "doi",
    "URL": "url",
    "note": "note",
    "annote": "note",
    "keyword": "keywords",
    "title-short": "short title",
    "shortTitle": "short title",
    "citation-key": "citekey",
    "issue": "number",
    "page": "pages",
    "publisher-place": "place",
}
"""Fields by what they are in every bibliography; others are the user's own."""
_LEFT_OUT: Final = frozenset(
    ("id", "type", "author", "issued", "accessed", "source", "system_id", "custom", "categories")
)
"""Fields that are used otherwise, or say where and when a program found the entry."""
_EXAMPLE: Final = """\
[
  {
    "id": "ahmad2020gait",
    "type": "paper-conference",
    "title": "GAIT-prop: A biologically plausible learning rule",
    "author": [
      {"family": "Ahmad", "given": "Nasir"},
      {"family": "Gerven", "given": "Marcel A. J.", "non-dropping-particle": "van"}
    ],
    "container-title": "NeurIPS",
    "issued": {"date-parts": [[2020, 12, 6]]},
    "note": "arXiv: 2006.06438\\n想法: 对target prop (ADMM)做 spectrum control"
  }
]
"""


@dataclass(frozen=True, slots=True)
class CslJsonReader:
    """Reads items of both kinds, told apart by their shape."""

    name: str = NAME
    files: tuple[str, ...] = ("zotero.json",)
    example: str = _EXAMPLE

    def takes(self, path: str) -> bool:
        """Whether this reader reads files of that name."""
        return path.lower().endswith(".json")

    def read(self, source: Source, options: Options) -> Reading:
        """Return what *source* says."""
        text = decode(source, NAME)
        if isinstance(text, Diagnostic):
            return Reading(diagnostics=(text,), readable=False)
        try:
            found = document(text, "items")
        except NoJsonError as error:
            origin = Origin(source.path, error.line, error.line, NAME)
            message, mend = f"found no JSON ({error})", "export it again, as CSL JSON"
            return Reading(diagnostics=(Diagnostic("B901", message, origin, mend),), readable=False)
        writer = Writer(source.path, options, NAME)
        _claim(writer, found)
        return writer.reading


def _claim(writer: Writer, found: Document) -> None:
    shelf = Shelf(writer, _mend)
    items = Items(shelf, found.members)
    strange: list[Element] = []
    for element in found.elements:
        value = element.value
        if items.knows(value):
            items.write(element)
        elif isinstance(value, dict) and "type" in value and _is_csl(value):
            _Item(shelf, element).write()
        else:
            strange.append(element)
    if strange and len(strange) == len(found.elements):
        message = f"found {named(strange[0].value)}, expected items of CSL-JSON or of Zotero"
        mend = f'if it is no bibliography, in paperkg.toml:  exclude = ["{writer.path}"]'
        writer.tell("B901", message, writer.origin(strange[0].line), mend)
        return
    for element in strange:
        message = f"found {named(element.value)}, expected an item; it is left out"
        mend = '{"type": "article-journal", "title": "…"}'
        writer.tell("B901", message, writer.origin(element.line, element.end_line), mend)


def _is_csl(value: dict[str, Any]) -> bool:
    return any(
        key in value for key in ("title", "author", "issued", "id", "DOI", "container-title")
    )


def _mend(name: str, value: str) -> str:
    if name == "year":
        return f'"issued": {{"date-parts": [[{value}]]}}'
    keys = {"doi": "DOI", "arxiv": "note"}
    return f'"{keys.get(name, name)}": "{"arXiv: " if name == "arxiv" else ""}{value}"'


class _Item:
    """One item of CSL-JSON while it is read."""

    def __init__(self, shelf: Shelf, element: Element) -> None:
        self._writer = shelf.writer
        self._element = element
        self._value: dict[str, Any] = element.value
        key = next(texts(self._value.get("id")), "")
        kind = next(texts(self._value["type"]), "")
        self._entry = Entry(
            shelf,
            self._writer.origin(element.line, element.end_line),
            # Zotero's own export has the number or the address of an item there
            "" if "/" in key or key.isdigit() else ids.squeeze(key),
            _KINDS.get(kind, kind),
        )
        self._conference = kind in ("paper-conference", "chapter", "speech")

    def write(self) -> None:
        """Claim the item."""
        entry, value = self._entry, self._value
        for name, given in people(value.get("author")):
            entry.author(name, self._at("author"), given)
        for text in dated(value.get("issued")):
            entry.say("date", text, self._at("issued"))
        self._venue()
        for key, said in value.items():
            if key == "editor":
                for name, _ in people(said):
                    entry.keep(key, name, self._at(key))
            elif key == "publisher" and value["type"] == "thesis":
                entry.affiliation = ids.squeeze(" ".join(texts(said)))
            elif key not in _LEFT_OUT and key not in ("container-title", "event-title", "event"):
                self._field(ids.nfc(key), said)
        entry.write()

    def _venue(self) -> None:
        container, event = (
            ids.squeeze(next((t for k in keys for t in texts(self._value.get(k))), ""))
            for keys in (("container-title",), ("event-title", "event"))
        )
        printed = f"{container}, {event}" if places.names_edition(event) else container or event
        key = "container-title" if container else "event-title"
        conference = self._conference or not container
        if container or event:
            self._entry.venue(printed.strip(", "), self._at(key), conference=conference)

    def _field(self, key: str, value: object) -> None:
        origin = self._at(key)
        found = list(texts(value))
        if isinstance(value, dict):
            found = list(dated(value))
        if not found and value not in (None, "", [], {}):
            message = f"'{key}': found {named(value)}, expected text; it was left out"
            self._writer.tell("B905", message, origin, f'"{key}": "…"')
        for text in found:
            arxiv = key in ("number", "archive_location") and "arxiv" in text.lower()
            self._entry.say("arxiv" if arxiv else _FIELDS.get(key, key), text, origin)

    def _at(self, key: str) -> Origin:
        return self._writer.origin(*self._element.lines(key))


def people(value: object) -> Iterator[tuple[str, str]]:
    """Yield the names of a list of CSL's people, each with its ORCID or nothing."""
    for each in value if isinstance(value, list) else []:
        if isinstance(each, str):
            yield names.one(ids.nfc(each)), ""
        elif isinstance(each, dict):
            yield _name(each), next(texts(each.get("ORCID")), "")


def _name(person: Mapping[str, Any]) -> str:
    said = {key: " ".join(texts(value)).strip() for key, value in person.items()}
    if said.get("literal"):
        return ids.squeeze(said["literal"])
    particles = (said.get(f"{kind}dropping-particle", "") for kind in ("", "non-"))
    particle = " ".join(particles)
    given, suffix = said.get("given", ""), said.get("suffix", "")
    return names.whole(said.get("family", ""), given, particle, suffix)


def dated(value: object) -> Iterator[str]:
    """Yield the text of a CSL date: of its parts, or as somebody wrote it.

    >>> list(dated({"date-parts": [[2020, 6]]})), list(dated({"raw": "June 2020"}))
    (['2020-06'], ['June 2020'])
    """
    if not isinstance(value, dict):
        yield from texts(value)
        return
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = [text for text in texts(first) if re.fullmatch(r"\d{1,4}", text)]
    if numbers:
        yield "-".join(number.zfill(2) for number in numbers)
    else:
        for key in ("raw", "literal"):
            yield from texts(value.get(key))


CSL_JSON: Final[Reader] = CslJsonReader()
