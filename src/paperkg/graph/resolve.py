"""Claims to graph: which claims speak of one thing, what holds of it, which id it keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from paperkg import ids
from paperkg.diagnostics import Diagnostic
from paperkg.graph import edges as e
from paperkg.graph import ledger, naming
from paperkg.graph.affiliations import with_institutions
from paperkg.graph.keys import texts
from paperkg.graph.ledger import Known, Ledger
from paperkg.graph.match import Matched, match
from paperkg.graph.mentions import Index
from paperkg.graph.settle import Settled, Statement, settle, statement, with_aliases
from paperkg.graph.topics import Vocabulary, evidence
from paperkg.model import (
    Claim,
    Edge,
    EdgeClaim,
    End,
    Graph,
    IdentityClaim,
    Mention,
    Node,
    NodeClaim,
    Value,
)
from paperkg.schema import Kind, Schema


@dataclass(frozen=True, slots=True)
class Resolution:
    """The graph, the ledger that holds its ids, and what was found on the way."""

    graph: Graph
    ledger: Ledger
    diagnostics: tuple[Diagnostic, ...]


def resolve(claims: Iterable[Claim], schema: Schema, known: Ledger) -> Resolution:
    """Make one graph of all claims; their order does not matter.

    Raises:
        KeyError: An edge claim points to a ref that no node claim has: a fault of a reader.
    """
    nodes, edge_claims, identities, faults = _sorted_out(claims)
    edge_claims, institutions = with_institutions(edge_claims, nodes, schema)
    matched = match([*nodes, *institutions], edge_claims, identities, schema, known)
    return _Build(matched, schema, known, faults).build(edge_claims)


def _sorted_out(
    claims: Iterable[Claim],
) -> tuple[list[NodeClaim], list[EdgeClaim], list[IdentityClaim], list[Diagnostic]]:
    """Sort claims by kind, their text in NFC and free of what is no text."""
    faults: list[Diagnostic] = []
    nodes: list[NodeClaim] = []
    edge_claims: list[EdgeClaim] = []
    identities: list[IdentityClaim] = []
    for claim in claims:
        if not isinstance(claim, IdentityClaim) and _is_broken(claim.properties):
            message = "found half of a surrogate pair, which is no text; it was replaced by U+FFFD"
            faults.append(Diagnostic("S104", message, claim.origin))
        match claim:
            case NodeClaim():
                nodes.append(replace(claim, properties=_clean(claim.properties)))
            case EdgeClaim():
                edge_claims.append(replace(claim, properties=_clean(claim.properties)))
            case IdentityClaim():
                identities.append(claim)
    edge_claims.sort(key=lambda c: (c.origin, c.type, str(c.source), str(c.target)))
    identities.sort(key=lambda c: (c.origin, c.names))
    return nodes, edge_claims, identities, faults


def _is_broken(properties: Mapping[str, Value]) -> bool:
    return any(
        not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)
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


@dataclass
class _Build:
    """The second half of `resolve`: what holds of each cluster, and what joins them."""

    matched: Matched
    schema: Schema
    known: Ledger
    faults: list[Diagnostic]

    def __post_init__(self) -> None:
        self.types = {r: self.matched.clusters.claims[r].type for r in self.matched.members}
        self.labels = {r: _label(self.matched, r) for r in self.matched.members}
        self.ids = ledger.assign(self.labels, self.known)
        self.here = {r for r in self.types if any(c.stated for c in self.matched.claims(r))}
        by_id = {id_: root for root, id_ in self.ids.items()}
        self.index = Index(self.schema, by_id, self.types, frozenset(self.here))
        for root in self.matched.members:
            for claim in self.matched.claims(root):
                self.index.add(root, claim)
        self.settled: dict[int, Settled] = {}
        self.faults += self.matched.faults

    def build(self, edge_claims: Sequence[EdgeClaim]) -> Resolution:
        """Return the graph; a vocabulary's entry is in it if anything speaks of it."""
        drafts = [d for claim in edge_claims for d in self._draft(claim)]
        self.here |= {end for d in drafts if not d.vocabulary for end in (d.source, d.target)}
        self._settle_all()
        drafts += self._abouts()
        self.here |= {d.target for d in drafts if d.type == "ABOUT"}
        self._settle_all()
        drafts += e.affiliated(drafts)
        drafts = e.present(drafts, frozenset(self.here))
        joined = e.join(drafts, self.schema, self.index.titles)
        self.faults += e.circles(joined, self.index.titles)
        self.faults += chain.from_iterable(s.faults for s in self.settled.values())
        self.faults += chain.from_iterable(j.settled.faults for j in joined)
        nodes = {node.id: node for node in sorted(self._nodes(), key=lambda n: n.id)}
        edges = tuple(sorted((self._edge(j) for j in joined), key=lambda x: x.id))
        given = {r: self.ids[r] for r in self.labels if r in self.here}
        names = {id_: node.name for id_, node in nodes.items()}
        return Resolution(
            Graph(nodes, edges),
            ledger.entries(self.known, given, self.labels, names),
            tuple(sorted(set(self.faults), key=Diagnostic.sort_key)),
        )

    def _draft(self, claim: EdgeClaim) -> Iterator[e.Draft]:
        ends = [self._end(end, claim) for end in (claim.source, claim.target)]
        source, target = ends
        if source is None or target is None or source == target:
            return
        edge_type = self.schema.edge_types[claim.type]
        if not edge_type.joins(self.types[source], self.types[target]):
            self.faults.append(self._misjoined(claim, source, target))
            return
        nodes = {
            prop.name: tuple(self.matched.root(ref) for ref in texts(claim.properties[prop.name]))
            for prop in edge_type.properties
            if prop.kind is Kind.NODE and prop.name in claim.properties
        }
        values = {k: v for k, v in claim.properties.items() if k not in nodes}
        if claim.type == "AUTHORED_BY" and isinstance(claim.target, str):
            printed = self.matched.clusters.claims[self.matched.refs[claim.target]]
            values.setdefault("name_text", printed.properties.get("name", ""))
        rank = 0 if claim.origin.reader == "records" else 2
        said = Statement(values, claim.origin, rank=rank)
        yield e.Draft(
            claim.type, source, target, said, nodes, vocabulary=self._is_vocabulary(claim.source)
        )

    def _end(self, end: End, claim: EdgeClaim) -> int | None:
        if isinstance(end, str):
            return self.matched.root(end)
        found = self.index.find(end, claim.origin)
        if isinstance(found, Diagnostic):
            self.faults.append(found)
            return None
        return found

    def _is_vocabulary(self, end: End) -> bool:
        if isinstance(end, Mention):
            return False
        return not self.matched.clusters.claims[self.matched.refs[end]].stated

    def _misjoined(self, claim: EdgeClaim, source: int, target: int) -> Diagnostic:
        edge_type = self.schema.edge_types[claim.type]
        sources = " or ".join(edge_type.sources) or "anything"
        targets = " or ".join(edge_type.targets) or "anything"
        return Diagnostic(
            "G507",
            f"{claim.type} goes from {sources} to {targets}, "
            f"not from {self.types[source]} '{self.index.titles[source]}' "
            f"to {self.types[target]} '{self.index.titles[target]}'",
            claim.origin,
        )

    def _settle_all(self) -> None:
        for root in sorted(self.here - self.settled.keys()):
            node_type = self.schema.node_types[self.types[root]]
            said = sorted(
                map(statement, self.matched.claims(root)), key=lambda s: (s.origin, s.rank)
            )
            what = f"{node_type.name} '{self.index.titles.get(root, '?')}'"
            settled = settle(said, node_type.properties, what)
            short = ids.short_name(str(settled.values.get("title", "")))
            if short and node_type.property("short_name"):
                settled.values.setdefault("short_name", short)
                settled.facts.setdefault("short_name", settled.facts["title"])
            with_aliases(settled, said, node_type)
            self.settled[root] = settled

    def _abouts(self) -> Iterator[e.Draft]:
        """Look for the topics' names in every text that may be about one."""
        searched = self.schema.edge_types["ABOUT"].sources
        phrases = {
            root: tuple(
                text
                for claim in self.matched.claims(root)
                for name in ("name", "name_zh", "aliases")
                for text in texts(claim.properties.get(name))
            )
            for root, node_type in self.types.items()
            if node_type == "Topic"
        }
        vocabulary = Vocabulary(phrases)
        for root, settled in self.settled.items():
            if self.types[root] in searched:
                for topic, found in evidence(vocabulary, settled.values).items():
                    yield from e.about(topic, root, found, settled)

    def _nodes(self) -> Iterator[Node]:
        merges = self.matched.clusters.merges()
        order = [r for r in self.labels if r in self.here]
        named = naming.note_names(
            (
                (self.ids[r], self.schema.node_types[self.types[r]], self.settled[r].values)
                for r in order
            ),
            {id_: entry.name for id_, entry in self.known.entries.items()},
        )
        for root in order:
            node_type = self.schema.node_types[self.types[root]]
            values = self.settled[root].values
            id_ = self.ids[root]
            yield Node(
                id=id_,
                type=node_type.name,
                name=named[id_],
                properties={
                    p.name: values[p.name] for p in node_type.properties if p.name in values
                },
                origins=tuple(sorted({c.origin for c in self.matched.claims(root)})),
                facts=self.settled[root].facts,
                merges=merges.get(root, ()),
            )

    def _edge(self, joined: e.Joined) -> Edge:
        source, target = self.ids[joined.source], self.ids[joined.target]
        values = e.values_of(joined, self.ids)
        if joined.type.name == "AUTHORED_BY":
            name = self.settled[joined.target].values.get("name")
            if values.get("name_text") == name:
                del values["name_text"]
        return Edge(
            id=f"{source}--{joined.type.kebab}--{target}",
            type=joined.type.name,
            source=source,
            target=target,
            properties=values,
            origins=joined.origins,
            facts={name: joined.settled.facts[name] for name in values},
            rule=joined.rule,
        )


def _label(matched: Matched, root: int) -> Known:
    """Return what the ledger knows a cluster by; the weightiest claim names it."""
    claims = sorted(matched.claims(root), key=lambda c: statement(c).rank)
    keys = {key for i in matched.members[root] for key in matched.clusters.keys[i]}
    mains = (
        text
        for claim in claims
        for name in ("title", "name", "text")
        for text in texts(claim.properties.get(name))
    )
    slug = ledger.slug_of(next(mains, claims[0].type))
    slots = {c.slot for c in claims if c.slot}
    return Known(claims[0].type.lower(), tuple(sorted(keys)), tuple(sorted(slots)), slug)
