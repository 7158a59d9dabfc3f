"""Which claims speak of one thing: a person's word, then identifiers and names, then place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from paperkg.diagnostics import Diagnostic
from paperkg.graph import identity, ledger, people
from paperkg.graph.clusters import Clusters
from paperkg.graph.editions import join_editions
from paperkg.graph.keys import EXPLICIT_ID, Key, keys
from paperkg.graph.ledger import Ledger
from paperkg.graph.papers import join_papers
from paperkg.model import EdgeClaim, IdentityClaim, Merge, NodeClaim
from paperkg.schema import Kind, Schema


@dataclass(frozen=True)
class Matched:
    """Claims, clustered.

    Attributes:
        clusters: All node claims, joined.
        members: Claims of each cluster, by the cluster's root.
        refs: Index of a node claim by its ref.
        faults: What is wrong with keys and identity.yaml.
    """

    clusters: Clusters
    members: Mapping[int, list[int]]
    refs: Mapping[str, int]
    faults: tuple[Diagnostic, ...]

    def root(self, ref: str) -> int:
        """Return the cluster of the claim that *ref* names."""
        return self.clusters.root(self.refs[ref])

    @cached_property
    def merges(self) -> Mapping[int, tuple[Merge, ...]]:
        """The rules that joined the claims of each cluster."""
        return self.clusters.merges()

    def claims(self, root: int) -> list[NodeClaim]:
        """Return the claims of one cluster, in canonical order."""
        return [self.clusters.claims[i] for i in self.members[root]]


def match(
    nodes: Sequence[NodeClaim],
    edge_claims: Sequence[EdgeClaim],
    identities: Sequence[IdentityClaim],
    schema: Schema,
    known: Ledger,
    noted: Collection[str],
) -> Matched:
    """Join claims: first a person's word, then identifiers and names, then place.

    Args:
        nodes: All claims of nodes.
        edge_claims: Author lists among them.
        identities: A person's word.
        schema: The library's types.
        known: The ids given so far.
        noted: Ids of which there is a note.
    """
    keyed = [(keys(c, schema.node_types[c.type]), c) for c in nodes]
    keyed.sort(key=lambda k: (k[1].type, k[0], k[1].origin, k[1].ref))
    claims = [c for _, c in keyed]
    clusters = Clusters(claims, [k for k, _ in keyed])
    refs = {claim.ref: i for i, claim in enumerate(claims)}
    groups: dict[tuple[str, Key], list[int]] = {}
    for i, claim in enumerate(claims):
        for key in clusters.keys[i]:
            groups.setdefault((claim.type, key), []).append(i)
    authors = _author_lines(edge_claims, refs)
    lookup = identity.Lookup(schema, clusters, groups, ledger.ledger_keys(known), authors)
    faults = [*identity.separate(lookup, identities), *identity.unite(lookup, identities)]
    keep_texts_apart(clusters, groups, schema, known, noted)
    shared = {k: g for k, g in sorted(groups.items()) if len(g) > 1}
    for (node_type, (scheme, value)), group in shared.items():
        if node_type == "Author" and scheme == "name":
            people.join_names(clusters, group, value)
        elif node_type != "Paper" or scheme == EXPLICIT_ID:
            clusters.join(group, f"same {scheme}: {value}")
    names = _author_names(authors, claims)
    papers = {k[1]: g for k, g in shared.items() if k[0] == "Paper" and k[1][0] != EXPLICIT_ID}
    faults += join_papers(clusters, papers, names)
    join_editions(clusters, edge_claims, refs, schema)
    people.join_by_place(clusters, authors)
    faults += people.namesakes(clusters, authors, _institutions(edge_claims, refs, clusters))
    faults += people.look_alikes(clusters, (i for i, c in enumerate(claims) if c.type == "Author"))
    return Matched(clusters, clusters.members(), refs, tuple(faults))


def keep_texts_apart(
    clusters: Clusters,
    groups: Mapping[tuple[str, Key], Sequence[int]],
    schema: Schema,
    known: Ledger,
    noted: Collection[str],
) -> None:
    """Never make one idea of two notes: a copy of a note is the beginning of another one."""
    written = {t.name for t in schema.nodes if (p := t.property(t.main)) and p.kind is Kind.TEXT}
    owners: dict[Key, set[str]] = {}
    for id_ in noted:
        for key in known.entries[id_].keys if id_ in known.entries else ():
            owners.setdefault(key, set()).add(id_)
    for (node_type, key), group in groups.items():
        own = [i for i in group if clusters.claims[i].note]
        if node_type not in written or not own or key[0] == EXPLICIT_ID:
            continue
        for i in own:
            ids_ = {v for scheme, v in clusters.keys[i] if scheme == EXPLICIT_ID}
            taken = {o for o in owners.get(key, ()) if o.startswith(f"{node_type.lower()}/")} - ids_
            others = group if taken else own
            clusters.tell_apart([i], [j for j in others if j != i])


def _author_lines(
    edge_claims: Iterable[EdgeClaim], refs: Mapping[str, int]
) -> list[people.AuthorLine]:
    lists: dict[str, list[tuple[int, int]]] = {}
    for edge in edge_claims:
        if edge.type == "AUTHORED_BY" and isinstance(edge.source, str):
            position = edge.properties.get("position")
            if isinstance(edge.target, str):
                place = position if isinstance(position, int) else 0
                lists.setdefault(edge.source, []).append((place, refs[edge.target]))
    return [
        people.AuthorLine(refs[paper], tuple(author for _, author in sorted(found)))
        for paper, found in sorted(lists.items())
    ]


def _author_names(
    lines: Iterable[people.AuthorLine], claims: Sequence[NodeClaim]
) -> dict[str, list[str]]:
    return {
        claims[line.paper].ref: [str(claims[a].properties.get("name", "")) for a in line.authors]
        for line in lines
    }


def _institutions(
    edge_claims: Iterable[EdgeClaim], refs: Mapping[str, int], clusters: Clusters
) -> dict[int, frozenset[str]]:
    """Return the institutions that stand beside each author's claim."""
    found: dict[int, frozenset[str]] = {}
    for edge in edge_claims:
        value = edge.properties.get("affiliations")
        if edge.type == "AUTHORED_BY" and isinstance(edge.target, str) and isinstance(value, tuple):
            roots = frozenset(str(clusters.root(refs[str(ref)])) for ref in value)
            found[refs[edge.target]] = found.get(refs[edge.target], frozenset()) | roots
    return found
