"""Files that are offered: paperkg's until the user changes them; settings that are only added."""

from __future__ import annotations

import json

from paperkg.model import Artifact, Shape
from paperkg.sync import Disk, apply, load, make_plan
from paperkg.sync.plan import Plan
from paperkg.sync.seen import exact
from paperkg.sync.terms import ALL, Choice, Terms
from sync.memory_store import MemoryStore

BOARD = "vault/Canvas/pruning.canvas"
TYPES = "vault/.obsidian/types.json"


def sync(store: MemoryStore, *artifacts: Artifact, **choices: Choice) -> Plan:
    plan = make_plan(artifacts, load(store), Disk.of(store), Terms(choices=choices))
    apply(plan, store)
    return plan


def board(text: str) -> Artifact:
    return Artifact(BOARD, BOARD, text.encode(), Shape.OFFER)


def types(**wanted: object) -> Artifact:
    return Artifact(TYPES, TYPES, json.dumps({"types": wanted}).encode(), Shape.SETTINGS)


def settings(store: MemoryStore) -> object:
    return json.loads(store.read(TYPES))


def test_an_offer_is_renewed_until_the_user_changes_it() -> None:
    store = MemoryStore()
    sync(store, board("one"))
    sync(store, board("two"))
    assert store.read(BOARD) == b"two"
    store.write(BOARD, b"two, a card moved", durable=True)
    assert sync(store, board("three")).changes == ()
    assert sync(store, board("four")).changes == ()
    assert store.read(BOARD) == b"two, a card moved"


def test_an_offer_that_the_user_took_back_to_what_was_written_is_paperkgs_again() -> None:
    store = MemoryStore()
    sync(store, board("one"))
    store.write(BOARD, b"mine", durable=True)
    sync(store, board("two"))
    store.write(BOARD, b"one", durable=True)
    sync(store, board("two"))
    assert store.read(BOARD) == b"two"


def test_an_offer_of_the_users_that_lags_behind_is_told_until_they_decide() -> None:
    store = MemoryStore()
    sync(store, board("one"))
    store.write(BOARD, b"mine", durable=True)
    assert sync(store, board("one")).lagging == {}, "nothing else is on offer"
    assert sync(store, board("two")).lagging == {BOARD: ()}
    assert sync(store, board("two")).lagging == {BOARD: ()}
    plan = sync(store, board("two"), **{BOARD: Choice(kept=frozenset({ALL}))})
    assert (plan.lagging, plan.changes) == ({}, ())
    assert sync(store, board("two")).lagging == {}
    assert sync(store, board("three")).lagging == {BOARD: ()}, "something else again"
    plan = sync(store, board("three"), **{BOARD: Choice(taken=frozenset({ALL}))})
    assert [c.before for c in plan.changes] == [exact(b"mine")]
    assert store.read(BOARD) == b"three"
    sync(store, board("four"))
    assert store.read(BOARD) == b"four", "it is paperkg's again"


def test_a_file_that_was_there_before_paperkg_lags_behind_nothing() -> None:
    store = MemoryStore()
    store.write(BOARD, b"mine", durable=True)
    assert sync(store, board("one")).lagging == {}
    assert sync(store, board("two")).lagging == {}


def test_views_that_a_users_base_lacks_are_named() -> None:
    path = "vault/Bases/Papers.base"

    def base(*names: str) -> Artifact:
        text = "views:\n" + "".join(f"- type: table\n  name: {n}\n" for n in names)
        return Artifact(path, path, text.encode(), Shape.OFFER)

    store = MemoryStore()
    sync(store, base("All"))
    obsidians = b'views:\n  - type: table\n    name: "All"\n  - type: cards\n    name: Mine\n'
    store.write(path, obsidians, durable=True)
    assert sync(store, base("All", "By year", "全部")).lagging == {path: ("By year", "全部")}


def test_a_deleted_offer_stays_deleted_until_it_is_restored() -> None:
    store = MemoryStore()
    sync(store, board("one"))
    store.remove(BOARD)
    assert sync(store, board("two")).changes == ()
    assert store.stat(BOARD) is None
    sync(store, board("two"), **{BOARD: Choice(restored=True)})
    assert store.read(BOARD) == b"two"


def test_a_file_that_was_there_before_is_the_users() -> None:
    store = MemoryStore()
    store.write(BOARD, b"mine", durable=True)
    assert sync(store, board("one")).changes == ()
    assert store.read(BOARD) == b"mine"


def test_what_is_no_longer_offered_goes_unless_the_user_changed_it() -> None:
    store = MemoryStore()
    sync(store, board("one"))
    sync(store)
    assert store.stat(BOARD) is None
    sync(store, board("one"))
    store.write(BOARD, b"mine", durable=True)
    (change,) = sync(store).changes
    assert str(change).startswith(f". {BOARD}")
    assert store.read(BOARD) == b"mine"


def test_settings_are_added_and_never_changed() -> None:
    store = MemoryStore()
    store.write(TYPES, b'{"types": {"year": "text"}, "other": 1}', durable=True)
    (change,) = sync(store, types(year="number", doi="text")).changes
    assert change.parts == ("types/doi",)
    assert settings(store) == {"types": {"year": "text", "doi": "text"}, "other": 1}


def test_a_setting_that_the_user_took_out_stays_out() -> None:
    store = MemoryStore()
    sync(store, types(year="number", doi="text"))
    store.write(TYPES, b'{"types": {"doi": "text"}}', durable=True)
    assert sync(store, types(year="number", doi="text")).changes == ()
    sync(store, types(year="number", doi="text", date="date"))
    assert settings(store) == {"types": {"doi": "text", "date": "date"}}


def test_items_of_a_list_are_added_once() -> None:
    def wanted(*names: str) -> Artifact:
        text = json.dumps({"enabledCssSnippets": list(names)})
        return Artifact(TYPES, TYPES, text.encode(), Shape.SETTINGS)

    store = MemoryStore()
    store.write(TYPES, b'{"enabledCssSnippets": ["mine"]}', durable=True)
    sync(store, wanted("paperkg"))
    assert settings(store) == {"enabledCssSnippets": ["mine", "paperkg"]}
    store.write(TYPES, b'{"enabledCssSnippets": ["mine"]}', durable=True)
    assert sync(store, wanted("paperkg")).changes == ()


def test_settings_that_are_no_json_are_left_and_told() -> None:
    for text in (b"{,", b"[1]", b"\xff", b"[" * 100_000):
        store = MemoryStore()
        store.write(TYPES, text, durable=True)
        plan = sync(store, types(year="number"))
        assert plan.changes == ()
        assert [d.code for d in plan.diagnostics] == ["V703"]
        assert store.read(TYPES) == text


def test_the_bytes_of_settings_that_need_nothing_stay() -> None:
    store = MemoryStore()
    text = b'{ "types" : {"year":"text"} }'
    store.write(TYPES, text, durable=True)
    assert sync(store, types(year="number")).changes == ()
    assert store.read(TYPES) == text
