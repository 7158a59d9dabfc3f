"""Every row of the table of what can happen to a note or a whole file."""

from __future__ import annotations

import json
import random

import pytest

from paperkg.diagnostics import StoreError
from paperkg.model import Artifact, Shape
from paperkg.sync import Action, Disk, apply, load, make_plan
from paperkg.sync.manifest import newest_last
from paperkg.sync.places import BACKUPS, MANIFEST, TEMPORARY
from paperkg.sync.terms import Terms, restored, taken
from sync.memory_store import MemoryStore
from sync.test_sync_machine import respelled
from sync.vaults import export, paper, plan_for, sync, with_property, without_block

PATH = "vault/Papers/GAIT.md"


def gait(title: str = "GAIT", **more: object) -> Artifact:
    return paper("paper/gait", title, path=PATH, **more)  # type: ignore[arg-type]


@pytest.fixture
def store() -> MemoryStore:
    """A vault with one note."""
    store = MemoryStore()
    sync(store, [gait()])
    return store


def text(store: MemoryStore, path: str = PATH) -> str:
    return store.files[path].decode()


def write(store: MemoryStore, new: str, path: str = PATH) -> None:
    store.files[path] = new.encode()


def codes(store: MemoryStore, *wants: Artifact) -> list[str]:
    return [d.code for d in plan_for(store, wants).diagnostics]


# what the sources do


def test_a_new_note_is_created_as_rendered() -> None:
    store = MemoryStore()
    plan = sync(store, [gait()])
    assert str(plan) == f"+ {PATH}"
    assert text(store) == gait().text


def test_a_second_sync_does_nothing(store: MemoryStore) -> None:
    files = dict(store.files)
    assert sync(store, [gait()]).changes == ()
    assert store.files == files


def test_an_update_names_and_changes_only_the_parts_that_differ(store: MemoryStore) -> None:
    write(store, text(store) + "my words\n")
    plan = sync(store, [gait("New: title", card="new card", topics=["ADMM"])])
    assert str(plan) == f"~ {PATH} (title, topics, card)"
    assert text(store) == gait("New: title", card="new card", topics=["ADMM"]).text + "my words\n"


def test_a_property_that_the_sources_drop_goes(store: MemoryStore) -> None:
    sync(store, [gait(year=None)])
    assert text(store) == gait(year=None).text


def test_an_untouched_note_that_the_sources_drop_is_deleted_into_the_backups(
    store: MemoryStore,
) -> None:
    plan = sync(store, [])
    assert str(plan) == f"- {PATH}"
    assert PATH not in store.files
    assert store.files[f".paperkg/backups/000002/{PATH}"].decode() == gait().text


@pytest.mark.parametrize(
    "edit",
    [
        lambda t: t + "my words\n",
        lambda t: with_property(t, "rating", 5),
        lambda t: with_property(t, "title", "Mine"),
        lambda t: t.replace("a card", "my card"),
        lambda t: without_block(t, "card"),
    ],
)
def test_a_note_that_the_user_wrote_in_is_forgotten_not_deleted(store: MemoryStore, edit) -> None:  # type: ignore[no-untyped-def]
    write(store, edit(text(store)))
    mine = text(store)
    assert [c.action for c in sync(store, []).changes] == [Action.FORGET]
    assert text(store) == mine
    assert load(store).entries == {}
    assert sync(store, []).changes == ()


def test_a_forgotten_note_that_comes_back_keeps_what_is_in_it(store: MemoryStore) -> None:
    write(store, with_property(text(store), "title", "Mine"))
    sync(store, [])
    plan = sync(store, [gait()])
    assert plan.changes == ()
    assert [c.part for c in plan.conflicts] == ["title"]


def test_a_note_moves_when_its_wanted_name_changes(store: MemoryStore) -> None:
    plan = sync(store, [paper("paper/gait", "GAIT", path="vault/Papers/New.md")])
    assert str(plan) == f"> {PATH} -> vault/Papers/New.md"
    assert text(store, "vault/Papers/New.md") == gait().text


def test_two_notes_may_swap_names() -> None:
    store = MemoryStore()
    a, b = paper("paper/a", "A"), paper("paper/b", "B")
    sync(store, [a, b])
    x, y = paper("paper/a", "A", path=b.path), paper("paper/b", "B", path=a.path)
    sync(store, [x, y])
    assert (text(store, b.path), text(store, a.path)) == (a.text, b.text)


def test_a_name_may_change_its_capitals_only(store: MemoryStore) -> None:
    plan = sync(store, [paper("paper/gait", "GAIT", path="vault/Papers/Gait.md")])
    assert str(plan) == f"> {PATH} -> vault/Papers/Gait.md"


