"""Rules for people's names, which are neither unique nor spelt in one way.

Measured on one conference: of seven pairs of names that differ only in case or accents,
four are different people; of 129 pairs that are nearly the same string, nearly all are.
So nothing but an identifier or the exact name joins people, with one exception that is
no guess: the same place in the author list of the same paper.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from paperkg import ids
from paperkg.diagnostics import Diagnostic
from paperkg.graph.clusters import Clusters
from paperkg.graph.keys import Key
from paperkg.graph.papers import surname


@dataclass(frozen=True, slots=True)
class AuthorLine:
    """The authors of one paper claim, in their order.

    Attributes:
        paper: Index of the paper's claim.
        authors: Indices of the authors' claims.
    """

    paper: int
    authors: tuple[int, ...]


def join_names(clusters: Clusters, group: Sequence[int], name: str) -> None:
    """Join the claims of one exact name, unless their identifiers say that they are several.

    A claim without identifier joins only where one person has the name: with two ORCIDs
    about, nobody can tell which of them is meant.
    """
    by_identifier: dict[Key, list[int]] = {}
    for i in group:
        for key in clusters.keys[i]:
            if key[0] not in ("name", "id"):
                by_identifier.setdefault(key, []).append(i)
    values: dict[str, set[str]] = {}
    for scheme, value in by_identifier:
        values.setdefault(scheme, set()).add(value)
    if all(len(found) == 1 for found in values.values()):
        clusters.join(group, f"same name: {name}")
        return
    bare = [i for i in group if all(i not in found for found in by_identifier.values())]
    if bare:
        clusters.join(bare, f"same name: {name}")


def join_by_place(clusters: Clusters, lines: Iterable[AuthorLine]) -> None:
    """Join authors at one place of two equally long lists of one paper.

    Only with the same surname and first initial: `Misha Belkin` and `Mikhail Belkin`.
    """
    by_paper: dict[tuple[int, int], list[AuthorLine]] = {}
    for line in lines:
        place = (clusters.root(line.paper), len(line.authors))
        by_paper.setdefault(place, []).append(line)
    for group in by_paper.values():
        first, *others = group
        for other in others:
            for a, b in zip(first.authors, other.authors, strict=True):
                if clusters.root(a) != clusters.root(b) and _same_initials(clusters, a, b):
                    clusters.join([a, b], "same place in the authors of one paper")


def _same_initials(clusters: Clusters, a: int, b: int) -> bool:
    one, two = (str(clusters.claims[i].properties.get("name", "")) for i in (a, b))
    return (
        bool(surname(one))
        and surname(one) == surname(two)
        and ids.fold(one)[:1] == ids.fold(two)[:1]
    )


def namesakes(
    clusters: Clusters,
    lines: Sequence[AuthorLine],
    institutions: Mapping[int, frozenset[str]],
) -> list[Diagnostic]:
    """Name the authors whose papers share nothing but the author's exact name.

    Args:
        clusters: Claims, joined.
        lines: Author lists.
        institutions: Folded institutions by index of an author claim.
    """
    seen: dict[int, list[tuple[int, frozenset[int], frozenset[str]]]] = {}
    for line in lines:
        roots = frozenset(clusters.root(a) for a in line.authors)
        for author in line.authors:
            root = clusters.root(author)
            entry = (author, roots - {root}, institutions.get(author, frozenset()))
            seen.setdefault(root, []).append(entry)
    papers = {a: clusters.root(line.paper) for line in lines for a in line.authors}
    found: list[Diagnostic] = []
    for mentions in seen.values():
        first, *others = mentions
        stranger = next((o for o in others if _strangers(papers, first, o)), None)
        name = str(clusters.claims[first[0]].properties.get("name", ""))
        if stranger and len(ids.fold(name).split()) < 3 and not _has_identifier(clusters, first[0]):
            places = (papers[first[0]], papers[stranger[0]])
            found.append(_review(clusters, name, places, first[0]))
    return found


def look_alikes(clusters: Clusters, authors: Iterable[int]) -> list[Diagnostic]:
    """Name the authors whose names differ only in capitals, accents or punctuation."""
    alike: dict[str, dict[int, int]] = {}
    for i in authors:
        name = str(clusters.claims[i].properties.get("name", ""))
        alike.setdefault(ids.fold(name), {}).setdefault(clusters.root(i), i)
    return [
        _look_alike(clusters, list(found.values())) for found in alike.values() if len(found) > 1
    ]


def _look_alike(clusters: Clusters, authors: Sequence[int]) -> Diagnostic:
    claims = [clusters.claims[i] for i in authors]
    names = [str(c.properties.get("name", "")) for c in claims]
    others = ", ".join(f"'{n}' ({c.origin})" for n, c in zip(names[1:], claims[1:], strict=True))
    return Diagnostic(
        "G509",
        f"'{names[0]}' and {others} may be one person in several spellings",
        claims[0].origin,
        "if so, add to data/identity.yaml:\n"
        f"        same_as: [{json.dumps(list(dict.fromkeys(names)), ensure_ascii=False)}]",
    )


def _strangers(
    papers: Mapping[int, int],
    a: tuple[int, frozenset[int], frozenset[str]],
    b: tuple[int, frozenset[int], frozenset[str]],
) -> bool:
    return papers[a[0]] != papers[b[0]] and not (a[1] & b[1]) and not (a[2] & b[2])


def _has_identifier(clusters: Clusters, index: int) -> bool:
    return any(scheme != "name" for scheme, _ in clusters.keys[index])


def _review(clusters: Clusters, name: str, papers: tuple[int, int], author: int) -> Diagnostic:
    one, two = (clusters.claims[p] for p in papers)
    pair = [f"{name} @ {p.properties.get('title', '')}" for p in (one, two)]
    return Diagnostic(
        "G503",
        f"'{name}' here and at {two.origin} are taken for one person on the name alone",
        clusters.claims[author].origin,
        "if they are two, add to data/identity.yaml:\n"
        f"        different_from: [{json.dumps(pair, ensure_ascii=False)}]",
    )
