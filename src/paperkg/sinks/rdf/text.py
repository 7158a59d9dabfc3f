"""RDF terms as text, and the facts of a subject made of them.

A term is spelled as canonical N-Triples spells it: `<https://…>`, `"对"@zh`,
`"7"^^<http://www.w3.org/2001/XMLSchema#integer>`. Sorting the spellings of a subject's
facts sorts the lines of the file, so one order serves every document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from math import isfinite, isnan
from typing import Final, TypeAlias

from paperkg.schema.builtin import PREFIXES

Term: TypeAlias = str
"""An IRI or a literal, spelled as canonical N-Triples."""
Fact: TypeAlias = tuple[Term, Term]
"""Predicate and object of a triple whose subject is known."""
Shape: TypeAlias = tuple[Term, ...]
"""The predicates of a subject's facts, in order. A graph has many subjects and few shapes."""
Objects: TypeAlias = tuple[Term, ...]
"""The objects of a subject's facts, one for each predicate of its shape."""
KEPT_SHAPES: Final = 4096
"""What is made for a shape is kept; papers that cite have one for each number of citations."""


def iri(text: str) -> Term:
    """Spell an IRI; whether it is one, `is_iri` knows."""
    return f"<{text}>"


def known(curie: str) -> Term:
    """Spell the term that a CURIE with one of the shipped prefixes names."""
    prefix, _, local = curie.partition(":")
    return iri(PREFIXES[prefix] + local)


TYPE: Final = known("rdf:type")
INTEGER: Final = known("xsd:integer")
_DOUBLE: Final = known("xsd:double")

_BEYOND_ASCII: Final = (
    "\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(p << 16)}-{chr((p << 16) + 0xFFFD)}" for p in range(1, 14))
    + "\U000e1000-\U000efffd"
)
_IRI: Final = re.compile(
    # no brackets (IPv6), no host of bare digits: engines disagree about both
    rf"[A-Za-z][A-Za-z0-9+.-]*://(?![\d.]+(?:[:/?#]|$))[\w.~{_BEYOND_ASCII}-]+(?::\d+)?"
    rf"(?:[/?](?:[\w.~!$&'()*+,;=:@/?{_BEYOND_ASCII}-]|%[0-9A-Fa-f]{{2}})*)?"
    rf"(?:\#(?:[\w.~!$&'()*+,;=:@/?{_BEYOND_ASCII}-]|%[0-9A-Fa-f]{{2}})*)?",
    re.ASCII,
)


def is_iri(text: str) -> bool:
    """Whether *text* is an absolute IRI with a host that every RDF engine takes as it is.

    Stricter than RFC 3987: one IRI that an engine rejects makes it reject the file.

    >>> is_iri("https://arxiv.org/abs/2006.06438"), is_iri("https://example.org/a b")
    (True, False)
    """
    no_blank = text.split() == [text]  # RFC 3987 has U+00A0 and its like; rdflib has not
    return no_blank and _IRI.fullmatch(text) is not None


_ESCAPES: Final = {
    **{chr(c): f"\\u{c:04X}" for c in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)},
    "\b": r"\b",
    "\t": r"\t",
    "\n": r"\n",
    "\f": r"\f",
    "\r": r"\r",
    '"': r"\"",
    "\\": r"\\",
}
_ESCAPED: Final = re.compile(f"[{re.escape(''.join(_ESCAPES))}]")


def literal(text: str, *, language: str = "", datatype: Term = "") -> Term:
    r"""Spell a literal with a language tag, with a datatype, or with neither.

    >>> literal('say "对"\n', language="zh")
    '"say \\"对\\"\\n"@zh'
    """
    if '"' in text or "\\" in text or not text.isprintable():
        text = _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text)
    quoted = f'"{text}"'
    if language:
        return f"{quoted}@{language}"
    return f"{quoted}^^{datatype}" if datatype else quoted


def integer(number: int) -> Term:
    """Spell a number as canonical `xsd:integer`."""
    return f'"{number}"^^{INTEGER}'


def double(number: float) -> Term:
    """Spell a number as canonical `xsd:double`, from which Python reads the same number.

    >>> double(0.07)
    '"7.0E-2"^^<http://www.w3.org/2001/XMLSchema#double>'
    """
    if not isfinite(number):
        name = "NaN" if isnan(number) else "INF" if number > 0 else "-INF"
        return literal(name, datatype=_DOUBLE)
    mantissa, _, exponent = f"{Decimal(repr(number)):E}".partition("E")
    whole, _, fraction = mantissa.partition(".")
    power = int(exponent) if number else 0
    return literal(f"{whole}.{fraction.rstrip('0') or '0'}E{power}", datatype=_DOUBLE)


def columns(facts: Iterable[Fact]) -> tuple[Shape, Objects]:
    """Return facts in order, each once, as their predicates and their objects."""
    shape, objects = zip(*sorted(set(facts)), strict=True)
    return shape, objects
