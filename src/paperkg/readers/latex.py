"""LaTeX in the values of BibTeX, as a reader of plain text sees it; mathematics stays as it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_MATHS: Final = re.compile(
    r"(?<!\\)(\$\$?)(?=\S)((?:[^$\\]|\\.)+?)(?<=\S)\1|\\\((?:[^\\]|\\(?![()]))+\\\)", re.DOTALL
)
_ACCENT: Final = re.compile(
    r"\{\\(?:[`'^\"~=.]\s*(?:\{\\?[A-Za-z]\}|\\?[A-Za-z])|[cvuHkrdbt](?:\s+\w|\{\\?\w\})"
    r"|[A-Za-z]{1,2})\s*\}"
    r"|\\[`'^\"~=.]\s*(?:\{\\?[A-Za-z]\}|\\[ij](?![A-Za-z])|[A-Za-z])"
    r"|\\[cvuHkrdbt]\{\\?\w\}"
)
"""An accented letter, or a letter that has a name."""
_ESCAPED: Final = re.compile(r"\\([&%$#_{}])")
_DROPPED: Final = re.compile(r"\{?\\(?:noopsort|relax)\b\s*(?:\{[^{}]*\}\s*\}?)?")
_LINK: Final = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_SET: Final = re.compile(r"\\(?:url|path|nolinkurl|verb|texttt)\s*\{([^{}]*)\}")
_CITED: Final = re.compile(r"\\cite[a-z]*\*?(?:\[[^\[\]]*\])*\s*\{([^{}]*)\}")
_AS_TYPED: Final = re.compile(r"\\verb\*?([^\w\s*])(.*?)\1")
_NAMES: Final = re.compile(r"\\((?:La|Bib|Xe|Lua)?TeX)\b(?:\{\}|\\(?= ))?")
_BREAK: Final = re.compile(r"\\(?:\\|par\b|newline\b)[ \t]*")
_SIGNS: Final = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "))


def plain(text: str) -> str:
    r"""Return *text* without LaTeX.

    Line ends stay, braces go, and so do commands that nobody reads in plain text.

    >>> plain(r"{FedSplit}: an $\ell_2$ rule by M{\"u}ller \& S\'ebastien~X, 50% off")
    'FedSplit: an $\\ell_2$ rule by Müller & Sébastien X, 50% off'
    """
    if not re.search(r"[\\{}$~]|--|``|''", text):
        return text
    if "\\" in text:
        text = _BREAK.sub("\n", _LINK.sub(r"\2 (\1)", _NAMES.sub(r"\1", text)))
        text = _AS_TYPED.sub(r"\2", _CITED.sub(r"[\1]", _DROPPED.sub("", text)))
    parts: list[str] = []
    at = 0
    for maths in _MATHS.finditer(text):
        parts += [_words(text[at : maths.start()]), maths[0]]
        at = maths.end()
    return "".join([*parts, _words(text[at:])])


def verbatim(text: str) -> str:
    r"""Return a value in which LaTeX only escapes: a link, an identifier.

    >>> verbatim(r"\url{https://example.org/a\_b~c}")
    'https://example.org/a_b~c'
    """
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", _SET.sub(r"\1", _LINK.sub(r"\1", text)))
    return re.sub(r"[{}]", "", text).strip()


def _words(text: str) -> str:
    """Return text without mathematics as plain text: the common forms fast, the rest right."""
    if "\\" in text:
        text = _SET.sub(r"\1", text)
        common = _ACCENT.sub(lambda accent: _decoded(accent[0]), text)
        if "\\" in _ESCAPED.sub("", common):
            return _decoded(text)
        text = common
    for sign, meant in _SIGNS:
        text = text.replace(sign, meant)
    # braces that were escaped are meant
    return _ESCAPED.sub(r"\1", re.sub(r"(?<!\\)[{}]", "", text))


@lru_cache(maxsize=4096)
def _decoded(text: str) -> str:
    """Return what pylatexenc makes of *text*; where it gives up, the text without commands."""
    text = re.sub(r"(?<!\\)%", r"\\%", text)  # no comment begins within a value
    try:
        return str(_decoder().latex_to_text(text)).replace("\xa0", " ")
    except Exception:  # noqa: BLE001 - whatever a command without its arguments raises in it
        return re.sub(r"\\[A-Za-z]+\s*|[\\{}]", "", text)


@lru_cache(maxsize=1)
def _decoder() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - slow to import

    return LatexNodes2Text(math_mode="verbatim", keep_comments=True)
