"""Both stores keep the same promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from paperkg.diagnostics import StoreError
from paperkg.sync import DirectoryStore, Store
from paperkg.sync.places import TRANSIT
from paperkg.sync.store import RefusedError
from sync.memory_store import MemoryStore


@pytest.fixture(params=["memory", "directory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemoryStore() if request.param == "memory" else DirectoryStore(tmp_path)


@pytest.mark.parametrize("durable", [True, False])
def test_what_is_written_is_read(store: Store, *, durable: bool) -> None:
    for data in (b"a\r\n\0\xff", b"", b"shorter"):
        store.write("vault/深/a b.md", data, durable=durable)
        assert store.read("vault/深/a b.md") == data


def test_outputs_are_seen_and_nothing_else(store: Store) -> None:
    seen = ["vault/a.md", "vault/x/b.pdf", "export/csv/c.csv", f"{TRANSIT}/d.md", "vault/.e"]
    for path in (*seen, "vault/.obsidian/app.json", "data/f.md", ".paperkg/manifest.json"):
        store.write(path, b"x", durable=False)
    assert sorted(store.look()) == sorted(seen)


def test_a_change_is_seen(store: Store) -> None:
    store.write("vault/a.md", b"1", durable=False)
    before = store.stat("vault/a.md")
    store.write("vault/a.md", b"2", durable=False)
    assert store.stat("vault/a.md") not in (before, None)
    assert store.look()["vault/a.md"] == store.stat("vault/a.md")


def test_nothing_is_nothing(store: Store) -> None:
    assert store.stat("vault/a.md") is None
    assert store.folders(".paperkg/backups") == []
    with pytest.raises(StoreError):
        store.read("vault/a.md")


def test_a_move_keeps_the_content_and_never_lands_on_a_file(store: Store) -> None:
    store.write("vault/a.md", b"a", durable=False)
    store.write("vault/b.md", b"b", durable=False)
    store.move("vault/a.md", "vault/new/c.md")
    assert store.read("vault/new/c.md") == b"a"
    with pytest.raises(RefusedError, match="a file appeared there"):
        store.move("vault/new/c.md", "vault/b.md")
    assert (store.read("vault/b.md"), store.read("vault/new/c.md")) == (b"b", b"a")


def test_what_is_kept_outlives_a_new_version(store: Store) -> None:
    store.write("vault/a.md", b"old", durable=False)
    store.keep("vault/a.md", "kept/1/vault/a.md")
    store.write("vault/a.md", b"new", durable=True)
    assert (store.read("kept/1/vault/a.md"), store.read("vault/a.md")) == (b"old", b"new")
    assert store.folders("kept") == ["1"]
    store.remove_folder("kept/1")
    assert store.stat("kept/1/vault/a.md") is None


def test_a_removed_file_is_gone(store: Store) -> None:
    store.write("vault/x/a.md", b"a", durable=False)
    store.remove("vault/x/a.md")
    assert store.look() == {}


def test_the_lock_may_be_nested(store: Store) -> None:
    with store.lock(), store.lock():
        store.write("vault/a.md", b"a", durable=False)
    with store.lock():
        assert store.read("vault/a.md") == b"a"
