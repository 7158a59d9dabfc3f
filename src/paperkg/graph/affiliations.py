"""Which institutions an affiliation, as printed, names.

Measured on 1,552 real affiliation strings: blind splitting breaks `Texas A&M`, `Science
and Technology` and `University of California, Berkeley`. So the whole string is tried
first, and the weak separators split only where every part is an institution already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from paperkg import ids
from paperkg.graph.keys import fold_name, names
from paperkg.model import EdgeClaim, NodeClaim
from paperkg.schema import Schema

_STRONG: Final = re.compile(r"\s*(?:/|;|；| \| )\s*")
_WEAK: Final = (r"\s+&\s+", r"\s+and\s+", r"\s*[,，、]\s*", r"\s*(?:[,，、&]|\s+and\s+)\s*")
_COUNTRIES: Final = frozenset(
    ids.fold(name)
    for name in """
        USA; U.S.A.; US; United States; Canada; UK; United Kingdom; England; Scotland; Ireland;
        France; Germany; Switzerland; Italy; Spain; Portugal; Austria; Belgium; Netherlands;
        The Netherlands; Denmark; Sweden; Norway; Finland; Poland; Czech Republic; Russia;
        Greece; Turkey; Israel; Saudi Arabia; India; China; P.R. China; Hong Kong; Taiwan;
        Japan; Korea; South Korea; Republic of Korea; Singapore; Australia; New Zealand; Brazil
    """.split(";")  # noqa: SIM905 - a table is easier to read and to add to
)
_NONE: Final = frozenset(
    map(
        ids.fold,
        (
            *("Independent Researcher", "Independent", "Independent Scholar", "Unaffiliated"),
            *("Self", "None", "N/A", "NA", "-", "Unknown", "Retired", "Freelancer"),
            *("独立研究者", "自由职业", "无"),
        ),
    )
)
"""What people write who belong to no institution."""


def split(text: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the institutions that *text* names, as printed, in order.

    Args:
        text: An affiliation as printed.
        known: Whether a name is an institution's by the vocabulary or the library.
    """
    text = ids.squeeze(text).strip(" ,;/")
    if not text or ids.fold(text) in _NONE:
        return ()
    if known(text):
        return (text,)
    head, comma, tail = text.rpartition(",")
    if comma and ids.fold(tail) in _COUNTRIES:
        return split(head, known)
    parts = _parts(_STRONG.pattern, text)
    if len(parts) > 1:
        return tuple(dict.fromkeys(name for part in parts for name in split(part, known)))
    for weak in _WEAK:
        parts = _parts(weak, text)
        if len(parts) > 1 and all(map(known, parts)):
            return tuple(dict.fromkeys(parts))
    return (text,)


def _parts(pattern: str, text: str) -> list[str]:
    return [part for part in re.split(pattern, text) if part]


def with_institutions(
    edges: Sequence[EdgeClaim], nodes: Iterable[NodeClaim], schema: Schema
) -> tuple[list[EdgeClaim], list[NodeClaim]]:
    """Give each authorship the institutions that its printed affiliation names.

    Returns the edge claims, those with an affiliation replaced, and a claim for every
    institution so named. An authorship that states its institutions itself is kept.
    """
    known = _known(edges, nodes, schema)
    found: dict[str, NodeClaim] = {}
    out: list[EdgeClaim] = []
    splits: dict[str, tuple[str, ...]] = {}
    for edge in edges:
        text = edge.properties.get("affiliation_text")
        if not isinstance(text, str) or "affiliations" in edge.properties:
            out.append(edge)
            continue
        if text not in splits:
            splits[text] = split(text, known)
        refs = []
        for name in splits[text]:
            claim = _claim(name, edge)
            found.setdefault(claim.ref, claim)
            refs.append(claim.ref)
        more: Mapping[str, tuple[str, ...]] = {"affiliations": tuple(refs)} if refs else {}
        out.append(replace(edge, properties={**edge.properties, **more}))
    return out, list(found.values())


def _claim(name: str, edge: EdgeClaim) -> NodeClaim:
    ref = f"{edge.origin}#institution:{fold_name('Institution', name)}"
    return NodeClaim(ref, "Institution", {"name": name}, edge.origin)


def _known(
    edges: Iterable[EdgeClaim], nodes: Iterable[NodeClaim], schema: Schema
) -> Callable[[str], bool]:
    """Return whether a name is known: by record, by vocabulary, or alone in an affiliation."""
    institution = schema.node_types["Institution"]
    seen = {
        name
        for claim in nodes
        if claim.type == "Institution"
        for scheme, name in names(claim, institution)
        if scheme == "name"
    }
    for edge in edges:
        text = edge.properties.get("affiliation_text")
        if isinstance(text, str) and not re.search(r"[,，、;；/|&]| and ", text):
            seen.add(fold_name("Institution", text))
    return lambda name: fold_name("Institution", name) in seen
