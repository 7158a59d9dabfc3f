"""The promises of sync, against a user who does anything at any time, and any crash."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from paperkg.model import Artifact
from paperkg.sync.note import UnreadableError, parse
from paperkg.sync.places import BACKUPS
from sync.memory_store import CrashError, MemoryStore
from sync.vaults import (
    carry_out,
    export,
    paper,
    plan_for,
    sync,
    with_property,
    without_block,
)

IDS = st.sampled_from(["paper/a", "paper/b", "paper/c"])
TITLES = st.sampled_from(["Attention", "attention", "BERT: a", "GPT"])
TOPICS = st.lists(st.sampled_from(["[[SGD]]", "ADMM", "2020", "yes"]), max_size=3, unique=True)
CARDS = st.sampled_from(["", "one", "two\n\nthree"])
FOLDERS = st.sampled_from(["vault/", "vault/Read/", "vault/Papers/"])
SEEDS = st.integers(0, 2**32)


class SyncMachine(RuleBasedStateMachine):
    """Sources and user take turns; sync comes whenever."""

    def __init__(self) -> None:
        super().__init__()
        self.store = MemoryStore()
        self.sources: dict[str, Artifact] = {}
        self.tokens: set[str] = set()
        self.counter = 0

    # what is asked for, and what the user sees

    def wants(self) -> list[Artifact]:
        folded = [a.path.casefold() for a in self.sources.values()]
        notes = [
            a
            if folded.count(a.path.casefold()) == 1
            else Artifact(a.id, a.path.replace(".md", f" {a.id[-1]}.md"), a.data, a.shape)
            for a in self.sources.values()
        ]
        listing = export("\n".join(sorted(a.text for a in notes)))
        return [*notes, listing] if notes else []

    def notes(self) -> list[str]:
        return sorted(p for p in self.store.files if p.startswith("vault/"))

    def pick(self, seed: int) -> str:
        return random.Random(seed).choice(self.notes())

    def token(self) -> str:
        self.counter += 1
        self.tokens.add(f"tok{self.counter}x")
        return f"tok{self.counter}x"

    def text_of_all(self) -> str:
        # notes only: a word that survives in the backups alone is lost to its writer
        return "\n".join(
            data.decode(errors="replace")
            for path, data in self.store.files.items()
            if path.startswith(("vault/", ".paperkg/transit/"))
        )

    def edit(self, seed: int, change: Callable[[str], str]) -> None:
        """Let the user edit a note; what they take out themselves is not ours to keep."""
        path = self.pick(seed)
        try:
            text = self.store.files[path].decode()
            parse(text)
            self.store.files[path] = change(text).encode()
        except (UnicodeDecodeError, UnreadableError):
            return
        finally:
            self.accept_losses()

    def accept_losses(self) -> None:
        text = self.text_of_all()
        self.tokens = {token for token in self.tokens if token in text}

    # sources

    @initialize(topics=TOPICS)
    def begin(self, topics: list[str]) -> None:
        self.sources["paper/a"] = paper("paper/a", "Attention", topics=topics)
        self.sync()

    @rule(id_=IDS, title=TITLES, topics=TOPICS, card=CARDS, year=st.sampled_from([None, 1, 2]))
    def sources_say(
        self, id_: str, title: str, topics: list[str], card: str, year: int | None
    ) -> None:
        safe = title.replace(":", " -")
        self.sources[id_] = paper(
            id_, title, topics=topics, card=card, year=year, path=f"vault/Papers/{safe}.md"
        )

    @rule(a=IDS, b=IDS)
    def sources_swap_places(self, a: str, b: str) -> None:
        if a in self.sources and b in self.sources:
            x, y = self.sources[a], self.sources[b]
            self.sources[a] = Artifact(a, y.path, x.data, x.shape)
            self.sources[b] = Artifact(b, x.path, y.data, y.shape)

    @rule(id_=IDS)
    def sources_drop(self, id_: str) -> None:
        self.sources.pop(id_, None)

    # the user

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, last=st.sampled_from(["\n", "", "\r\n"]))
    def user_writes_free_text(self, seed: int, last: str) -> None:
        self.edit(seed, lambda text: f"{text}{self.token()}{last}")

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, key=st.sampled_from(["title", "year", "rating", "topics"]))
    def user_sets_property(self, seed: int, key: str) -> None:
        self.edit(seed, lambda text: with_property(text, key, self.token()))

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, key=st.sampled_from(["title", "year", "topics"]))
    def user_removes_property(self, seed: int, key: str) -> None:
        self.edit(seed, lambda text: with_property(text, key, None))

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, key=st.sampled_from(["topics", "tags"]), cut=st.booleans())
    def user_edits_list(self, seed: int, key: str, cut: bool) -> None:  # noqa: FBT001
        def change(text: str) -> str:
            part = parse(text).parts.get(f"key:{key}")
            items = list(part.prop.items) if part and part.prop else []
            return with_property(text, key, [*items[cut:], f"#{self.token()}"])

        self.edit(seed, change)

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS)
    def user_comments_a_property(self, seed: int) -> None:
        self.edit(seed, lambda t: t.replace("\nyear: 1\n", f"\nyear: 1 # {self.token()}\n"))

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, crlf=st.booleans())
    def obsidian_rewrites_the_properties(self, seed: int, crlf: bool) -> None:  # noqa: FBT001
        self.edit(seed, lambda text: respelled(text, random.Random(seed), crlf=crlf))

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS)
    def user_edits_inside_a_block(self, seed: int) -> None:
        end = "%% paperkg:end card"
        self.edit(seed, lambda text: text.replace(end, f"{self.token()}\n{end}", 1))

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS)
    def user_removes_a_block(self, seed: int) -> None:
        self.edit(seed, lambda text: without_block(text, "card"))

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, which=st.sampled_from(["begin", "end"]))
    def user_cuts_a_marker(self, seed: int, which: str) -> None:
        self.edit(seed, lambda text: text.replace(f"%% paperkg:{which} card %%", self.token()))

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, how=st.sampled_from([b"---\n", b"\xff", b"\n: [\n", b"title: twice\n"]))
    def user_breaks_a_note(self, seed: int, how: bytes) -> None:
        path = self.pick(seed)
        data = self.store.files[path]
        self.store.files[path] = data.replace(b"\ntype:", b"\n" + how + b"type:", 1)
        self.accept_losses()

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, folder=FOLDERS, name=TITLES)
    def user_moves(self, seed: int, folder: str, name: str) -> None:
        source, target = self.pick(seed), f"{folder}{name.replace(':', ' -')}.md"
        if target not in self.store.files:
            self.store.files[target] = self.store.files.pop(source)

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, folder=FOLDERS)
    def user_duplicates(self, seed: int, folder: str) -> None:
        target = f"{folder}Copy.md"
        self.store.files.setdefault(target, self.store.files[self.pick(seed)])

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS)
    def user_deletes(self, seed: int) -> None:
        del self.store.files[self.pick(seed)]
        self.accept_losses()

    @rule(title=TITLES)
    def user_writes_own_note(self, title: str) -> None:
        path = f"vault/Papers/{title.replace(':', ' -')}.md"
        if path not in self.store.files:
            self.store.files[path] = f"my own {self.token()}\n".encode()

    @rule(gone=st.booleans())
    def user_meddles_with_an_export(self, gone: bool) -> None:  # noqa: FBT001
        if gone:
            self.store.files.pop("export/graph.cypher", None)
        else:
            self.store.files["export/graph.cypher"] = b"mine"

    # sync

    @rule()
    def sync(self) -> None:
        sync(self.store, self.wants())
        files = dict(self.store.files)
        again = sync(self.store, self.wants())
        assert again.changes == ()
        assert self.store.files == files

    @rule()
    def what_was_seen_is_lost(self) -> None:
        for path in [p for p in self.store.files if p.startswith(".paperkg/cache/")]:
            del self.store.files[path]

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS)
    def user_types_while_sync_runs(self, seed: int) -> None:
        plan = plan_for(self.store, self.wants())
        self.user_writes_free_text(seed, "\n")
        carry_out(self.store, plan)

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS)
    def user_deletes_while_sync_runs(self, seed: int) -> None:
        plan = plan_for(self.store, self.wants())
        self.user_deletes(seed)
        carry_out(self.store, plan)

    @rule(title=TITLES)
    def user_makes_a_note_while_sync_runs(self, title: str) -> None:
        plan = plan_for(self.store, self.wants())
        self.user_writes_own_note(title)
        carry_out(self.store, plan)

    @rule(budget=st.integers(0, 12))
    def sync_crashes(self, budget: int) -> None:
        self.store.budget = budget
        try:
            carry_out(self.store, plan_for(self.store, self.wants()))
        except CrashError:
            pass
        finally:
            self.store.budget = None

    @rule()
    def crash_is_invisible(self) -> None:
        """Crashing after any step and then syncing equals syncing once."""
        clean = self.store.copy()
        sync(clean, self.wants())
        steps, crashed = 0, True
        while crashed:
            broken = self.store.copy(budget=steps)
            try:
                carry_out(broken, plan_for(broken, self.wants()))
                crashed = False
            except CrashError:
                broken.budget = None
                sync(broken, self.wants())
            assert without_backups(broken) == without_backups(clean), steps
            steps += 1

    @invariant()
    def nothing_typed_is_lost(self) -> None:
        text = self.text_of_all()
        assert [t for t in self.tokens if t not in text] == []


def without_backups(store: MemoryStore) -> dict[str, bytes]:
    return {p: d for p, d in store.files.items() if not p.startswith(BACKUPS)}


def respelled(text: str, rng: random.Random, *, crlf: bool) -> str:
    """Return the note as an editor writes it that knows the values only."""
    note = parse(text)
    if note.head is None:
        return text
    lines = []
    for name, part in note.parts.items():
        if part.prop is None:
            continue
        key = name.removeprefix("key:")
        if part.prop.opaque:  # no editor keeps a comment, but the user's words count here
            lines.append(text[part.start : part.end].replace("\r\n", "\n"))
        elif part.prop.many and rng.random() < 0.5:
            lines.append(f"{key}: {json.dumps(part.prop.items, ensure_ascii=False)}\n")
        elif part.prop.many:
            items = "".join(f"- {spelled(item, rng)}\n" for item in part.prop.items)
            lines.append(f"{key}:\n{items}" if items else f"{key}: []\n")
        else:
            lines.append(f"{key}: {spelled(part.prop.items[0], rng)}\n")
    rng.shuffle(lines)
    start, end = note.head
    new = text[:start] + "".join(lines) + text[end:]
    new = new.replace("\r\n", "\n")
    return new.replace("\n", "\r\n") if crlf else new


def spelled(item: str, rng: random.Random) -> str:
    if rng.random() < 0.5 and "\n" not in item:
        return "'" + item.replace("'", "''") + "'"
    return json.dumps(item, ensure_ascii=False)


SyncMachine.TestCase.settings = settings(stateful_step_count=25, deadline=None)
TestSync = SyncMachine.TestCase
