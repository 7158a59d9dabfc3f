"""Claims of edges with their ends found: which clusters are meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from paperkg.diagnostics import Diagnostic
from paperkg.graph.edges import Draft
from paperkg.graph.keys import texts
from paperkg.graph.ledger import Ledger
from paperkg.graph.match import Matched
from paperkg.graph.mentions import Index
from paperkg.graph.settle import Statement, rank_of
from paperkg.graph.vault_words import NOTE_READER, proposed
from paperkg.model import EdgeClaim, End, Mention
from paperkg.schema import Kind, Schema


@dataclass
class Drafts:
    """Finds the ends of claimed edges.

    Attributes:
        known: The ids given so far.
        index: Finds what a person names.
        here: Clusters that a source states.
        faults: What was wrong with the claims.
    """

    matched: Matched
    schema: Schema
    known: Ledger
    index: Index
    here: frozenset[int]
    faults: list[Diagnostic] = field(default_factory=list)

    def of(self, claim: EdgeClaim) -> Iterator[Draft]:
        """Yield the draft of a claim, unless an end is missing or cannot be one."""
        source, target = (self._end(end, claim) for end in (claim.source, claim.target))
        if source is None or target is None or source == target:
            return
        edge_type = self.schema.edge_types[claim.type]
        if not edge_type.joins(self.index.types[source], self.index.types[target]):
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
        said = Statement(values, claim.origin, rank=rank_of(claim.origin))
        vocabulary = self._is_vocabulary(claim.source) or self._is_remark(claim, source)
        yield Draft(
            claim.type, source, target, said, nodes, vocabulary=vocabulary, inline=claim.inline
        )

    def _end(self, end: End, claim: EdgeClaim) -> int | None:
        if isinstance(end, str):
            return self.matched.root(end)
        found = self.index.find(end, claim.origin)
        if isinstance(found, Diagnostic):
            if end.text not in self.known.entries:  # the node that a note speaks of is gone
                self.faults.append(proposed(found, end, claim) or found)
            return None
        return found

    def _is_vocabulary(self, end: End) -> bool:
        if isinstance(end, Mention):
            return False
        return not self.matched.clusters.claims[self.matched.refs[end]].stated

    def _is_remark(self, claim: EdgeClaim, source: int) -> bool:
        """Whether a note links from a node that no source states: that makes none of it."""
        return claim.origin.reader == NOTE_READER and source not in self.here

    def _misjoined(self, claim: EdgeClaim, source: int, target: int) -> Diagnostic:
        edge_type = self.schema.edge_types[claim.type]
        types, titles = self.index.types, self.index.titles
        sources = " or ".join(edge_type.sources) or "anything"
        targets = " or ".join(edge_type.targets) or "anything"
        return Diagnostic(
            "G507",
            f"{claim.type} goes from {sources} to {targets}, "
            f"not from {types[source]} '{titles[source]}' "
            f"to {types[target]} '{titles[target]}'",
            claim.origin,
        )
