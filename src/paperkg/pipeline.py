"""The way of the data: read, resolve, render, plan, apply."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from paperkg import corrections, sources
from paperkg import sync as s
from paperkg.config import Config
from paperkg.diagnostics import ConfigError, Diagnostic
from paperkg.graph import Ledger, Resolution
from paperkg.model import Artifact
from paperkg.outcome import Outcome, counted, report
from paperkg.resolving import LEDGER, Decisions, Resolved, foreseen, settled
from paperkg.sinks import SINKS
from paperkg.sinks.vault.people import crowded
from paperkg.sources import Sources
from paperkg.status import Status, status_of
from paperkg.uncollected import uncollected
from paperkg.wikilinks import basename

_ROUNDS: Final = 3
_ASIDE: Final = "V704"
"""Something stands where a note was wanted."""
_NOTES: Final = (s.Action.CREATE, s.Action.MOVE)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of one sync.

    Attributes:
        faults: What is wrong with the settings.
        environment: As `unchanged` wants it.
        choices: What the user decided about single notes.
        dry_run: Whether to write nothing.
        progress: Told the name of each stage as it begins.
    """

    faults: tuple[Diagnostic, ...] = ()
    environment: str = ""
    choices: Mapping[str, s.Choice] = field(default_factory=dict)
    dry_run: bool = False
    progress: Callable[[str], None] = lambda _: None


@uncollected()
def resolved(root: Path, config: Config) -> Resolved:
    """Make the graph as a sync would; nothing is written."""
    return settled(root, config)[0]


@uncollected()
def sync(root: Path, config: Config, request: Request) -> Outcome:
    """Bring the views in step with the sources and the user's words in the vault."""
    store = s.DirectoryStore(root)
    with store.lock():
        return _Sync(root, config, request, store).run()


@uncollected()
def status(root: Path, config: Config, request: Request) -> Status:
    """Return what a sync would do and what waits for the user; nothing is written."""
    store = s.DirectoryStore(root)
    with store.lock():
        _, found, plan, outcome = _Sync(
            root, config, replace(request, dry_run=True), store
        ).prepare()
    return status_of(found, plan, outcome)


