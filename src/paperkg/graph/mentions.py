"""Which node a person means by an id, an identifier, a title, a short name or an alias."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from paperkg import ids, wikilinks
from paperkg.diagnostics import Diagnostic, Origin
from paperkg.graph.keys import EXPLICIT_ID, texts
from paperkg.model import Mention, NodeClaim
from paperkg.schema import NodeType, Schema

_ALIKE: Final = 0.75
"""How like a name has to be to be suggested: one wrong letter of four, and no stranger."""


@dataclass
class Index:
    """Clusters by everything that they are called.

    Attributes:
        by_id: Cluster by the id that the ledger gives its keys.
        types: Node type of each cluster.
        stated: Clusters that a source speaks of; a vocabulary's entry yields to them.
        titles: How to show each cluster to a person.
        links: Id by the folded spelling of a link to its note.
    """

    schema: Schema
    by_id: Mapping[str, int]
    types: Mapping[int, str]
    stated: frozenset[int]
    titles: dict[int, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    _own_notes: dict[str, set[int]] = field(default_factory=dict)
    _names: dict[str, set[int]] = field(default_factory=dict)
    _identifiers: dict[tuple[str, str], set[int]] = field(default_factory=dict)

    def add(self, root: int, claim: NodeClaim) -> None:
        """Learn what one more claim calls its cluster."""
        node_type = self.schema.node_types[claim.type]
        path = claim.origin.source.partition("/")[2]
        for spelling in (claim.note, path) if claim.note else ():
            self._own_notes.setdefault(wikilinks.folded(spelling), set()).add(root)
        for explicit in texts(claim.properties.get(EXPLICIT_ID)):
            self._identifiers.setdefault((EXPLICIT_ID, explicit), set()).add(root)
        for prop in node_type.properties:
            if prop.identifier:
                for text in texts(claim.properties.get(prop.name)):
                    if value := ids.normalise(prop.identifier, text):
                        self._identifiers.setdefault((prop.identifier, value), set()).add(root)
        self._add_names(root, claim, node_type)

    def _add_names(self, root: int, claim: NodeClaim, node_type: NodeType) -> None:
        for name in ("short_name", "title", "name", "name_zh", "aliases", "text", "citekey"):
            if node_type.property(name):
                for text in texts(claim.properties.get(name)):
                    self.titles.setdefault(root, text)
                    for form in _forms(name, text):
                        self._names.setdefault(ids.fold(form), set()).add(root)

    def find(self, mention: Mention, origin: Origin) -> int | Diagnostic:
        """Return the one cluster that is meant, or why there is none."""
        hits = self._hits(mention)
        if mention.types:
            hits = {h for h in hits if self.types[h] in mention.types}
        if len(hits) > 1:
            hits = {h for h in hits if h in self.stated} or hits
        if len(hits) == 1:
            return hits.pop()
        return self._ambiguous(mention, hits, origin) if hits else self._unknown(mention, origin)

    def _hits(self, mention: Mention) -> set[int]:
        target = wikilinks.target_of(mention.text)
        if target and (found_by_link := self._linked(target)):
            return found_by_link
        text = target or mention.text.strip()
        if text in self.by_id:
            return {self.by_id[text]}
        if exact := self._identifiers.get((EXPLICIT_ID, text)):
            return set(exact)
        for scheme in ("doi", "arxiv", "orcid", "ror", "openalex"):
            value = ids.normalise(scheme, text)
            if value and (found := self._identifiers.get((scheme, value))):
                return set(found)
        return set(self._names.get(ids.fold(text), ()))

    def _linked(self, target: str) -> set[int]:
        """Return what a link leads to: a note leads to its node, whatever that is called."""
        spelling = wikilinks.folded(target)
        id_ = self.links.get(spelling, "")
        return {self.by_id[id_]} if id_ in self.by_id else self._own_notes.get(spelling, set())

    def _ambiguous(self, mention: Mention, hits: Iterable[int], origin: Origin) -> Diagnostic:
        names = {f"{self.types[h]} '{self.titles.get(h, '?')}'" for h in hits}
        back = {root: id_ for id_, root in self.by_id.items()}
        known = sorted(back[h] for h in hits if h in back)
        return Diagnostic(
            "G505",
            f"'{mention.text}' may be {' or '.join(sorted(names))}",
            origin,
            f"write the id instead: {' or '.join(known)}" if known else "write its full title",
        )

    def _unknown(self, mention: Mention, origin: Origin) -> Diagnostic:
        wanted = " or ".join(mention.types) or "node"
        close = self._close(mention)
        return Diagnostic(
            "G504",
            f"found '{mention.text}', expected the name, id or identifier of a {wanted} "
            "in this library",
            origin,
            f"did you mean: {'; '.join(close)}" if close else "",
        )

    def _close(self, mention: Mention) -> Sequence[str]:
        fitting = {
            name: roots
            for name, roots in self._names.items()
            if not mention.types or any(self.types[r] in mention.types for r in roots)
        }
        text = ids.fold(wikilinks.target_of(mention.text) or mention.text)
        close = difflib.get_close_matches(text, list(fitting), n=3, cutoff=_ALIKE)
        begun = (n for n in fitting if len(text) > 3 and n.startswith(f"{text} "))
        names = close or itertools.islice(begun, 3)
        return list(dict.fromkeys(self.titles[min(fitting[name])] for name in names))


def _forms(name: str, text: str) -> Iterable[str]:
    """Yield what a title is also called: its short name, and its part before the colon."""
    yield text
    if name == "title":
        head, colon, _ = text.partition(":")
        if colon and len(head) > 3:
            yield head
