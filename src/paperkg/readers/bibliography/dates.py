"""Years, months and days as bibliographies write them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_YEAR: Final = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)")
_DATE: Final = re.compile(r"(?<!\d)(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?(?!\d)")
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH: Final = re.compile(rf"(?i)\b({'|'.join(_MONTHS)})[a-z]*")
_NUMBER: Final = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")


def year(text: str) -> int | None:
    """Return the year that *text* holds.

    >>> year("2020a"), year("[c1998]"), year("in press")
    (2020, 1998, None)
    """
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def day(text: str) -> str | None:
    """Return the whole day that *text* states, ISO 8601; of a range its first.

    >>> day("2020-12-06/2020-12-12"), day("2020/06/11/"), day("2020-06"), day("2020-00-00")
    ('2020-12-06', '2020-06-11', None, None)
    """
    found = _DATE.search(text)
    return iso(int(found[1]), int(found[2]), int(found[3])) if found and found[3] else None


def month_in(text: str) -> int | None:
    """Return the month of a date without a day.

    >>> month_in("2020-06"), month_in("2020/11//"), month_in("2020")
    (6, 11, None)
    """
    found = _DATE.search(text)
    return int(found[2]) if found and 1 <= int(found[2]) <= 12 else None


def month(text: str) -> tuple[int | None, int | None]:
    """Return month and day of a month's field.

    >>> month("dec"), month("10~jan"), month("12"), month("December 6--12"), month("12月")
    ((12, None), (1, 10), (12, None), (12, 6), (12, None))
    """
    number = _NUMBER.search(text)
    if named := _MONTH.search(text):
        return _MONTHS.index(named[1].lower()) + 1, int(number[1]) if number else None
    if number and 1 <= int(number[1]) <= 12:
        return int(number[1]), None
    return None, None


def iso(year_: int, month_: int, day_: int) -> str | None:
    """Return a calendar day as ISO 8601, or None where no calendar has it."""
    try:
        return date(year_, month_, day_).isoformat()
    except ValueError:
        return None
