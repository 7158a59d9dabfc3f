"""What the notes of the vault say of nodes, and where it stands against the sources.

The user's word wins. Where the sources come to say something else, both are told until the
user settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from paperkg.diagnostics import Diagnostic, Origin
from paperkg.graph.clash import Clash
from paperkg.graph.intake import Intake
from paperkg.graph.keys import EXPLICIT_ID, texts
from paperkg.graph.note_index import NoteIndex
from paperkg.graph.settle import CORRECTED, SAID_IN_NOTE, Settled, Statement, choose
from paperkg.model import (
    Annotation,
    Correction,
    EdgeClaim,
    Mention,
    NodeClaim,
    Scalar,
    Value,
)
from paperkg.schema import NodeType, Schema
from paperkg.wikilinks import target_of

NOTE_READER: Final = "note"


@dataclass
class VaultWords:
    """Annotations and corrections by cluster.

    Attributes:
        own_paths: Notes that speak as a cluster's own.
        homes: The note that the user made for a cluster.
        named: Clusters into whose own note paperkg wrote the title or name.
    """

    schema: Schema
    annotations: dict[int, list[Annotation]] = field(default_factory=dict)
    corrections: dict[int, list[Correction]] = field(default_factory=dict)
    own_paths: dict[int, frozenset[str]] = field(default_factory=dict)
    homes: dict[int, str] = field(default_factory=dict)
    named: set[int] = field(default_factory=set)
    clashes: list[Clash] = field(default_factory=list)

    @staticmethod
    def of(
        intake: Intake,
        own_notes: Mapping[int, Sequence[NodeClaim]],
        ids: Mapping[int, str],
        by_id: Mapping[str, int],
        notes: NoteIndex,
        schema: Schema,
    ) -> VaultWords:
        """Sort the words by cluster; what speaks of a thing that is gone says nothing.

        Args:
            intake: Holds the annotations and corrections, in canonical order.
            own_notes: Claims of notes that the user made, by cluster.
            ids: Id of each cluster.
            by_id: Cluster by id, former ids of united nodes included.
            notes: The notes on disk.
            schema: The library's types.
        """
        found = VaultWords(schema)
        for root, claims in own_notes.items():
            if home := _home(claims, ids[root], notes):
                found.homes[root] = home
                found.own_paths[root] = frozenset({home})
                found.named |= {root} if ids[root] in notes.named else set()
        for annotation in intake.annotations:
            if (root_ := by_id.get(annotation.id)) is not None:
                found.annotations.setdefault(root_, []).append(annotation)
        for correction in intake.corrections:
            if (root_ := by_id.get(correction.id)) is not None:
                found.corrections.setdefault(root_, []).append(correction)
        for root, id_ in ids.items():
            if path := notes.paths.get(id_):
                found.own_paths[root] = found.own_paths.get(root, frozenset()) | {path}
        return found

    def statements(
        self, root: int, id_: str, said: Sequence[Statement], node_type: NodeType
    ) -> list[Statement]:
        """Return the statements about a node with the user's words among them."""
        said = [*said, *map(_annotated, self.annotations.get(root, ()))]
        corrections = self.corrections.get(root, ())
        by_key = {c.key: c for c in corrections if not c.without}
        self._find_clashes(id_, said, node_type, by_key)
        for correction in by_key.values():
            if node_type.property(correction.key):
                said = [_without_property(s, correction.key) for s in said]
                if correction.value is not None:
                    words = {correction.key: correction.value}
                    said.append(Statement(words, correction.origin, rank=CORRECTED))
        for correction in corrections:
            if correction.without:
                said = [_without_item(s, correction.key, correction.without) for s in said]
        return sorted(said, key=lambda s: (s.origin, s.rank))

    def _find_clashes(
        self,
        id_: str,
        said: Sequence[Statement],
        node_type: NodeType,
        corrected: Mapping[str, Correction],
    ) -> None:
        for prop in node_type.properties:
            mine = [s for s in said if s.rank == SAID_IN_NOTE and prop.name in s.properties]
            correction = corrected.get(prop.name)
            if prop.many or not (mine or correction):
                continue
            others = [s for s in said if s.rank > SAID_IN_NOTE and prop.name in s.properties]
            theirs = choose(prop, others)
            if theirs is None:
                continue
            value = correction.value if correction else choose(prop, mine)
            if theirs == value or (correction and correction.was == theirs):
                continue
            origin = correction.origin if correction else mine[0].where(prop.name)
            where = next(s.where(prop.name) for s in others if s.properties[prop.name] == theirs)
            self.clashes.append(Clash(id_, prop.name, value, theirs, origin, where, correction))

    def retracted(self, by_id: Mapping[str, int]) -> set[tuple[str, int, int]]:
        """Return the edges that the user took out, as (type, source, target)."""
        return {
            (edge_type.name, root, by_id[correction.without])
            for root, corrections in self.corrections.items()
            for correction in corrections
            if correction.without in by_id
            and (edge_type := self.schema.edge_type(correction.key)) is not None
        }

    def origins(self, root: int) -> set[Origin]:
        """Return where the user's words about a cluster stand."""
        said = (*self.annotations.get(root, ()), *self.corrections.get(root, ()))
        return {words.origin for words in said}

    def is_corrected(self, root: int, key: str) -> bool:
        """Whether the user said what a property is, or that it is nothing."""
        return any(c.key == key and not c.without for c in self.corrections.get(root, ()))

    def is_own(self, root: int, origins: Iterable[Origin]) -> bool:
        """Whether nothing but the cluster's own note is among *origins*."""
        own = self.own_paths.get(root, frozenset())
        return bool(own) and all(o.reader == NOTE_READER and o.source in own for o in origins)

    def in_note(
        self, root: int, said: Sequence[Statement], settled: Settled, node_type: NodeType
    ) -> dict[str, frozenset[Scalar]]:
        """Return the values that only the cluster's own note states, by property.

        Args:
            root: The cluster.
            said: All statements about it.
            settled: What came of them.
            node_type: Its type.
        """
        if root not in self.own_paths:
            return {}
        found: dict[str, frozenset[Scalar]] = {}
        others = [s for s in said if not self.is_own(root, [s.origin])]
        main = tuple(n for n in ("title", "name") if node_type.property(n))[:1]
        for name, value in settled.values.items():
            if not isinstance(value, tuple):
                stays = name in main and root in self.named and _wrote(said, name)
                if self.is_own(root, settled.facts[name]) and not stays:
                    found[name] = frozenset({value})
                continue
            sources = (name, *main) if name == "aliases" else (name,)
            told = {v for s in others for n in sources for v in _items(s.properties.get(n))}
            if mine := frozenset(value) - told:
                found[name] = mine
        return found


