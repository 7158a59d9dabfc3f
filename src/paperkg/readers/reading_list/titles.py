"""What the ways of writing an entry share: a title, and what stands right by it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from paperkg import ids
from paperkg.readers import links
from paperkg.readers.reading_list import marks, times
from paperkg.readers.reading_list.asides import behind
from paperkg.readers.reading_list.citations import Citation
from paperkg.readers.reading_list.lines import Line, Lines
from paperkg.readers.reading_list.people import Names, names
from paperkg.readers.reading_list.pieces import Field, Piece, Title
from paperkg.readers.reading_list.published import Published

BEFORE_REST: Final = " \t-–—,，.:：;|、"
"""What may stand between a title and what else its line says."""
WORDS_OF_TITLE: Final = 3
"""Of fewer words nothing is a title without a mark."""
_PAGES: Final = re.compile(
    r"//(?:www\.)?(?:openreview\.net/forum|aclanthology\.org/|proceedings\.|papers\.nips\.cc/"
    r"|openaccess\.thecvf\.com/|semanticscholar\.org/paper|jmlr\.org/papers)",
    re.IGNORECASE,
)
"""Pages that each are of one paper."""
_STATUS: Final = {"x": "read", " ": "unread"}
_LONGEST_TITLE: Final = 300


def title_at(lines: Lines, at: int, text: str, rest: str = "") -> Title | None:
    """Return the entry that opens with *text*, *rest* behind it in its line."""
    text = marks.plain(text.strip())
    if not any(c.isalnum() for c in text):
        return None
    line = lines[at]
    words = links.without_links(rest).lstrip(BEFORE_REST).rstrip(BEFORE_REST.replace(".", ""))
    said = behind(words.replace("*", ""), line.number)
    if said.rest:  # as it was written
        said = behind(words, line.number)
    below = None if said.names else names_below(lines, at)
    under = None if said.names or below else _said_below(lines, at)
    found = said.names or below or (under.names if under else None)
    return Title(
        first=line.number,
        last=found.last if found else line.number,
        text=text,
        line=line.number,
        indent=line.indent,
        names=found,
        urls=(*links.urls(rest), *(links.urls(lines[at + 1].item) if under else ())),
        comment=said.rest,
        status=_STATUS.get(line.box, ""),
        beside=(
            *appeared(said.where, line.number),
            *(appeared(under.where, line.number + 1) if under else ()),
        ),
    )


def _said_below(lines: Lines, at: int) -> Citation | None:
    """Return authors, with where the work appeared, that fill the line below *at*."""
    line = lines[at + 1]
    if not line.text or (line.bullet and line.indent <= lines[at].indent):
        return None
    found = behind(links.without_links(line.item).replace("*", "").strip(), line.number)
    return found if found.names and found.where.year and not found.rest else None


def appeared(where: Published, line: int) -> tuple[Piece, ...]:
    """Return what a title's line says of where the work appeared, as labelled lines would."""
    edition = where.edition
    said = {
        "year": where.year,
        "venue": f"{edition.venue} {edition.year}" if edition else where.venue,
        "arxiv": where.arxiv,
        "doi": where.doi,
    }
    return tuple(
        Field(first=line, last=line, text=f"{name}: {value}", name=name, value=value)
        for name, value in said.items()
        if value
    )


def names_below(lines: Lines, at: int) -> Names | None:
    """Return the authors in the line below *at*; a line that ends in a separator goes on."""
    line = lines[at + 1]
    if not line.text or (line.bullet and line.indent <= lines[at].indent):
        return None
    found = names(line.item, line.number)
    while found and lines[found.last - 1].text[-1:] in ("·", ",", "，", "、", ";", "；"):
        more = names(lines[found.last].text, found.last + 1)
        if more is None:
            break
        found = replace(
            found,
            people=found.people + more.people,
            last=more.last,
            unclosed=found.unclosed + more.unclosed,
        )
    return found


def is_evidence(line: Line) -> bool:
    """Whether *line*, below a possible title, shows that it is one."""
    return marks.label(line.item) is not None or bool(links.only_links(line.item))


def leads_to_paper(urls: Iterable[str]) -> bool:
    """Whether one of *urls* is of a paper, by its identifier or its form."""
    return any(ids.identifier_in(url) or links.is_pdf(url) or _PAGES.search(url) for url in urls)


def linked_at(lines: Lines, at: int, text: str) -> Title | None:
    """Return the entry whose title is the link that *text* begins with."""
    bare = text.lstrip("*_ ")
    link = links.LINK.match(bare)
    if link is None or not links.URL.match(link["target"]) or links.is_link_word(link["label"]):
        return None
    rest = bare[link.end() :]
    if not lines[at].bullet and rest.strip("*_ ")[:1].isalnum() and not _ends_line(rest):
        return None  # a sentence that begins with a link
    opened = title_at(lines, at, link["label"], rest.lstrip("*_"))
    if opened is None:
        return None
    own = links.trimmed(link["target"])
    return replace(opened, urls=tuple(dict.fromkeys((own, *opened.urls))))


def _ends_line(rest: str) -> bool:
    return bool(links.only_links(rest)) or names(rest, 0) is not None


def opens_block(lines: Lines, at: int) -> bool:
    """Whether nothing that an entry could be made of stands right above."""
    above = lines[at - 1]
    return not above.text or times.is_stamp(above.text) or above.text[0] == "#"


def like_title(text: str, *, closed: bool = True) -> bool:
    """Whether *text* may be a title: not too long, and (if *closed*) not a sentence."""
    if len(text) > _LONGEST_TITLE or not any(c.isalpha() for c in text):
        return False
    return not (closed and text[-1] in ".。!！;；:：,，")