# what the user does


def test_what_the_user_changed_stays_while_the_sources_do_not(store: MemoryStore) -> None:
    write(store, with_property(text(store), "title", "Mine"))
    plan = sync(store, [gait()])
    assert (plan.changes, plan.conflicts, plan.diagnostics) == ((), (), ())


def test_a_clash_keeps_the_users_words_and_is_told_every_time(store: MemoryStore) -> None:
    write(store, with_property(text(store), "title", "Mine"))
    for _ in range(3):
        plan = sync(store, [gait("Theirs")])
        assert plan.changes == ()
        assert [(c.path, c.part, c.id) for c in plan.conflicts] == [(PATH, "title", "paper/gait")]
        (told,) = plan.diagnostics
        assert str(told) == (
            f"{PATH}:3: warning V701: you say: title: Mine; the sources say: title: Theirs; "
            "your word stays\n    help: paperkg keep paper/gait title   or, for theirs:   "
            "paperkg take paper/gait title"
        )


def test_a_clash_ends_when_the_user_agrees_or_takes_the_sources_word(store: MemoryStore) -> None:
    write(store, with_property(text(store), "title", "Mine"))
    sync(store, [gait("Theirs")])
    other = store.copy()
    write(other, with_property(text(other), "title", "Theirs"))
    assert sync(other, [gait("Theirs")]).conflicts == ()
    theirs = Terms(choices=taken("paper/gait"))
    assert str(sync(store, [gait("Theirs")], theirs)) == f"~ {PATH} (title)"
    assert text(store) == gait("Theirs").text


def test_a_part_that_the_user_removed_stays_removed(store: MemoryStore) -> None:
    write(store, with_property(without_block(text(store), "card"), "year", None))
    plan = sync(store, [gait()])
    assert (plan.changes, plan.conflicts) == ((), ())
    plan = sync(store, [gait(year=2021, card="new")])
    assert (plan.changes, [c.part for c in plan.conflicts]) == ((), ["card", "year"])


def test_a_block_without_its_end_marker_is_not_written_a_second_time(store: MemoryStore) -> None:
    write(store, text(store).replace("%% paperkg:end card %%\n", ""))
    del store.files[MANIFEST]
    plan = sync(store, [gait(card="new")])
    assert (plan.changes, [c.part for c in plan.conflicts]) == ((), ["card"])


def test_a_block_without_its_end_marker_cannot_be_taken(store: MemoryStore) -> None:
    write(store, text(store).replace("%% paperkg:end card %%\n", ""))
    before = text(store)
    plan = sync(store, [gait(card="new")], Terms(choices=taken("paper/gait")))
    assert (plan.changes, [d.code for d in plan.diagnostics]) == ((), ["V701"])
    assert "'%% paperkg:end card %%' was cut out" in plan.diagnostics[0].message
    assert text(store) == before


@pytest.mark.parametrize(
    "emptied", ["topics:", 'topics: ""', "topics: null", "topics: ~", "topics: []"]
)
def test_a_list_that_the_user_emptied_holds_what_is_new(emptied: str) -> None:
    store = MemoryStore()
    sync(store, [gait(topics=["[[A]]", "[[B]]"])])
    write(store, text(store).replace('topics:\n  - "[[A]]"\n  - "[[B]]"', emptied))
    sync(store, [gait(topics=["[[A]]", "[[B]]", "[[C]]"])])
    assert 'topics:\n  - "[[C]]"\npaperkg_id' in text(store)


def test_items_that_the_user_added_stay_and_removed_ones_stay_away() -> None:
    store = MemoryStore()
    sync(store, [gait(topics=["[[A]]", "[[B]]"])])
    write(store, with_property(text(store), "topics", ["[[B]]", "mine"]))
    plan = sync(store, [gait(topics=["[[A]]", "[[B]]", "[[C]]"])])
    assert str(plan) == f"~ {PATH} (topics)"
    assert '- "[[B]]"\n  - "[[C]]"\n  - mine\n' in text(store)
    assert "[[A]]" not in text(store)
    sync(store, [gait(topics=["[[B]]"])])
    assert 'topics:\n  - "[[B]]"\n  - mine\n' in text(store)


@pytest.mark.parametrize("seed", range(20))
def test_respelled_properties_change_nothing_and_updates_still_arrive(seed: int) -> None:
    store = MemoryStore()
    sync(store, [gait(topics=["[[A]]", "2020", "yes"])])
    new = respelled(text(store), random.Random(seed), crlf=seed % 2 == 0)
    write(store, new)
    assert sync(store, [gait(topics=["[[A]]", "2020", "yes"])]).changes == ()
    assert text(store) == new
    assert str(sync(store, [gait("New", topics=["[[A]]", "2020", "yes"])])) == f"~ {PATH} (title)"
    assert [c.action for c in sync(store, []).changes] == [Action.DELETE]


