"""When two claims with one key are one paper, and when the key was pasted by mistake.

In real lists one link stands under two works, and a book and a paper share a title.
So a shared key joins papers only if they share an author's surname, or one side names
no authors and nothing else speaks against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from paperkg import ids
from paperkg.diagnostics import Diagnostic
from paperkg.graph.clusters import Clusters
from paperkg.graph.keys import Key, texts

_SCHEMES = ("doi", "arxiv")


@dataclass(frozen=True, slots=True)
class _Sign:
    """What tells a paper from its namesakes: surnames, title words, identifiers."""

    surnames: frozenset[str]
    words: frozenset[str]
    identifiers: Mapping[str, str]


def surname(name: str) -> str:
    """Return a folded surname: before a comma, else the last word.

    >>> surname("Marcel A. J. van Gerven"), surname("Gerven, Marcel van")
    ('gerven', 'gerven')
    """
    family, comma, _ = name.partition(",")
    words = ids.fold(family if comma else name).split()
    return words[-1] if words else ""


def join_papers(
    clusters: Clusters, groups: Mapping[Key, Sequence[int]], authors: Mapping[str, Sequence[str]]
) -> list[Diagnostic]:
    """Join paper claims along the keys in *groups*; return the keys that cannot be right.

    Args:
        clusters: All node claims.
        groups: Claims by key, keys and claims in canonical order.
        authors: Printed names of a paper claim's authors, by its ref.
    """
    faults: list[Diagnostic] = []
    for key, members in groups.items():
        signs = {i: _sign(clusters, i, authors) for i in members}
        signed = _components([i for i in members if signs[i].surnames], signs)
        bare = [i for i in members if not signs[i].surnames]
        for component in signed:
            clusters.join(component, _rule(key))
        loose: list[int] = []
        for i in bare:
            fits = [c for c in signed if _compatible(key, signs[i], signs[c[0]])]
            if len(fits) == 1:
                clusters.join([fits[0][0], i], _rule(key))
            else:
                loose.append(i)
        parts = [*signed]
        for i in loose:
            fits = [p for p in parts if p not in signed and _compatible(key, signs[i], signs[p[0]])]
            if fits:
                clusters.join([fits[0][0], i], _rule(key))
            else:
                parts.append([i])
        if len({clusters.root(p[0]) for p in parts}) > 1:
            faults.append(_apart(clusters, key, [p[0] for p in parts]))
    return faults


def _rule(key: Key) -> str:
    return f"same {'title' if key[0] == 'name' else key[0]}: {key[1]}"


def _sign(clusters: Clusters, index: int, authors: Mapping[str, Sequence[str]]) -> _Sign:
    claim = clusters.claims[index]
    title = " ".join(texts(claim.properties.get("title")))
    return _Sign(
        frozenset(filter(None, map(surname, authors.get(claim.ref, ())))),
        frozenset(ids.fold(title).split()),
        {scheme: value for scheme, value in clusters.keys[index] if scheme in _SCHEMES},
    )


def _components(members: list[int], signs: Mapping[int, _Sign]) -> list[list[int]]:
    """Group claims that share a surname, directly or through others of the group."""
    found: list[tuple[set[str], list[int]]] = []
    for i in members:
        names, component = set(signs[i].surnames), [i]
        rest: list[tuple[set[str], list[int]]] = []
        for other_names, other in found:
            if names & other_names:
                names |= other_names
                component = other + component
            else:
                rest.append((other_names, other))
        found = [*rest, (names, component)]
    return sorted(sorted(component) for _, component in found)


def _compatible(key: Key, a: _Sign, b: _Sign) -> bool:
    """Whether nothing but the missing authors speaks against one paper."""
    if key[0] == "name":
        return all(b.identifiers.get(s, v) == v for s, v in a.identifiers.items())
    if not a.words or not b.words:
        return True
    return 2 * len(a.words & b.words) >= min(len(a.words), len(b.words))


def _apart(clusters: Clusters, key: Key, members: Sequence[int]) -> Diagnostic:
    first, *others = (clusters.claims[i] for i in members)
    rest = ", ".join(f"'{_title(c.properties.get('title'))}' ({c.origin})" for c in others)
    return Diagnostic(
        "G501",
        f"'{_title(first.properties.get('title'))}' and {rest} have the "
        f"{_rule(key)}, but no author in common; they are kept apart",
        first.origin,
        "if they are one work, add to data/identity.yaml:  same_as: [[ID, ID]]",
    )


def _title(value: object) -> str:
    return str(value) if value else "(no title)"
