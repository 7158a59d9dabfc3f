"""Entries whose title a mark shows: one function for each way of writing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from paperkg import ids
from paperkg.readers.reading_list import links, marks
from paperkg.readers.reading_list.bare import cited_in
from paperkg.readers.reading_list.lines import Lines
from paperkg.readers.reading_list.pieces import Field, Title
from paperkg.readers.reading_list.published import Published
from paperkg.readers.reading_list.titles import (
    BEFORE_REST,
    WORDS_OF_TITLE,
    appeared,
    is_evidence,
    like_title,
    linked_at,
    names_below,
    opens_block,
    title_at,
)

_TAG: Final = re.compile(r"[(（\[【](?P<tag>[^()（）\[\]【】]{3,40})[)）\]】]\s*(?P<rest>\S.*)")


def presented_title(lines: Lines, at: int) -> Title | None:
    """`6 - Spotlight: Title` or `Tutorial: (Track1) Title`."""
    found = marks.presented(lines[at].text) or marks.presented(lines[at].item)
    if found is None:
        return None
    how, text = found
    opened = linked_at(lines, at, text) or title_at(lines, at, text)
    return replace(opened, presentation=how) if opened else None


def labelled_title(lines: Lines, at: int) -> Title | None:
    """`Title: …`, `标题：…`, `【标题】…` or `【Title】` alone."""
    text = lines[at].item
    field = marks.label(text)
    if field and field[0] == "title":
        return linked_at(lines, at, field[1]) or title_at(lines, at, field[1])
    if field:
        return _title_below(lines, at)
    if text[0] == "【" and text[-1] == "】":
        return title_at(lines, at, text[1:-1])
    return None


def _title_below(lines: Lines, at: int) -> Title | None:
    """Return the title of a block of labelled lines in which it is not the first."""
    if not opens_block(lines, at):
        return None
    above: list[Field] = []
    for line in lines.block(at):
        label = marks.label(line.item)
        if label is None:
            return None
        if label[0] == "title":
            opened = labelled_title(lines, line.number - 1)
            if opened is None:
                return None
            first = lines[at].number
            return replace(opened, first=first, beside=(*above, *opened.beside))
        number = line.number
        above.append(
            Field(first=number, last=number, text=line.text, name=label[0], value=label[1])
        )
    return None


def heading_title(lines: Lines, at: int) -> Title | None:
    """`## Title`, authors or labelled lines below it, a blank line perhaps between."""
    found = marks.HEADING.fullmatch(lines[at].text)
    if found is None or marks.edition(found[2]):
        return None
    text = found[2].rstrip("#").rstrip()
    below = at if lines[at + 1].text else at + 1
    beside = names_below(lines, below)
    if beside and (beside.certain or len(beside.people) > 1 or below == at):
        opened = _headed(linked_at(lines, at, text) or title_at(lines, at, text))
        return replace(opened, names=beside, last=beside.last) if opened else None
    label, linked = marks.label(lines[below + 1].item), linked_at(lines, at, text)
    if label and not _title_below(lines, below + 1) and label[0] != "title":
        return _headed(linked or title_at(lines, at, text))
    if linked and _leads_to_paper(linked.urls):
        return _headed(linked)
    shown = links.only_links(lines[below + 1].item)
    return _headed(title_at(lines, at, text)) if _leads_to_paper(shown) else None


def _headed(opened: Title | None) -> Title | None:
    """Return an entry whose title is a heading: every list item below hangs on it."""
    return replace(opened, indent=-1) if opened else None


def _leads_to_paper(urls: Sequence[str]) -> bool:
    return any(ids.identifier_in(url) or links.is_pdf(url) for url in urls)


def linked_title(lines: Lines, at: int) -> Title | None:
    """`[Title](link)`, in a list or not, authors and more links behind it or below."""
    return linked_at(lines, at, lines[at].item) if "](" in lines[at].item else None


def bold_title(lines: Lines, at: int) -> Title | None:
    """`**Title**`, with authors or links behind it or below."""
    line = lines[at]
    if line.item[:2] not in ("**", "__") or (line.indent and not line.bullet):
        return None
    text, closed, rest = line.item[2:].partition(line.item[:2])
    if not closed or marks.label(line.item):
        return None
    opened = title_at(lines, at, text, rest)
    if opened and (opened.names or opened.urls or opened.beside or is_evidence(lines[at + 1])):
        return opened
    return None


def tagged_title(lines: Lines, at: int) -> Title | None:
    """`- [NeurIPS 2017] Title`, with whatever may stand behind a title."""
    line = lines[at]
    found = _TAG.fullmatch(line.item) if line.bullet else None
    edition = marks.edition(found["tag"].strip()) if found else None
    if found is None or edition is None or edition[1].strip():
        return None
    text = found["rest"]
    opened = linked_at(lines, at, text) or cited_in(lines, at, text) or _tagged(lines, at, text)
    where = Published(str(edition[0].year), edition[0])
    return (
        replace(opened, beside=(*appeared(where, line.number), *opened.beside)) if opened else None
    )


def _tagged(lines: Lines, at: int, text: str) -> Title | None:
    title = links.without_links(text).strip(BEFORE_REST)
    if len(title.split()) < WORDS_OF_TITLE or title[0].islower() or not like_title(title):
        return None
    opened = title_at(lines, at, title)
    return replace(opened, urls=links.urls(text)) if opened else None