def test_a_note_that_the_user_moved_is_updated_where_it_is(store: MemoryStore) -> None:
    store.files["vault/Read/Mine.md"] = store.files.pop(PATH)
    assert sync(store, [gait()]).changes == ()
    assert str(sync(store, [gait("New")])) == "~ vault/Read/Mine.md (title)"
    other = paper("paper/gait", "New", path="vault/Papers/Other.md")
    assert sync(store, [other]).changes == ()


def test_a_note_that_the_user_deleted_stays_deleted_until_it_is_asked_for(
    store: MemoryStore,
) -> None:
    del store.files[PATH]
    assert sync(store, [gait()]).changes == ()
    assert sync(store, [gait("New")]).changes == ()
    assert str(sync(store, [gait("New")], Terms(choices=restored(["paper/gait"])))) == f"+ {PATH}"


def test_a_deleted_note_that_the_sources_drop_and_name_again_is_new(store: MemoryStore) -> None:
    del store.files[PATH]
    sync(store, [])
    assert str(sync(store, [gait()])) == f"+ {PATH}"


def test_an_empty_file_is_what_a_power_cut_leaves_and_is_filled(store: MemoryStore) -> None:
    write(store, "")
    assert str(sync(store, [gait()])) == f"~ {PATH}"
    assert text(store) == gait().text


def test_a_duplicate_is_never_touched_and_is_told() -> None:
    store = MemoryStore()
    sync(store, [gait()])
    copy = "vault/A copy.md"
    store.files[copy] = store.files[PATH]
    plan = sync(store, [gait("New")])
    assert str(plan) == f"~ {PATH} (title)"
    assert [(d.code, str(d.origin)) for d in plan.diagnostics] == [("V702", copy)]
    assert codes(store, gait("New")) == ["V702"]
    assert text(store, copy) == gait().text
    sync(store, [])
    assert text(store, copy) == gait().text


def test_what_a_killed_sync_left_half_written_goes() -> None:
    store = MemoryStore()
    sync(store, [gait()])
    store.files[f"vault/Papers/{TEMPORARY}"] = b"half"
    sync(store, [gait("New")])
    assert f"vault/Papers/{TEMPORARY}" not in store.files


def test_a_change_that_was_skipped_is_made_by_the_next_sync() -> None:
    store = MemoryStore()
    sync(store, [gait()])
    plan = plan_for(store, [gait("New")])
    write(store, f"{text(store)}saved at the last moment\n")
    assert [skip.change.id for skip in apply(plan, store).skipped] == ["paper/gait"]
    sync(store, [gait("New")])
    assert "title: New\n" in text(store)
    assert text(store).endswith("saved at the last moment\n")


def test_of_two_equal_states_the_later_counts() -> None:
    older, newer = paper("a", "A"), paper("a", "B")
    one, two = ({"path": a.path, "parts": {}} for a in (older, newer))
    assert newest_last([one, None, two, one]) == (None, two, one)


def test_a_note_that_lies_elsewhere_stays_when_the_sources_drop_it() -> None:
    store = MemoryStore()
    sync(store, [gait()])
    moved = "vault/Kept/GAIT.md"  # or a copy, whose original was deleted
    store.files[moved] = store.files.pop(PATH)
    sync(store, [])
    assert text(store, moved) == gait().text


@pytest.mark.parametrize("name", ["GAIT.md", "gait.md", "Gait.md"])
def test_a_file_in_the_way_stays_and_the_note_gets_a_number(name: str) -> None:
    store = MemoryStore({f"vault/Papers/{name}": b"mine\n"})
    plan = sync(store, [gait()])
    assert str(plan) == "+ vault/Papers/GAIT (2).md"
    for _ in range(2):
        plan = sync(store, [gait()])
        assert (plan.changes, [d.code for d in plan.diagnostics]) == ((), ["V704"])
    del store.files[f"vault/Papers/{name}"]
    plan = sync(store, [gait()])
    assert (plan.changes, plan.diagnostics) == ((), ())


def test_an_unknown_note_with_our_id_is_adopted(store: MemoryStore) -> None:
    write(store, with_property(text(store), "year", None) + "my words\n")
    write(store, with_property(text(store), "title", "Mine"))
    del store.files[MANIFEST]
    plan = sync(store, [gait()])
    assert str(plan) == f"~ {PATH} (year)"
    assert [c.part for c in plan.conflicts] == ["title"]
    assert text(store).endswith("my words\n")


