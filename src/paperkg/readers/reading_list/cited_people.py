"""Authors as citations print them: `Vaswani, A., & Shazeer, N.`, `Ho J, Jain A`, `et al.`."""

from __future__ import annotations

import re
from typing import Final

from paperkg.readers.reading_list.people import Names, Person, names

_PARTICLES: Final = "van|von|de|del|della|den|der|di|da|dos|du|la|le|el|al|ten|ter"
_CAPITAL: Final = r"[^\W\d_a-z]"
_ONE_WORD: Final = rf"(?:(?:{_PARTICLES})\s){{0,3}}{_CAPITAL}[\w'’‘-]*"
_FAMILY: Final = rf"(?P<family>{_ONE_WORD}(?:\s{_CAPITAL}[\w'’‘-]+)?)"
_INVERTED: Final = re.compile(rf"{_FAMILY},\s?(?P<given>{_CAPITAL}\.(?:[\s-]{{0,2}}{_CAPITAL}\.)*)")
_VANCOUVER: Final = re.compile(rf"{_FAMILY}\s(?P<given>[A-Z]{{1,3}})(?![\w.])")
_BETWEEN: Final = re.compile(r"\s?[,;]\s?(?:&|and)?\s?|\s(?:&|and)\s")
_FIRST: Final = re.compile(
    rf"(?P<family>{_ONE_WORD}),\s(?P<given>{_CAPITAL}[\w.'’ -]{{1,40}}?)"
    r"(?:,?\s(?:and|&)\s(?P<more>.+))?"
)
OTHERS: Final = re.compile(
    r"[,，\s]*(?:(?:\band\s)?\bet\.? ?al\b\.?|\b(?:and|&) others\b\.?|等人?\.?|…|\.\.\.)\s*$",
    re.IGNORECASE,
)
"""What stands for the authors that are not named."""
_LONGEST: Final = 1_000


def cited(text: str, line: int) -> Names | None:
    """Return the authors of a citation, in the order of their names' parts elsewhere.

    >>> [p.name for p in cited("Vaswani, A., & van der Berg, N. M.", 1).people]
    ['A. Vaswani', 'N. M. van der Berg']
    >>> [p.name for p in cited("Vaswani, Ashish, and Noam Shazeer", 1).people]
    ['Ashish Vaswani', 'Noam Shazeer']
    >>> [p.name for p in cited("Ho J, Jain A", 1).people]
    ['J Ho', 'A Jain']
    >>> cited("and so on, as he said", 1)
    """
    if len(text) > _LONGEST:
        return names(text, line)
    others = OTHERS.search(text)
    plain = text[: others.start()] if others else text
    plain = plain.strip(" ,，;；")
    for form, form_of in ((_INVERTED, plain), (_VANCOUVER, plain.rstrip("."))):
        if people := _listed(form, form_of):
            return Names(people, line, line, certain=True)
    first = _FIRST.fullmatch(plain)
    if first and (first["more"] or others):
        more = names(first["more"], line) if first["more"] else None
        if more or not first["more"]:
            return Names((_turned(first), *(more.people if more else ())), line, line, certain=True)
    return names(plain.rstrip(".") if not re.search(r"\b[A-Z]\.$", plain) else plain, line)


def initialled(text: str) -> bool:
    """Whether *text*, to its full stop, is a list of family names with initials behind them.

    >>> [initialled(t) for t in ("Ho J, Jain A.", "LeCun, Y. & Hinton, G.", "Planning with A.")]
    [True, True, False]
    """
    return bool(_listed(_VANCOUVER, text.rstrip(".")) or _listed(_INVERTED, text))


def _listed(form: re.Pattern[str], text: str) -> tuple[Person, ...]:
    """Return the people of a list that has one form from end to end."""
    found: list[Person] = []
    at = 0
    while at < len(text):
        one = form.match(text, at)
        if one is None:
            return ()
        found.append(_turned(one))
        at = one.end()
        if at < len(text):
            gap = _BETWEEN.match(text, at)
            if gap is None:
                return ()
            at = gap.end()
    return tuple(found)


def _turned(found: re.Match[str]) -> Person:
    """Return a person whose family name was printed first."""
    name = f"{found['given'].strip()} {found['family'].strip()}"
    return Person(name, "", name, "")
