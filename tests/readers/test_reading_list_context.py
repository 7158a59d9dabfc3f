"""Headings, sessions and remarks: what depends on the lines around."""

from __future__ import annotations

import pytest

from reading_lists import ReadList


def test_a_heading_without_a_venue_ends_the_event() -> None:
    read = ReadList("# ICML'21\nOral: A\n# Others\nOral: B\n")
    assert [p.properties.get("year") for p in read.nodes("Paper")] == [2021, None]
    assert len(read.edges("PRESENTED_AT")) == 1


def test_a_deeper_heading_stays_within_the_event() -> None:
    read = ReadList(
        "# ICML 2021\n## Posters\n[A](https://example.org/a)\n## Optimization\n[B](https://example.org/b)\n"
    )
    assert [e.properties for e in read.edges("PRESENTED_AT")] == [{"kind": "poster"}, {}]
    assert [e.origin.line for e in read.edges("EDITION_OF")] == [1]
    assert read.notes() == [("comment", "Optimization")]
    assert read.uncovered() == []


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("NeurIPS'20 Oral", "NeurIPS 2020"),
        ("NeurIPS’20", "NeurIPS 2020"),
        ("NIPS'97 Posters", "NIPS 1997"),
        ("ICML 2021", "ICML 2021"),
        ("CVPR-2019 (todo)", "CVPR 2019"),
        ("Conference on Robot Learning 2022", "Conference on Robot Learning 2022"),
    ],
)
def test_headings_that_name_an_event(heading: str, name: str) -> None:
    assert ReadList(f"## {heading}").node("Event").properties["name"] == name


@pytest.mark.parametrize(
    "heading", ["Papers of 2020", "2020", "Reading list 2021", "GPT-3: 2020 in review"]
)
def test_headings_that_name_none(heading: str) -> None:
    read = ReadList(f"## {heading}\nOral: A\n")
    assert read.nodes("Event") == []
    assert read.notes() == [("comment", heading)]
    assert read.about(read.node("Note")) == ["Paper"]


def test_a_prefix_is_nearer_than_the_heading() -> None:
    read = ReadList("# NeurIPS'20 Oral\n6 - Spotlight: A\n")
    (edge,) = read.edges("PRESENTED_AT")
    assert edge.properties == {"kind": "spotlight", "number": 6}
    assert edge.origin.line == 2


def test_a_stamp_belongs_to_the_entry_that_it_adjoins() -> None:
    names = "Ada Lovelace (London) · Charles Babbage (London)"
    read = ReadList(f"A\n{names}\n\n12:20\nB\n{names}\n12:21\n\n\n12:22\n\nC\n{names}\n")
    assert [(p.origin.line, p.origin.end_line) for p in read.nodes("Paper")] == [
        (1, 2),
        (4, 10),
        (12, 13),
    ]
    assert read.nodes("Session") == []


def test_a_day_header_ends_with_its_heading() -> None:
    slot = "10:00 – 10:15 UTC\nOral:"
    read = ReadList(f"# ICML 2021\nWed\n{slot} A\n# ICML 2022\n{slot} B\n")
    assert [s.properties.get("weekday") for s in read.nodes("Session")] == ["Wed", None]


def test_a_day_header_with_a_date_dates_its_sessions() -> None:
    read = ReadList("# ICML 2021\nFri, July 23\n23:50 – 00:10 UTC\nOral: A\n")
    session = read.node("Session")
    assert session.properties["name"] == "ICML 2021 2021-07-23 23:50–00:10"
    assert session.properties["start"] == "2021-07-23T23:50:00+00:00"
    assert session.properties["end"] == "2021-07-24T00:10:00+00:00"
    assert (session.origin.line, session.origin.end_line) == (2, 3)


def test_a_day_header_above_no_session_is_a_remark() -> None:
    read = ReadList("Wed\n\nOral: A\n")
    assert read.notes() == [("remark", "Wed")]
    assert read.about(read.node("Note")) == ["Paper"]


def test_parallel_tracks_share_a_session_s_name() -> None:
    read = ReadList("# ICML 2021\n10:00 – 10:15 UTC\nOral: A\n\n10:00 – 10:15 UTC\nOral: B\n")
    assert len({s.properties["name"] for s in read.nodes("Session")}) == 1


def test_sessions_of_no_event_are_named_after_their_file() -> None:
    assert (
        ReadList("10:00 – 10:15 UTC\nOral: A\n").node("Session").properties["name"]
        == "list 10:00–10:15"
    )


def test_an_unknown_zone_is_told_once_and_gives_no_offset() -> None:
    read = ReadList(
        "10:00 – 10:15 XYZ\nOral: A\n10:15 – 10:30 XYZ\nOral: B\n11:00 – 12:00 IST\nOral: C\n"
    )
    assert read.codes() == ["L204", "L204"]
    assert read.reading.diagnostics[1].help == '[time_zones]\nIST = "+05:30"'
    assert all("utc_offset" not in s.properties for s in read.nodes("Session"))
    assert [s.properties["time_zone"] for s in read.nodes("Session")] == ["XYZ", "XYZ", "IST"]