def _wrote(said: Iterable[Statement], name: str) -> bool:
    """Whether a note states a property in a line of its own."""
    return any(s.rank == SAID_IN_NOTE and name in s.properties for s in said)


def _items(value: Value | None) -> tuple[Scalar, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _annotated(annotation: Annotation) -> Statement:
    return Statement(annotation.properties, annotation.origin, annotation.lines, rank=SAID_IN_NOTE)


def _without_property(statement: Statement, key: str) -> Statement:
    if key not in statement.properties:
        return statement
    rest = {name: value for name, value in statement.properties.items() if name != key}
    return replace(statement, properties=rest)


def _without_item(statement: Statement, key: str, item: str) -> Statement:
    value = statement.properties.get(key)
    if not isinstance(value, tuple) or item not in map(str, value):
        return statement
    rest = tuple(v for v in value if str(v) != item)
    if not rest:
        return _without_property(statement, key)
    return replace(statement, properties={**statement.properties, key: rest})


def _home(claims: Sequence[NodeClaim], id_: str, notes: NoteIndex) -> str:
    """Return the note that is the node's own, of all that the user made for it."""
    carrying = [c.origin.source for c in claims if id_ in texts(c.properties.get(EXPLICIT_ID))]
    if carrying:
        return min(carrying)
    return "" if id_ in notes.paths else min(c.origin.source for c in claims)


def proposed(unknown: Diagnostic, mention: Mention, claim: EdgeClaim) -> Diagnostic | None:
    """Return what to tell of a link in a note that leads to nothing; None for other sources.

    A link to a note that is still to be written is a habit of many; nothing is wrong.
    """
    if claim.origin.reader != NOTE_READER or unknown.code != "G504":
        return None
    name = target_of(mention.text) or mention.text
    types = " or ".join(mention.types) or "node"
    close = f"{unknown.help}; or " if unknown.help else ""
    example = (mention.types or ("Idea",))[0].lower()
    return Diagnostic(
        "V708",
        f"{claim.type} leads to '{name}', which is no {types} of this library yet",
        claim.origin,
        f"{close}make a note '{name}' with the property  type: {example}",
    )
