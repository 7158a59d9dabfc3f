"""RDF terms as text, and the two documents made of them: N-Triples and Turtle.

A term is spelled as canonical N-Triples spells it: `<https://…>`, `"对"@zh`,
`"7"^^<http://www.w3.org/2001/XMLSchema#integer>`. Sorting the spellings of a subject's
facts sorts the lines of the file, so one order serves both documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import isfinite, isnan
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
        self._known: dict[Term, str] = {}

    def head(self) -> str:
        """Declare all prefixes, used or not, so that no fact changes the head."""
        declared = sorted((name, namespace) for namespace, name in self._names.items())
        return "".join(f"@prefix {name}: {iri(namespace)} .\n" for name, namespace in declared)

    def block(self, subject: Term, facts: Iterable[Fact]) -> str:
        """Write the sorted facts of one subject, its types first."""
        known = self._known
        types: list[str] = []
        parts: list[tuple[Term, list[str]]] = []
        before = ""
        for predicate, value in facts:  # the hottest loop of a sync: once for every triple
            written = value if value[-1] != ">" else known.get(value) or self._term(value)
            if predicate == before:
                parts[-1][1].append(written)
            elif predicate == TYPE:
                types.append(written)
            else:
                parts.append((predicate, [written]))
                before = predicate
        lines = [f"    a {' , '.join(types)}"] if types else []
        for predicate, values in parts:
            verb = known.get(predicate) or self._name(predicate)
            if len(values) == 1:
                lines.append(f"    {verb} {values[0]}")
            else:
                lines.append(f"    {verb}\n        " + " ,\n        ".join(values))
        return f"{self._name(subject)}\n" + " ;\n".join(lines) + " .\n"

    def _term(self, term: Term) -> str:
        if term[0] == "<":
            return self._name(term)
        quoted, _, datatype = term.rpartition("^^")
        return quoted[1:-1] if datatype in _BARE else f"{quoted}^^{self._name(datatype)}"

    def _name(self, term: Term) -> str:
        found = self._known.get(term)
        if found is None:
            found = self._known[term] = self._shortened(term)
        return found

    def _shortened(self, term: Term) -> str:
        cut = max(term.rfind("/"), term.rfind("#")) + 1
        name = self._names.get(term[1:cut])
        if name is not None and self._LOCAL.fullmatch(term, cut, len(term) - 1):
            return f"{name}:{term[cut:-1]}"
        return term