@pytest.mark.parametrize(
    "line",
    [
        "25:00 – 26:00 UTC",
        "10:61 – 10:70",
        "Feb 30 @ 10:00 – 11:00 UTC",
        "24:30",
        "9999-12-31 23:00 – 01:00",
    ],
)
def test_an_impossible_time_is_a_remark(line: str) -> None:
    read = ReadList(f"# ICML 2021\n{line}\nOral: A\n")
    assert read.codes() == ["L205"]
    assert read.nodes("Session") == []
    assert read.notes() == [("remark", line)]


@pytest.mark.parametrize(
    "mark", ["想法:", "想法：", "Idea:", "idea：", "思路：", "IDEAS: ", "**想法**：", "- 想法: "]
)
def test_ideas_by_their_marks(mark: str) -> None:
    read = ReadList(f"Oral: A\n{mark}try it\n")
    assert read.node("Idea").properties == {"text": "try it"}
    assert read.about(read.node("Idea")) == ["Paper"]


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("评论：x y", "comment", "x y"),
        ("注: x y", "comment", "x y"),
        ("Comment: x y", "comment", "x y"),
        ("Note: x y", "comment", "x y"),
        ("> x\n> y", "comment", "x\ny"),
        ("  **x y**", "comment", "x y"),
        ("TODO: x y", "todo", "x y"),
        ("待办：x y", "todo", "x y"),
        ("x y", "remark", "x y"),
    ],
)
def test_notes_by_their_marks(line: str, kind: str, text: str) -> None:
    read = ReadList(f"Oral: A\n{line}\n")
    assert read.notes() == [(kind, text)]
    assert read.about(read.node("Note")) == ["Paper"]
    assert read.codes() == (["L203"] if kind == "remark" else [])


def test_an_idea_goes_on_in_deeper_lines() -> None:
    read = ReadList("Oral: A\n想法：one\n  two\n    three\n想法：four\n")
    assert [i.properties["text"] for i in read.nodes("Idea")] == ["one\ntwo\nthree", "four"]
    assert [i.slot for i in read.nodes("Idea")] == ["idea 1 of A", "idea 2 of A"]
    assert read.nodes("Idea")[0].origin.end_line == 4


def test_an_idea_before_any_entry_is_about_nothing() -> None:
    read = ReadList("想法：one\n\nOral: A\n")
    assert read.about(read.node("Idea")) == []


def test_a_remark_before_any_entry_is_about_the_next() -> None:
    read = ReadList("something\n\nOral: A\n\nOral: B\n")
    (edge,) = read.edges("REMARKS_ON")
    assert read.by_ref(edge.target).properties["title"] == "A"


def test_a_parenthesis_about_an_author_is_a_fact() -> None:
    read = ReadList(
        "Oral: A\nAda Lovelace, Charles Babbage\n"
        "Idea: go on (Ada Lovelace was a fellow at Kings College)\n"
    )
    assert read.node("Idea").properties["text"] == "go on"
    assert read.notes() == [("fact", "Ada Lovelace was a fellow at Kings College")]
    assert read.about(read.node("Note")) == ["Author", "Institution"]
    assert read.node("Institution").properties["name"] == "Kings College"
    assert read.edges("AFFILIATED_WITH") == []


def test_a_parenthesis_about_no_author_stays_in_the_idea() -> None:
    read = ReadList("Oral: A\nAda Lovelace, Charles Babbage\nIdea: go on (see above)\n")
    assert read.node("Idea").properties["text"] == "go on (see above)"
    assert read.nodes("Note") == []


def test_a_chat_message_that_names_no_event_is_about_the_entry() -> None:
    read = ReadList(
        "Oral: A\n\n12:20\nhttps://blog.example.org/x worth reading\n\n"
        "example.org\nA Blog\n\nmore\n"
    )
    first, second = read.nodes("Note")
    assert read.about(first) == ["Paper"]
    assert first.properties["link_preview"] == "example.org\nA Blog"
    assert (first.origin.line, first.origin.end_line) == (3, 7)
    assert second.properties["kind"] == "remark"


@pytest.mark.parametrize(
    ("message", "about"),
    [
        ("https://example.org/x a list of ICML 21 papers", "Event"),
        ("https://icml.cc/Conferences/2021/Schedule go there", "Event"),
        ("https://example.org/x a list of ICML papers", "Paper"),
        ("https://example.org/x a list of ICML 20 papers", "Paper"),
    ],
)
def test_a_chat_message_may_name_the_event(message: str, about: str) -> None:
    read = ReadList(f"# ICML 2021\nOral: A\n\n12:20\n{message}\n")
    assert read.about(read.node("Note")) == [about]
