"""RDF terms as text, and the two documents made of them: N-Triples and Turtle.

A term is spelled as canonical N-Triples spells it: `<https://…>`, `"对"@zh`,
`"7"^^<http://www.w3.org/2001/XMLSchema#integer>`. Sorting the spellings of a subject's
facts sorts the lines of the file, so one order serves both documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from math import isfinite, isnan
from operator import itemgetter
from typing import Final, TypeAlias

from paperkg.schema.builtin import PREFIXES

Term: TypeAlias = str
"""An IRI or a literal, spelled as canonical N-Triples."""
Fact: TypeAlias = tuple[Term, Term]
"""Predicate and object of a triple whose subject is known."""


def iri(text: str) -> Term:
    """Spell an IRI; whether it is one, `is_iri` knows."""
    return f"<{text}>"


def known(curie: str) -> Term:
    """Spell the term that a CURIE with one of the shipped prefixes names."""
    prefix, _, local = curie.partition(":")
    return iri(PREFIXES[prefix] + local)


TYPE: Final = known("rdf:type")
_BARE: Final = (known("xsd:integer"), known("xsd:boolean"))
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
    quoted = f'"{_ESCAPED.sub(lambda found: _ESCAPES[found[0]], text)}"'
    if language:
        return f"{quoted}@{language}"
    return f"{quoted}^^{datatype}" if datatype else quoted


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


def ntriples(subject: Term, facts: Iterable[Fact]) -> str:
    """Write one line for each fact."""
    return "".join([f"{subject} {predicate} {value} .\n" for predicate, value in facts])


class Turtle:
    """Writes one block for each subject, so that a changed fact is a changed line.

    What has no plain local name is written in full: engines differ in what they let a
    local name escape.
    """

    _LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._names = {namespace: name for name, namespace in prefixes.items()}
        self._name = lru_cache(maxsize=4096)(self._shortened)  # predicates come again and again

    def head(self) -> str:
        """Declare all prefixes, used or not, so that no fact changes the head."""
        declared = sorted((name, namespace) for namespace, name in self._names.items())
        return "".join(f"@prefix {name}: {iri(namespace)} .\n" for name, namespace in declared)

    def block(self, subject: Term, facts: Iterable[Fact]) -> str:
        """Write the sorted facts of one subject, its types first."""
        parts = sorted(self._parts(facts), key=lambda part: not part.startswith("a "))
        return f"{self._name(subject)}\n" + " ;\n".join(f"    {part}" for part in parts) + " .\n"

    def _parts(self, facts: Iterable[Fact]) -> Iterator[str]:
        for predicate, same in groupby(facts, key=itemgetter(0)):
            verb = "a" if predicate == TYPE else self._name(predicate)
            values = [self._term(value) for _, value in same]
            if len(values) == 1 or predicate == TYPE:
                yield f"{verb} {' , '.join(values)}"
            else:
                yield f"{verb}\n        " + " ,\n        ".join(values)

    def _term(self, term: Term) -> str:
        if term[-1] != ">":
            return term
        if term[0] == "<":
            return self._name(term)
        quoted, _, datatype = term.rpartition("^^")
        return quoted[1:-1] if datatype in _BARE else f"{quoted}^^{self._name(datatype)}"

    def _shortened(self, term: Term) -> str:
        cut = max(term.rfind("/"), term.rfind("#")) + 1
        name = self._names.get(term[1:cut])
        if name is not None and self._LOCAL.fullmatch(term, cut, len(term) - 1):
            return f"{name}:{term[cut:-1]}"
        return term
