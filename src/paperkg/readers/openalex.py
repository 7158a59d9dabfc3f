"""OpenAlex works, a JSON object a line, with the field names of its API.

Every value may be missing or null. One of another kind than OpenAlex's is told (J403)
and left out; nothing else of its work is lost.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from paperkg import ids
from paperkg.diagnostics import Diagnostic, Origin
from paperkg.model import Reading, Value
from paperkg.readers.base import Options, Reader, Source, decode
from paperkg.readers.json_fields import JsonFields, named
from paperkg.readers.writing import Found, Writer
from paperkg.schema import Kind

_KINDS: Final = {
    "article": "paper",
    "preprint": "paper",
    "conference-paper": "paper",
    "proceedings-article": "paper",
    "journal-article": "paper",
    "book-chapter": "chapter",
    "dissertation": "thesis",
}
"""OpenAlex's and Crossref's types of works in paperkg's words; others stay as they are."""
_EXAMPLE: Final = (
    '{"id":"https://openalex.org/W2741809807","display_name":"GAIT-prop: A biologically plausible'
    ' learning rule","publication_year":2020,'
    '"authorships":[{"author":{"display_name":"Nasir Ahmad"},'
    '"institutions":[{"display_name":"Radboud University","country_code":"NL"}]}]}\n'
)


@dataclass(frozen=True, slots=True)
class OpenAlexReader:
    """Reads works; citations only of works that the same file holds."""

    name: str = "openalex"
    files: tuple[str, ...] = ("works.jsonl",)
    example: str = _EXAMPLE

    def takes(self, path: str) -> bool:
        """Whether this reader reads files of that name."""
        return path.lower().endswith(".jsonl")

    def read(self, source: Source, options: Options) -> Reading:
        """Return what *source* says."""
        text = decode(source, self.name)
        if isinstance(text, Diagnostic):
            return Reading(diagnostics=(text,), readable=False)
        file = _File(Writer(source.path, options, self.name))
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                _Work(file, JsonFields(file.writer.origin(number), file.writer)).read(line)
        file.write_citations()
        return file.writer.reading


@dataclass
class _File:
    """What the lines read so far say.

    Attributes:
        works: Refs of the papers by OpenAlex id.
        cited: Ref of a citing paper, OpenAlex id of the cited work, line.
    """

    writer: Writer
    works: dict[str, str] = field(default_factory=dict)
    cited: list[tuple[str, str, Origin]] = field(default_factory=list)

    def write_citations(self) -> None:
        """Claim an edge for each citation of a work of this file; the world is not in it."""
        for ref, cited, origin in self.cited:
            if target := self.works.get(cited):
                self.writer.edge("CITES", ref, target, origin)


