"""The real list: counts and lines taken from it by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from paperkg.model import NodeClaim
from reading_lists import ReadList


@pytest.fixture(scope="module")
def read(seed: Path) -> ReadList:
    return ReadList(seed.read_bytes())


SLOTS = {
    36: ("NeurIPS 2020 Wed 22:15–22:30", 38, 2),
    41: ("NeurIPS 2020 Wed 22:30–22:45", 42, 3),
    47: ("NeurIPS 2020 Wed 22:30–22:45", 48, 3),
    51: ("NeurIPS 2020 10:00–10:15", 52, 1),
    56: ("NeurIPS 2020 23:10–23:20", 57, 6),
    62: ("NeurIPS 2020 10:15–10:30", 63, 2),
    68: ("NeurIPS 2020 10:30–10:45", 69, 3),
    77: ("NeurIPS 2020 23:00–23:10", 78, 5),
    82: ("NeurIPS 2020 23:10–23:20", 83, 6),
    87: ("NeurIPS 2020 23:30–23:40", 88, 8),
    92: ("NeurIPS 2020 2020-12-09 23:50–00:00", 93, 10),
    97: ("NeurIPS 2020 23:20–23:30", 98, 7),
    102: ("NeurIPS 2020 00:20–00:30", 103, 13),
    108: ("NeurIPS 2020 23:20–23:30", 109, 7),
    113: ("NeurIPS 2020 00:30–00:40", 114, 14),
    117: ("NeurIPS 2020 00:00–00:10", 118, 11),
}
"""First line of a session: its name, the title's line, the number in it."""

ENTRIES = (
    (2, 4), (6, 8), (13, 15), (17, 19), (21, 23), (25, 27), (30, 31), (33, 34), (37, 39),
    (41, 44), (47, 49), (51, 53), (56, 59), (62, 65), (68, 71), (77, 80), (82, 85), (87, 90),
    (92, 95), (97, 100), (102, 105), (108, 111), (113, 115), (117, 120), (123, 125), (127, 128),
    (137, 138), (140, 142), (144, 147), (149, 151), (153, 155), (157, 159), (161, 163),
    (165, 167), (169, 171), (173, 175), (177, 179), (181, 183), (185, 187), (189, 190),
    (193, 196), (198, 200), (202, 204), (206, 207),
)  # fmt: skip


def test_every_entry_is_one_work_with_its_lines(read: ReadList) -> None:
    papers = read.nodes("Paper")
    assert tuple((p.origin.line, p.origin.end_line) for p in papers) == ENTRIES
    assert len(set(read.titles())) == 43
    kinds = [p.properties["kind"] for p in papers]
    assert (kinds.count("tutorial"), kinds.count("paper")) == (2, 42)


def test_authors_are_the_printed_ones_in_their_order(read: ReadList, seed: Path) -> None:
    lines = seed.read_text("utf-8").split("\n")
    assert len({a.properties["name"] for a in read.nodes("Author")}) == 174
    for paper in read.nodes("Paper"):
        authorships = read.authorships(paper)
        assert [e.properties["position"] for e in authorships] == [
            n for n, _ in enumerate(authorships, 1)
        ]
        if not authorships:
            continue
        (number,) = {e.origin.line for e in authorships}
        assert number == paper.lines["title"].line + 1
        printed = [
            f"{e.properties.get('name_text') or read.by_ref(e.target).properties['name']}"
            + (f" ({at})" if (at := e.properties.get("affiliation_text")) else "")
            for e in authorships
        ]
        separator = " · " if " · " in lines[number - 1] else ", "
        closed = ")" if number == 190 else ""
        assert separator.join(printed) == lines[number - 1].strip() + closed


def test_works_without_an_author_line_have_no_author(read: ReadList) -> None:
    without = [p.lines["title"].line for p in read.nodes("Paper") if not read.authorships(p)]
    assert without == [2, 6, 52]


def test_abstracts_stand_where_they_are_printed(read: ReadList) -> None:
    lines = [p.lines["abstract"].line for p in read.nodes("Paper") if "abstract" in p.lines]
    assert lines == [3, 7, 44, 53, 59, 65, 71, 80, 85, 90, 95, 100, 105, 111, 120]


