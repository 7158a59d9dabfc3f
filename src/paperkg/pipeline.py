"""The way of the data: read, resolve, render, plan, apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from paperkg import sources
from paperkg import sync as s
from paperkg.config import Config
from paperkg.diagnostics import ConfigError, Diagnostic, Origin
from paperkg.graph import Ledger, Resolution, resolve
from paperkg.model import Artifact
from paperkg.outcome import Outcome, counted, report
from paperkg.sinks import SINKS
from paperkg.sources import Sources

LEDGER: Final = ".paperkg/ledger.json"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The first half of the way: nothing is written yet."""

    sources: Sources
    resolution: Resolution
    faults: tuple[Diagnostic, ...]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is to be said about the sources, by file and line."""
        every = {*self.faults, *self.sources.diagnostics, *self.resolution.diagnostics}
        return tuple(sorted(every, key=Diagnostic.sort_key))


def resolved(root: Path, config: Config) -> Resolved:
    """Read all sources and make their graph."""
    known, faults = _ledger(s.DirectoryStore(root))
    found = sources.read(root, config)
    return Resolved(found, resolve(found.claims, config.schema, known), faults)


def sync(
    root: Path,
    config: Config,
    faults: tuple[Diagnostic, ...],
    environment: str,
    *,
    dry_run: bool,
    progress: Callable[[str], None],
) -> Outcome:
    """Bring the views in step with the sources; `environment` is as `unchanged` wants it."""
    store = s.DirectoryStore(root)
    with store.lock():
        start = s.begin(root)
        progress("reading")
        found = resolved(root, config)
        graph = found.resolution.graph
        manifest = s.load(store)
        _require_sources(found.sources, manifest)
        held = manifest.ids() - graph.nodes.keys() if found.sources.lost else set()
        progress("rendering")
        rendered = _render(found.resolution, config)
        plan = s.make_plan(rendered, manifest, store, held_ids=held)
        outcome = Outcome(
            counts=counted(graph, config.schema),
            changes=tuple(c.as_json() for c in plan.changes),
            lines=tuple(map(str, plan.changes)),
            diagnostics=(*faults, *found.diagnostics, *plan.diagnostics),
            first=not manifest.ids(),
        )
        if not dry_run:
            progress(f"writing {len(plan.changes)} files")
            _save_ledger(store, found.resolution.ledger)
            applied = s.apply(plan, store)
            outcome = outcome.without([str(k.change) for k in applied.skipped])
            sources.keep_copies(root, found.sources)
            s.record(store, start, plan, applied, environment, report(outcome))
    return outcome


def _render(resolution: Resolution, config: Config) -> Iterator[Artifact]:
    for render in SINKS.values():
        yield from render(resolution.graph, config)


def _require_sources(found: Sources, manifest: s.Manifest) -> None:
    """Refuse to empty a vault because a folder was not mounted."""
    if not found.paths and manifest.ids():
        raise ConfigError(
            f"data/ holds no source any more, but {len(manifest.ids())} files were made of "
            "sources; nothing was changed. Bring the sources back, or delete vault/, export/ "
            "and .paperkg/ yourself"
        )


def _ledger(store: s.DirectoryStore) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    if store.stat(LEDGER) is None:
        return Ledger(), ()
    try:
        return Ledger.load(store.read(LEDGER).decode()), ()
    except ValueError:
        message = "it cannot be read and counts as lost; ids are given anew from the sources"
        return Ledger(), (Diagnostic("V706", message, Origin(LEDGER, 0, 0, "ledger")),)


def _save_ledger(store: s.DirectoryStore, ledger: Ledger) -> None:
    """Write the ledger if it changed, before any note: an id once shown is for ever."""
    data = ledger.dump().encode()
    if store.stat(LEDGER) is None or store.read(LEDGER) != data:
        store.write(LEDGER, data, durable=True)
