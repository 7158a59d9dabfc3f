"""Claims of what a person remarks on a work: ideas, comments, to-dos, and facts of authors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from paperkg.readers import links
from paperkg.readers.facts import Fact, fact
from paperkg.readers.writing import Found, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody noted in the lines *first* to *last*.

    Attributes:
        kind: `idea`, or the kind of a note: `comment`, `todo`, `remark`.
        url: What it says it of, where that is a page.
        preview: What a chat programme showed of the page.
    """

    kind: str
    text: str
    first: int
    last: int
    url: str = ""
    preview: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a remark is on.

    Attributes:
        ref: Ref of the claim; empty where it is on nothing.
        title: Names the place of the remark, in words that survive an edit of it.
        authors: Refs of the work's authors by name, of whom a parenthesis may speak.
    """

    ref: str = ""
    title: str = ""
    authors: Mapping[str, str] = field(default_factory=dict)


def write_remark(writer: Writer, remark: Remark, subject: Subject) -> None:
    """Claim a remark, what it is on, and the fact of an author that stands behind it."""
    split = fact(remark.text, subject.authors) if remark.kind in ("idea", "comment") else None
    if text := split[0] if split else remark.text:
        _write(writer, remark, text, subject)
    if split:
        _write_fact(writer, remark, split[1], subject)


def _write(writer: Writer, remark: Remark, text: str, subject: Subject) -> None:
    idea = remark.kind == "idea"
    origin = writer.origin(remark.first, remark.last)
    ref = writer.fresh(f"{'idea' if idea else 'note'}-{remark.first}")
    urls = dict.fromkeys(([remark.url] if remark.url else []) + list(links.urls(text)))
    properties: dict[str, Found] = {
        "text": text,
        "kind": "" if idea else remark.kind,
        "url": tuple(urls),
        "link_preview": remark.preview,
    }
    slot = writer.slot(remark.kind, subject.title)
    writer.node("Idea" if idea else "Note", ref, properties, origin, slot=slot)
    if subject.ref:
        writer.edge("RELATES_TO" if idea else "REMARKS_ON", ref, subject.ref, origin)


def _write_fact(writer: Writer, remark: Remark, said: Fact, subject: Subject) -> None:
    origin = writer.origin(remark.last)
    ref = writer.fresh(f"note-{remark.last}")
    about = [subject.authors[name] for name in said.about]
    if said.institution:
        institution = writer.fresh(f"institution-{remark.last}")
        writer.node("Institution", institution, {"name": said.institution}, origin)
        about.append(institution)
    slot = writer.slot("fact", subject.title)
    writer.node("Note", ref, {"text": said.text, "kind": "fact"}, origin, slot=slot)
    for target in about:
        writer.edge("REMARKS_ON", ref, target, origin)
