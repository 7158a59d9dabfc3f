"""A person's word on what is one thing and what is not; it stands above every rule."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from paperkg import ids
from paperkg.diagnostics import Diagnostic
from paperkg.graph.clusters import Clusters
from paperkg.graph.keys import EXPLICIT_ID, Key, fold_name
from paperkg.graph.people import AuthorLine
from paperkg.model import IdentityClaim
from paperkg.schema import Schema

SAME_AS: Final = "same_as"
"""How the rule of a merge begins that a person asked for."""


@dataclass(frozen=True)
class Lookup:
    """Finds the claims that a name in identity.yaml means.

    Attributes:
        by_key: Claims by (node type, key).
        ledger_keys: Keys that the ledger knows an id by.
        lines: Author lists, for `Jason Lee @ GAIT-prop`.
    """

    schema: Schema
    clusters: Clusters
    by_key: Mapping[tuple[str, Key], Sequence[int]]
    ledger_keys: Mapping[str, Iterable[Key]]
    lines: Sequence[AuthorLine]

    def find(self, name: str, node_type: str) -> dict[str, list[int]]:
        """Return the claims that *name* means, by node type."""
        author, at, paper = name.rpartition(" @ ")
        if at and node_type in ("", "Author"):
            found = self._at_paper(author.strip(), paper.strip())
            return {"Author": found} if found else {}
        types = [node_type] if node_type else list(self.schema.node_types)
        hits = {t: sorted(self._of_type(name, t)) for t in types}
        return {t: claims for t, claims in hits.items() if claims}

    def _of_type(self, name: str, node_type: str) -> set[int]:
        wanted: list[Key] = [("name", fold_name(node_type, name)), (EXPLICIT_ID, name)]
        for prop in self.schema.node_types[node_type].properties:
            if prop.identifier and (value := ids.normalise(prop.identifier, name)):
                wanted.append((prop.identifier, value))  # noqa: PERF401 - a loop reads better
        if name.startswith(f"{node_type.lower()}/"):
            wanted += self.ledger_keys.get(name, ())
        return {i for key in wanted for i in self.by_key.get((node_type, key), ())}

    def _at_paper(self, author: str, paper: str) -> list[int]:
        papers = set(self.find(paper, "Paper").get("Paper", ()))
        roots = {self.clusters.root(p) for p in papers}
        name = ("name", ids.person(author))
        return sorted(
            a
            for line in self.lines
            if self.clusters.root(line.paper) in roots
            for a in line.authors
            if name in self.clusters.keys[a]
        )

    def candidates(self, name: str) -> str:
        """Return the names that *name* may have been meant as, to show a person."""
        known = {key[1] for _, key in self.by_key if key[0] == "name"}
        close = difflib.get_close_matches(ids.fold(name), sorted(known), n=3)
        return ", ".join(close)


def separate(lookup: Lookup, claims: Iterable[IdentityClaim]) -> list[Diagnostic]:
    """Obey `different_from`; must come before anything is joined."""
    faults: list[Diagnostic] = []
    for claim in claims:
        if claim.same:
            continue
        sets = _sets(lookup, claim, faults)
        for i, left in enumerate(sets):
            for right in sets[i + 1 :]:
                if set(left) & set(right):
                    faults.append(_inseparable(claim))
                else:
                    lookup.clusters.tell_apart(left, right)
    return faults


def unite(lookup: Lookup, claims: Iterable[IdentityClaim]) -> list[Diagnostic]:
    """Obey `same_as`."""
    faults: list[Diagnostic] = []
    for claim in claims:
        if claim.same:
            sets = _sets(lookup, claim, faults)
            members = [i for found in sets for i in found]
            if members:
                lookup.clusters.join(members, f"{SAME_AS} in {claim.origin}")
                if len({lookup.clusters.root(i) for i in members}) > 1:
                    faults.append(_contradiction(claim))
    return faults


def _sets(lookup: Lookup, claim: IdentityClaim, faults: list[Diagnostic]) -> list[list[int]]:
    """Return for each name its claims, all of the one type that every name may have."""
    found = {name: lookup.find(name, claim.type) for name in claim.names}
    missing = [name for name, hits in found.items() if not hits]
    faults.extend(_unknown(lookup, claim, name) for name in missing)
    shared = set.intersection(*[set(hits) for hits in found.values()])
    if missing or not shared:
        if not missing:
            faults.append(_mixed(claim))
        return []
    if len(shared) > 1:
        faults.append(_ambiguous(claim, shared))
        return []
    node_type = shared.pop()
    return [hits[node_type] for hits in found.values()]


def _unknown(lookup: Lookup, claim: IdentityClaim, name: str) -> Diagnostic:
    close = lookup.candidates(name)
    return Diagnostic(
        "G504",
        f"found '{name}', expected a name or id of the graph",
        claim.origin,
        f"did you mean: {close}" if close else "",
    )


def _mixed(claim: IdentityClaim) -> Diagnostic:
    names = ", ".join(claim.names)
    return Diagnostic("G504", f"{names} name things of different types", claim.origin)


def _ambiguous(claim: IdentityClaim, types: Iterable[str]) -> Diagnostic:
    each = " and ".join(sorted(types))
    names = ", ".join(claim.names)
    return Diagnostic(
        "G505",
        f"{names} name things of several types: {each}",
        claim.origin,
        f"{{type: {min(types)}, names: [{names}]}}",
    )


def _inseparable(claim: IdentityClaim) -> Diagnostic:
    return Diagnostic(
        "G508",
        f"{' and '.join(claim.names)} mean the same entries, so they cannot be told apart",
        claim.origin,
        'name authors by a paper: ["Jason Lee @ GAIT-prop", "Jason Lee @ FedSplit"]',
    )


def _contradiction(claim: IdentityClaim) -> Diagnostic:
    return Diagnostic(
        "G508",
        f"{' and '.join(claim.names)} are the same here and different elsewhere",
        claim.origin,
        "remove one of the two lines; until then they stay apart",
    )