@dataclass
class _Sync:
    root: Path
    config: Config
    request: Request
    store: s.DirectoryStore

    def _corrections(self) -> str | None:
        """Return the recorded corrections as they are now."""
        if not self.store.stat(corrections.FILE):
            return None
        return self.store.read(corrections.FILE).decode("utf-8", "surrogateescape")

    def prepare(self) -> tuple[s.Start, Resolved, s.Plan, Outcome]:
        """Do everything but writing notes and exports."""
        start, found, made = self._resolve({})
        plan = self._plan(found)
        aside: tuple[Diagnostic, ...] = ()
        if misnamed := _misnamed(plan, found.resolution):
            aside = tuple(d for d in plan.diagnostics if d.code == _ASIDE)
            start, found, more = self._resolve(misnamed)
            made += more
            plan = self._plan(found)
        if (later := foreseen(found, plan)) is not found:
            # as a rule the same graph comes of it, and so the same notes
            found, plan = later, plan if _same(later, found) else self._plan(later)
        plan = replace(plan, diagnostics=(*aside, *plan.diagnostics))
        return start, found, plan, self._outcome(found, plan, made)

    def run(self) -> Outcome:
        before = self._corrections()
        start, found, plan, outcome = self.prepare()
        if not self.request.dry_run:
            self.request.progress(f"writing {len(plan.changes)} files")
            _save_ledger(self.store, found.resolution.ledger)
            applied = s.apply(plan, self.store, {corrections.FILE: before})
            outcome = outcome.without([str(k.change) for k in applied.skipped])
            sources.keep_copies(self.root, found.sources)
            reported = report(outcome)
            s.record(self.store, start, plan, applied, self.request.environment, reported)
        return outcome

    def _resolve(self, names: Mapping[str, str]) -> tuple[s.Start, Resolved, tuple[str, ...]]:
        self.request.progress("reading")
        decisions = Decisions(self.request.choices, names)
        target = None if self.request.dry_run else self.store
        every: tuple[str, ...] = ()
        for _ in range(_ROUNDS):
            start = s.begin(self.root)
            found, made = settled(self.root, self.config, store=target, decisions=decisions)
            every += made
            # what is recorded is a source that was written after the look at the sources
            if not made or self.request.dry_run:
                break
        return start, found, every

    def _plan(self, found: Resolved) -> s.Plan:
        self.request.progress("rendering")
        graph, vault = found.resolution.graph, found.vault
        _require_sources(found.sources, vault.manifest)
        terms = s.Terms(
            held_ids=_held(vault.manifest, graph.nodes) if found.sources.lost else set(),
            choices=_choices(self.request.choices, found.decided.outdated),
            links=vault.links_to(graph),
            homes={n.id: n.home for n in graph.nodes.values() if n.home},
        )
        plan = s.make_plan(_render(found), vault.manifest, vault.disk, terms)
        silent = {
            path: content._replace(silent=True)
            for path, content in plan.contents.items()
            if path in found.spoken.silent
        }
        return replace(plan, contents={**plan.contents, **silent})

    def _outcome(self, found: Resolved, plan: s.Plan, made: tuple[str, ...]) -> Outcome:
        warning = crowded(found.resolution.graph, found.config.author_papers)
        recorded = [{"action": "record", "path": corrections.FILE, "remark": m} for m in made]
        told = (*self.request.faults, *found.diagnostics, *plan.diagnostics)
        told += tuple(filter(None, [warning]))
        return Outcome(
            counts=counted(found.resolution.graph, found.config.schema),
            changes=(*recorded, *(c.as_json() for c in plan.changes)),
            lines=(*(f"~ {corrections.FILE} ({m})" for m in made), *map(str, plan.changes)),
            diagnostics=tuple(dict.fromkeys(told)),
            first=not found.vault.manifest.ids(),
        )


def _same(one: Resolved, other: Resolved) -> bool:
    """Whether the same views are made of both."""
    return one.config == other.config and one.resolution.graph == other.resolution.graph


def _choices(
    asked: Mapping[str, s.Choice], outdated: Mapping[str, frozenset[str]]
) -> dict[str, s.Choice]:
    """Return what the user decided, and what of an older copy of a note is to be renewed."""
    found = dict(asked)
    for id_, keys in outdated.items():
        choice = found.get(id_, s.Choice())
        found[id_] = replace(choice, taken=choice.taken | keys)
    return found


def _held(manifest: s.Manifest, nodes: Collection[str]) -> set[str]:
    """Return what may not go on account of a lost source: notes, and then the exports too."""
    gone = manifest.ids() - set(nodes)
    return gone if any(not manifest.is_file(id_) for id_ in gone) else set()


def _misnamed(plan: s.Plan, resolution: Resolution) -> dict[str, str]:
    """Return the notes that get another name than links use, because a file has that name."""
    nodes = resolution.graph.nodes
    return {
        c.id: basename(c.target)
        for c in plan.changes
        if c.action in _NOTES and c.id in nodes and basename(c.target) != nodes[c.id].name
    }


def _render(found: Resolved) -> Iterator[Artifact]:
    for render in SINKS.values():
        yield from render(found.resolution.graph, found.config)


def _require_sources(found: Sources, manifest: s.Manifest) -> None:
    """Refuse to empty a vault because a folder was not mounted."""
    if not found.paths and manifest.ids():
        raise ConfigError(
            f"data/ holds no source any more, but {len(manifest.ids())} files were made of "
            "sources; nothing was changed. Bring the sources back, or delete vault/, export/ "
            "and .paperkg/ yourself"
        )


def _save_ledger(store: s.DirectoryStore, ledger: Ledger) -> None:
    """Write the ledger if it changed, before any note: an id once shown is for ever."""
    data = ledger.dump().encode()
    if store.stat(LEDGER) is None or store.read(LEDGER) != data:
        store.write(LEDGER, data, durable=True)
