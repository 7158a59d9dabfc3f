from __future__ import annotations

import pytest

from paperkg.wikilinks import Links, target_of

LINKS = Links.of(
    {"paper/a": "Papers/FedSplit.md", "idea/a": "Ideas/Twin.md", "idea/b": "Old/Twin.md"},
    ["Journal/ADMM.md"],
    [("FedSplit", "paper/a"), ("Former", "paper/a"), ("Unwritten", "topic/u"), ("Twin", "idea/b")],
)


@pytest.mark.parametrize(
    "spelling", ["FedSplit", "fedsplit", "Papers/FedSplit", "papers/fedsplit.md", "Former"]
)
def test_every_spelling_leads_to_the_node(spelling: str) -> None:
    assert LINKS.id(spelling) == "paper/a"
    assert LINKS.canonical(f"see [[{spelling}]]") == LINKS.canonical("see [[FedSplit]]")


def test_what_a_link_shows_counts_unless_it_is_a_name_of_the_note() -> None:
    assert LINKS.canonical("[[Papers/FedSplit|FedSplit]]") == LINKS.canonical("[[FedSplit]]")
    assert LINKS.canonical("[[FedSplit|that one]]") != LINKS.canonical("[[FedSplit]]")
    assert LINKS.canonical("[[FedSplit#Proof]]") != LINKS.canonical("[[FedSplit]]")


def test_a_link_to_no_node_is_left_as_it_is() -> None:
    assert LINKS.canonical("[[ADMM]] and ![[x.png]] [[]]") == "[[ADMM]] and ![[x.png]] [[]]"


def test_names_that_several_notes_have_are_written_with_their_folder() -> None:
    assert LINKS.names["paper/a"] == "FedSplit"
    assert LINKS.names["idea/a"] == "Ideas/Twin|Twin"
    assert LINKS.id("Twin") == "idea/b"  # whose name it was first


def test_a_link_is_stale_if_it_no_longer_leads_to_the_one_note() -> None:
    assert LINKS.stale("[[Former]]")
    assert LINKS.stale("[[Twin]]")
    assert not LINKS.stale("[[Ideas/Twin]] [[FedSplit]] [[Unwritten]] [[ADMM]]")


def test_the_target_of_a_text_that_is_one_link() -> None:
    assert target_of(" [[Papers/X#H|shown]] ") == "Papers/X"
    assert target_of("see [[X]]") == target_of("X") == target_of("[[#heading]]") == ""
