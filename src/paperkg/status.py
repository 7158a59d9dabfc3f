"""How a library stands: what a sync would do, and what waits for a word of the user's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from paperkg import sync as s
from paperkg.diagnostics import Diagnostic
from paperkg.model import Annotation, Claim, Correction, EdgeClaim, Mention, NodeClaim
from paperkg.outcome import Outcome
from paperkg.resolving import Resolved
from paperkg.sync.manifest import WHOLE
from paperkg.vault import told

_WAITING = ("V701", "V702", "V703", "V704", "V705", "V711")


@dataclass(frozen=True, slots=True)
class Status:
    """How a library stands.

    Attributes:
        outcome: What a sync would do.
        own_notes: Notes that the user made and that are nodes.
        annotated: Notes of paperkg's that hold words of the user's for the graph.
        corrections: What the user corrected, with the line that records it.
        waiting: What only the user can settle.
        deleted: Notes that the user deleted and that stay deleted, by id.
        lagging: Bases, boards and the like that are the user's and that paperkg would make
            otherwise by now.
        open: Parts by id that wait for `paperkg keep` or `paperkg take`.
    """

    outcome: Outcome
    own_notes: tuple[str, ...]
    annotated: tuple[str, ...]
    corrections: tuple[str, ...]
    waiting: tuple[Diagnostic, ...]
    deleted: tuple[str, ...]
    lagging: tuple[str, ...]
    open: Mapping[str, frozenset[str]]

    def as_json(self) -> dict[str, Any]:
        """Return the status for `--json`."""
        return {
            **self.outcome.as_json(),
            "own_notes": list(self.own_notes),
            "annotated": list(self.annotated),
            "corrections": list(self.corrections),
            "waiting": [d.as_json() for d in self.waiting],
            "deleted": list(self.deleted),
            "lagging": list(self.lagging),
        }


def status_of(found: Resolved, plan: s.Plan, outcome: Outcome) -> Status:
    """Return the status that a planned sync shows."""
    claims = found.spoken.claims
    nodes = found.resolution.graph.nodes
    known = {i for i, raw in found.vault.manifest.entries.items() if WHOLE not in raw["parts"]}
    made = {c.path for c in plan.changes if c.action is s.Action.CREATE}
    recorded = (c for c in found.sources.claims if isinstance(c, Correction))
    return Status(
        outcome,
        own_notes=tuple(sorted(c.origin.source for c in claims if isinstance(c, NodeClaim))),
        annotated=tuple(sorted({c.origin.source for c in claims if _annotates(c)})),
        corrections=tuple(f"{told(c)}  ({c.origin})" for c in recorded),
        waiting=tuple(d for d in outcome.diagnostics if d.code in _WAITING),
        deleted=tuple(
            sorted(
                id_
                for id_ in known & nodes.keys() - found.vault.paths.keys()
                if found.vault.manifest.entries[id_]["path"] not in made
            )
        ),
        lagging=tuple(
            f"{path}  (new: {', '.join(news)})" if news else path
            for path, news in sorted(plan.lagging.items())
        ),
        open=_open(found, plan),
    )


def _open(found: Resolved, plan: s.Plan) -> dict[str, frozenset[str]]:
    clashes = found.resolution.clashes
    parts = [
        *((conflict.id, conflict.part) for conflict in plan.conflicts),
        *((clash.id, clash.key) for clash in clashes if clash.correction),
        *((id_, key) for id_, keys in found.decided.asked.items() for key in keys),
    ]
    return {id_: frozenset(key for of, key in parts if of == id_) for id_, _ in parts}


def _annotates(claim: Claim) -> bool:
    linked = isinstance(claim, EdgeClaim) and isinstance(claim.source, Mention)
    return linked or isinstance(claim, Annotation)
