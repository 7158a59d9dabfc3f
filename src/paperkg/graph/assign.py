"""Which id each thing gets: the one that it had, as far as that can be known, else a new one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from paperkg.graph.identity import SAME_AS
from paperkg.graph.keys import EXPLICIT_ID, Key
from paperkg.graph.ledger import Known, Ledger
from paperkg.graph.match import Matched

_Place: TypeAlias = tuple[str, str]
"""A type and a slot."""

_NAME, _LINK, _IDENTIFIER, _EXPLICIT = 1, 2, 100, 10_000
"""Strength of a key: an id that a source states beats every identifier, those every name."""


def assign(known: Mapping[int, Known], ledger: Ledger) -> dict[int, str]:
    """Give every cluster its id: the one it had, else a new one.

    Args:
        known: Clusters by root, in canonical order.
        ledger: The ids given so far.
    """
    given = _by_keys(known, ledger)
    taken = set(given.values())
    given |= _by_slots({r: k for r, k in known.items() if r not in given}, ledger, taken)
    used = {i for i, entry in ledger.entries.items() if not entry.recovered}
    used.update(given.values())
    for root, cluster in known.items():
        if root not in given:
            id_ = _new(cluster, used)
            used.add(id_)
            given[root] = id_
    return given


def _by_keys(known: Mapping[int, Known], ledger: Ledger) -> dict[int, str]:
    """Match clusters and ids by shared keys, the strongest matches first."""
    owners: dict[tuple[str, Key], list[tuple[str, int]]] = {}
    for id_, entry in ledger.entries.items():
        node_type = id_.partition("/")[0]
        for weight, keys in ((2, entry.keys), (1, entry.former)):
            for key in keys:
                owners.setdefault((node_type, key), []).append((id_, weight))
    matches: dict[tuple[int, str], int] = {}
    for root, cluster in known.items():
        for key in cluster.keys:
            if key[0] == EXPLICIT_ID and key[1] in ledger.entries:
                matches[root, key[1]] = matches.get((root, key[1]), 0) + _EXPLICIT
            for id_, weight in owners.get((cluster.type, key), ()):
                matches[root, id_] = matches.get((root, id_), 0) + weight * _strength(key)
    given: dict[int, str] = {}
    taken: set[str] = set()
    ranked = sorted(matches.items(), key=lambda m: (-m[1], m[0][1], known[m[0][0]].keys, m[0][0]))
    for (root, id_), _ in ranked:
        if root not in given and id_ not in taken:
            given[root] = id_
            taken.add(id_)
    return given


def _strength(key: Key) -> int:
    if key[0] == EXPLICIT_ID:
        return _EXPLICIT
    return {"name": _NAME, "link": _LINK}.get(key[0], _IDENTIFIER)


def _by_slots(known: Mapping[int, Known], ledger: Ledger, taken: set[str]) -> dict[int, str]:
    """Give vanished ids to what stands where the old things stood.

    A place that one new thing and one vanished one share tells it all. What is alike in
    several (a list copied into a second file, with a remark that was edited in both) goes
    by its words, and then in the order of the sources.
    """
    vacant: dict[_Place, list[str]] = {}
    for id_ in sorted(ledger.entries.keys() - taken, key=lambda id_: (len(id_), id_)):
        for slot in ledger.entries[id_].slots:
            vacant.setdefault((id_.partition("/")[0], slot), []).append(id_)
    claims: dict[_Place, list[int]] = {}
    for root, cluster in known.items():
        for slot in cluster.slots:
            if (cluster.type, slot) in vacant:
                claims.setdefault((cluster.type, slot), []).append(root)
    given: dict[int, str] = {}
    held: set[str] = set()
    for choose in (_the_one, _of_these_words):
        before = -1
        while len(given) > before:  # a pair found in one place may leave one of two in another
            before = len(given)
            for place, roots in sorted(claims.items()):
                new = [r for r in roots if r not in given]
                old = [o for o in vacant[place] if o not in held]
                for root, id_ in choose(new, old, known):
                    given[root] = id_
                    held.add(id_)
    return given


def _the_one(
    new: Sequence[int], old: Sequence[str], known: Mapping[int, Known]
) -> Iterator[tuple[int, str]]:
    del known
    if len(new) == len(old) == 1:
        yield new[0], old[0]


def _of_these_words(
    new: Sequence[int], old: Sequence[str], known: Mapping[int, Known]
) -> Iterator[tuple[int, str]]:
    left = list(old)
    for root in new:
        numbered = re.compile(re.escape(f"{known[root].type}/{known[root].slug}") + r"(-\d+)?")
        if own := next(filter(numbered.fullmatch, left), None):
            left.remove(own)
            yield root, own


def _new(cluster: Known, used: set[str]) -> str:
    explicit = next((v for scheme, v in cluster.keys if scheme == EXPLICIT_ID), "")
    if explicit.startswith(f"{cluster.type}/") and explicit not in used:
        return explicit
    stem = id_ = f"{cluster.type}/{cluster.slug}"
    number = 2
    while id_ in used:
        id_, number = f"{stem}-{number}", number + 1
    return id_


def heirs(matched: Matched, labels: Mapping[int, Known], known: Ledger) -> dict[str, int]:
    """Return the clusters that ids went up in when a person said two things are one."""
    keys = {
        (known_.type, key): root
        for root, known_ in labels.items()
        if any(m.rule.startswith(SAME_AS) for m in matched.merges.get(root, ()))
        for key in known_.keys
    }
    found: dict[str, int] = {}
    for id_, entry in known.entries.items() if keys else ():
        roots = {keys.get((id_.partition("/")[0], key)) for key in entry.keys} - {None}
        if len(roots) == 1 and (root := roots.pop()) is not None:
            found[id_] = root
    return found
