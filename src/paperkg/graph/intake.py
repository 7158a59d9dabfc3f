"""Claims sorted by kind, their text in one form and free of what is no text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from paperkg import ids
from paperkg.diagnostics import Diagnostic
from paperkg.model import (
    Annotation,
    Claim,
    Correction,
    EdgeClaim,
    IdentityClaim,
    NodeClaim,
    Value,
)

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_Stating = TypeVar("_Stating", NodeClaim, EdgeClaim, Annotation)


@dataclass
class Intake:
    """Claims by kind; all but those of nodes in the order of their origins."""

    nodes: list[NodeClaim] = field(default_factory=list)
    edges: list[EdgeClaim] = field(default_factory=list)
    identities: list[IdentityClaim] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)


def sorted_out(claims: Iterable[Claim]) -> Intake:
    """Sort claims by kind, their text in NFC; what is empty says nothing."""
    found = Intake()
    for claim in claims:
        if isinstance(claim, NodeClaim | EdgeClaim | Annotation) and _is_broken(claim.properties):
            message = "found half of a surrogate pair, which is no text; it was replaced by U+FFFD"
            found.faults.append(Diagnostic("S104", message, claim.origin))
        match claim:
            case NodeClaim():
                found.nodes.append(_cleaned(claim))
            case EdgeClaim():
                found.edges.append(_cleaned(claim))
            case IdentityClaim():
                found.identities.append(claim)
            case Annotation():
                found.annotations.append(_cleaned(claim))
            case Correction():
                found.corrections.append(claim)
    found.edges.sort(key=lambda c: (c.origin, c.type, str(c.source), str(c.target)))
    found.identities.sort(key=lambda c: (c.origin, c.names))
    found.annotations.sort(key=lambda c: (c.id, c.origin))
    found.corrections.sort(key=lambda c: (c.id, c.key, c.origin))
    return found


def _cleaned(claim: _Stating) -> _Stating:
    properties = _clean(claim.properties)
    return claim if properties == claim.properties else replace(claim, properties=properties)


def _is_broken(properties: Mapping[str, Value]) -> bool:
    return any(
        not text.isascii() and _SURROGATE.search(text) is not None
        for value in properties.values()
        for text in (value if isinstance(value, tuple) else (value,))
        if isinstance(text, str)
    )


def _clean(properties: Mapping[str, Value]) -> dict[str, Value]:
    """Put all text in NFC and drop what is empty: a property absent is one not known."""
    found: dict[str, Value] = {}
    for name, value in properties.items():
        if isinstance(value, tuple):
            items = tuple(ids.nfc(v) if isinstance(v, str) else v for v in value if v != "")
            if items:
                found[name] = items
        elif value != "":
            found[name] = ids.nfc(value) if isinstance(value, str) else value
    return found