def test_a_lost_manifest_costs_nothing_where_nothing_was_edited(store: MemoryStore) -> None:
    del store.files[MANIFEST]
    assert sync(store, [gait()]).changes == ()
    assert str(sync(store, [])) == f"- {PATH}"


# what cannot be read


@pytest.mark.parametrize(
    "broken",
    [
        b"---\npaperkg_id: paper/gait\ntitle: [\n---\n",
        b"---\npaperkg_id: paper/gait\ntitle: a\ntitle: b\n---\n",
        b"---\npaperkg_id: paper/gait\nno end\n",
        b"---\npaperkg_id: paper/gait\n---\n\xff\n",
    ],
)
@pytest.mark.parametrize("wanted", [True, False])
def test_an_unreadable_note_stays_byte_for_byte(
    store: MemoryStore, broken: bytes, *, wanted: bool
) -> None:
    store.files[PATH] = broken
    plan = sync(store, [gait("New")] if wanted else [])
    assert (plan.changes, [d.code for d in plan.diagnostics]) == ((), ["V703"])
    assert store.files[PATH] == broken
    store.files[PATH] = gait().text.encode()
    assert str(sync(store, [gait("New")])) == f"~ {PATH} (title)"


@pytest.mark.parametrize("text_", ["no properties\n", "---\ntitle: [\n---\n", "---\nx: 1\n---\n"])
def test_a_broken_template_leaves_its_notes_alone(store: MemoryStore, text_: str) -> None:
    plan = sync(store, [Artifact("paper/gait", PATH, text_.encode(), Shape.NOTE)])
    assert (plan.changes, [d.code for d in plan.diagnostics]) == ((), ["V705"])
    assert str(sync(store, [gait("New")])) == f"~ {PATH} (title)"


def test_held_notes_are_left_exactly_as_they_are(store: MemoryStore) -> None:
    for wants in ([], [gait("New")]):
        plan = make_plan(wants, load(store), Disk.of(store), Terms(held_ids={"paper/gait"}))
        assert plan.changes == ()
        assert plan.manifest.entries == load(store).entries


def test_a_vault_that_is_gone_is_not_taken_for_deleted_notes() -> None:
    class Gone(MemoryStore):
        def stat(self, path: str):  # type: ignore[no-untyped-def]
            return None if path == "vault" else super().stat(path)

    store = Gone()
    sync(store, [gait()])
    del store.files[PATH]
    with pytest.raises(StoreError, match="vault/ is gone, and 1 notes with it"):
        plan_for(store, [gait()])


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b'{"format":1,"files":{"a":{"path":1}}}', b"<<<<<<< ours\n", b"\xff"],
)
def test_a_damaged_manifest_counts_as_lost_and_is_told(store: MemoryStore, damage: bytes) -> None:
    whole = store.files[MANIFEST]
    store.files[MANIFEST] = damage
    plan = sync(store, [gait()])
    assert (plan.changes, [d.code for d in plan.diagnostics]) == ((), ["V706"])
    assert store.files[MANIFEST] == whole


def test_the_manifest_of_a_newer_paperkg_is_refused(store: MemoryStore) -> None:
    store.files[MANIFEST] = store.files[MANIFEST].replace(b'"format":2', b'"format":3')
    with pytest.raises(StoreError, match="upgrade"):
        load(store)


def test_the_manifest_is_one_line_a_note_sorted_and_without_times() -> None:
    stores = [MemoryStore(), MemoryStore()]
    wants = [paper("paper/b", "B"), paper("paper/a", "论文"), export("x")]
    sync(stores[0], wants)
    sync(stores[1], reversed(wants))
    assert stores[0].files == stores[1].files
    lines = stores[0].files[MANIFEST].decode().splitlines()
    assert [line.split('":')[0] for line in lines[1:-1]] == [
        '"export/graph.cypher',
        '"paper/a',
        '"paper/b',
    ]
    assert "论文" in lines[2]


# whole files


def test_a_whole_file_follows_the_sources() -> None:
    store = MemoryStore()
    assert str(sync(store, [export("1")])) == "+ export/graph.cypher"
    assert str(sync(store, [export("2")])) == "~ export/graph.cypher"
    assert store.files["export/graph.cypher"] == b"2"
    assert str(sync(store, [])) == "- export/graph.cypher"


