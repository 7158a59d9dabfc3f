"""What a user writes in the vault is in the graph after the next sync."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from paperkg.diagnostics import PaperkgError
from promises.libraries import Play
from sync.vaults import with_property

LIST = """\
# NeurIPS 2020

FedSplit: an algorithmic framework for fast federated optimization
Reese Pathak (UC Berkeley) · Martin Wainwright (UC Berkeley)
Link: https://arxiv.org/abs/2005.05238
想法: compare with ADMM
"""
LONG = "FedSplit: an algorithmic framework for fast federated optimization"
PAPER = "vault/Papers/FedSplit.md"


@pytest.fixture
def play() -> Iterator[Play]:
    play = Play()
    play.write("data/list.md", LIST)
    play.sync()
    yield play
    play.close()


def add(play: Play, path: str, text: str) -> None:
    play.write(path, play.text(path) + text)


def synced(play: Play) -> list[str]:
    """Sync; return what was written, exports aside. A second sync must write nothing."""
    lines = [line for line in play.sync().lines if "export/" not in line]
    before = play.files("vault", "data", "export")
    assert play.sync().lines == ()
    assert play.files("vault", "data", "export") == before
    return lines


def linked(play: Play, id_: str) -> set[tuple[str, str]]:
    return {(e["type"], e["to"]) for e in play.edges() if e["from"] == id_}


def test_a_note_in_the_folder_of_ideas_is_an_idea_and_gets_nothing_but_its_id(play: Play) -> None:
    play.write("vault/Ideas/谱控制.md", "Control the spectrum.\n\nextends:: [[FedSplit]]\n")
    assert "~ vault/Ideas/谱控制.md (paperkg_id)" in synced(play)
    assert play.text("vault/Ideas/谱控制.md") == (
        "---\npaperkg_id: idea/谱控制\n---\nControl the spectrum.\n\nextends:: [[FedSplit]]\n"
    )
    idea = play.nodes()["idea/谱控制"]
    assert idea["properties"]["title"] == "谱控制"
    assert idea["properties"]["text"] == "Control the spectrum."
    assert idea["origins"][0]["source"] == "vault/Ideas/谱控制.md"
    edge = next(e for e in play.edges() if e["type"] == "EXTENDS")
    assert (edge["from"], edge["to"]) == ("idea/谱控制", "paper/fedsplit")
    assert edge["origins"][0]["line"] == 6


def test_a_note_of_any_type_is_a_node_wherever_it_lies(play: Play) -> None:
    play.write(
        "vault/Reading/Own paper.md",
        '---\ntype: Paper\nyear: 2019\nauthors: ["[[Reese Pathak]]"]\ncites: ["[[FedSplit]]"]\n'
        "trained_on: ADMM\n---\n",
    )
    synced(play)
    assert play.nodes()["paper/own-paper"]["properties"]["year"] == 2019
    assert {("AUTHORED_BY", "author/reese-pathak"), ("CITES", "paper/fedsplit")} <= linked(
        play, "paper/own-paper"
    )


def test_own_properties_tags_and_links_of_a_generated_note_reach_every_view(play: Play) -> None:
    text = play.text(PAPER).replace(
        "\nyear:", "\nstatus: reading\n评分: 5\nread_on: 2026-11-01\nyear:"
    )
    play.write(PAPER, text + "Read again (supports:: [[compare with ADMM]]) #toread\n")
    synced(play)
    said = play.nodes()["paper/fedsplit"]["properties"]
    assert (said["status"], said["评分"], said["read_on"]) == ("reading", 5, "2026-11-01")
    assert said["tags"] == ["toread"]
    assert ("SUPPORTS", "idea/compare-with-admm") in linked(play, "paper/fedsplit")
    for path in ("export/graph.cypher", "export/graph.ttl", "export/graph.nt"):
        text = play.text(path)
        assert "评分" in text or "\\u8BC4\\u5206" in text, path
        assert "2026-11-01" in text


def test_links_that_are_added_to_a_list_are_edges_and_taken_out_again(play: Play) -> None:
    play.write(
        PAPER,
        play.text(PAPER).replace("topics:\n", 'topics:\n  - "[[compare with ADMM]]"\n  - ADMM\n'),
    )
    synced(play)
    about = ("ABOUT", "topic/alternating-direction-method-of-multipliers")
    assert about in linked(play, "paper/fedsplit")
    play.write(PAPER, play.text(PAPER).replace("  - ADMM\n", ""))
    synced(play)
    assert about not in linked(play, "paper/fedsplit")


def test_a_link_to_nothing_is_proposed_and_not_invented(play: Play) -> None:
    play.write("vault/Ideas/New.md", "---\ntopics: ['[[Quite new]]']\n---\ntext\n")
    synced(play)
    told = [d for d in play.library().check() if d.code == "V708"]
    assert [str(d.origin) for d in told] == ["vault/Ideas/New.md:2"]
    assert "Quite new" in told[0].message
    assert not any("quite-new" in id_ for id_ in play.nodes())


def test_an_idea_that_is_deleted_is_gone_from_the_graph(play: Play) -> None:
    play.write("vault/Ideas/New.md", "text\n")
    synced(play)
    (play.root / "vault/Ideas/New.md").unlink()
    synced(play)
    assert "idea/new" not in play.nodes()


def test_a_copy_of_an_idea_is_another_idea_once_its_id_is_taken_out(play: Play) -> None:
    play.write("vault/Ideas/New.md", "text\n")
    synced(play)
    play.write("vault/Ideas/New 1.md", play.text("vault/Ideas/New.md"))
    synced(play)
    assert [d.code for d in play.sync().diagnostics if d.code == "V702"] == ["V702"]
    play.write("vault/Ideas/New 1.md", "text\n")
    synced(play)
    assert {"idea/new", "idea/new-1"} <= play.nodes().keys()


def test_a_copy_says_nothing_while_it_carries_the_id(play: Play) -> None:
    copy = play.text(PAPER).replace("\nyear:", "\nrating: 5\nyear:")
    play.write("vault/Papers/Z copy.md", copy)
    assert [d.code for d in play.sync().diagnostics if d.code.startswith("V")] == ["V702"]
    assert "rating" not in play.nodes()["paper/fedsplit"]["properties"]
    assert "rating" not in play.library().graph.nodes["paper/fedsplit"].properties


def test_templates_and_scraps_are_no_ideas(play: Play) -> None:
    play.write("vault/Templates/New idea.md", "---\ntype: idea\n---\n{{title}}\n")
    play.write("vault/Ideas/Untitled.md", "")
    play.write("vault/Journal/2026-11-24.md", "a day\n")
    before = play.nodes().keys()
    assert synced(play) == []
    assert play.nodes().keys() == before


@pytest.mark.parametrize(
    ("edit", "key", "value", "line"),
    [
        (("year: 2020", "year: 2021"), "year", 2021, "year of paper/fedsplit: 2021, was 2020"),
        (
            ("short_name: FedSplit\n", ""),
            "short_name",
            None,
            "short_name of paper/fedsplit: taken out, was FedSplit",
        ),
        (
            ('\ntitle: "FedSplit: an algorithmic', '\ntitle: "FedSplit: the'),
            "title",
            "FedSplit: the framework for fast federated optimization",
            "title of paper/fedsplit: FedSplit: the framework",
        ),
    ],
)
def test_a_correction_is_told_once_recorded_and_wins(
    play: Play, edit: tuple[str, str], key: str, value: object, line: str
) -> None:
    play.write(PAPER, play.text(PAPER).replace(*edit))
    assert synced(play)[0].startswith(f"~ data/corrections.yaml ({line}")
    assert play.nodes()["paper/fedsplit"]["properties"].get(key) == value
    clone = play.clone()
    clone.sync()
    assert clone.nodes()["paper/fedsplit"]["properties"].get(key) == value
    assert clone.text(PAPER) == play.text(PAPER)
    clone.close()


def test_a_corrected_title_keeps_the_id_and_the_name_of_the_note(play: Play) -> None:
    play.write(PAPER, with_property(play.text(PAPER), "title", "Quite another title"))
    synced(play)
    assert play.note_of("paper/fedsplit") == PAPER
    assert "Quite another title" in play.text("export/graph.cypher")


def test_an_author_who_is_taken_out_is_out_of_every_view_and_stays_out(play: Play) -> None:
    play.write(PAPER, play.text(PAPER).replace('  - "[[Martin Wainwright]]"\n', ""))
    assert "authors of paper/fedsplit: without author/martin-wainwright" in synced(play)[0]
    play.write("data/list.md", LIST.replace("compare", "do compare"))
    synced(play)
    clone = play.clone()
    clone.sync()
    for each in (play, clone):
        assert ("AUTHORED_BY", "author/martin-wainwright") not in linked(each, "paper/fedsplit")
        assert "[[Martin Wainwright]]" not in each.text(PAPER)
    clone.close()


def test_a_topic_that_is_put_back_is_no_correction_any_more(play: Play) -> None:
    before = play.text(PAPER)
    play.write(PAPER, with_property(before, "topics", None))
    synced(play)
    assert "without" in play.text("data/corrections.yaml")
    play.write(PAPER, before)
    synced(play)
    assert "without" not in play.text("data/corrections.yaml")
    assert ("ABOUT", "topic/federated-learning") in linked(play, "paper/fedsplit")


def test_a_value_that_goes_back_to_the_sources_is_no_correction_any_more(play: Play) -> None:
    play.write(PAPER, play.text(PAPER).replace("year: 2020", "year: 2021"))
    synced(play)
    play.write(PAPER, play.text(PAPER).replace("year: 2021", "year: 2020"))
    synced(play)
    assert "year" not in play.text("data/corrections.yaml")


def clashing(play: Play) -> None:
    play.write(PAPER, play.text(PAPER).replace("year: 2020", "year: 2021"))
    play.sync()
    play.write("data/list.md", LIST.replace("2020", "2019"))


def test_a_clash_is_told_with_both_values_until_it_is_settled(play: Play) -> None:
    clashing(play)
    for _ in range(2):
        told = [d for d in play.sync().diagnostics if d.code == "V701"]
        assert [(d.message, str(d.origin)) for d in told] == [
            ("year of paper/fedsplit: you say '2021', data/list.md:1 says '2019'; your word stays",
             "data/corrections.yaml:4")
        ]  # fmt: skip
    assert "year: 2021" in play.text(PAPER)


@pytest.mark.parametrize(("settle", "year"), [("keep", 2021), ("take", 2019)])
def test_either_word_can_be_chosen(play: Play, settle: str, year: int) -> None:
    clashing(play)
    play.sync()
    getattr(play.library(), settle)("FedSplit", "year")
    outcome = play.sync()
    assert not outcome.lines
    assert not [d for d in outcome.diagnostics if d.code == "V701"]
    assert play.nodes()["paper/fedsplit"]["properties"]["year"] == year
    assert f"year: {year}" in play.text(PAPER)


def test_what_cannot_be_a_value_stays_in_the_note_and_is_told(play: Play) -> None:
    play.write(PAPER, play.text(PAPER).replace("year: 2020", "year: soon"))
    synced(play)
    told = [d for d in play.sync().diagnostics if d.code == "V709"]
    assert [d.origin.source for d in told if d.origin] == [PAPER]
    assert "year: soon" in play.text(PAPER)
    assert play.nodes()["paper/fedsplit"]["properties"]["year"] == 2020


def test_an_edited_block_is_kept_until_the_sources_word_is_taken(play: Play) -> None:
    play.write(PAPER, play.text(PAPER).replace("[arXiv](", "[the preprint]("))
    assert synced(play) == []
    play.library().take("FedSplit", "card")
    assert "[arXiv](" in play.text(PAPER)


def test_a_deleted_note_comes_back_when_it_is_asked_for(play: Play) -> None:
    (play.root / PAPER).unlink()
    assert synced(play) == []
    assert play.library().status().deleted == ("paper/fedsplit",)
    play.library().restore("FedSplit")
    assert play.paths_of("paper/fedsplit") == [PAPER]


def test_a_note_renamed_by_hand_takes_its_links_along(play: Play) -> None:
    source, target = play.root / "vault/Authors/Reese Pathak.md", "Reese M. Pathak"
    source.rename(source.with_name(f"{target}.md"))
    synced(play)
    assert f"[[{target}]]" in play.text(PAPER)
    assert not (play.root / "data/corrections.yaml").exists()


def test_a_note_renamed_in_obsidian_changes_no_word(play: Play) -> None:
    for path in play.notes():
        play.write(path, play.text(path).replace("[[Reese Pathak]]", "[[Reese M. Pathak]]"))
    source = play.root / "vault/Authors/Reese Pathak.md"
    source.rename(source.with_name("Reese M. Pathak.md"))
    play.write("data/list.md", LIST.replace("2020", "2021"))
    synced(play)
    assert not (play.root / "data/corrections.yaml").exists()
    assert "year: 2021" in play.text(PAPER)
    assert "\n[[Reese M. Pathak]] (" in play.text(PAPER)
    assert [d.code for d in play.sync().diagnostics if d.code.startswith("V7")] == []


def test_a_note_of_the_same_name_elsewhere_makes_links_say_the_folder(play: Play) -> None:
    play.write("vault/Ideas/FedSplit.md", "an idea that extends:: [[Papers/FedSplit]]\n")
    synced(play)
    idea = play.note_of("idea/fedsplit")
    assert idea == "vault/Ideas/FedSplit.md"
    assert "[[Papers/FedSplit|FedSplit]]" in play.text(play.note_of("idea/compare-with-admm"))


def test_a_clone_without_the_record_is_synced_to_the_same_bytes(play: Play) -> None:
    play.write("vault/Ideas/New.md", "text (relates_to:: [[FedSplit]])\n")
    play.write(PAPER, play.text(PAPER).replace("year: 2020", "rating: 3\nyear: 2021") + "Mine.\n")
    synced(play)
    clone = play.clone()
    assert [line for line in clone.sync().lines if "vault/" in line] == []
    assert clone.files("vault", "data", "export") == play.files("vault", "data", "export")
    assert clone.sync().lines == ()
    clone.close()


def older_copy(play: Play) -> None:
    """Let the note be again as it was before the sources changed."""
    before = play.text(PAPER)
    more = LIST.replace(
        "Wainwright (UC Berkeley)", "Wainwright (UC Berkeley) · Bo Chen (UC Berkeley)"
    )
    play.write("data/list.md", more.replace("2020", "2019"))
    synced(play)
    play.write(PAPER, before)


def test_an_older_copy_of_a_note_is_no_correction_but_a_question(play: Play) -> None:
    older_copy(play)
    for _ in range(2):
        synced(play)
        told = [d for d in play.sync().diagnostics if d.code == "V711"]
        assert {d.message.split(" of ")[0] for d in told} == {"year", "authors", "presented_at"}
        assert all("paperkg take paper/fedsplit" in d.help for d in told)
    assert not (play.root / "data/corrections.yaml").exists()
    assert play.nodes()["paper/fedsplit"]["properties"]["year"] == 2019
    assert ("AUTHORED_BY", "author/bo-chen") in linked(play, "paper/fedsplit")
    assert play.library().status().open == {
        "paper/fedsplit": {"year", "authors", "presented_at"},
    }


@pytest.mark.parametrize(("settle", "year"), [("keep", 2020), ("take", 2019)])
def test_the_question_is_settled_either_way(play: Play, settle: str, year: int) -> None:
    older_copy(play)
    synced(play)
    getattr(play.library(), settle)()
    assert synced(play) == []
    assert not [d for d in play.sync().diagnostics if d.code in ("V701", "V711")]
    assert play.nodes()["paper/fedsplit"]["properties"]["year"] == year
    assert f"year: {year}" in play.text(PAPER)
    there = ("AUTHORED_BY", "author/bo-chen") in linked(play, "paper/fedsplit")
    assert there == (settle == "take") == ("[[Bo Chen]]" in play.text(PAPER))


def without_topics(play: Play) -> None:
    """Let the sources drop a property, and the user write it again just as it was."""
    before = play.text(PAPER)
    play.write("data/list.md", LIST.replace(LONG, "FedSplit: splitting"))
    play.write("data/identity.yaml", f"same_as:\n- [paper/fedsplit, '{LONG}']\n")
    synced(play)
    assert "topics:" not in play.text(PAPER)
    topics = 'topics:\n  - "[[federated learning]]"\n'
    assert topics in before
    play.write(PAPER, play.text(PAPER).replace("paperkg_id:", f"{topics}paperkg_id:"))


@pytest.mark.parametrize("settle", ["keep", "take"])
def test_what_is_written_again_as_it_was_is_asked_about(play: Play, settle: str) -> None:
    without_topics(play)
    synced(play)
    (told,) = [d.message for d in play.sync().diagnostics if d.code == "V711"]
    assert told.startswith("topics of paper/fedsplit: the note says '[[federated learning]]', as")
    assert ("ABOUT", "topic/federated-learning") not in linked(play, "paper/fedsplit")
    getattr(play.library(), settle)("FedSplit", "topics")
    assert synced(play) == []
    there = ("ABOUT", "topic/federated-learning") in linked(play, "paper/fedsplit")
    assert there == (settle == "keep") == ("topics:" in play.text(PAPER))


def test_settling_all_takes_back_no_correction_that_nobody_asks_about(play: Play) -> None:
    play.write(PAPER, play.text(PAPER).replace("short_name: FedSplit", "short_name: Split"))
    synced(play)
    older_copy(play)
    play.library().take()
    assert play.nodes()["paper/fedsplit"]["properties"]["short_name"] == "Split"


def test_what_stands_in_a_generated_note_without_its_block_counts(play: Play) -> None:
    text = play.text(PAPER)
    block = text[text.index("%% paperkg:begin") : text.index("## My notes")]
    play.write(PAPER, text.replace(block, "").replace("year: 2020", "year: 2020\nrating: 5"))
    add(play, PAPER, "(contradicts:: [[compare with ADMM]])\n")
    synced(play)
    assert play.nodes()["paper/fedsplit"]["properties"]["rating"] == 5
    assert ("CONTRADICTS", "idea/compare-with-admm") in linked(play, "paper/fedsplit")
    play.write("data/list.md", LIST.replace("2020", "2019"))
    assert any("(year" in line for line in synced(play))  # it is still paperkg's note


def test_a_note_of_the_users_own_that_cannot_be_read_is_told(play: Play) -> None:
    play.write("vault/Ideas/Broken.md", "---\nstatus: [seed\n---\nwords\n")
    play.write("vault/Templates/Broken.md", "---\nstatus: {{x}\n---\nwords\n")
    told = [d for d in play.sync().diagnostics if d.code == "V703"]
    assert [str(d.origin) for d in told] == ["vault/Ideas/Broken.md:3"]
    assert play.text("vault/Ideas/Broken.md") == "---\nstatus: [seed\n---\nwords\n"


def test_a_note_that_is_there_is_not_brought_back(play: Play) -> None:
    with pytest.raises(PaperkgError, match=f"is there: {PAPER}"):
        play.library().restore("FedSplit")


def test_a_title_that_was_corrected_is_known_to_a_clone(play: Play) -> None:
    without_identifier = LIST[: LIST.index("Link")]
    play.write("data/list.md", without_identifier.replace(LONG, "Splitting in three acts"))
    synced(play)
    path = play.note_of("paper/fedsplit")  # as no source calls it any more
    text = play.text(path).replace("title: Splitting in three acts", "title: Split they say")
    play.write(path, text)
    synced(play)
    assert "Splitting" not in play.text(path)
    before = play.files("vault", "data")
    clone = play.clone()
    try:
        clone.sync()
        assert clone.files("vault", "data") == before
        assert clone.nodes() == play.nodes()
    finally:
        clone.close()
