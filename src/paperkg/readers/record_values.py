"""Text as the value of a property: the schema's kind decides, never the look of the text."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from paperkg.model import Scalar
from paperkg.schema import Kind

EXPECTED: Final[dict[Kind, tuple[str, str]]] = {
    Kind.STRING: ("text", "…"),
    Kind.NAME: ("text", "…"),
    Kind.TEXT: ("text", "…"),
    Kind.INTEGER: ("a whole number", "2020"),
    Kind.NUMBER: ("a number", "0.5"),
    Kind.BOOLEAN: ("true or false", "true"),
    Kind.DATE: ("a day, YYYY-MM-DD", "2020-12-09"),
    Kind.DATETIME: ("a time with its offset from UTC", "2020-12-09T23:50:00+08:00"),
    Kind.URL: ("a link", "https://example.org/"),
    Kind.NODE: ("a name", "…"),
}
"""What each kind wants, in words and as an example."""


IDENTIFIERS: Final = {
    "doi": "10.1038/nature14539",
    "arxiv": "2006.08643",
    "orcid": "0000-0002-1825-0097",
    "ror": "01an7q238",
    "openalex": "W2741809807",
}
"""An example of each scheme."""


def typed(kind: Kind, text: str) -> Scalar | None:
    """Return what *text* is as a value of *kind*, or None where it is none.

    >>> typed(Kind.STRING, "NO"), typed(Kind.INTEGER, "012"), typed(Kind.INTEGER, "1e3")
    ('NO', 12, None)
    """
    return _TYPED[kind](text)


def near(kind: Kind, text: str) -> str:
    """Return what was probably meant by *text*, or an example."""
    if kind is Kind.URL and re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?", text.strip()):
        return f"https://{text.strip()}"
    return EXPECTED[kind][1]


def _line(text: str) -> str | None:
    return (re.sub(r"\s*\n\s*", " ", text) if "\n" in text else text).strip() or None


def _prose(text: str) -> str | None:
    return text.strip("\n") if text.strip() else None


def _integer(text: str) -> int | None:
    # 18 digits are what every view can hold in 64 bits
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,18}", text.strip()) else None


def _number(text: str) -> float | None:
    if not re.fullmatch(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", text.strip()):
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def _boolean(text: str) -> bool | None:
    return {"true": True, "yes": True, "false": False, "no": False}.get(text.strip().lower())


def _date(text: str) -> str | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()):
        return None
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return None


def _datetime(text: str) -> str | None:
    pattern = (
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
        r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
    )
    if not re.fullmatch(pattern, text.strip()):
        return None
    try:
        return datetime.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return None


def _url(text: str) -> str | None:
    return text.strip() if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", text.strip()) else None


_TYPED: Final[dict[Kind, Callable[[str], Scalar | None]]] = {
    Kind.STRING: _line,
    Kind.NAME: _line,
    Kind.TEXT: _prose,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: _date,
    Kind.DATETIME: _datetime,
    Kind.URL: _url,
    Kind.NODE: _line,
}
