"""Identifiers and names in the one form that can be compared.

Nothing here guesses: a string that is no valid identifier gives None.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote

from anyascii import anyascii

_HAN: Final = r"㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
_ONE_HAN: Final = re.compile(rf"[{_HAN}]")
_KEPT: Final = re.compile(rf"[{_HAN}぀-ヿ가-힯]")
"""Scripts that are read as they are; folding them to Latin letters would lose the word."""
_FOLDED: Final = re.compile(rf"[0-9a-z{_HAN}぀-ヿ가-힯]+")


def nfc(text: str) -> str:
    """Return *text* in NFC with half surrogate pairs replaced by U+FFFD."""
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", text)


def is_line(text: str) -> bool:
    r"""Whether *text* can stand in one line of a UTF-8 file: no half pair, no control.

    >>> is_line("论文　笔记"), is_line("a\nb"), is_line("\udcd0")
    (True, False, False)
    """
    return text.isprintable() or not any(
        unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in text
    )


def squeeze(text: str) -> str:
    """Fold every run of white space to one blank, none at the ends."""
    return " ".join(text.split())


def language(text: str) -> str:
    """Return `zh` for text with Han characters, else `en`.

    Counting scripts beat every language detector tried on mixed notes.

    >>> language("对target prop (ADMM)做 spectrum control"), language("GAIT-prop")
    ('zh', 'en')
    """
    return "en" if text.isascii() or not _ONE_HAN.search(text) else "zh"


def fold(text: str) -> str:
    """Fold a name to the form in which spellings of one name are equal.

    Case, accents, punctuation and white space fall away; Han, kana and hangul stay.

    >>> fold("Université de Montréal") == fold("universite de montreal")
    True
    >>> fold("University of Wisconsin - Madison")
    'university of wisconsin madison'
    """
    text = unicodedata.normalize("NFKC", text)
    if not text.isascii():
        text = "".join(c if _KEPT.match(c) else anyascii(c) for c in text)
    return " ".join(_FOLDED.findall(text.lower().replace("'", "")))


def person(text: str) -> str:
    """Fold a person's name: only white space and the dots of initials.

    Capitals and accents tell people apart (`Tao LIN` and `Tao Lin` are two people of
    one conference), so they stay.

    >>> person("Marcel A. J. van  Gerven")
    'Marcel A J van Gerven'
    """
    return squeeze(re.sub(r"(?<=\b\w)\.", " ", unicodedata.normalize("NFC", text)))


def slug(text: str, limit: int = 60) -> str:
    """Return the readable part of an id: lower case, hyphens, at most *limit* characters.

    >>> slug("GAIT-prop: A rule"), slug("对target prop做 control")
    ('gait-prop-a-rule', '对target-prop做-control')
    """
    whole = fold(text).replace(" ", "-")
    if len(whole) <= limit:
        return whole or "x"
    cut = whole[: limit + 1].rpartition("-")[0]
    return (cut if len(cut) > limit // 2 else whole[:limit]).strip("-")


def short_name(title: str) -> str | None:
    """Return the name that a title of the form `Name: what it is` gives its subject.

    The name is one word with a capital or digit, of at most 24 characters.

    >>> short_name("GAIT-prop: A biologically plausible learning rule")
    'GAIT-prop'
    >>> short_name("Understanding Gradient Clipping in Private SGD: A View")
    """
    match = re.match(r"([^\s:：]{2,24})\s*[:：]\s*\S", title)
    if match and re.search(r"[A-Z0-9]", match[1]) and re.search(r"[^\W\d_]", match[1]):
        return match[1]
    return None


_WIDE: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " "}
"""What an input method for Chinese makes of ASCII."""


def abbreviates(short: str, name: str) -> bool:
    """Whether *short* is a person's name with initials for the given ones.

    >>> abbreviates("J. Ho", "Jonathan Ho"), abbreviates("Ho", "Jonathan Ho")
    (True, False)
    >>> abbreviates("K.-H. Lee", "Jonathan Lee"), abbreviates("M Jordan", "Michael I. Jordan")
    (False, True)
    """
    *letters, family = person(short).split() or [""]
    *given, whole = person(name).split() or [""]
    initials = "".join(letters)
    firsts = "".join(word[0] for word in given)
    return bool(initials) and family == whole and initials.isupper() and firsts.startswith(initials)


def _doi(text: str) -> str | None:
    bare = re.sub(r"(?i)^(?:https?://)?(?:dx\.|www\.)?doi\.org/|^doi[:\s]\s*", "", text)
    if "doi.org/" in text.lower():
        bare = unquote(bare)  # browsers write %2F
    return bare.lower() if re.fullmatch(r"10\.[0-9]{4,9}/\S+", bare) else None


_ARXIV_SINCE_2007: Final = r"(?P<month>[0-9]{2}(?:0[1-9]|1[0-2]))\.(?P<number>[0-9]{4,5})"
_ARXIV_BEFORE: Final = r"[a-z-]+(?:\.[a-z]{2})?/[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}"
_ARXIV: Final = re.compile(
    rf"(?i)({_ARXIV_SINCE_2007}|{_ARXIV_BEFORE})(?:v[1-9][0-9]*)?(?:\.pdf|\s*\[[\w.-]+\])?"
)


def _arxiv(text: str) -> str | None:
    address = r"(?i)^(?:https?://)?(?:www\.)?(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf|html)/|^arxiv:\s*"
    match = _ARXIV.fullmatch(re.sub(address, "", text))
    if not match:
        return None
    # numbers have had five digits since January 2015
    if match["month"] and len(match["number"]) != (5 if match["month"] >= "1501" else 4):
        return None
    return match[1].lower()


def _orcid(text: str) -> str | None:
    bare = re.sub(r"(?i)^(?:https?://)?(?:www\.)?orcid\.org/|^orcid:\s*", "", text)
    digits = bare.removesuffix("/").replace("-", "").upper()
    if not re.fullmatch(r"[0-9]{15}[0-9X]", digits):
        return None
    total = 0
    for digit in digits[:15]:  # ISO 7064 MOD 11-2
        total = (total + int(digit)) * 2
    check = "0123456789X"[(12 - total % 11) % 11]
    return "-".join(digits[i : i + 4] for i in range(0, 16, 4)) if digits[15] == check else None


_CROCKFORD: Final = "0123456789abcdefghjkmnpqrstvwxyz"


def _ror(text: str) -> str | None:
    text = re.sub(r"^(?:https?://)?(?:www\.)?ror\.org/", "", text.lower()).removesuffix("/")
    if not re.fullmatch(r"0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}", text):
        return None
    number = 0
    for letter in text[:7]:  # ISO 7064 MOD 97-10 over Crockford's base 32
        number = number * 32 + _CROCKFORD.index(letter)
    return text if 98 - (number * 100) % 97 == int(text[7:]) else None


def _openalex(text: str) -> str | None:
    address = r"(?i)^(?:https?://)?(?:api\.|explore\.)?openalex\.org/(?:[a-z]+/)?"
    text = re.sub(address, "", text).upper()
    return text if re.fullmatch(r"[WAISTVCPF][0-9]+", text) else None


def _wikidata(text: str) -> str | None:
    address = r"(?i)^(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/|^wd:"
    text = re.sub(address, "", text).upper()
    return text if re.fullmatch(r"Q[1-9][0-9]*", text) else None


_SCHEMES: Final[dict[str, Callable[[str], str | None]]] = {
    "doi": _doi,
    "arxiv": _arxiv,
    "orcid": _orcid,
    "ror": _ror,
    "openalex": _openalex,
    "wikidata": _wikidata,
}


PATTERNS: Final[dict[str, str]] = {
    "doi": r"^10\.[0-9]{4,9}/[^\sA-Z]+$",
    "arxiv": r"^([0-9]{4}\.[0-9]{4,5}|[a-z-]+(\.[a-z]{2})?/[0-9]{7})$",
    "orcid": "^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$",
    "ror": "^0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}$",
    "openalex": "^[WAISTVCPF][0-9]+$",
    "wikidata": "^Q[1-9][0-9]*$",
}
"""The one form of each scheme, as XPath's regular expressions spell it; no check digits."""


def normalise(scheme: str, text: str) -> str | None:
    """Return the identifier in its one form, or None where it is not valid.

    >>> normalise("arxiv", "https://arxiv.org/pdf/1907.10905v2.pdf")
    '1907.10905'
    >>> normalise("orcid", "0000-0002-1825-0097"), normalise("orcid", "0000-0002-1825-0098")
    ('0000-0002-1825-0097', None)
    """
    return _SCHEMES[scheme](text.translate(_WIDE).strip())


def identifier_in(url: str) -> tuple[str, str] | None:
    """Return (scheme, identifier) where a link names a work, else None.

    >>> identifier_in("https://arxiv.org/abs/2006.08643")
    ('arxiv', '2006.08643')
    """
    for scheme, host in (("arxiv", "arxiv.org/"), ("doi", "doi.org/10.")):
        if host in url.lower() and (found := normalise(scheme, url)):
            return scheme, found
    return None
