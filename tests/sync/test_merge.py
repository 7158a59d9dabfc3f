"""One rule decides every part: nobody's word is lost, and clashes are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkg.sync.manifest import Entry
from paperkg.sync.merge import merge_items, reconcile, settle
from paperkg.sync.note import parse
from paperkg.sync.terms import Choice

LISTS = st.lists(st.sampled_from("abcdef"), unique=True, max_size=5)


@pytest.mark.parametrize(
    ("base", "actual", "desired", "kept", "clash"),
    [
        ("A", "A", "B", "B", False),
        ("A", "X", "A", "X", False),
        ("A", "X", "B", "X", True),
        ("A", "B", "B", "B", False),
        ("A", None, "A", None, False),
        ("A", None, "B", None, True),
        ("A", "A", None, None, False),
        ("A", "X", None, "X", True),
        (None, None, "B", "B", False),
        (None, "X", "B", "X", True),
    ],
)
def test_the_table(
    base: str | None, actual: str | None, desired: str | None, kept: str | None, *, clash: bool
) -> None:
    assert settle([base], actual, desired) == (kept, clash)


@pytest.mark.parametrize(
    ("base", "actual", "desired", "merged"),
    [
        ("ab", "ab", "ba", "ba"),  # the sources may reorder what the user left alone
        ("ab", "ba", "ab", "ba"),  # and the user what the sources left alone
        ("ab", "abx", "ab", "abx"),
        ("ab", "xab", "abc", "abcx"),
        ("ab", "b", "abc", "bc"),
        ("ab", "", "ab", ""),
        ("ab", "", "abc", "c"),
        ("ab", "abx", "", "x"),
        ("a", "ax", "ax", "ax"),
        ("", "x", "a", "ax"),
    ],
)
def test_lists_merge_by_item(base: str, actual: str, desired: str, merged: str) -> None:
    assert "".join(merge_items([base], actual, desired)) == merged


@given(LISTS, LISTS, LISTS)
def test_a_list_has_what_both_sides_want(
    base: list[str], actual: list[str], desired: list[str]
) -> None:
    merged = set(merge_items([base], actual, desired))
    added, removed = set(actual) - set(base), set(base) - set(actual)
    assert merged == (set(desired) - removed) | added


@given(LISTS, LISTS, LISTS)
def test_merging_again_changes_nothing(
    base: list[str], actual: list[str], desired: list[str]
) -> None:
    merged = merge_items([base], actual, desired)
    assert merge_items([base], merged, desired) == merged


def note(*lines: str) -> str:
    return "---\n" + "".join(f"{line}\n" for line in lines) + "---\n"


def base(*lines: str) -> tuple[Entry]:
    return (Entry("p", "p", parse(note(*lines)).digests),)


def edits(was: str, now: str, wanted: str) -> dict[str, str | None]:
    return reconcile(base(was), parse(note(now)), parse(note(wanted))).edits


@pytest.mark.parametrize("respelled", ["a: ['x', \"y\"]", "a:\n- y\n- x", "a: [x, y, x]"])
def test_a_respelled_list_is_left_alone(respelled: str) -> None:
    assert edits("a: [x, y]", respelled, "a: [x, y]") == {}


def test_what_a_broken_sync_may_not_have_written_was_not_taken_out() -> None:
    assert merge_items([["a"], ["a", "b"]], ["a", "mine"], ["a", "b"]) == ["a", "b", "mine"]
    assert merge_items([["a", "b"], ["b", "a"]], ["a", "mine"], ["a", "b"]) == ["a", "mine"]


def test_a_list_that_became_a_word_is_a_list_of_one() -> None:
    assert edits("a: [x, y]", "a: x", "a: [x, y, z]") == {"key:a": "a:\n  - x\n  - z\n"}


@pytest.mark.parametrize("nothing", ["a:", "a: []", "a: null", "a: ~", "b: 1"])
def test_a_list_that_was_emptied_stays_empty(nothing: str) -> None:
    assert edits("a: [x]", nothing, "a: [x]") == {}


def test_what_the_user_said_first_stays_when_the_sources_take_it_back() -> None:
    told = reconcile(base("a: [x]"), parse(note("a: [x, mine]")), parse(note("a: [x, mine]")))
    states = (Entry("p", "p", told.parts),)
    assert reconcile(states, parse(note("a: [x, mine]")), parse(note("a: [x]"))).edits == {}


def test_a_list_that_the_sources_drop_keeps_the_users_items_or_goes() -> None:
    assert edits("a: [x]", "a: [x, mine]", "b: 1")["key:a"] == "a:\n  - mine\n"
    assert edits("a: [x]", "a: [x]", "b: 1")["key:a"] is None


@pytest.mark.parametrize("whole", ["a: [x, [y]]", "a: [x] # mine", "a: {x: 1}"])
def test_more_than_a_list_of_words_stays_and_clashes(whole: str) -> None:
    merged = reconcile(base("a: [x]"), parse(note(whole)), parse(note("a: [x, z]")))
    assert (merged.edits, merged.clashes) == ({}, ("key:a",))


def test_a_comment_on_a_property_is_the_users_word() -> None:
    merged = reconcile(base("a: x"), parse(note("a: x # mine")), parse(note("a: y")))
    assert (merged.edits, merged.clashes) == ({}, ("key:a",))


def test_the_spelling_of_a_value_is_no_edit() -> None:
    assert edits("a: '2020'", "a: 2020", "a: '2021'") == {"key:a": "a: '2021'\n"}


def test_a_clash_is_told_until_it_is_settled() -> None:
    user, sources = parse(note("a: mine")), parse(note("a: z"))
    first = reconcile(base("a: x"), user, sources)
    second = reconcile((Entry("p", "p", first.parts),), user, sources)
    assert first.clashes == second.clashes == ("key:a",)
    assert reconcile(base("a: x"), user, sources, Choice(taken=frozenset({""}))).edits == {
        "key:a": "a: z\n"
    }
