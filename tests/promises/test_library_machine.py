"""A library, its sources and its vault, edited by a user who does anything at any time.

The laws hold after every sync: no word that the user typed is lost, what they deleted stays
deleted, a second sync is empty, the notes say what the graph says, and a clone without
`.paperkg/` loses nothing and doubles nothing.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from paperkg import sources
from paperkg import sync as sync_package
from paperkg.diagnostics import PaperkgError, StoreError
from paperkg.sync.note import KEY, UnreadableError, parse
from paperkg.sync.places import PENDING
from promises.libraries import BLOCK, Play
from promises.views import disagreements
from sync.test_sync_machine import respelled
from sync.vaults import with_property, without_block

EXAMPLES = int(os.environ.get("MACHINE_EXAMPLES", "500"))
STEPS = 30
pytestmark = pytest.mark.timeout(0)  # thousands of libraries take their time
PAPERS = st.sampled_from(["One", "Two", "Three"])
TITLES = st.sampled_from(["Alpha", "alpha", "Beta: a title", "论文：题目", "aux", "A/B"])
NAMES = st.sampled_from(["Ann Lee", "Bo Li", "李 博"])
TOPICS = st.lists(st.sampled_from(["SGD", "ADMM", "优化"]), max_size=2, unique=True)
SEEDS = st.integers(0, 2**32)
IDEAS = st.sampled_from(["Spark", "谱", "Alpha", "spark"])
COUNTED = {"examples": 0, "steps": 0}


class CrashingStore(sync_package.DirectoryStore):
    """A disk that stops after so many writing steps: the machine, or the disk is full."""

    budget: int | None = None
    error: type[BaseException] = KeyboardInterrupt
    sealed: str = ""
    """A file that may be neither read nor written."""

    def read(self, path: str) -> bytes:
        self._refuse(path)
        return super().read(path)

    def _refuse(self, *paths: str) -> None:
        if CrashingStore.sealed in paths:
            raise StoreError(f"{CrashingStore.sealed}: permission denied")

    def _spend(self, *paths: str) -> None:
        self._refuse(*paths)
        if CrashingStore.budget is not None:
            if CrashingStore.budget == 0:
                raise CrashingStore.error("stopped")
            CrashingStore.budget -= 1

    def write(self, path: str, data: bytes, *, durable: bool) -> None:
        self._spend(path)
        super().write(path, data, durable=durable)

    def move(self, source: str, target: str) -> None:
        self._spend(source, target)
        super().move(source, target)

    def keep(self, source: str, target: str) -> None:
        self._spend(source, target)
        super().keep(source, target)

    def remove(self, path: str) -> None:
        self._spend(path)
        super().remove(path)


class LibraryMachine(RuleBasedStateMachine):
    """Sources and user take turns; sync comes whenever."""

    def __init__(self) -> None:
        super().__init__()
        COUNTED["examples"] += 1
        self.play = Play()
        self.papers: dict[str, dict[str, Any]] = {}
        self.same: list[list[str]] = []
        self.words: set[str] = set()
        self.in_blocks: set[str] = set()
        self.counter = 0
        self.deleted: set[str] = set()
        self.older: dict[str, bytes] = {}
        self.older_sources: tuple[dict[str, dict[str, Any]], list[list[str]]] = ({}, [])
        self.spoilt = b""

    def teardown(self) -> None:
        self.play.close()

    # the sources

    def write_sources(self) -> None:
        self.play.records("papers.yaml", {"papers": list(self.papers.values())})
        ideas = [
            {"text": f"an idea on {p['title']}", "relates_to": [p["title"]]}
            for p in self.papers.values()
        ][:1]
        self.play.records("ideas.yaml", {"ideas": ideas})
        self.play.write("data/identity.yaml", json.dumps({"same_as": self.same}))

    @initialize(title=TITLES, name=NAMES)
    def begin(self, title: str, name: str) -> None:
        self.papers["One"] = self.paper("One", title, name, 2020, ["SGD"])
        self.write_sources()
        self.sync()

    def paper(
        self, key: str, title: str, name: str, year: int, topics: list[str]
    ) -> dict[str, Any]:
        return {
            "title": f"{title} {key}",
            "arxiv": f"2001.0000{['One', 'Two', 'Three'].index(key) + 1}",
            "year": year,
            "authors": [{"name": name, "at": "MIT"}],
            "topics": topics,
        }

    @rule(key=PAPERS, title=TITLES, name=NAMES, year=st.integers(2019, 2021), topics=TOPICS)
    def sources_say(self, key: str, title: str, name: str, year: int, topics: list[str]) -> None:
        self.papers[key] = self.paper(key, title, name, year, topics)
        self.write_sources()

    @precondition(lambda self: len(self.papers) > 1)
    @rule(key=PAPERS)
    def sources_drop(self, key: str) -> None:
        if len(self.papers) > 1:
            self.papers.pop(key, None)
        self.write_sources()

    @precondition(lambda self: len(self.papers) > 1)
    @rule(apart=st.booleans())
    def a_person_unites_or_parts_two_papers(self, apart: bool) -> None:  # noqa: FBT001
        titles = [p["title"] for p in self.papers.values()][:2]
        self.same = [] if apart else [titles]
        self.write_sources()

    @rule(how=st.sampled_from([b"\xff\xfe\xfa", b"papers: [", b""]))
    def a_source_turns_unreadable_for_a_while(self, how: bytes) -> None:
        self.play.write("data/papers.yaml", how or b"papers: {")
        self.sync()
        self.write_sources()

    # the user

    def notes(self) -> list[str]:
        return self.play.notes()

    def pick(self, seed: int) -> str:
        return random.Random(seed).choice(self.notes())

    def word(self) -> str:
        self.counter += 1
        self.words.add(f"word{self.counter}x")
        return f"word{self.counter}x"

    def edit(self, seed: int, change: Callable[[str], str]) -> None:
        """Let the user edit a note; what they take out themselves is not ours to keep."""
        path = self.pick(seed)
        try:
            text = self.play.text(path)
            parse(text)
            new = change(text)
            self.play.write(path, new)
            self.words -= self.typed(text) - self.typed(new)
        except (UnicodeDecodeError, UnreadableError):
            pass
        self.accept_losses()

    def put(self, seed: int, key: str, change: Callable[[list[str]], Any]) -> None:
        """Let the user change a property; the words that it had are theirs to give up."""

        def with_new(text: str) -> str:
            part = parse(text).parts.get(KEY + key)
            old = list(part.prop.items) if part and part.prop else []
            new = change(old)
            self.words -= {w for w in self.words if w in str(old) and w not in str(new)}
            return with_property(text, key, new)

        self.edit(seed, with_new)

    def accept_losses(self) -> None:
        """Forget what the user threw away, also where a block of another note repeats it."""
        self.words &= self.typed(self.play.words())

    def typed(self, text: str) -> set[str]:
        """Return the user's words in a text, but for those that only a block repeats."""
        outside = BLOCK.sub("", text)
        return {w for w in self.words if w in (text if w in self.in_blocks else outside)}

    def no_word_is_lost(self) -> None:
        text = self.play.words()
        lost = sorted(word for word in self.words if word not in text)
        assert lost == [], lost

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, last=st.sampled_from(["\n", "", "\r\n"]))
    def user_writes_free_text(self, seed: int, last: str) -> None:
        self.edit(seed, lambda text: f"{text}{self.word()}{last}")

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, key=st.sampled_from(["title", "rating", "topics", "name", "status"]))
    def user_sets_a_property(self, seed: int, key: str) -> None:
        self.put(seed, key, lambda _: self.word())

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, year=st.integers(2000, 2003))
    def user_corrects_a_year(self, seed: int, year: int) -> None:
        self.edit(seed, lambda text: text.replace("\nyear: 20", f"\nyear: {year} # 20", 1)
                  if seed % 2 else with_property(text, "year", year))  # fmt: skip

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, key=st.sampled_from(["title", "year", "topics", "authors"]))
    def user_removes_a_property(self, seed: int, key: str) -> None:
        self.put(seed, key, lambda _: None)

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, key=st.sampled_from(["topics", "tags", "aliases"]), cut=st.booleans())
    def user_edits_a_list(self, seed: int, key: str, cut: bool) -> None:  # noqa: FBT001
        self.put(seed, key, lambda old: [*old[cut:], self.word()])

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, other=SEEDS, inline=st.booleans())
    def user_links_two_notes(self, seed: int, other: int, inline: bool) -> None:  # noqa: FBT001
        target = self.pick(other).rpartition("/")[2].removesuffix(".md")

        def change(text: str) -> str:
            if inline:
                return f"{text}\n(relates_to:: [[{target}]]) {self.word()}\n"
            return with_property(text, "relates_to", [f"[[{target}]]"])

        self.edit(seed, change)

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, crlf=st.booleans(), mark=st.booleans())
    def obsidian_rewrites_the_properties(self, seed: int, crlf: bool, mark: bool) -> None:  # noqa: FBT001
        def change(text: str) -> str:
            new = respelled(text, random.Random(seed), crlf=crlf)
            return f"\ufeff{new.removeprefix(chr(0xFEFF))}" if mark else new

        self.edit(seed, change)

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS)
    def user_edits_inside_a_block(self, seed: int) -> None:
        end, word = "%% paperkg:end card", self.word()
        self.in_blocks.add(word)
        self.edit(seed, lambda text: text.replace(end, f"{word}\n{end}", 1))

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, which=st.sampled_from(["begin", "end", "both"]))
    def user_cuts_markers(self, seed: int, which: str) -> None:
        def change(text: str) -> str:
            if which == "both":
                return without_block(text, "card")
            return text.replace(f"%% paperkg:{which} card %%", self.word())

        self.edit(seed, change)

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, how=st.sampled_from([b"---\n", b"\xff", b"\n: [\n", b"type: twice\n"]))
    def user_breaks_a_note(self, seed: int, how: bytes) -> None:
        path = self.play.root / self.pick(seed)
        path.write_bytes(path.read_bytes().replace(b"\npaperkg_id:", b"\n" + how + b"paperkg_id:"))
        self.accept_losses()

    @precondition(lambda self: self.notes())
    @rule(
        seed=SEEDS,
        folder=st.sampled_from(["", "Read", "Papers"]),
        name=TITLES,
        app=st.booleans(),
    )
    def user_moves_or_renames(self, seed: int, folder: str, name: str, app: bool) -> None:  # noqa: FBT001
        source = self.play.root / self.pick(seed)
        stem = source.stem.swapcase() if name == "aux" else name.replace("/", "-")
        parent = self.play.root / "vault" / folder if folder else source.parent
        self.rename(source, parent / f"{stem.replace(':', ' -')}.md", app=app)

    def rename(self, source: Any, target: Any, *, app: bool) -> None:
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
        if not app:
            return
        for path in self.notes():  # as Obsidian does with the links to a note that it renames
            place = self.play.root / path
            old, new = (f"[[{p.stem}]]".encode() for p in (source, target))
            data = place.read_bytes()
            if old in data:
                place.write_bytes(data.replace(old, new))

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, name=st.sampled_from(["Copy", "One (conflicted copy 2026-11-24)"]))
    def a_note_is_duplicated(self, seed: int, name: str) -> None:
        source = self.play.root / self.pick(seed)
        target = source.with_name(f"{name}.md")
        if not target.exists():
            shutil.copy2(source, target)

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS)
    def user_deletes(self, seed: int) -> None:
        path = self.pick(seed)
        id_ = self.play.id_of(path)
        (self.play.root / path).unlink()
        # what no whole sync has recorded was never there for anybody but the user
        whole = not (self.play.root / PENDING).exists()
        if whole and id_ in self.play.recorded() and not self.play.paths_of(id_):
            self.deleted.add(id_)
        self.accept_losses()

    @rule(name=IDEAS, linked=st.booleans())
    def user_writes_an_idea(self, name: str, linked: bool) -> None:  # noqa: FBT001
        path = f"vault/Ideas/{name}.md"
        if not (self.play.root / path).exists():
            head = "---\nstatus: seed\nrelates_to: '[[Alpha One]]'\n---\n" if linked else ""
            self.play.write(path, f"{head}{self.word()} is an idea\n")

    @rule(name=TITLES, folder=st.booleans())
    def something_stands_where_a_note_is_wanted(self, name: str, folder: bool) -> None:  # noqa: FBT001
        path = f"vault/Papers/{name.replace('/', '-').replace(':', ' -')} One.md"
        if not (self.play.root / path).exists():
            self.play.write(f"{path}/x.md" if folder else path, f"my own {self.word()}\n")

    # the world

    @rule(what=st.sampled_from(["all", "manifest", "ledger", "cache", "garbled"]))
    def the_record_is_lost(self, what: str) -> None:
        state = self.play.root / ".paperkg"
        if what == "all":
            shutil.rmtree(state, ignore_errors=True)
        elif what == "cache":
            shutil.rmtree(state / "cache", ignore_errors=True)
        elif what == "garbled" and (state / "manifest.json").exists():
            (state / "manifest.json").write_text("{")
        else:
            (state / f"{what}.json").unlink(missing_ok=True)
        if what in ("all", "manifest", "garbled"):
            self.deleted.clear()  # nobody knows any more

    @rule()
    def the_vault_is_copied(self) -> None:
        self.older = self.play.files("vault")
        self.older_sources = (dict(self.papers), self.same)

    @precondition(lambda self: self.older)
    @rule(record=st.booleans(), data=st.booleans())
    def an_older_copy_of_the_vault_comes_back(self, record: bool, data: bool) -> None:  # noqa: FBT001
        shutil.rmtree(self.play.root / "vault", ignore_errors=True)
        for path, content in self.older.items():
            self.play.write(path, content)
        if data:  # another branch was checked out
            self.papers, self.same = dict(self.older_sources[0]), self.older_sources[1]
            self.write_sources()
        if not record:  # a clone of a repository that leaves .paperkg/ out
            shutil.rmtree(self.play.root / ".paperkg", ignore_errors=True)
        self.deleted.clear()
        self.accept_losses()

    @rule(own=st.booleans())
    def templates_change(self, own: bool) -> None:  # noqa: FBT001
        template = "{% extends '_layout.md.j2' %}{% block heading %}# by hand{% endblock %}\n"
        if own:
            self.play.write("vault_templates/paper.md.j2", template)
        else:
            shutil.rmtree(self.play.root / "vault_templates", ignore_errors=True)

    # sync

    @rule()
    def sync(self) -> None:
        COUNTED["steps"] += 1
        outcome = self.play.sync()
        before = self.play.files("vault", "export", "data")
        again = self.play.sync()
        assert again.lines == (), again.lines
        assert self.play.files("vault", "export", "data") == before
        self.laws([*outcome.diagnostics, *again.diagnostics])

    def forget_dropped(self) -> None:
        """Forget deletions of what the sources drop: what they name anew is new."""
        if self.deleted:
            self.deleted &= self.play.library().graph.nodes.keys()

    def laws(self, told: list[Any]) -> None:
        self.no_word_is_lost()
        self.deleted &= self.play.nodes().keys()
        back = [id_ for id_ in self.deleted if self.play.paths_of(id_)]
        assert back == [], back
        if not any(d.code == "S101" for d in told):  # notes wait for a source that is ill
            differ = disagreements(self.play, told)
            assert differ == [], differ

    @rule(budget=st.integers(0, 30), full=st.booleans())
    def sync_breaks_off(self, budget: int, full: bool) -> None:  # noqa: FBT001
        CrashingStore.budget = budget
        CrashingStore.error = StoreError if full else KeyboardInterrupt
        try:
            self.play.sync()
        except (KeyboardInterrupt, StoreError):
            pass
        finally:
            CrashingStore.budget = None
        self.forget_dropped()
        self.no_word_is_lost()

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS)
    def a_note_may_not_be_opened_for_a_while(self, seed: int) -> None:
        CrashingStore.sealed = self.pick(seed)
        try:
            before = (self.play.root / CrashingStore.sealed).read_bytes()
            self.play.sync()
            assert (self.play.root / CrashingStore.sealed).read_bytes() == before
        except StoreError as error:
            assert "permission denied" in str(error)  # noqa: PT017 - either way is right
        finally:
            CrashingStore.sealed = ""
        self.forget_dropped()
        self.no_word_is_lost()

    @rule()
    def two_syncs_at_once(self) -> None:
        before = self.play.files("vault", "export", "data")
        self.play.write("data/one more.yaml", "papers: []\n")
        with sync_package.DirectoryStore(self.play.root).lock(), pytest.raises(PaperkgError):
            self.play.sync()
        (self.play.root / "data/one more.yaml").unlink()
        assert self.play.files("vault", "export", "data") == before

    @precondition(lambda self: self.notes())
    @rule(seed=SEEDS, how=st.sampled_from(["keep", "take", "restore", "undo"]))
    def user_settles(self, seed: int, how: str) -> None:
        try:
            if how == "undo":
                self.play.library().undo()
                self.deleted.clear()
            elif how == "restore":
                id_ = random.Random(seed).choice(sorted(self.play.library().graph.nodes))
                self.deleted.discard(id_)
                self.play.library().restore(id_)
            else:
                id_ = self.play.id_of(self.pick(seed))
                if id_:
                    getattr(self.play.library(), how)(id_)
        except PaperkgError:
            pass
        self.forget_dropped()
        if how == "take":  # the user gives their own value up
            self.accept_losses()
        self.no_word_is_lost()

    @rule()
    def a_clone_without_the_record_loses_and_doubles_nothing(self) -> None:
        self.sync()
        clone = self.play.clone()
        try:
            ids = {path: clone.id_of(path) for path in clone.notes()}
            clone.sync()
            text = clone.words()
            lost = sorted(word for word in self.words if word not in text)
            assert lost == [], lost
            old, new = self.play.nodes().keys(), clone.nodes().keys()
            # of a note that is gone or broken, or has another name where the user's words
            # stand in the way of the new one, nobody can tell the id any more
            unknown = {id_ for id_ in old if not self.play.is_told(id_)}
            assert old - new <= unknown, (old - new, unknown)
            # a note without a block is the user's own where no record says otherwise
            more = [id_ for id_ in new - old if not clone.is_homemade(id_)]
            assert len(more) <= len(unknown), (more, unknown)
            twice = [
                id_
                for id_ in clone.nodes()
                if len(clone.paths_of(id_)) > max(1, list(ids.values()).count(id_))
            ]
            assert twice == [], twice
            before = clone.files("vault", "export", "data")
            assert clone.sync().lines == ()
            assert clone.files("vault", "export", "data") == before
        finally:
            clone.close()


@pytest.fixture(autouse=True, scope="module")
def _small_and_breakable(say: Callable[[str], None]) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "SHIPPED", ())  # thousands of syncs of a few notes
        patch.setattr(sync_package, "DirectoryStore", CrashingStore)
        yield
    say(f"{COUNTED['examples']} libraries, {STEPS} steps each, {COUNTED['steps']} whole syncs")


LibraryMachine.TestCase.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None
)
TestLibrary = LibraryMachine.TestCase