@pytest.mark.parametrize("known", [True, False])
def test_a_file_that_paperkg_did_not_write_goes_to_the_backups_first(*, known: bool) -> None:
    store = MemoryStore()
    if known:
        sync(store, [export("1")])
    store.files["export/graph.cypher"] = b"mine"
    plan = sync(store, [export("1")])
    assert str(plan) == (
        "~ export/graph.cypher (not as paperkg wrote it; the old file goes to the backups)"
    )
    run = store.folders(BACKUPS)[-1]
    assert store.files[f"{BACKUPS}/{run}/export/graph.cypher"] == b"mine"


def test_a_whole_file_that_the_user_deleted_comes_back() -> None:
    store = MemoryStore()
    sync(store, [export("1")])
    del store.files["export/graph.cypher"]
    assert str(sync(store, [export("1")])) == "+ export/graph.cypher"


def test_a_file_that_is_as_wanted_already_is_adopted() -> None:
    store = MemoryStore({"export/graph.cypher": b"1"})
    assert sync(store, [export("1")]).changes == ()
    assert str(sync(store, [])) == "- export/graph.cypher"


def test_a_dropped_file_that_the_user_changed_stays() -> None:
    store = MemoryStore()
    sync(store, [export("1")])
    store.files["export/graph.cypher"] = b"mine"
    assert [c.action for c in sync(store, []).changes] == [Action.FORGET]
    assert store.files["export/graph.cypher"] == b"mine"


# what is not read


class CountingStore(MemoryStore):
    """Remembers what was read of the outputs."""

    reads: list[str]

    def read(self, path: str) -> bytes:
        if not path.startswith(".paperkg/"):
            self.reads.append(path)
        return super().read(path)


def test_only_what_differs_is_read() -> None:
    store = CountingStore()
    store.reads = []
    store.files["vault/own.md"] = b"mine"
    wants = [paper(f"paper/{n}", f"P{n}") for n in range(5)]
    sync(store, wants)
    store.reads.clear()
    assert sync(store, wants).changes == ()
    assert store.reads == []
    store.files["vault/Papers/P1.md"] += b"words\n"
    wants[2] = paper("paper/2", "P2", card="new")
    sync(store, wants)
    assert set(store.reads) == {"vault/Papers/P1.md", "vault/Papers/P2.md"}
    store.reads.clear()
    make_plan(wants, load(store), Disk.of(store, trust_stats=False))
    assert len(set(store.reads)) == 6


def test_a_manifest_from_elsewhere_makes_notes_be_looked_at_again(store: MemoryStore) -> None:
    older = store.files[MANIFEST]
    sync(store, [gait("New")])
    newer = store.files[MANIFEST]
    store.files[MANIFEST] = older  # as a checkout of another commit does
    assert sync(store, [gait("New")]).changes == ()
    now, then = (json.loads(data)["files"] for data in (store.files[MANIFEST], newer))
    del then["paper/gait"]["past"]  # which is what only the other record knows
    assert now == then


def test_an_older_copy_of_a_note_gets_its_block_back_and_keeps_its_properties(
    store: MemoryStore,
) -> None:
    write(store, f"{text(store)}my words\n")
    older = text(store)
    sync(store, [gait("New", card="new")])
    write(store, older)
    plan = sync(store, [gait("New", card="new")])
    assert [change.parts for change in plan.changes] == [("card",)]
    assert "title: GAIT\n" in text(store)  # that may be the user's word
    assert text(store).endswith("my words\n")
    edited = older.replace("%% paperkg:end", "mine\n%% paperkg:end")
    write(store, edited)
    assert sync(store, [gait("New", card="new")]).changes == ()


def test_no_more_than_the_last_few_texts_of_a_part_are_remembered(store: MemoryStore) -> None:
    for number in range(20):
        sync(store, [gait(f"Title {number}")])
    (entry,) = json.loads(store.files[MANIFEST])["files"].values()
    assert len(entry["past"]["key:title"]) == 8


def test_a_plan_is_serialised(store: MemoryStore) -> None:
    plan = plan_for(store, [gait("New"), export("1")])
    assert json.loads(json.dumps(plan.as_json()))["changes"] == [
        {
            "action": "create",
            "id": "export/graph.cypher",
            "path": "export/graph.cypher",
            "target": "export/graph.cypher",
            "parts": [],
            "remark": "",
        },
        {
            "action": "update",
            "id": "paper/gait",
            "path": PATH,
            "target": PATH,
            "parts": ["title"],
            "remark": "",
        },
    ]
    assert plan.counts() == {"delete": 0, "move": 0, "create": 1, "update": 1, "forget": 0}


def test_planning_changes_nothing(store: MemoryStore) -> None:
    files = dict(store.files)
    plan_for(store, [gait("New"), export("1")])
    assert store.files == files
