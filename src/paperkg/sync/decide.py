"""Compare desired, actual and base; decide, and change nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from paperkg.diagnostics import Diagnostic, StoreError
from paperkg.model import Artifact, Shape
from paperkg.sync import seen
from paperkg.sync.decide_notes import decide_notes
from paperkg.sync.decide_offers import decide_offer, decide_settings
from paperkg.sync.disk import Disk
from paperkg.sync.draft import Draft
from paperkg.sync.manifest import WHOLE, Entry, Manifest
from paperkg.sync.places import MANIFEST
from paperkg.sync.plan import Action, Change, Plan
from paperkg.sync.seen import Content, exact
from paperkg.sync.terms import NO_TERMS, Terms


def make_plan(
    artifacts: Iterable[Artifact], manifest: Manifest, disk: Disk, terms: Terms = NO_TERMS
) -> Plan:
    """Return what brings the library in line with *artifacts*.

    Args:
        artifacts: All that should exist, each id and path once. A note's text carries its
            id as `paperkg_id`. They are taken one by one, and a text that asks for nothing
            new is dropped at once.
        manifest: What was written last; see `load`.
        disk: The library's folder.
        terms: What else there is to know.

    Raises:
        StoreError: A folder cannot be read, or the folder of the notes is gone.
    """
    _require_folders(manifest, disk)
    draft = Draft(disk, manifest, terms, contents=dict(disk.contents))
    if manifest.damaged:
        message = "it cannot be read and counts as lost; notes are known by their paperkg_id"
        draft.tell("V706", message, MANIFEST)
    for id_ in terms.held_ids:
        draft.carry(id_)
    done = set(terms.held_ids)
    settled = {c.id: path for path, c in disk.contents.items() if c.settled}
    wishes: dict[str, Artifact] = {}
    broken: dict[Diagnostic, list[str]] = {}
    for artifact in artifacts:
        if artifact.fault:
            broken.setdefault(artifact.fault, []).append(artifact.path)
        if artifact.id in done:
            continue
        path = settled.get(artifact.id)
        if decide := _FILES.get(artifact.shape):
            decide(draft, artifact)
        elif _waits(draft, artifact) or _is_settled(draft, artifact, path):
            draft.carry(artifact.id)
        else:
            wishes[artifact.id] = artifact
            continue
        done.add(artifact.id)
    gone = sorted(manifest.ids() - done - wishes.keys())
    for id_ in filter(manifest.is_file, gone):
        _drop_file(draft, id_)
    decide_notes(draft, wishes, [i for i in gone if not manifest.is_file(i)])
    draft.diagnostics += [_told(fault, paths) for fault, paths in broken.items()]
    return draft.finished()


def _told(fault: Diagnostic, paths: list[str]) -> Diagnostic:
    """Say once what is wrong with a template, and which notes wait for its mending."""
    kept = f"'{paths[0]}' keeps its last text"
    if len(paths) > 1:
        kept = f"'{paths[0]}' and {len(paths) - 1} more notes keep their last text"
    return replace(fault, message=f"{fault.message}; {kept}")


def _require_folders(manifest: Manifest, disk: Disk) -> None:
    """Refuse to go on without the vault.

    Nobody deletes a thousand notes one by one: a folder that is gone altogether was moved
    or is on a disk that is not there, and "stays deleted" is the wrong answer to that.
    """
    tops = Counter(
        raw["path"].partition("/")[0]
        for raw in manifest.entries.values()
        if WHOLE not in raw["parts"]
    )
    for top, count in tops.items():
        if disk.folder_gone(top):
            raise StoreError(
                f"{top}/ is gone, and {count} notes with it; bring the folder back, or delete "
                f"{MANIFEST} to have all notes written anew, then run sync again"
            )


def _waits(draft: Draft, artifact: Artifact) -> bool:
    """Whether a note that there is waits for the mending of its template."""
    return artifact.fault is not None and artifact.id in draft.manifest.entries


def _is_settled(draft: Draft, artifact: Artifact, path: str | None) -> bool:
    """Whether file and wish are those for which nothing was left to do last time."""
    return (
        path is not None
        and draft.disk.contents[path].settled == seen.wish(artifact)
        and artifact.id in draft.manifest.entries
        and artifact.id not in draft.manifest.pending
        and artifact.id not in draft.terms.choices
    )


def _decide_file(draft: Draft, artifact: Artifact) -> None:
    """Plan a file that is wholly paperkg's."""
    id_, path = artifact.id, artifact.path
    draft.reserve(path)
    after = exact(artifact.data)
    try:
        before = draft.disk.digest(path)
    except StoreError as error:
        draft.tell("V703", str(error).removeprefix(f"{path}: "), path)
        draft.carry(id_)
        return
    draft.remember(id_, Entry(path, path, {WHOLE: after}))
    draft.contents[path] = Content(after)
    if before == after:
        return
    written = {state.parts.get(WHOLE) for state in draft.manifest.states(id_) if state}
    foreign = before is not None and before not in written
    draft.changes.append(
        Change(
            Action.CREATE if before is None else Action.UPDATE,
            id_,
            path,
            path,
            before,
            artifact.data,
            remark="not as paperkg wrote it; the old file goes to the backups" if foreign else "",
        )
    )


def _drop_file(draft: Draft, id_: str) -> None:
    """Plan the end of a file that nobody asks for any more."""
    states = [state for state in draft.manifest.states(id_) if state]
    path = states[-1].path
    try:
        before = draft.disk.digest(path)
    except StoreError as error:
        draft.tell("V703", str(error).removeprefix(f"{path}: "), path)
        draft.carry(id_)
        return
    if before is not None:
        untouched = before in {state.parts.get(WHOLE) for state in states}
        draft.drop(id_, path, before, untouched=untouched)


_FILES: Final[Mapping[Shape, Callable[[Draft, Artifact], None]]] = {
    Shape.FILE: _decide_file,
    Shape.OFFER: decide_offer,
    Shape.SETTINGS: decide_settings,
}
"""What decides about files that are no notes."""
