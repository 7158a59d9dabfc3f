"""Claims to graph: which claims speak of one thing, what holds of it, which id it keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from paperkg import ids
from paperkg.diagnostics import Diagnostic
from paperkg.graph import edges as e
from paperkg.graph import ledger, naming
from paperkg.graph.affiliations import with_institutions
from paperkg.graph.assign import assign, heirs
from paperkg.graph.clash import Clash
from paperkg.graph.drafts import Drafts
from paperkg.graph.intake import Intake, sorted_out
from paperkg.graph.keys import texts
from paperkg.graph.ledger import Known, Ledger
from paperkg.graph.match import Matched, match
from paperkg.graph.mentions import Index
from paperkg.graph.note_index import NO_NOTES, NoteIndex
from paperkg.graph.settle import (
    Settled,
    settle,
    statement,
    statements,
    with_aliases,
)
from paperkg.graph.topics import Vocabulary, evidence
from paperkg.graph.vault_words import VaultWords
from paperkg.model import (
    Claim,
    Edge,
    EdgeClaim,
    Graph,
    Node,
    NodeClaim,
    Scalar,
)
from paperkg.schema import Schema
from paperkg.wikilinks import basename


@dataclass(frozen=True, slots=True)
class Resolution:
    """The graph, the ledger that holds its ids, and what was found on the way."""

    graph: Graph
    ledger: Ledger
    diagnostics: tuple[Diagnostic, ...]
    clashes: tuple[Clash, ...] = ()


def resolve(
    claims: Iterable[Claim], schema: Schema, known: Ledger, notes: NoteIndex = NO_NOTES
) -> Resolution:
    """Make one graph of all claims; their order does not matter.

    Args:
        claims: Of all sources.
        schema: Declares every property that a claim states.
        known: The ids given so far.
        notes: The notes of the vault as they lie on disk.

    Raises:
        KeyError: An edge claim points to a ref that no node claim has: a fault of a reader.
    """
    found = sorted_out(claims)
    edge_claims, institutions = with_institutions(found.edges, found.nodes, schema)
    nodes = [*found.nodes, *institutions]
    matched = match(nodes, edge_claims, found.identities, schema, known, notes.paths)
    return _Build(matched, schema, known, notes, found).build(edge_claims)


@dataclass
class _Build:
    """The second half of `resolve`: what holds of each cluster, and what joins them."""

    matched: Matched
    schema: Schema
    known: Ledger
    notes: NoteIndex
    intake: Intake

    def __post_init__(self) -> None:
        self.types = {r: self.matched.clusters.claims[r].type for r in self.matched.members}
        self.labels = {r: _label(self.matched, r) for r in self.matched.members}
        self.ids = assign(self.labels, self.known)
        self.here = {r for r in self.types if any(c.stated for c in self.matched.claims(r))}
        by_id = heirs(self.matched, self.labels, self.known)
        by_id |= {id_: root for root, id_ in self.ids.items()}
        self.index = Index(
            self.schema, by_id, self.types, frozenset(self.here), links=self.notes.links
        )
        own_notes: dict[int, list[NodeClaim]] = {}
        for root in self.matched.members:
            for claim in self.matched.claims(root):
                self.index.add(root, claim)
                if claim.note:
                    own_notes.setdefault(root, []).append(claim)
        self.words = VaultWords.of(self.intake, own_notes, self.ids, by_id, self.notes, self.schema)
        self.settled: dict[int, Settled] = {}
        self.in_note: dict[int, dict[str, frozenset[Scalar]]] = {}
        self.faults = [*self.intake.faults, *self.matched.faults]

    def build(self, edge_claims: Sequence[EdgeClaim]) -> Resolution:
        """Return the graph; a vocabulary's entry is in it if anything speaks of it."""
        made = Drafts(self.matched, self.schema, self.known, self.index, frozenset(self.here))
        drafts = [d for claim in edge_claims for d in made.of(claim)]
        self.faults += made.faults
        self.here |= {end for d in drafts if not d.vocabulary for end in (d.source, d.target)}
        self._settle_all()
        drafts += self._abouts()
        taken_out = self.words.retracted(self.index.by_id)
        drafts = [d for d in drafts if (d.type, d.source, d.target) not in taken_out]
        self.here |= {d.target for d in drafts if d.type == "ABOUT"}
        self._settle_all()
        derived = e.affiliated(drafts)
        drafts += [d for d in derived if (d.type, d.source, d.target) not in taken_out]
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
            tuple(self.words.clashes),
        )

    def _settle_all(self) -> None:
        for root in sorted(self.here - self.settled.keys()):
            node_type = self.schema.node_types[self.types[root]]
            id_ = self.ids[root]
            said = self.words.statements(
                root,
                id_,
                [s for claim in self.matched.claims(root) for s in statements(claim)],
                node_type,
            )
            what = f"{node_type.name} '{self.index.titles.get(root, '?')}'"
            settled = settle(said, node_type.properties, what)
            short = ids.short_name(str(settled.values.get("title", "")))
            told = self.words.is_corrected(root, "short_name")
            if short and node_type.property("short_name") and not told:
                settled.values.setdefault("short_name", short)
                settled.facts.setdefault("short_name", settled.facts["title"])
            with_aliases(settled, said, node_type)
            self.in_note[root] = self.words.in_note(root, said, settled, node_type)
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
            {self.ids[r]: basename(home) for r, home in self.words.homes.items()},
            self.notes.alike,
        )
        for root in order:
            node_type = self.schema.node_types[self.types[root]]
            values = self.settled[root].values
            id_, home = self.ids[root], self.words.homes.get(root, "")
            yield Node(
                id=id_,
                type=node_type.name,
                name=named[id_],
                properties={
                    p.name: values[p.name] for p in node_type.properties if p.name in values
                },
                origins=tuple(
                    sorted({c.origin for c in self.matched.claims(root)} | self.words.origins(root))
                ),
                facts=self.settled[root].facts,
                merges=merges.get(root, ()),
                link=self.notes.link(id_, named[id_], node_type.folder, home),
                home=home,
                in_note=self.in_note[root],
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
            in_note=self._only_in_note(joined),
            inline=joined.inline,
        )

    def _only_in_note(self, joined: e.Joined) -> bool:
        """Whether the note of the edge's source states it, and nothing else does.

        What follows from the words of a note that paperkg makes is written into it; into one
        that the user made nothing is written that stems from itself.
        """
        source = joined.source
        derived = joined.rule and source not in self.words.homes
        return not derived and self.words.is_own(source, joined.origins)


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
    main = next(mains, claims[0].type)
    # a list copied into a second file has the same slots, but for the file
    slots = {s for c in claims if c.slot for s in (c.slot, f"{c.slot} in {c.origin.source}")}
    if not keys and not slots:  # a name of signs that no folding keeps
        slots = {f"called {main}"}
    return Known(
        claims[0].type.lower(), tuple(sorted(keys)), tuple(sorted(slots)), ledger.slug_of(main)
    )
