"""Zotero's own items, as its Better BibTeX and its programming interface export them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from paperkg import ids
from paperkg.diagnostics import Origin
from paperkg.readers import links
from paperkg.readers.bibliography import Entry, Shelf, markup, names
from paperkg.readers.json_elements import Element, texts
from paperkg.readers.json_fields import named
from paperkg.readers.remarks import Remark, Subject, write_remark

_KINDS: Final = {
    **dict.fromkeys(("journalArticle", "conferencePaper", "preprint", "manuscript"), "paper"),
    **dict.fromkeys(("bookSection", "encyclopediaArticle", "dictionaryEntry"), "chapter"),
    **dict.fromkeys(("webpage", "blogPost", "forumPost"), "webpage"),
    "computerProgram": "software",
    "newspaperArticle": "newspaper",
    "magazineArticle": "magazine",
    "document": "",
}
"""Types of items in paperkg's words; others stay as they are."""
_FIELDS: Final = {
    "title": "title",
    "abstractNote": "abstract",
    "date": "date",
    "DOI": "doi",
    "url": "url",
    "extra": "note",
    "shortTitle": "short title",
    "issue": "number",
    "ISBN": "isbn",
    "ISSN": "issn",
}
_VENUES: Final = {
    "publicationTitle": False,
    "proceedingsTitle": True,
    "conferenceName": True,
    "bookTitle": True,
}
"""Fields that name the venue, and whether it is a conference's."""
_LEFT_OUT: Final = frozenset(
    (
        *("itemType", "itemID", "itemKey", "key", "version", "citationKey", "citekey", "uri"),
        *("select", "libraryID", "libraryCatalog", "dateAdded", "dateModified", "accessDate"),
        *("relations", "seeAlso", "rights", "callNumber", "archive", "repository", "parentItem"),
        *("deleted", "inPublications", "collections"),
    )
)
"""Fields that are used otherwise, or that Zotero keeps for itself."""
_NO_WORKS: Final = ("attachment", "annotation")


class Items:
    """Claims items; collections are known by the file's member `collections`."""

    def __init__(self, shelf: Shelf, members: Mapping[str, Any]) -> None:
        self._shelf = shelf
        self._writer = shelf.writer
        self._collections = _collections(members.get("collections"))
        self._told = False

    def knows(self, value: object) -> bool:
        """Whether *value* is an item of Zotero's."""
        return isinstance(_data(value).get("itemType"), str)

    def write(self, element: Element) -> None:
        """Claim what an item says."""
        item = _data(element.value)
        kind = item["itemType"]
        if kind == "note":
            self._note(item, element)
        elif kind in _NO_WORKS:
            self._left_out(element)
        else:
            self._work(item, kind, element)

    def _work(self, item: Mapping[str, Any], kind: str, element: Element) -> None:
        origin = self._writer.origin(element.line, element.end_line)
        key = next((t for k in ("citationKey", "citekey") for t in texts(item.get(k))), "")
        entry = Entry(self._shelf, origin, ids.squeeze(key), _KINDS.get(kind, kind))
        collections = [*self._collections.get(next(texts(item.get("itemID")), ""), ())]
        collections += (self._collections.get(k, ("",))[0] for k in texts(item.get("collections")))
        for name in collections:
            entry.say("collection", name, origin)
        for name, value in item.items():
            at = self._writer.origin(*element.lines(name))
            self._field(entry, ids.nfc(name), value, at)
        entry.write()

    def _field(self, entry: Entry, name: str, value: object, origin: Origin) -> None:
        if use := _LISTS.get(name):
            for each in value if isinstance(value, list) else ():
                use(entry, each, origin)
            return
        if name in _LEFT_OUT:
            return
        found = list(texts(value))
        if not found and value not in (None, "", [], {}, False):
            message = f"'{name}': found {named(value)}, expected text; it was left out"
            self._writer.tell("B905", message, origin, f'"{name}": "…"')
        for text in found:
            if name in _VENUES:
                entry.venue(text, origin, conference=_VENUES[name])
            elif name == "university":
                entry.affiliation = ids.squeeze(text)
            elif name in ("archiveID", "number") and "arxiv" in text.lower():
                entry.say("arxiv", text, origin)
            else:
                entry.say(_FIELDS.get(name, name), text, origin)

    def _note(self, item: Mapping[str, Any], element: Element) -> None:
        """Claim a note that stands in no work."""
        for text in texts(item.get("note")):
            words = markup.plain(text).strip()
            if words:
                first, last = element.line, element.end_line
                remark = Remark(kind="comment", text=words, first=first, last=last)
                write_remark(self._writer, remark, Subject())

    def _left_out(self, element: Element) -> None:
        if not self._told:
            self._told = True
            message = "a file or an annotation that belongs to no work is left out, as are others"
            origin = self._writer.origin(element.line, element.end_line)
            self._writer.tell("B909", message, origin, "give it a parent item in Zotero")


def _data(value: object) -> Mapping[str, Any]:
    """Return the fields of an item; the programming interface has them one level deeper."""
    if not isinstance(value, dict):
        return {}
    data = value.get("data")
    return data if isinstance(data, dict) else value


def _collections(found: object) -> dict[str, tuple[str, ...]]:
    """Return the paths of the collections of each item by its number, `Thesis/Chapter 2`."""
    given = found if isinstance(found, dict) else {}
    by_key = {key: c for key, c in given.items() if isinstance(c, dict)}
    paths: dict[str, tuple[str, ...]] = {}
    for key, collection in by_key.items():
        path = [*texts(collection.get("name"))]
        seen, parent = {key}, next(texts(collection.get("parent")), "")
        while parent in by_key and parent not in seen:
            seen.add(parent)
            path = [*texts(by_key[parent].get("name")), *path]
            parent = next(texts(by_key[parent].get("parent")), "")
        for item in texts(collection.get("items")):
            paths[item] = (*paths.get(item, ()), "/".join(path))
    return paths


def _creator(entry: Entry, creator: object, origin: Origin) -> None:
    if not isinstance(creator, dict):
        return
    said = {key: " ".join(texts(value)) for key, value in creator.items()}
    name = said.get("name") or names.whole(said.get("lastName", ""), said.get("firstName", ""))
    if said.get("creatorType", "author") == "author":
        entry.author(name, origin)
    elif name:
        entry.keep(said["creatorType"], name, origin)


def _tag(entry: Entry, tag: object, origin: Origin) -> None:
    for text in texts(tag.get("tag") if isinstance(tag, dict) else tag):
        entry.say("keyword", text, origin)


def _child_note(entry: Entry, note: object, origin: Origin) -> None:
    for text in texts(note.get("note") if isinstance(note, dict) else note):
        entry.say("note", text, origin)


def _attachment(entry: Entry, attachment: object, origin: Origin) -> None:
    for url in texts(attachment.get("url") if isinstance(attachment, dict) else None):
        if links.is_pdf(url):
            entry.say("pdf", url, origin)


_LISTS: Final = {
    "creators": _creator,
    "tags": _tag,
    "notes": _child_note,
    "attachments": _attachment,
}
"""How each element of a list is used."""
