"""What a plan tells of notes: what could not be done, or only the user can settle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from paperkg.diagnostics import Diagnostic, Origin
from paperkg.sync.draft import Draft, is_numbered
from paperkg.sync.note import BLOCK, DAMAGED, ID, Note, UnreadableError, cut_marker
from paperkg.sync.plan import Conflict

_SHOWN: Final = 160
"""Characters of what either side says that a message quotes."""


def unreadable(path: str, error: UnreadableError) -> Diagnostic:
    """Return why a note was left byte for byte as it is."""
    return Diagnostic(
        "V703",
        f"{error}; the note stays as it is, and nothing of it is read",
        Origin(path, error.line, error.line, "sync"),
        "mend that line; what you see in Obsidian under Source mode" if error.line else "",
    )


def aside(draft: Draft, id_: str, path: str, wanted: str) -> bool:
    """Say where another file keeps a note from its name."""
    found = is_numbered(path, wanted) and draft.taken(wanted)
    if found:
        draft.tell(
            "V704",
            f"this stands where the note of {id_} was wanted, which is now '{path}'",
            wanted,
            mend=f"if this is of no use, delete it and rename '{path}'",
        )
    return found


def clashes(
    draft: Draft, id_: str, path: str, notes: tuple[Note, Note], names: Iterable[str]
) -> None:
    """Tell parts that the user and the sources changed, and how to settle them.

    Args:
        draft: Is added to.
        id_: Of the note.
        path: Where it will lie.
        notes: As it will be, and as the sources would have it.
        names: Of the parts.
    """
    note, desired = notes
    for name in names:
        short = name.partition(":")[2]
        draft.conflicts.append(Conflict(path, short, id_))
        part = note.parts.get(name)
        if part and part.digests == DAMAGED:
            marker, line = cut_marker(note, name)
            message = f"the line '{marker}' was cut out, so the block stays as it is"
            mend = "put it back where it belongs; or cut the other out too: the text is yours then"
            draft.tell("V701", f"{message}; {_says(desired, name)}", path, line, mend)
            continue
        told = f"{_you(note, name)}; {_says(desired, name)}; your word stays"
        mend = f"paperkg keep {id_} {short}   or, for theirs:   paperkg take {id_} {short}"
        draft.tell("V701", told, path, note.line(name), mend)


def _you(note: Note, name: str) -> str:
    kind = "the block " if name.startswith(BLOCK) else ""
    if name not in note.parts:
        return f"you took out {kind}'{name.partition(':')[2]}'"
    return (
        f"you changed {kind}'{name.partition(':')[2]}'"
        if kind
        else f"you say: {_short(note, name)}"
    )


def _says(desired: Note, name: str) -> str:
    if name not in desired.parts:
        return "the sources say nothing any more"
    return f"the sources say: {_short(desired, name)}"


def _short(note: Note, name: str) -> str:
    said = " ".join(note.text[slice(*note.parts[name].inner)].split())
    return said if len(said) <= _SHOWN else said[:_SHOWN] + " …"


def copies(draft: Draft, own: Mapping[str, str | None]) -> None:
    """Say which notes carry an id that another note has; nothing touches them."""
    for id_, paths in draft.disk.paths.items():
        if len(paths) == 1 or id_ not in draft.entries:
            continue
        main = own.get(id_) or draft.entries[id_]["path"]
        for path in paths:
            if path != main:
                draft.tell(
                    "V702",
                    f"'{main}' carries {ID} {id_} too, and is the one that is kept up to date",
                    path,
                    mend=f"delete the line '{ID}: …' from the one that is yours",
                )
