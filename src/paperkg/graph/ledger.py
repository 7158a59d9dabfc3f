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
from paperkg.graph.keys import EXPLICIT_ID, Key

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


_NAME, _LINK, _IDENTIFIER, _EXPLICIT = 1, 2, 100, 10_000
"""Strength of a key: an id that a source states beats every identifier, those every name."""


def assign(known: Mapping[int, Known], ledger: Ledger) -> dict[int, str]:
    """Give every cluster its id: the one it had, else a new one.

    Args:
        known: Clusters by root, in canonical order.
        ledger: The ids given so far.
    """
    given = _by_keys(known, ledger)
    taken = set(given.values())
    given |= _by_slots({r: k for r, k in known.items() if r not in given}, ledger, taken)
    used = {i for i, entry in ledger.entries.items() if not entry.recovered}
    used.update(given.values())
    for root, cluster in known.items():
        if root not in given:
            id_ = _new(cluster, used)
            used.add(id_)
            given[root] = id_
    return given


def _by_keys(known: Mapping[int, Known], ledger: Ledger) -> dict[int, str]:
    """Match clusters and ids by shared keys, the strongest matches first."""
    owners: dict[tuple[str, Key], list[tuple[str, int]]] = {}
    for id_, entry in ledger.entries.items():
        node_type = id_.partition("/")[0]
        for weight, keys in ((2, entry.keys), (1, entry.former)):
            for key in keys:
                owners.setdefault((node_type, key), []).append((id_, weight))
    matches: dict[tuple[int, str], int] = {}
    for root, cluster in known.items():
        for key in cluster.keys:
            if key[0] == EXPLICIT_ID and key[1] in ledger.entries:
                matches[root, key[1]] = matches.get((root, key[1]), 0) + _EXPLICIT
            for id_, weight in owners.get((cluster.type, key), ()):
                matches[root, id_] = matches.get((root, id_), 0) + weight * _strength(key)
    given: dict[int, str] = {}
    taken: set[str] = set()
    ranked = sorted(matches.items(), key=lambda m: (-m[1], m[0][1], known[m[0][0]].keys, m[0][0]))
    for (root, id_), _ in ranked:
        if root not in given and id_ not in taken:
            given[root] = id_
            taken.add(id_)
    return given


def _strength(key: Key) -> int:
    if key[0] == EXPLICIT_ID:
        return _EXPLICIT
    return {"name": _NAME, "link": _LINK}.get(key[0], _IDENTIFIER)


def _by_slots(known: Mapping[int, Known], ledger: Ledger, taken: set[str]) -> dict[int, str]:
    """Give a vanished id to the one new thing that stands where the old one stood."""
    vacant: dict[tuple[str, str], list[str]] = {}
    for id_, entry in ledger.entries.items():
        if id_ not in taken:
            for slot in entry.slots:
                vacant.setdefault((id_.partition("/")[0], slot), []).append(id_)
    claims: dict[tuple[str, str], list[int]] = {}
    for root, cluster in known.items():
        for slot in cluster.slots:
            claims.setdefault((cluster.type, slot), []).append(root)
    given: dict[int, str] = {}
    gone: set[str] = set()
    for place, roots in sorted(claims.items()):
        owners = [o for o in vacant.get(place, ()) if o not in gone]
        left = [r for r in roots if r not in given]
        # two files may each have a remark on one paper: the same words keep their id first
        for root in list(left):
            named = [o for o in owners if _is_named(o, known[root])]
            if owner := min(named, key=lambda o: (len(o), o), default=None):
                given[root] = owner
                owners.remove(owner)
                left.remove(root)
        if len(left) == len(owners) == 1:
            given[left[0]] = owners[0]
        gone.update(given[r] for r in roots if r in given)
    return given


def _is_named(id_: str, cluster: Known) -> bool:
    """Whether *id_* is one that the cluster's words would be given."""
    stem, _, number = id_.rpartition("-")
    own = f"{cluster.type}/{cluster.slug}"
    return id_ == own or (stem == own and number.isdigit())


def _new(cluster: Known, used: set[str]) -> str:
    explicit = next((v for scheme, v in cluster.keys if scheme == EXPLICIT_ID), "")
    if explicit.startswith(f"{cluster.type}/") and explicit not in used:
        return explicit
    stem = id_ = f"{cluster.type}/{cluster.slug}"
    number = 2
    while id_ in used:
        id_, number = f"{stem}-{number}", number + 1
    return id_


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
