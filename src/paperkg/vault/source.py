"""The vault as a source: what the user wrote into its notes, as claims.

Notes are looked at once a sync; only those that may hold words of the user's are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from paperkg import ids
from paperkg import sync as s
from paperkg.diagnostics import Diagnostic
from paperkg.graph import Ledger, NoteIndex
from paperkg.graph.ledger import Entry
from paperkg.model import Claim, Correction, Graph
from paperkg.readers import Options, Source
from paperkg.readers.note import NOTE
from paperkg.schema import Schema
from paperkg.sync.edits import Edit, Written, edits, former_parts, has_block, shared, touched
from paperkg.sync.note import ID, KEY, Digests, Note, UnreadableError, parse
from paperkg.sync.telling import unreadable
from paperkg.sync.words import own_text, with_room_for_id
from paperkg.vault.recovery import recovered
from paperkg.wikilinks import Links, basename

FOLDER: Final = "vault/"
_TEMPLATES: Final = frozenset({"templates", "模板"})
"""Folders of Obsidian's own templates, which are no notes."""
_NAMES: Final = ("title", "name")


@dataclass(frozen=True)
class Spoken:
    """What the notes say.

    Attributes:
        claims: Of all notes.
        diagnostics: What is wrong in them.
        asked: Notes of which it must be known how paperkg would write them: id by path,
            empty for one that carries none.
        silent: Notes that say nothing and need not be read again.
    """

    claims: tuple[Claim, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()


@dataclass
class Vault:
    """The notes on disk.

    Attributes:
        disk: The library's folder.
        manifest: What was written last.
        ledger: The ids given so far, by the names that the notes have now.
        corrections: What is recorded.
        names: Names by id of notes that cannot have the one that they were given.
        choices: What the user decides about clashes, by id.
        bases: What paperkg would have written into notes of which no record is left, by path.
        guests: Notes that get no id, for what they speak of has a note already.
    """

    disk: s.Disk
    manifest: s.Manifest
    ledger: Ledger
    schema: Schema
    corrections: Sequence[Correction] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, s.Choice] = field(default_factory=dict)
    bases: dict[str, Written] = field(default_factory=dict)
    guests: set[str] = field(default_factory=set)
    _notes: dict[str, Note] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lost = {id_: p for id_, p in self.paths.items() if id_ not in self.ledger.entries}
        found = {
            id_: recovered(
                id_, basename(p), t, self.schema, [c for c in self.corrections if c.id == id_]
            )
            for id_, p, t in self._texts(lost)
        }
        new = {id_: Entry(name) for id_, name in self.names.items() if id_ not in found}
        self.ledger = self.ledger.recovered(new | found).renamed(
            {id_: basename(path) for id_, path in self.paths.items()} | dict(self.names)
        )

    def _texts(self, paths: Mapping[str, str]) -> Iterator[tuple[str, str, Note]]:
        for id_, path in paths.items():
            try:
                yield id_, path, parse(self.disk.text(path))
            except UnreadableError:
                continue

    @cached_property
    def paths(self) -> dict[str, str]:
        """Where the note of each id lies, in the vault; copies left out."""
        found = {i: self.disk.main(i, self.manifest.states(i)) for i in self.disk.paths}
        return {i: path for i, path in found.items() if path and path.startswith(FOLDER)}

    @cached_property
    def links(self) -> Links:
        """The spellings of links as the notes lie now."""
        return self._links(self.paths, ())

    def links_to(self, graph: Graph) -> Links:
        """Return the spellings of links as the notes will lie, new ones included."""
        homes = {n.id: n.home for n in graph.nodes.values() if n.home}
        return self._links(homes | self.paths, [(n.name, n.id) for n in graph.nodes.values()])

    def _links(self, paths: Mapping[str, str], new: Iterable[tuple[str, str]]) -> Links:
        inside = {id_: path.removeprefix(FOLDER) for id_, path in paths.items()}
        ours = set(paths.values())
        others = (p.removeprefix(FOLDER) for p in self._files if p not in ours)
        entries = self.ledger.entries.items()
        named = [(entry.name, id_) for id_, entry in entries]
        past = [(name, id_) for id_, entry in entries for name in entry.past]
        return Links.of(inside, others, [*named, *new, *past])

    @cached_property
    def index(self) -> NoteIndex:
        """What resolving knows of the notes."""
        links, named = self.links, {i for i in self.paths if self._names(i)}
        return NoteIndex(links.known, self.paths, links.names, links.alike, frozenset(named))

    def _names(self, id_: str) -> bool:
        """Whether paperkg wrote the title or name of a note into it."""
        return any(KEY + name in parts for parts in self.recorded(id_) for name in _NAMES)

    @cached_property
    def _files(self) -> list[str]:
        """The notes; what cannot be named in text is none."""
        return sorted(
            p
            for p in self.disk.look
            if p.startswith(FOLDER) and p.endswith(".md") and ids.is_line(p)
        )

    def read(self, options: Options) -> Spoken:
        """Return what the user's notes say, and what they add to those of paperkg."""
        claims: list[Claim] = []
        diagnostics: list[Diagnostic] = []
        asked: dict[str, str] = {}
        silent: set[str] = set()
        for path in self._files:
            if error := self._unheard(path):
                diagnostics.append(unreadable(path, error))
            content = self.disk.contents.get(path)
            if content is None or content.silent or not self._speaks(path, content.id):
                continue
            try:
                note = self.note(path)
            except UnreadableError as error:  # told by the plan, if it is about to write there
                diagnostics.append(unreadable(path, error))
                continue
            written = self._written(path, content.id)
            past = self._past(content.id)
            if not written or touched(note, written) or former_parts(note, written, past):
                asked[path] = content.id
            # of a note that nothing is known of, all properties count as paperkg's at first
            ours = written or ([note.digests] if note.blocks else [])
            # what names a note of the user's is theirs, even if the sources say it too
            generated = bool(note.blocks) or has_block(written)
            text = own_text(note, ours, () if generated else _NAMES, past)
            reading = NOTE.read(Source(path, text.encode()), options, generated=generated)
            claims += reading.claims
            diagnostics += reading.diagnostics
            if not content.id and not reading.claims and not reading.diagnostics:
                silent.add(path)
        return Spoken(tuple(claims), tuple(diagnostics), asked, frozenset(silent))

    def _unheard(self, path: str) -> UnreadableError | None:
        """Return why a note of the user's cannot be read; of a recorded one the plan tells."""
        error = self.disk.unreadable.get(path)
        return error if error and path not in self._recorded and self._speaks(path, "") else None

    @cached_property
    def _recorded(self) -> set[str]:
        """Where the notes lay that paperkg knows."""
        ids_ = self.manifest.ids()
        return {state.path for i in ids_ for state in self.manifest.states(i) if state}

    def _speaks(self, path: str, id_: str) -> bool:
        """Whether a note may speak: no template, nothing offered, no copy of another one."""
        folders = PurePosixPath(path.casefold()).parts[1:-1]
        if self.manifest.is_file(path):
            return False
        return _TEMPLATES.isdisjoint(folders) and self.paths.get(id_, path) == path

    def note(self, path: str) -> Note:
        """Return a note as it will stand when it has an id.

        Raises:
            UnreadableError: It cannot be taken apart.
        """
        if path not in self._notes:
            note = parse(self.disk.text(path), self.links)
            carries = KEY + ID in note.parts or path in self.guests
            self._notes[path] = note if carries else with_room_for_id(note)
        return self._notes[path]

    def recorded(self, id_: str) -> list[Written]:
        """Return what paperkg wrote last into a note; several after a sync broken off."""
        return [state.parts for state in self.manifest.states(id_) if state] if id_ else []

    def _past(self, id_: str) -> s.Past:
        """Return what paperkg replaced in a note, but for what the user keeps."""
        choice = self.choices.get(id_, s.UNDECIDED)
        return s.former(self.manifest.states(id_), choice) if id_ else {}

    def _written(self, path: str, id_: str) -> list[Written]:
        return self.recorded(id_) or ([self.bases[path]] if path in self.bases else [])

    def wrote(self, id_: str, part: str, digests: Digests) -> bool:
        """Whether that is what paperkg wrote last of a part."""
        return any(written.get(part) == digests for written in self.recorded(id_))

    def known_note(self, path: str) -> Note | None:
        """Return a note that holds words of the user's; None for any other."""
        content = self.disk.contents.get(path)
        if content is None or content.silent:
            return None
        try:
            return self.note(path)
        except UnreadableError:
            return None

    def edited(self, id_: str, path: str, desired: Note) -> list[Edit]:
        """Return what the user changed of what paperkg wrote into a note.

        Without a record nobody can tell who changed what: what differs is taken for the
        user's word, for a word of theirs must not be lost.
        """
        return edits(self.note(path), self._written(path, id_), desired, self._past(id_))

    def learn(self, path: str, id_: str, desired: Note) -> bool:
        """Learn what paperkg would have written into a note; return whether that is new.

        For a note of which there is no record: what paperkg would write now is taken for its
        own, the rest for the user's.
        """
        if path in self.bases or self.recorded(id_):
            return False
        note = self.note(path)
        own = {name for name in desired.parts if name != KEY + ID}
        if own or note.blocks:
            self.bases[path] = shared(note, desired)
        return path in self.bases

    def after(self, plan: s.Plan, ledger: Ledger) -> Vault:
        """Return the notes as they will be when *plan* is carried out.

        Args:
            plan: For these notes.
            ledger: The ids given then.

        Raises:
            StoreError: A note cannot be read.
        """
        return Vault(
            self.disk.after(plan),
            plan.manifest,
            ledger,
            self.schema,
            bases=dict(self.bases),
            guests=set(self.guests),
        )

    def shelter(self, path: str) -> bool:
        """Read a note as one that gets no id; return whether that is new."""
        if path in self.guests:
            return False
        self.guests.add(path)
        self._notes.pop(path, None)
        return True
