"""How headings, labels and remarks are marked in a line."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from paperkg.readers.reading_list.pieces import Edition, Presentation

HEADING: Final = re.compile(r"(#{1,6})\s+(\S.*)")
RULE: Final = re.compile(r"([-*_=~])(?:\s?\1){2,}")
_PARENTHESIS: Final = re.compile(r"[(（]([^()（）]*)[)）]$")
_UNFINISHED: Final = re.compile(
    r"to be (?:organi[sz]ed|sorted|read|done)|to-?\s?do|tbd|待整理|待办|待读|未整理", re.IGNORECASE
)
_EDITION: Final = re.compile(
    r"(?P<venue>\D{1,80}?)[-\s@]?\s?(?:['’‘`](?P<short>\d{2})|(?P<year>(?:19|20)\d{2}))(?!\d)"
    r"(?P<rest>.*)"
)
_ACRONYM: Final = re.compile(r"\b[A-Za-z]*[A-Z][a-z]*[A-Z][A-Za-z]*\b")
_GATHERING: Final = re.compile(
    r"\b(?:conference|workshop|symposium|meeting|congress|summit|school|journal)\b|会议|大会|研讨会",
    re.IGNORECASE,
)
_KIND: Final = re.compile(
    r"\b(oral|spotlight|poster|tutorial|keynote|workshop|demo)s?\b|(口头报告|海报|教程)",
    re.IGNORECASE,
)
_HAN_KINDS: Final = MappingProxyType({"口头报告": "oral", "海报": "poster", "教程": "tutorial"})


def kind_of_presentation(text: str) -> str:
    """Return the kind of presentation that *text* names, or nothing."""
    found = _KIND.search(text)
    return _HAN_KINDS.get(found[0], (found[1] or "").lower()) if found else ""


def unfinished(text: str) -> bool:
    """Whether a parenthesis at the end of *text* says that work is left."""
    found = _PARENTHESIS.search(text[-80:])
    return found is not None and _UNFINISHED.search(found[1]) is not None


def edition(text: str) -> tuple[Edition, str] | None:
    """Return the edition of a venue that *text* names, and the words behind it.

    >>> edition("NeurIPS'20 Oral")
    (Edition(venue='NeurIPS', year=2020), ' Oral')
    >>> edition("Papers of 2020")
    """
    found = _EDITION.fullmatch(text) if len(text) <= 160 else None
    if found is None:
        return None
    inside = _PARENTHESIS.search(text)
    if inside and (named := edition(inside[1])) and not named[1]:
        return named[0], text[: inside.start()]
    venue = found["venue"].strip(" -@*_")
    sure = found["short"] or _ACRONYM.search(venue) or _GATHERING.search(venue)
    rest = _PARENTHESIS.sub("", found["rest"].rstrip())
    if not venue or not sure or re.search("[:：]", venue + rest) or len(rest.split()) > 5:
        return None
    short = int(found["short"] or 0)
    year = int(found["year"] or (2000 if short < 69 else 1900) + short)
    return Edition(venue=venue, year=year), rest


_PRESENTED: Final = re.compile(
    r"(?:(?P<number>\d{1,4})\s?[-–—.]\s?)?(?P<kind>oral|spotlight|poster|tutorial|keynote|demo)"
    r"\s?[:：]\s*(?:[(（](?P<track>track\s?[^()（）\s]{1,20})[)）]\s*)?(?P<title>\S.*)",
    re.IGNORECASE,
)


def presented(text: str) -> tuple[Presentation, str] | None:
    """Return how and what, where *text* is a title with its kind of presentation before it.

    >>> presented("6 - Spotlight: GAIT-prop: A rule")
    (Presentation(kind='spotlight', number=6, track=''), 'GAIT-prop: A rule')
    """
    found = _PRESENTED.fullmatch(text) if _has_colon(text) else None
    if found is None:
        return None
    number = int(found["number"]) if found["number"] else None
    how = Presentation(kind=found["kind"].lower(), number=number, track=found["track"] or "")
    return how, found["title"]


_LABEL: Final = re.compile(
    r"(?:\*\*|__)?[【\[]?(?P<label>[A-Za-z][A-Za-z .]{1,20}|[㐀-鿿]{2,6})[】\]]?"
    r"(?P<marks>(?:\*\*|__)?\s?[:：]\s?(?:\*\*|__)?|(?<=】))\s*(?P<value>.*)"
)
_FIELDS: Final = MappingProxyType(
    {
        word: name
        for name, words in {
            "title": "title/paper title/标题/题目/论文题目/论文标题/论文名称",
            "authors": "author/authors/作者/论文作者",
            "affiliation": "affiliation/affiliations/institution/institutions/机构/单位/作者单位",
            "links": "link/links/url/pdf/paper/code/project/website/paper link/paper url/链接"
            "/论文链接/论文地址/地址/网址/代码/论文/代码链接",
            "abstract": "abstract/摘要",
            "arxiv": "arxiv/arxiv id",
            "doi": "doi",
            "keywords": "keywords/keyword/关键词/关键字",
            "venue": "venue/conference/journal/published/published in/publication/source/会议"
            "/期刊/发表/发表于/出处/来源/会议期刊",
            "year": "year/date/年份/发表年份/发表时间/年",
            "status": "status/reading status/状态/阅读状态",
        }.items()
        for word in words.split("/")
    }
)


def field_of(word: str) -> str:
    """Return which field a label or a column's heading names, or nothing."""
    return _FIELDS.get(word.lower().strip(), "")


