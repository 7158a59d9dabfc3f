from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkg.sync.edits import Edit, edits
from paperkg.sync.note import BLOCK, Digests, Note, parse
from paperkg.sync.words import own_text, with_room_for_id
from paperkg.wikilinks import Links
from sync.vaults import paper, with_property

LINKS = Links.of({"topic/sgd": "Topics/SGD.md", "topic/admm": "Topics/ADMM.md"}, (), ())
BEFORE = paper("paper/a", "A", topics=["[[SGD]]", "[[ADMM]]"]).text


def note(text: str) -> Note:
    return parse(text, LINKS)


def written(text: str = BEFORE) -> dict[str, Digests]:
    return note(text).digests


def own(text: str) -> list[str]:
    """Return the lines of the user's own, each as `number: text`."""
    lines = own_text(note(text), [written()]).split("\n")
    return [f"{n}: {line}" for n, line in enumerate(lines, 1) if line]


MARKS = ["1: ---", "8: paperkg_id: paper/a", "9: ---"]
MARKS += ["10: %% paperkg:begin card %%", "12: %% paperkg:end card %%", "14: ## My notes"]


def test_what_paperkg_wrote_is_blanked_out_line_for_line() -> None:
    assert own(BEFORE) == MARKS
    assert own(BEFORE + "(extends:: [[SGD]])\n") == [*MARKS, "15: (extends:: [[SGD]])"]


def test_a_property_of_the_users_stays_where_it_stands() -> None:
    text = BEFORE.replace("year: 2020\n", "year: 2020\nrating: 5\n")
    assert "5: rating: 5" in own(text)


@pytest.mark.parametrize("year", ["2021", "", '"2020 or so"', "[2020, 2021]"])
def test_a_changed_property_is_no_claim_but_an_edit(year: str) -> None:
    text = BEFORE.replace("year: 2020", f"year: {year}")
    assert own(text) == MARKS
    found = edits(note(text), [written()], note(BEFORE))
    assert [(e.key, e.line, e.now is not None) for e in found] == [("year", 4, year != "")]


def test_of_a_list_only_the_users_items_stay() -> None:
    text = BEFORE.replace('  - "[[ADMM]]"\n', "  - \"[[ADMM]]\"\n  - mine\n  - 'and: mine'\n")
    lines = own(text)
    assert lines[1:4] == ["5: topics:", "8:   - mine", "9:   - 'and: mine'"]


def test_a_list_in_one_line_is_read_as_well() -> None:
    text = BEFORE.replace('topics:\n  - "[[SGD]]"\n  - "[[ADMM]]"\n', 'topics: ["[[SGD]]", mine]\n')
    assert own(text)[1] == "5: topics: [mine]"
    assert edits(note(text), [written()], note(BEFORE)) == [Edit("topics", 5, item="[[ADMM]]")]


def test_an_item_that_paperkg_does_not_want_any_more_was_not_taken_out() -> None:
    text = with_property(BEFORE, "topics", ["[[SGD]]"])
    later = note(paper("paper/a", "A", topics=["[[SGD]]"]).text)
    assert edits(note(text), [written()], later) == []


@pytest.mark.parametrize("link", ["[[Topics/ADMM]]", "[[admm.md]]", "[[ADMM|the method]]"])
def test_a_link_in_another_spelling_is_not_taken_out(link: str) -> None:
    text = BEFORE.replace("[[ADMM]]", link)
    assert edits(note(text), [written()], note(BEFORE)) == []


def test_a_property_taken_out_is_an_edit_unless_the_sources_dropped_it() -> None:
    text = with_property(BEFORE, "year", None)
    assert edits(note(text), [written()], note(BEFORE)) == [Edit("year", 1)]
    assert edits(note(text), [written()], note(with_property(BEFORE, "year", None))) == []


def test_after_a_broken_sync_either_state_is_paperkgs() -> None:
    newer = paper("paper/a", "A", topics=["[[SGD]]", "third"], year=2021).text
    for text in (BEFORE, newer):
        assert edits(note(text), [written(), written(newer)], note(newer)) == []
        assert "third" not in own_text(note(text), [written(), written(newer)])


def test_nothing_is_told_of_a_note_without_a_record() -> None:
    changed = note(BEFORE.replace("2020", "2021"))
    assert edits(changed, [], note(BEFORE)) == []


@given(st.lists(st.sampled_from(["[[SGD]]", "ADMM", "mine", "a: b", "对"]), unique=True))
def test_what_is_own_never_moves_to_another_line(items: list[str]) -> None:
    text = with_property(BEFORE, "topics", items) if items else BEFORE
    whole = text.split("\n")
    for number, line in enumerate(own_text(note(text), [written()]).split("\n")):
        assert line in ("", whole[number])


@pytest.mark.parametrize(
    ("text", "lines"),
    [("# Mine\n", 3), ("---\ntype: idea\n---\ntext\n", 1), ("\ufeff---\r\na: 1\r\n---\r\n", 1)],
)
def test_room_for_an_id_moves_the_text_by_as_many_lines_as_the_id_will(
    text: str, lines: int
) -> None:
    roomy = with_room_for_id(parse(text)).text
    assert roomy.count("\n") == text.count("\n") + lines
    assert "paperkg_id" not in roomy
    assert not parse(roomy).id


def test_a_note_of_the_users_has_no_block() -> None:
    assert note("---\ntype: idea\n---\nmine\n").blocks == []
    assert note(BEFORE).blocks == [f"{BLOCK}card"]
