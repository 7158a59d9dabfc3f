from __future__ import annotations

from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from paperkg.diagnostics import StoreError
from paperkg.model import Artifact
from paperkg.sync import DirectoryStore, Disk, apply, load, make_plan, undo
from paperkg.sync.places import PENDING
from sync.memory_store import CrashError, MemoryStore
from sync.vaults import export, paper, plan_for, sync

A, PATH = "paper/a", "vault/Papers/A.md"


def visible(store: MemoryStore) -> dict[str, bytes]:
    return {p: d for p, d in store.files.items() if p.startswith(("vault/", "export/", "data/"))}


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    sync(store, [paper(A, "A"), export("1")])
    return store


def test_undo_brings_back_what_the_last_sync_changed(store: MemoryStore) -> None:
    before = visible(store)
    later = [paper(A, "A", year=2021), paper("paper/b", "B"), export("2")]
    sync(store, later)
    after = visible(store)
    assert undo(store).lines == (
        "- vault/Papers/B.md",
        "~ export/graph.cypher",
        "~ vault/Papers/A.md",
    )
    assert visible(store) == before
    sync(store, later)
    assert visible(store) == after


def test_undo_twice_goes_back_two_syncs(store: MemoryStore) -> None:
    sync(store, [paper(A, "A", year=2021), export("1")])
    sync(store, [paper(A, "A", year=2022), export("1")])
    undo(store)
    assert b"year: 2021" in store.files[PATH]
    undo(store)
    assert b"year: 2020" in store.files[PATH]
    undo(store)
    assert not visible(store)
    with pytest.raises(StoreError, match="no sync to undo"):
        undo(store)


def test_what_was_edited_since_is_left_and_told(store: MemoryStore) -> None:
    sync(store, [paper(A, "A", year=2021), paper("paper/b", "B"), export("1")])
    store.files[PATH] += b"my words\n"
    done = undo(store)
    assert done.left == (f"{PATH}: it was edited since, or a file stands in its way; it stays",)
    assert done.lines == ("- vault/Papers/B.md",)
    assert b"my words" in store.files[PATH]
    assert b"year: 2021" in store.files[PATH]
    assert str(sync(store, [paper(A, "A", year=2021), export("1")])) == ""


def test_what_lies_beside_stays_with_the_notes_that_are_left(store: MemoryStore) -> None:
    store.files["data/c.yaml"] = b"new"
    apply(plan_for(store, [paper(A, "A", year=2021), export("1")]), store, {"data/c.yaml": "old"})
    store.files[PATH] += b"my words\n"
    assert [line.partition(":")[0] for line in undo(store).left] == [PATH, "data/c.yaml"]
    assert store.files["data/c.yaml"] == b"new"


def test_a_note_deleted_by_sync_comes_back(store: MemoryStore) -> None:
    before = visible(store)
    sync(store, [export("1")])
    undo(store)
    assert visible(store) == before


def test_what_the_user_wrote_before_the_sync_stays(store: MemoryStore) -> None:
    store.files[PATH] += b"my words\n"
    before = visible(store)
    sync(store, [paper(A, "A", year=2021), export("1")])
    undo(store)
    assert visible(store) == before


def test_two_notes_that_changed_places_change_back(store: MemoryStore) -> None:
    a, b = paper(A, "A", path="vault/X.md"), paper("paper/b", "B", path="vault/Y.md")
    sync(store, [a, b])
    before = visible(store)
    sync(store, [Artifact(A, b.path, a.data, a.shape), Artifact(b.id, a.path, b.data, b.shape)])
    assert visible(store) != before
    undo(store)
    assert visible(store) == before


def test_files_that_a_sync_wrote_beside_are_put_back(store: MemoryStore) -> None:
    later = [paper(A, "A", year=2021), export("1")]
    for before in (None, "old"):
        store.files["data/c.yaml"] = b"new"
        apply(plan_for(store, later), store, {"data/c.yaml": before})
        undo(store)
        assert store.files.get("data/c.yaml") == (before.encode() if before else None)
    store.files["data/c.yaml"] = b"new"
    apply(plan_for(store, later), store, {"data/c.yaml": "old"})
    store.files["data/c.yaml"] = b"mine"
    assert [line.partition(":")[0] for line in undo(store).left] == ["data/c.yaml"]
    assert store.files["data/c.yaml"] == b"mine"


def test_a_sync_that_was_broken_off_is_completed_first(store: MemoryStore) -> None:
    wants = [paper(A, "A", year=2021), paper("paper/b", "B"), export("2")]
    store.budget = 6
    with pytest.raises(CrashError):
        apply(plan_for(store, wants), store)
    store.budget = None
    assert PENDING in store.files
    with pytest.raises(StoreError, match="broken off"):
        undo(store)
    sync(store, wants)
    undo(store)


WORLD = st.dictionaries(
    st.sampled_from(["paper/a", "paper/b", "paper/c"]),
    st.tuples(st.sampled_from(["X", "Y", "Z"]), st.integers(2019, 2021)),
    max_size=3,
)


def artifacts(world: dict[str, tuple[str, int]]) -> list[Artifact]:
    notes = [
        paper(id_, f"{name} {id_[-1]}", year=year, path=f"vault/{name} {id_[-1]}.md")
        for id_, (name, year) in world.items()
    ]
    return [*notes, export(str(sorted(world.items())))]


@given(WORLD, WORLD)
def test_undo_is_the_way_back_and_a_sync_the_way_forth(
    first: dict[str, tuple[str, int]], second: dict[str, tuple[str, int]]
) -> None:
    store = MemoryStore()
    sync(store, artifacts(first))
    before = visible(store)
    sync(store, artifacts(second))
    after = visible(store)
    if before == after:
        return
    steps, crashed = 0, True
    while crashed:
        broken = store.copy(budget=steps)
        try:
            undo(broken)
            crashed = False
            assert visible(broken) == before
        except CrashError:
            pass
        broken.budget = None
        sync(broken, artifacts(second))
        assert visible(broken) == after
        steps += 1


def test_undo_on_a_real_disk(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path)
    for year in (2020, 2021):
        wants = [paper(A, "A", year=year), export(str(year))]
        apply(make_plan(wants, load(store), Disk.of(store)), store)
    undo(store)
    assert b"year: 2020" in (tmp_path / PATH).read_bytes()
    assert (tmp_path / "export/graph.cypher").read_bytes() == b"2020"
