"""The ledger: which id every thing was given, and by which keys it was known.

An id, once given, is never changed and never given to another thing. A better
identifier that arrives later is one more key of the same id.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from paperkg import ids
from paperkg.graph.keys import Key

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One id.

    Attributes:
        name: Basename of its note.
        past: Names that the note had before; links to them still mean it.
        recovered: Whether it was made of a note because the ledger was lost; then another
            thing may have the id.
        keys: Keys of the last sync in which it was there.
        former: Keys of earlier syncs.
        slots: Where in the sources it stood.
    """

    name: str
    keys: tuple[Key, ...] = ()
    former: tuple[Key, ...] = ()
    slots: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    recovered: bool = False


@dataclass(frozen=True)
class Ledger:
    """All ids ever given."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def dump(self) -> str:
        """Return the ledger as text: sorted, an id a line, so that it diffs well."""
        lines = [
            json.dumps(id_, ensure_ascii=False) + ":" + _entry_text(entry)
            for id_, entry in sorted(self.entries.items())
        ]
        return f'{{"format":{FORMAT},"ids":{{\n' + ",\n".join(lines) + "\n}}\n"

    def recovered(self, found: Mapping[str, Entry]) -> Ledger:
        """Return the ledger with ids that only notes still tell."""
        lost = {i: replace(e, recovered=True) for i, e in found.items() if i not in self.entries}
        return Ledger({**self.entries, **lost}) if lost else self

    def renamed(self, names: Mapping[str, str]) -> Ledger:
        """Return the ledger with notes called as the user calls them now."""
        now = dict(self.entries)
        for id_, name in names.items():
            if (old := now.get(id_)) and old.name != name:
                past = tuple(dict.fromkeys(n for n in (*old.past, old.name) if n != name))
                now[id_] = replace(old, name=name, past=past)
        return Ledger(now)

    @classmethod
    def load(cls, text: str) -> Ledger:
        """Return the ledger that `dump` wrote.

        Raises:
            ValueError: The text is no ledger.
        """
        try:
            raw = json.loads(text)
            return cls({id_: _entry(item) for id_, item in raw["ids"].items()})
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(str(error)) from error


def _entry_text(entry: Entry) -> str:
    raw: dict[str, Any] = {"name": entry.name, "keys": [":".join(k) for k in entry.keys]}
    if entry.former:
        raw["former"] = [":".join(k) for k in entry.former]
    if entry.slots:
        raw["slots"] = list(entry.slots)
    if entry.past:
        raw["past"] = list(entry.past)
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":"))


def _entry(raw: Mapping[str, Any]) -> Entry:
    return Entry(
        name=raw["name"],
        keys=tuple(map(_key, raw["keys"])),
        former=tuple(map(_key, raw.get("former", ()))),
        slots=tuple(raw.get("slots", ())),
        past=tuple(raw.get("past", ())),
    )


def _key(text: str) -> Key:
    scheme, _, value = text.partition(":")
    return scheme, value


@dataclass(frozen=True, slots=True)
class Known:
    """A cluster as the ledger sees it.

    Attributes:
        type: Node type, in the spelling of ids.
        keys: All its keys, sorted.
        slots: All its slots, sorted.
        slug: What a new id would end in.
    """

    type: str
    keys: tuple[Key, ...]
    slots: tuple[str, ...]
    slug: str


def entries(
    ledger: Ledger, given: Mapping[int, str], known: Mapping[int, Known], names: Mapping[str, str]
) -> Ledger:
    """Return the ledger after this sync; nothing that it knew is forgotten."""
    now = {id_: replace(e, recovered=False) for id_, e in ledger.entries.items()}
    for root, id_ in given.items():
        old, cluster = ledger.entries.get(id_), known[root]
        former = {*old.keys, *old.former} - set(cluster.keys) if old else set()
        past = old.past if old else ()
        now[id_] = Entry(names[id_], cluster.keys, tuple(sorted(former)), cluster.slots, past)
    return Ledger(now)


def ledger_keys(ledger: Ledger) -> dict[str, Iterable[Key]]:
    """Return the keys by which each id was ever known."""
    return {id_: (*entry.keys, *entry.former) for id_, entry in ledger.entries.items()}


def slug_of(title: str) -> str:
    """Return what a new id ends in: the short name if the title gives one.

    >>> slug_of("GAIT-prop: A biologically plausible learning rule")
    'gait-prop'
    """
    return ids.slug(ids.short_name(title) or title)
