"""Links in a line, and the words by which lists name them."""

from __future__ import annotations

import re
from typing import Final

URL: Final = re.compile(r"https?://[^\s<>\"“”`，。；、（）【】《》]+", re.IGNORECASE)
LINK: Final = re.compile(
    r"\[(?P<label>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\(\s?<?(?P<target>(?:[^\s()<>]|\([^\s()]*\))*)>?(?:\s\"[^\"]*\")?\s?\)"
)
_LINK_WORDS: Final = frozenset(
    re.findall(
        r"\S+",
        "abs abstract arxiv blog code data demo doi github html here homepage link links "
        "openreview page paper pdf poster project site slides source supplementary talk url video "
        "website 主页 代码 下载 全文 地址 幻灯片 视频 论文 项目 链接 网址",
    )
)
_AFTER: Final = ".,;:!?'*"
_EMPTY: Final = re.compile(r"[\[(（]\s?[\])）]")
_PDF: Final = re.compile(r"\.pdf(?:$|[?#])|/pdf[/?]", re.IGNORECASE)


def trimmed(url: str) -> str:
    """Return *url* without the punctuation of the sentence around it."""
    url = url.rstrip(_AFTER)
    for opening, closing in ("[]", "()"):
        at_end = len(url) - len(url.rstrip(closing))
        surplus = min(at_end, url.count(closing) - url.count(opening))
        if surplus > 0:
            url = url[:-surplus].rstrip(_AFTER)
    return url


def urls(text: str) -> tuple[str, ...]:
    """Return every link in *text* as printed, each once."""
    found = (trimmed(u) for u in URL.findall(LINK.sub(r" \g<label> \g<target> ", text)))
    return tuple(dict.fromkeys(found))


def is_pdf(url: str) -> bool:
    """Whether *url* leads to a pdf file rather than to a page."""
    return _PDF.search(url) is not None


def is_link_word(text: str) -> bool:
    """Whether *text* names a link (`pdf`, `代码`) and not what it leads to."""
    return text.strip("[](){}*_:： ").lower() in _LINK_WORDS


def only_links(text: str) -> tuple[str, ...]:
    """Return the links of a line that has nothing else but words for links, else nothing."""
    if "http" not in text.lower():
        return ()
    words = re.split(r"[\s\[\](){}<>|/,，;；:：·•—–-]+", without_links(text))
    return urls(text) if all(not w or is_link_word(w) for w in words) else ()


def without_links(text: str) -> str:
    """Return *text* without its links and the words that only name them."""
    return _EMPTY.sub(" ", URL.sub(" ", LINK.sub(_label_of_work, text))).strip()


def _label_of_work(link: re.Match[str]) -> str:
    """Return what *link* says beyond being a link; all of it where it leads nowhere known."""
    if not URL.match(link["target"]):
        return link[0]
    return " " if URL.match(link["label"]) or is_link_word(link["label"]) else link["label"]