def label(text: str) -> tuple[str, str] | None:
    """Return which field a labelled line is and its value, or None.

    >>> label("作者：Ada Lovelace"), label("【标题】On Engines"), label("Remember: milk")
    (('authors', 'Ada Lovelace'), ('title', 'On Engines'), None)
    """
    found = _LABEL.fullmatch(text) if _has_colon(text) or "】" in text else None
    name = field_of(found["label"]) if found else ""
    return (name, found["value"]) if found and name else None


_NAMED: Final = re.compile(r"(?:paper|论文|文章)\s?\d{0,3}\s?[:：]\s*(\S.*)", re.IGNORECASE)


def named(text: str) -> str:
    """Return what a label calls a paper, be it a link to it; empty for any other line.

    >>> named("Paper: On Engines"), named("论文2：分析机"), named("Remember: milk")
    ('On Engines', '分析机', '')
    """
    found = _NAMED.fullmatch(text) if _has_colon(text) else None
    return found[1] if found else ""


def _opening(words: str) -> re.Pattern[str]:
    strong = r"(?:\*\*|__)?"
    opening = rf"{strong}(?:my |our |我的)?(?:{words}){strong}\s?[:：]{strong}\s*(\S.*)"
    return re.compile(opening, re.IGNORECASE)


_REMARKS: Final = (
    ("idea", _opening("想法|思路|点子|ideas?")),
    (
        "comment",
        _opening(
            "评论|评|注|备注|批注|笔记|总结|心得|感想|评价|疑问|优点|缺点|comments?|notes?|remarks?"
            "|thoughts?|takeaways?|summary|tl;?dr|questions?|pros|cons"
        ),
    ),
    ("todo", _opening("to-?do|待办|待读|fixme")),
)
"""A new way of marking a remark is one word here."""


def remark_kind(word: str) -> str:
    """Return the kind of remarks of which a heading is the mark, or nothing.

    >>> remark_kind("My notes"), remark_kind("想法"), remark_kind("Rating")
    ('comment', 'idea', '')
    """
    found = remark(f"{word}: x")
    return found[0] if found else ""


def _has_colon(text: str) -> bool:
    """Whether a pattern that wants a colon is worth the trying."""
    return ":" in text or "：" in text


def remark(text: str) -> tuple[str, str] | None:
    """Return kind and words of a remark that a mark opens, or None.

    >>> remark("想法：能否分析?"), remark("**Note:** so it is")
    (('idea', '能否分析?'), ('comment', 'so it is'))
    """
    text = plain(text)
    for kind, opening in _REMARKS if _has_colon(text) else ():
        if found := opening.fullmatch(text):
            return kind, found[1]
    return None


def bold(text: str) -> str:
    """Return what stands in *text* if all of it is one bold run, else nothing."""
    found = plain(text)
    return found if text[:2] in ("**", "__") and text != found else ""


def plain(text: str) -> str:
    """Return *text* without the emphasis that is around all of it.

    >>> plain("**Attention**"), plain("Planning with A*")
    ('Attention', 'Planning with A*')
    """
    for mark in ("**", "__", "*", "_") if text.startswith(("*", "_")) else ():
        inner = text[len(mark) : -len(mark)]
        if inner.strip() and text == mark + inner + mark and mark not in inner:
            return inner.strip()
    return text