def test_abstracts_are_the_lines_without_their_margins(read: ReadList, seed: Path) -> None:
    lines = seed.read_text("utf-8").split("\n")
    for paper in read.nodes("Paper"):
        if "abstract" in paper.lines:
            line = paper.lines["abstract"].line
            assert paper.properties["abstract"] == lines[line - 1].strip()


def test_an_institution_stays_as_printed(read: ReadList) -> None:
    places = {
        str(read.by_ref(e.target).properties["name"]): e.properties.get("affiliation_text")
        for e in read.edges("AUTHORED_BY")
    }
    assert places["Olivier Bousquet"] == "Google Brain (Zurich)"
    assert places["Ilya Tolstikhin"] == "Google, Brain Team, Zurich"
    assert places["Ruixiang ZHANG"] == "Mila/UdeM"
    assert places["Jason Lee"] == "Princeton University"
    assert places["Jane H Lee"] is None


def test_an_alias_is_no_part_of_the_name(read: ReadList) -> None:
    (author,) = [a for a in read.nodes("Author") if "aliases" in a.properties]
    assert author.properties == {"name": "Anirudh Goyal", "aliases": ("PARTH GOYAL",)}
    (edge,) = [e for e in read.edges("AUTHORED_BY") if "name_text" in e.properties]
    assert (edge.target, edge.properties["name_text"]) == (
        author.ref,
        "Anirudh Goyal ALIAS PARTH GOYAL",
    )


def test_links_are_kept_and_their_identifiers_known(read: ReadList) -> None:
    pdf = read.paper_at(30)
    assert pdf.properties["pdf"] == ("https://arxiv.org/pdf/1907.10905.pdf",)
    assert pdf.properties["arxiv"] == "1907.10905"
    assert "url" not in pdf.properties
    assert read.paper_at(13).properties["url"] == ("https://arxiv.org/abs/2006.08643",)
    assert read.paper_at(13).lines["arxiv"].line == 15
    assert sum("arxiv" in p.properties for p in read.nodes("Paper")) == 4
    assert sum("url" in p.properties or "pdf" in p.properties for p in read.nodes("Paper")) == 8


def test_every_time_range_is_a_session_and_no_chat_stamp_is(read: ReadList) -> None:
    sessions = {s.origin.line: s.properties["name"] for s in read.nodes("Session")}
    assert sessions == {line: name for line, (name, _, _) in SLOTS.items()}
    assert {s.properties["utc_offset"] for s in read.nodes("Session")} == {"+08:00"}
    assert {s.properties["time_zone"] for s in read.nodes("Session")} == {"CST"}


def test_a_work_is_presented_in_the_session_above_it(read: ReadList) -> None:
    places = {
        read.by_ref(e.target).origin.line: (
            read.by_ref(e.target).properties["name"],
            read.by_ref(e.source).lines["title"].line,
            e.properties["number"],
        )
        for e in read.edges("PRESENTED_AT")
        if read.by_ref(e.target).type == "Session"
    }
    assert places == SLOTS


def test_the_day_header_holds_until_the_clock_goes_back(read: ReadList) -> None:
    days = [
        (s.origin.line, s.origin.end_line, s.properties.get("weekday"))
        for s in read.nodes("Session")
    ]
    assert days[:4] == [(36, 37, "Wed"), (41, 41, "Wed"), (47, 47, "Wed"), (51, 51, None)]


def test_only_a_printed_date_makes_a_full_time(read: ReadList) -> None:
    (dated,) = [s for s in read.nodes("Session") if "start" in s.properties]
    assert dated.origin.line == 92
    assert dated.properties["start"] == "2020-12-09T23:50:00+08:00"
    assert dated.properties["end"] == "2020-12-10T00:00:00+08:00"
    assert dated.properties["weekday"] == "Wed"


