"""What the user changed of paperkg's own writing in the vault, as corrections to record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from paperkg import ids
from paperkg.diagnostics import Diagnostic, Origin
from paperkg.frontmatter import Property as Written
from paperkg.graph import Clash
from paperkg.model import Annotation, Claim, Correction, Node, Value
from paperkg.readers.record_values import EXPECTED, typed
from paperkg.schema import EdgeType, Property, Schema
from paperkg.sync.edits import Edit
from paperkg.sync.note import KEY, Note
from paperkg.sync.terms import UNDECIDED, Choice
from paperkg.vault.source import Vault
from paperkg.wikilinks import target_of


def told(correction: Correction) -> str:
    """Return a correction in words.

    >>> told(Correction("paper/x", "year", Origin("", 0, 0, ""), 2021, 2020))
    'year of paper/x: 2021, was 2020'
    """
    subject = f"{correction.key} of {correction.id}"
    if correction.without:
        return f"{subject}: without {correction.without}"
    now = "taken out" if correction.value is None else _short(correction.value)
    return f"{subject}: {now}{'' if correction.was is None else f', was {_short(correction.was)}'}"


def _short(value: Value) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:60]} …"


@dataclass(frozen=True, slots=True)
class Decided:
    """What is to be recorded, what is to be struck out, and what cannot be recorded.

    Attributes:
        add: The origin of what is to be recorded is the line of the note.
        drop: What no longer holds.
        diagnostics: What cannot be recorded.
        outdated: Properties by id in which a note is older than what is recorded.
        asked: Properties by id of which only the user knows whether they meant them.
    """

    add: tuple[Correction, ...] = ()
    drop: tuple[Correction, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    outdated: Mapping[str, frozenset[str]] = field(default_factory=dict)
    asked: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def told(self) -> list[str]:
        """Return in words what is recorded and struck out."""
        again = {(c.id, c.key, c.without) for c in self.add}
        gone = [c for c in self.drop if (c.id, c.key, c.without) not in again]
        return [*map(told, self.add), *(f"no longer: {told(c)}" for c in gone)]

    def __bool__(self) -> bool:
        return bool(self.add or self.drop)


class Decision:
    """Collects the corrections of one round.

    Args:
        vault: The notes.
        known: The corrections so far.
        schema: The library's types.
        choices: What the user decides now, by id.
    """

    def __init__(
        self,
        vault: Vault,
        known: Iterable[Correction],
        schema: Schema,
        choices: Mapping[str, Choice],
    ) -> None:
        self._vault = vault
        self._schema = schema
        self._choices = choices
        self._known = tuple(known)
        self._whole = {(c.id, c.key): c for c in self._known if not c.without}
        self._taken_out = {(c.id, c.key, c.without) for c in self._known if c.without}
        self._add: dict[tuple[str, str, str], Correction] = {}
        self._drop: dict[Correction, None] = {}
        self._diagnostics: list[Diagnostic] = []
        self._theirs: dict[tuple[str, str], Value | None] = {}
        self._outdated: dict[str, frozenset[str]] = {}
        self._asked: dict[str, frozenset[str]] = {}

    def decided(
        self,
        claims: Iterable[Claim],
        clashes: Sequence[Clash],
        desired: Mapping[str, tuple[Node, Note]],
    ) -> Decided:
        """Return what is to be done.

        Args:
            claims: Of the notes.
            clashes: Where the graph has the user's word against the sources'.
            desired: By path, the nodes whose notes may be edited, with the notes as they
                would be written.
        """
        self._theirs = {key: c.was for key, c in self._whole.items()}
        self._theirs |= {(c.id, c.key): c.theirs for c in clashes}
        for path, (node, want) in desired.items():
            for edit in self._vault.edited(node.id, path, want):
                self._edit(node, path, edit, want)
        for clash in clashes:
            self._clash(clash)
        for annotation in claims:
            if isinstance(annotation, Annotation):
                self._said_again(annotation)
        for correction in self._known:
            again = correction.without and self._is_listed_again(correction)
            if again or self._takes(correction.id, correction.key):
                self._drop[correction] = None
        return Decided(
            tuple(self._add.values()),
            tuple(self._drop),
            tuple(self._diagnostics),
            self._outdated,
            self._asked,
        )

    def _takes(self, id_: str, key: str) -> bool:
        """Whether the user wants the sources' word after all."""
        return self._choices.get(id_, UNDECIDED).takes(KEY + key)

    def _clash(self, clash: Clash) -> None:
        """Record a word that only a note says; settle one that the user keeps."""
        if clash.correction is None:
            self._record(Correction(clash.id, clash.key, clash.origin, clash.value))
        elif self._choices.get(clash.id, UNDECIDED).keeps(KEY + clash.key):
            self._drop[clash.correction] = None
            now = replace(clash.correction, was=clash.theirs)
            self._add[clash.id, clash.key, ""] = now

    def _record(self, correction: Correction) -> None:
        """Record a word; one that goes back to what the sources said takes back the old one."""
        if self._takes(correction.id, correction.key) or self._is_known(correction):
            return
        old = self._whole.get((correction.id, correction.key)) if not correction.without else None
        if old is not None and old.value == correction.value:
            return
        if old is not None:
            self._drop[old] = None
            correction = replace(correction, was=old.was)
            if correction.value == old.was:
                return
        said = replace(correction, note=correction.origin.source)
        self._add[correction.id, correction.key, correction.without] = said

    def _is_known(self, correction: Correction) -> bool:
        """Whether the same item of a list was taken out before."""
        said = (correction.id, correction.key, correction.without)
        return bool(correction.without) and said in self._taken_out

    def _edit(self, node: Node, path: str, edit: Edit, want: Note) -> None:
        node_type = self._schema.node_types[node.type]
        origin = Origin(path, edit.line, edit.line, "note")
        if edit.former and not self._takes(node.id, edit.key):
            self._ask(node.id, edit, origin)
            return
        edge_type = _edge_of(self._schema, edit.key)
        prop = node_type.property(edit.key)
        if edit.item and edge_type and not prop:
            if target := self._vault.links.id(target_of(edit.item)):
                self._record(Correction(node.id, edit.key, origin, without=target))
        elif prop and edit.item:
            if edit.item in map(str, _items(node.properties.get(prop.name))):
                self._record(Correction(node.id, edit.key, origin, without=edit.item))
        elif prop:
            self._property(node, prop, origin, edit, want)
        elif edit.key == "type":
            self._refuse(
                origin, f"the type of {node.id} cannot be changed", f"type: {node_type.key}"
            )

    def _property(self, node: Node, prop: Property, origin: Origin, edit: Edit, want: Note) -> None:
        value = _typed(prop, edit.now) if edit.now else None
        if edit.now and value is None:
            expected, example = EXPECTED[prop.kind]
            message = f"'{prop.name}' of {node.id}: expected {expected}"
            self._refuse(origin, message, f"{prop.name}: {example}")
            return
        if value is not None and self._is_outdated(node.id, prop.name, value):
            known = self._outdated.get(node.id, frozenset())
            self._outdated[node.id] = known | {prop.name}
            return
        part = want.parts.get(KEY + prop.name)
        # only what paperkg wrote last is what the user saw when they changed it
        seen = part is not None and self._vault.wrote(node.id, KEY + prop.name, part.digests)
        was = node.properties.get(prop.name) if seen else None
        self._record(Correction(node.id, prop.name, origin, value, was))

    def _is_outdated(self, id_: str, key: str, value: Value) -> bool:
        """Whether a note says what the sources say of a property that is corrected.

        If no record tells that the user went back to it, the note is an older copy.
        """
        corrected = (id_, key) in self._whole
        return corrected and not self._vault.recorded(id_) and self._theirs[id_, key] == value

    def _ask(self, id_: str, edit: Edit, origin: Origin) -> None:
        """Ask about a note that says again what paperkg wrote there before the last sync."""
        self._asked[id_] = self._asked.get(id_, frozenset()) | {edit.key}
        what = f"'{_said(edit.now)}'" if edit.now else "nothing"
        self._diagnostics.append(
            Diagnostic(
                "V711",
                f"{edit.key} of {id_}: the note says {what}, as it did before the sources changed; "
                "is it an older copy, or your word?",
                origin,
                f"paperkg take {id_} {edit.key}   or, if it is your word:   "
                f"paperkg keep {id_} {edit.key}",
            )
        )

    def _refuse(self, origin: Origin, message: str, mend: str) -> None:
        told = f"{message}; it stays in the note as you wrote it"
        self._diagnostics.append(Diagnostic("V709", told, origin, mend))

    def _said_again(self, annotation: Annotation) -> None:
        """Let a property that the user writes anew stand for the one that they took out."""
        for key, value in annotation.properties.items():
            old = self._whole.get((annotation.id, key))
            if old is not None and old.value != value:
                origin = annotation.lines.get(key, annotation.origin)
                self._record(Correction(annotation.id, key, origin, value))

    def _is_listed_again(self, correction: Correction) -> bool:
        path = self._vault.paths.get(correction.id)
        note = self._vault.known_note(path) if path else None
        part = note.parts.get(KEY + correction.key) if note else None
        items: Sequence[str] = part.prop.items if part and part.prop else ()
        return any(
            correction.without in (item, self._vault.links.id(target_of(item))) for item in items
        )


def _items(value: Value | None) -> Iterator[object]:
    yield from value if isinstance(value, tuple) else () if value is None else (value,)


def _said(written: Written) -> str:
    return written.opaque or ", ".join(written.items)


def _edge_of(schema: Schema, key: str) -> EdgeType | None:
    return next((e for e in schema.edges if e.key == key), None)


def _typed(prop: Property, written: Written) -> Value | None:
    """Return what a note says as the declared property; None where it is none."""
    if written.opaque or len(written.items) != 1:
        return None
    value = typed(prop.kind, written.items[0])
    if prop.identifier and isinstance(value, str):
        return ids.normalise(prop.identifier, value)
    return value
