"""Facts about an author that stand in parentheses behind a remark."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_AT: Final = (
    re.compile(r"是(?:以前|之前|曾经?)?(?:在)?([^是的，。；]{1,60}?)的"),
    re.compile(
        r"\b(?:formerly|previously|was|is|now)\s(?:[\w-]+\s){0,4}?at\s([^.,;()]{2,80})",
        re.IGNORECASE,
    ),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a parenthesis says.

    Attributes:
        about: The names in it, as the caller spelt them.
        institution: The institution that it names, or empty.
    """

    text: str
    about: tuple[str, ...]
    institution: str


def fact(text: str, names: Iterable[str]) -> tuple[str, Fact] | None:
    """Split off a parenthesis at the end of *text* that speaks of one of *names*.

    >>> fact("How? (Yi Yang was at Baidu)", ["Yi Yang", "Guoliang Kang"])
    ('How?', Fact(text='Yi Yang was at Baidu', about=('Yi Yang',), institution='Baidu'))
    >>> fact("How? (see above)", ["Yi Yang"])
    """
    start = _opening(text)
    said = text[start + 1 : -1].strip() if start is not None else ""
    about = tuple(name for name in names if name in said)
    if start is None or not about:
        return None
    found = next((m for pattern in _AT if (m := pattern.search(said))), None)
    return text[:start].rstrip(), Fact(said, about, found[1].strip() if found else "")


def _opening(text: str) -> int | None:
    """Return where the parenthesis opens that closes at the end of *text*."""
    if text[-1:] not in (")", "）"):
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in ")）") - (text[at] in "(（")
        if not depth:
            return at
    return None