@dataclass
class _Work:
    """One line while it is read."""

    file: _File
    fields: JsonFields
    ref: str = ""
    institutions: dict[str, str] = field(default_factory=dict)

    def read(self, line: str) -> None:
        """Claim what the line says."""
        try:
            work = json.loads(line)
        except (ValueError, RecursionError) as error:
            # an error of json ends in the place inside the line, which nobody can use
            said = str(error).partition(": line ")[0]
            self.fields.fault(
                "J401", f"found no JSON ({said})", "put one whole object on each line"
            )
            return
        if not isinstance(work, dict):
            message = f"found {named(work)}, expected an object"
            self.fields.fault("J401", message, '{"title": "…", "publication_year": 2020}')
            return
        title = self.fields.line(work, "title") or self.fields.line(work, "display_name")
        if not title:
            self.fields.fault("J402", "the work has no title", '"title": "…"')
            return
        self.ref = self.file.writer.ref(str(self.fields.origin.line))
        self._paper(work, title)
        self._authors(work)
        self._cited(work)

    def _paper(self, work: dict[str, Any], title: str) -> None:
        location = self.fields.get(work, "primary_location", dict) or {}
        kind = self.fields.line(work, "type")
        openalex = self.fields.identifier(work, "id", "openalex")
        link = self.fields.line(location, "landing_page_url", Kind.URL)
        pdf = self.fields.line(location, "pdf_url", Kind.URL)
        properties = {
            "title": title,
            "kind": _KINDS.get(kind, kind) if kind else None,
            "year": self._year(work),
            "date": self.fields.line(work, "publication_date", Kind.DATE),
            "abstract": self._abstract(work),
            "doi": self.fields.identifier(work, "doi", "doi"),
            "openalex": openalex,
            "url": (link,) if link else None,
            "pdf": (pdf,) if pdf else None,
            "keywords": self._keywords(work),
        }
        self._node(self.ref, "Paper", properties)
        if openalex:
            self.file.works.setdefault(openalex, self.ref)
        self._venue(self.fields.get(location, "source", dict) or {})

    def _venue(self, venue: dict[str, Any]) -> None:
        if name := self.fields.line(venue, "display_name"):
            ref = f"{self.ref}/venue"
            openalex = self.fields.identifier(venue, "id", "openalex")
            kind = self.fields.line(venue, "type")
            self._node(ref, "Venue", {"name": name, "kind": kind, "openalex": openalex})
            self._edge("PUBLISHED_IN", ref, {})

    def _authors(self, work: dict[str, Any]) -> None:
        for position, authorship in enumerate(self.fields.get(work, "authorships", list) or (), 1):
            if not isinstance(authorship, dict):
                self.fields.unexpected("authorships", authorship, "an object")
                continue
            author = self.fields.get(authorship, "author", dict) or {}
            printed = self.fields.line(authorship, "raw_author_name")
            name = self.fields.line(author, "display_name") or printed
            if not name:
                self.fields.fault("J403", f"author {position} has no name", '"display_name": "…"')
                continue
            ref = f"{self.ref}/author/{position}"
            orcid = self.fields.identifier(author, "orcid", "orcid")
            openalex = self.fields.identifier(author, "id", "openalex")
            self._node(ref, "Author", {"name": name, "orcid": orcid, "openalex": openalex})
            properties = self._affiliations(authorship) | {"position": position}
            if printed and printed != name:
                properties["name_text"] = printed
            self._edge("AUTHORED_BY", ref, properties)

    def _affiliations(self, authorship: dict[str, Any]) -> dict[str, Value]:
        """Return the institutions, or the printed text where none was recognised."""
        listed = self.fields.get(authorship, "institutions", list) or ()
        refs = dict.fromkeys(ref for each in listed if (ref := self._institution(each)))
        if refs:
            return {"affiliations": tuple(refs)}
        printed = self.fields.get(authorship, "raw_affiliation_strings", list) or ()
        texts = [
            text for each in printed if (text := self.fields.item("raw_affiliation_strings", each))
        ]
        return {"affiliation_text": " / ".join(texts)} if texts else {}

    def _institution(self, institution: object) -> str:
        """Return the ref of an institution, claimed once a work; empty where it has no name."""
        if not isinstance(institution, dict):
            self.fields.unexpected("institutions", institution, "an object")
            return ""
        name = self.fields.line(institution, "display_name")
        if not name:
            self.fields.fault("J403", "an institution has no name", '"display_name": "…"')
            return ""
        openalex = self.fields.identifier(institution, "id", "openalex")
        same = openalex or name
        if same not in self.institutions:
            ref = self.institutions[same] = f"{self.ref}/institution/{len(self.institutions) + 1}"
            ror = self.fields.identifier(institution, "ror", "ror")
            country = self.fields.line(institution, "country_code")
            properties = {"name": name, "country": country, "ror": ror, "openalex": openalex}
            self._node(ref, "Institution", properties)
        return self.institutions[same]

    def _cited(self, work: dict[str, Any]) -> None:
        for each in self.fields.get(work, "referenced_works", list) or ():
            if text := self.fields.item("referenced_works", each):
                cited = ids.normalise("openalex", text)
                if cited:
                    self.file.cited.append((self.ref, cited, self.fields.origin))

    def _year(self, work: dict[str, Any]) -> int | None:
        year = self.fields.get(work, "publication_year", int)
        if year is None or 0 < year < 10_000:
            return year
        self.fields.unexpected("publication_year", year, "a year")
        return None

    def _keywords(self, work: dict[str, Any]) -> tuple[str, ...] | None:
        words = []
        for each in self.fields.get(work, "keywords", list) or ():
            given = isinstance(each, dict)
            words.append(
                self.fields.line(each, "display_name")
                if given
                else self.fields.item("keywords", each)
            )
        return tuple(dict.fromkeys(word for word in words if word)) or None

    def _abstract(self, work: dict[str, Any]) -> str | None:
        """Return the abstract from the places of its words."""
        index = self.fields.get(work, "abstract_inverted_index", dict) or {}
        lists = [(word, places) for word, places in index.items() if isinstance(places, list)]
        placed = [(place, word) for word, places in lists for place in places]
        if len(lists) < len(index) or any(type(place) is not int for place, _ in placed):
            self.fields.unexpected("abstract_inverted_index", index, "each word with its places")
            return None
        return " ".join(word for _, word in sorted(placed)).strip() or None

    def _node(self, ref: str, type_: str, properties: Mapping[str, Found]) -> None:
        self.file.writer.node(type_, ref, properties, self.fields.origin)

    def _edge(self, type_: str, target: str, properties: dict[str, Value]) -> None:
        self.file.writer.edge(type_, self.ref, target, self.fields.origin, **properties)


OPENALEX: Final[Reader] = OpenAlexReader()
