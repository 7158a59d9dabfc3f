"""From the sources and the vault to one graph: the first half of the way.

The vault is read knowing what paperkg wrote there, and what it would write now may depend on
what is read. So the graph is made again until nothing new is learned, which is at once
wherever the user changed nothing of paperkg's writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from paperkg import corrections, sources
from paperkg import sync as s
from paperkg.config import Config
from paperkg.diagnostics import Diagnostic, Origin
from paperkg.graph import Ledger, Resolution, resolve
from paperkg.model import Correction, Node, NodeClaim
from paperkg.readers import Options
from paperkg.readers.own_properties import with_own_properties
from paperkg.sinks.vault import render
from paperkg.sources import Sources
from paperkg.sync.note import Note, UnreadableError, parse
from paperkg.vault import Decided, Decision, Spoken, Vault

LEDGER: Final = ".paperkg/ledger.json"
_ROUNDS: Final = 6
"""Two are the rule; more would be needed only if notes depended on each other in a circle."""


@dataclass(frozen=True)
class Decisions:
    """What is decided beside the sources.

    Attributes:
        choices: What the user decides about clashes and deleted notes, by id.
        names: Names by id of notes that cannot have the one that they were given.
    """

    choices: Mapping[str, s.Choice] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


UNDECIDED: Final = Decisions()


@dataclass(frozen=True)
class Resolved:
    """The graph, and all that is known of where it comes from.

    Attributes:
        sources: The files under data/.
        vault: The notes.
        spoken: What they say.
        resolution: The graph.
        config: The settings, with the user's own properties in the schema.
        faults: What is wrong with the ledger and the notes.
        decided: Corrections that are not recorded yet.
    """

    sources: Sources
    vault: Vault
    spoken: Spoken
    resolution: Resolution
    config: Config
    faults: tuple[Diagnostic, ...]
    decided: Decided

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is to be said about the sources and the notes, by file and line."""
        every = {
            *self.faults,
            *self.sources.diagnostics,
            *self.spoken.diagnostics,
            *self.resolution.diagnostics,
            *self.decided.diagnostics,
            *(clash.told() for clash in self.resolution.clashes if clash.correction),
        }
        return tuple(sorted(every, key=Diagnostic.sort_key))

    def corrected(self) -> str:
        """Return the text of the corrections file with what was decided."""
        text = self.sources.text(corrections.FILE)
        today = date.today()  # noqa: DTZ011 - the day where the user sits
        added = [corrections.entry(c, today) for c in self.decided.add]
        return corrections.edited(text, added, self.decided.drop)


def resolved(
    root: Path,
    config: Config,
    overlay: Mapping[str, bytes] = sources.NOTHING,
    decisions: Decisions = UNDECIDED,
) -> Resolved:
    """Read the sources and the vault, and make their graph.

    Args:
        root: The library's folder.
        config: Its settings.
        overlay: Text of sources that takes the place of what is on disk.
        decisions: What is decided beside the sources.

    Raises:
        ConfigError: There is no data/ folder.
        StoreError: A folder cannot be read.
    """
    store = s.DirectoryStore(root)
    ledger, faults = _ledger(store)
    found = sources.read(root, config, overlay)
    known = [claim for claim in found.claims if isinstance(claim, Correction)]
    disk, manifest = s.Disk.of(store), s.load(store)
    chosen = decisions.names, decisions.choices
    vault = Vault(disk, manifest, ledger, config.schema, known, *chosen)
    options = Options(config.schema, config.time_zones, config.set_zones)
    for _ in range(_ROUNDS):
        spoken = vault.read(options)
        schema, claims = with_own_properties(config.schema, (*found.claims, *spoken.claims))
        full = replace(config, schema=schema)
        resolution = resolve(claims, schema, vault.ledger, vault.index)
        desired = dict(_desired(vault, spoken, resolution, full))
        learned = [vault.learn(path, node.id, want) for path, (node, want) in desired.items()]
        guests = [vault.shelter(path) for path in _guests(vault, spoken, resolution)]
        if not any(learned) and not any(guests):
            break
    decision = Decision(vault, known, schema, decisions.choices)
    decided = decision.decided(spoken.claims, resolution.clashes, desired)
    return Resolved(found, vault, spoken, resolution, full, tuple(faults), decided)


def foreseen(found: Resolved, plan: s.Plan) -> Resolved:
    """Return the graph as it will be read once *plan* is carried out.

    A note with words of the user's that paperkg writes too says the same afterwards, but in
    other lines; and what both say is paperkg's from then on.

    Raises:
        StoreError: A note cannot be read.
    """
    if not plan.changes and plan.manifest.entries == plan.base.entries:
        return found
    vault = found.vault.after(plan, found.resolution.ledger)
    zones = found.config.time_zones, found.config.set_zones
    spoken = vault.read(Options(vault.schema, *zones))
    if spoken.claims == found.spoken.claims:
        return found
    schema, claims = with_own_properties(vault.schema, (*found.sources.claims, *spoken.claims))
    return replace(
        found,
        spoken=replace(found.spoken, claims=spoken.claims, diagnostics=spoken.diagnostics),
        resolution=resolve(claims, schema, vault.ledger, vault.index),
        config=replace(found.config, schema=schema),
    )


def _desired(
    vault: Vault, spoken: Spoken, resolution: Resolution, config: Config
) -> Iterator[tuple[str, tuple[Node, Note]]]:
    """Yield by path how the notes asked for would be written, with their nodes."""
    graph = resolution.graph
    homes = {node.home: node for node in graph.nodes.values() if node.home}
    wanted = {
        node.id: (path, node)
        for path, id_ in spoken.asked.items()
        if (node := graph.nodes.get(id_) or homes.get(path))
    }
    for artifact in render(graph, config, wanted.keys()):
        path, node = wanted[artifact.id]
        try:
            yield path, (node, parse(artifact.text, vault.links))
        except UnreadableError:  # a template that makes no note is told by the plan
            continue


def _guests(vault: Vault, spoken: Spoken, resolution: Resolution) -> Iterable[str]:
    """Return the notes without an id that speak of a node which has a note already."""
    homes = {node.home for node in resolution.graph.nodes.values()}
    return [
        path
        for path in {c.origin.source for c in spoken.claims if isinstance(c, NodeClaim)}
        if path not in homes and not vault.disk.contents[path].id
    ]


def _ledger(store: s.DirectoryStore) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    if store.stat(LEDGER) is None:
        return Ledger(), ()
    try:
        return Ledger.load(store.read(LEDGER).decode()), ()
    except ValueError:
        message = "it cannot be read and counts as lost; ids are taken from the notes and sources"
        return Ledger(), (Diagnostic("V706", message, Origin(LEDGER, 0, 0, "ledger")),)


def settled(
    root: Path,
    config: Config,
    *,
    store: s.DirectoryStore | None = None,
    decisions: Decisions = UNDECIDED,
) -> tuple[Resolved, tuple[str, ...]]:
    """Make the graph with everything that the user corrected; return what was recorded too.

    Args:
        root: The library's folder.
        config: Its settings.
        store: Where corrections are recorded; if None they count, but nothing is written.
        decisions: see `resolved`.
    """
    made: list[str] = []
    overlay: dict[str, bytes] = {}
    found = resolved(root, config, overlay, decisions)
    for _ in range(_ROUNDS):
        if not found.decided or corrections.FILE in found.sources.unreadable:
            break
        made += found.decided.told()
        data = found.corrected().encode()
        if store:
            store.write(corrections.FILE, data, durable=True)
        overlay = {corrections.FILE: data}
        found = resolved(root, config, overlay, decisions)
    return found, tuple(made)
