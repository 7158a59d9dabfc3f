"""Clock times, days and time zones, as reading lists print them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

AMBIGUOUS: Final = MappingProxyType(
    {
        "CST": "China +08:00, US Central -06:00 or Cuba -05:00",
        "IST": "India +05:30, Israel +02:00 or Ireland +01:00",
        "BST": "Britain +01:00 or Bangladesh +06:00",
        "AST": "Atlantic -04:00 or Arabia +03:00",
        "GST": "the Gulf +04:00 or South Georgia -02:00",
        "AMT": "the Amazon -04:00 or Armenia +04:00",
    }
)
"""Abbreviations that stand for several clocks, in the order in which people would guess."""

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec")
_HAN_DAYS: Final = "一二三四五六日"

_WEEKDAY: Final = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\b\.?|(?:星期|周|礼拜)[一二三四五六日天]"
)
_MONTH: Final = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)


def _day_pattern(tag: str) -> str:
    """Return the pattern of a day: a weekday, a date, or both; *tag* ends its group names."""
    number = r"\d{1,2}(?:st|nd|rd|th)?"
    dates = (
        rf"(?P<month{tag}>{_MONTH})\.?\s+(?P<dom{tag}>{number})(?:,?\s+(?P<year{tag}>\d{{4}}))?\b",
        rf"(?P<dom2{tag}>{number})\s+(?P<month2{tag}>{_MONTH})\b\.?(?:,?\s+(?P<year2{tag}>\d{{4}})\b)?",
        rf"(?:(?P<year3{tag}>\d{{4}})年)?(?P<month3{tag}>\d{{1,2}})月(?P<dom3{tag}>\d{{1,2}})[日号]",
        rf"(?P<year4{tag}>\d{{4}})[-/](?P<month4{tag}>\d{{1,2}})[-/](?P<dom4{tag}>\d{{1,2}})",
    )
    return (
        rf"(?:(?P<week{tag}>{_WEEKDAY})\s*[,，]?\s*)?(?:{'|'.join(dates)})?"
        rf"(?:\s*[,，(（]?\s*(?P<week2{tag}>{_WEEKDAY})[)）]?)?"
    )


def _moment_pattern(tag: str) -> str:
    return (
        rf"{_day_pattern(tag)}[,，]?\s*(?:@|at\b)?\s*"
        rf"(?P<hour{tag}>\d{{1,2}})[:：](?P<minute{tag}>\d{{2}})"
        rf"\s*(?P<half{tag}>[ap]\.?m\.?)?"
        rf"\s*(?P<zone{tag}>(?:utc|gmt)\s*[+-]\d{{1,2}}(?::?\d{{2}})?|(?-i:[A-Z]{{2,5}})\b)?"
    )


_RANGE: Final = re.compile(
    rf"{_moment_pattern('_a')}\s*(?:-|–|—|−|~|～|to\b|至|到)\s*{_moment_pattern('_b')}",
    re.IGNORECASE,
)
_DAY: Final = re.compile(_day_pattern("_a"), re.IGNORECASE)
_STAMP: Final = re.compile(r"(\d{1,2}):(\d{2})")
_CLOCK: Final = re.compile(r"\d[:：]\d\d")
_LONGEST: Final = 120
"""No day or time range is longer; no pattern need look at a line that is."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is printed.

    Attributes:
        weekday: `Mon` … `Sun`, or empty.
        month: From 1; None where no date is printed.
        day: Of the month; 0 where no date is printed.
        year: 0 where it is not printed.
    """

    weekday: str = ""
    month: int | None = None
    day: int = 0
    year: int = 0

    def date(self, year: int) -> date | None:
        """Return the date, in *year* where none is printed; None where none is known.

        Raises:
            ValueError: There is no such day.
        """
        if self.month is None:
            return None
        known = self.year or year
        found = date(known or 2000, self.month, self.day)  # 2000 has a 29 February
        return found if known else None


@dataclass(frozen=True, slots=True)
class Moment:
    """A clock time as printed, in 24 hours."""

    hour: int
    minute: int
    day: Day
    zone: str = ""

    @property
    def possible(self) -> bool:
        """Whether a clock can show it."""
        return self.hour < 24 and self.minute < 60

    @property
    def clock(self) -> str:
        """The time as HH:MM."""
        return f"{self.hour:02}:{self.minute:02}"


@dataclass(frozen=True, slots=True)
class TimeRange:
    """From one moment to another."""

    start: Moment
    end: Moment

    def __str__(self) -> str:
        return f"{self.start.clock}–{self.end.clock}"

    @property
    def zone(self) -> str:
        """The time zone as printed, which is mostly behind the second time."""
        return self.start.zone or self.end.zone

    def possible(self, year: int) -> bool:
        """Whether clock and calendar (of *year* where none is printed) have such times."""
        try:
            start = self.start.day.date(year)
            backwards = start is not None and end_date(self, start, year) < start
            self.end.day.date(year)
        except (ValueError, OverflowError):
            return False
        return not backwards and self.start.possible and self.end.possible


def is_stamp(text: str) -> bool:
    """Whether *text* is one clock time and nothing else."""
    found = _STAMP.fullmatch(text) if len(text) <= 5 else None
    return found is not None and int(found[1]) < 24 and int(found[2]) < 60


def is_clock(text: str) -> bool:
    """Whether *text* has the form of one clock time, be it possible or not."""
    return len(text) <= 5 and _STAMP.fullmatch(text) is not None


def time_range(text: str) -> TimeRange | None:
    """Return the time range that *text* is, else None."""
    if len(text) > _LONGEST or not _CLOCK.search(text):
        return None
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    start, end = _moment(found, "_a"), _moment(found, "_b")
    if found["half_b"] and not found["half_a"]:  # `2:00 – 2:30 PM`, but not `11:30 – 12:30 PM`
        both = replace(start, hour=_hour(start.hour, found["half_b"]))
        start = both if both.clock <= end.clock else start
    return TimeRange(start, end)


def day(text: str) -> Day | None:
    """Return the day that *text* is, else None."""
    if not text or len(text) > _LONGEST:
        return None
    found = _DAY.fullmatch(text.rstrip(":："))
    return _day(found, "_a") if found and found[0] else None


def _hour(hour: int, half: str) -> int:
    """Return the hour of 24 that *hour* with `am` or `pm` behind it is."""
    if not half or not 1 <= hour <= 12:
        return hour
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _moment(found: re.Match[str], tag: str) -> Moment:
    hour = _hour(int(found["hour" + tag]), found["half" + tag] or "")
    return Moment(hour, int(found["minute" + tag]), _day(found, tag), found["zone" + tag] or "")


def _day(found: re.Match[str], tag: str) -> Day:
    def first(*groups: str) -> str:
        return next((found[group + tag] for group in groups if found[group + tag]), "")

    weekday = first("week", "week2").lower()
    if weekday[-1:] in _HAN_DAYS + "天" and weekday:
        weekday = _DAYS[6 if weekday[-1] == "天" else _HAN_DAYS.index(weekday[-1])]
    month = first("month", "month2", "month3", "month4").lower()
    dom = re.sub(r"\D", "", first("dom", "dom2", "dom3", "dom4"))
    year = first("year", "year2", "year3", "year4")
    return Day(
        weekday[:3].capitalize(),
        (_MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else int(month)) if month else None,
        int(dom or 0),
        int(year or 0),
    )


def offset(zone: str, zones: Mapping[str, str]) -> str:
    """Return the UTC offset of *zone* as `+HH:MM`, or nothing where it is unknown."""
    found = re.fullmatch(r"(?:UTC|GMT)\s*([+-])(\d{1,2})(?::?(\d{2}))?", zone, re.IGNORECASE)
    if found is None:
        return zones.get(zone.upper(), "")
    hours, minutes = int(found[2]), int(found[3] or 0)
    return f"{found[1]}{hours:02}:{minutes:02}" if hours <= 14 and minutes < 60 else ""


def likeliest(zone: str) -> str:
    """Return the offset to propose for a zone that nobody set."""
    found = re.search(r"[+-]\d\d:\d\d", AMBIGUOUS.get(zone, ""))
    return found[0] if found else "+00:00"


def iso(moment: Moment, on: date, utc_offset: str) -> str:
    """Return *moment* of day *on* as ISO 8601 with its offset."""
    return f"{on.isoformat()}T{moment.clock}:00{utc_offset}"


def end_date(times: TimeRange, start: date, year: int) -> date:
    """Return the day on which *times* ends: as printed, else the first one after the start."""
    printed = times.end.day.date(year)
    if printed is not None:
        return printed
    return start + timedelta(days=1) if times.end.clock < times.start.clock else start