def test_works_below_a_venue_are_of_its_event_and_year(read: ReadList) -> None:
    assert {e.properties["name"] for e in read.nodes("Event")} == {"NeurIPS 2020"}
    assert {v.properties["name"] for v in read.nodes("Venue")} == {"NeurIPS"}
    assert len(read.edges("EDITION_OF")) == 3
    assert len(read.edges("HELD_AT")) == 16
    kinds = {
        read.by_ref(e.source).lines["title"].line: e.properties["kind"]
        for e in read.edges("PRESENTED_AT")
        if read.by_ref(e.target).type == "Event"
    }
    assert [line for line, kind in kinds.items() if kind == "tutorial"] == [2, 6]
    oral = [13, 17, 21, 25, 30, 33, 38, 42, 48, 52, 63, 69]
    assert [line for line, kind in kinds.items() if kind == "oral"] == oral
    assert kinds[57] == "spotlight"
    assert max(kinds) == 118
    years = {p.lines["title"].line: p.properties.get("year") for p in read.nodes("Paper")}
    assert {line for line, year in years.items() if year == 2020} == set(kinds)
    assert read.paper_at(57).lines["year"].line == 11


def test_tutorials_have_a_track_and_not_in_their_title(read: ReadList) -> None:
    tracks = [e.properties["track"] for e in read.edges("PRESENTED_AT") if "track" in e.properties]
    assert tracks == ["Track1", "Track2"]
    assert read.titles()[1] == "Equivariant Networks"


def test_the_two_ideas_hang_on_their_papers(read: ReadList) -> None:
    ideas = read.nodes("Idea")
    assert [(i.origin.line, i.properties["text"]) for i in ideas] == [
        (60, "对target prop (ADMM)做 spectrum control; maybe worth a paper."),
        (66, "能否分析landcape或优化性质？"),
    ]
    targets = {
        e.source: read.by_ref(e.target).lines["title"].line for e in read.edges("RELATES_TO")
    }
    assert [targets[i.ref] for i in ideas] == [57, 63]
    assert ideas[0].slot == f"idea 1 of {read.paper_at(57).properties['title']}"


def test_the_other_notes_are_a_fact_two_comments_and_a_todo(read: ReadList) -> None:
    notes = {n.origin.line: n for n in read.nodes("Note")}
    assert {line: n.properties["kind"] for line, n in notes.items()} == {
        66: "fact",
        72: "comment",
        122: "todo",
        129: "comment",
    }
    assert read.about(notes[66]) == ["Author", "Institution"]
    assert notes[66].properties["text"] == "Yi Yang是以前百度的研究员"
    assert read.node("Institution").properties == {"name": "百度"}
    assert "*" not in str(notes[72].properties["text"])
    assert read.about(notes[72]) == ["Paper"]
    assert notes[122].properties["text"] == "Other papers (to be organized)"
    assert read.about(notes[122]) == ["Paper"] * 20


def test_the_chat_message_is_about_the_event(read: ReadList) -> None:
    (message,) = [n for n in read.nodes("Note") if n.origin.line == 129]
    assert message.origin.end_line == 134
    assert read.about(message) == ["Event"]
    assert message.properties["url"] == (
        "https://neurips.cc/Conferences/2020/AcceptedPapersInitial",
    )
    assert message.properties["link_preview"] == "neurips.cc\nAccepted Papers\nNeurIPS Website"
    assert str(message.properties["text"]).startswith("searched “optimization” in Neurips 20")


def test_no_line_is_lost(read: ReadList) -> None:
    assert read.uncovered() == []


def test_two_things_are_told(read: ReadList) -> None:
    told = {d.code: d for d in read.reading.diagnostics}
    assert read.codes() == ["L202", "L201"]
    assert told["L202"].help == '[time_zones]\nCST = "+08:00"'
    assert told["L201"].origin is not None
    assert told["L201"].origin.line == 190
    assert told["L201"].help.endswith("· Jason Lee (Princeton University)")


def test_a_zone_that_the_user_set_needs_no_telling(seed: Path) -> None:
    assert ReadList(seed.read_bytes(), set_zones=frozenset({"CST"})).codes() == ["L201"]


def test_refs_are_unique(read: ReadList) -> None:
    refs = [c.ref for c in read.reading.claims if isinstance(c, NodeClaim)]
    assert len(refs) == len(set(refs))
