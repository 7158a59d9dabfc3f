"""Entries whose title a mark shows: one function for each way of writing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from paperkg.readers import links
from paperkg.readers.reading_list import marks
from paperkg.readers.reading_list.asides import tag
from paperkg.readers.reading_list.bare import cited_in
from paperkg.readers.reading_list.lines import Lines
from paperkg.readers.reading_list.people import Names
from paperkg.readers.reading_list.pieces import Field, Title
from paperkg.readers.reading_list.titles import (
    BEFORE_REST,
    WORDS_OF_TITLE,
    appeared,
    is_evidence,
    leads_to_paper,
    like_title,
    linked_at,
    names_below,
    opens_block,
    title_at,
)

_TAG: Final = re.compile(
    r"(?:\*\*|__)?[(（\[【`](?P<tag>[^()（）\[\]【】`]{3,40})[)）\]】`](?:\*\*|__)?\s*(?P<rest>\S.*)"
)
_NUMBER: Final = re.compile(r"\d{1,3}(?:[.)]\s+|、)")


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
    if (named := marks.named(text)) and not links.URL.search(named):
        return title_at(lines, at, named) if marks.label(lines[at + 1].item) else None
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
    opened = linked_at(lines, at, text) or title_at(lines, at, text)
    names = _names_below_heading(lines, at)
    if opened is None or not (names or _is_of_paper(lines, at, opened)):
        return None
    last = names.last if names else opened.last
    return replace(opened, names=names or opened.names, last=last, level=len(found[1]))


def _names_below_heading(lines: Lines, at: int) -> Names | None:
    """Return the authors below a heading; behind a blank line one name is not enough."""
    if lines[at + 1].text:
        return names_below(lines, at)
    found = names_below(lines, at + 1)
    return found if found and (found.certain or len(found.people) > 1) else None


def _is_of_paper(lines: Lines, at: int, opened: Title) -> bool:
    """Whether a heading leads to a paper, or what stands below it shows that it is one."""
    below = at + 1 if lines[at + 1].text else at + 2
    label = marks.label(lines[below].item)
    if label:
        return label[0] != "title" and _title_below(lines, below) is None
    return leads_to_paper((*opened.urls, *links.only_links(lines[below].item)))


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
    opened = title_at(lines, at, _NUMBER.sub("", text, count=1), rest)
    if opened and (opened.names or opened.urls or opened.beside or is_evidence(lines[at + 1])):
        return opened
    return None


def tagged_title(lines: Lines, at: int) -> Title | None:
    """`- [NeurIPS 2017] Title` or `[Vaswani et al. 2017] Title`, whatever may stand behind it."""
    line = lines[at]
    found = _TAG.fullmatch(line.item)
    where = tag(found["tag"], line.number, listed=bool(line.bullet)) if found else None
    if found is None or where is None:
        return None
    text = found["rest"]
    opened = _marked(lines, at, text) or cited_in(lines, at, text) or _tagged(lines, at, text)
    if opened is None:
        return None
    beside = (*appeared(where.where, line.number), *opened.beside)
    comment = " – ".join(filter(None, [where.rest, opened.comment]))
    return replace(opened, beside=beside, comment=comment, names=where.names or opened.names)


def _marked(lines: Lines, at: int, text: str) -> Title | None:
    """Return the title that is a link or bold in *text*, which goes on with it."""
    mark = next((m for m in ("**", "__", "*", "_") if text.startswith(m)), "")
    if mark and not text[len(mark) :].startswith("["):
        title, closed, rest = text[len(mark) :].partition(mark)
        return title_at(lines, at, title, rest) if closed else None
    return linked_at(lines, at, text)


def _tagged(lines: Lines, at: int, text: str) -> Title | None:
    title = links.without_links(text).strip(BEFORE_REST)
    if len(title.split()) < WORDS_OF_TITLE or title[0].islower() or not like_title(title):
        return None
    opened = title_at(lines, at, title)
    return replace(opened, urls=links.urls(text)) if opened else None
