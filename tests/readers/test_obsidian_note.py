"""Words in a note of the vault are read as the user meant them."""

from __future__ import annotations

import pytest

from paperkg.config import TIME_ZONES
from paperkg.diagnostics import Origin
from paperkg.graph import Ledger, resolve
from paperkg.model import Annotation, EdgeClaim, Mention, NodeClaim, Reading, Value
from paperkg.readers import READERS, Options, Source
from paperkg.readers.note import NOTE
from paperkg.schema import BUILTIN

OPTIONS = Options(BUILTIN, TIME_ZONES)
IDEA = "vault/Ideas/Tame the Jacobians.md"
ANYWHERE = "vault/Inbox/Some note.md"


def read(text: str, path: str = IDEA) -> Reading:
    return NOTE.read(Source(path, text.encode()), OPTIONS)


def node(text: str, path: str = IDEA) -> NodeClaim:
    reading = read(text, path)
    assert reading.diagnostics == ()
    (claim,) = [c for c in reading.claims if isinstance(c, NodeClaim)]
    return claim


def edges(reading: Reading) -> list[tuple[str, str, int]]:
    """Return type, target and line of each edge."""
    return [
        (c.type, c.target.text, c.origin.line)
        for c in reading.claims
        if isinstance(c, EdgeClaim) and isinstance(c.target, Mention)
    ]


def added(head: str, body: str = "") -> Reading:
    """Read a note that paperkg writes, its own words blanked out."""
    block = "%% paperkg:begin card %%\n\n%% paperkg:end card %%\n"
    return read(f"---\n\n{head}\npaperkg_id: paper/fedsplit\n---\n{block}{body}", IDEA)


def test_notes_of_the_vault_are_taken_and_nothing_else() -> None:
    assert NOTE.takes(IDEA)
    assert NOTE.takes("vault/Deep/er/X.MD")
    assert not NOTE.takes("data/list.md")
    assert not NOTE.takes("vault/Board.canvas")
    assert not any(NOTE.takes(p) for p in ("data/ideas.yaml", "data/works.jsonl"))
    assert not [r.name for r in READERS if r.name == NOTE.name]


def test_the_example_is_read_without_a_fault() -> None:
    reading = read(NOTE.example)
    assert reading.diagnostics == ()
    assert edges(reading) == [("RELATES_TO", "[[GAIT-prop]]", 4), ("USES", "[[ADMM]]", 6)]
    resolve(reading.claims, BUILTIN, Ledger())


def test_a_note_in_the_folder_of_ideas_is_an_idea_called_like_its_file() -> None:
    claim = node("Keep them well conditioned.\n也许可以用 ADMM。\n")
    assert claim.type == "Idea"
    assert claim.ref == f"{IDEA}#note"
    assert claim.note == "Tame the Jacobians"
    assert claim.stated
    assert claim.slot == ""
    assert claim.properties == {
        "title": "Tame the Jacobians",
        "text": "Keep them well conditioned.\n也许可以用 ADMM。",
    }
    assert claim.origin == Origin(IDEA, 1, 2, "note")
    assert claim.lines == {"text": Origin(IDEA, 1, 2, "note")}


def test_a_note_deeper_in_the_folder_of_ideas_is_an_idea() -> None:
    assert node("x", "vault/Ideas/2026/A.md").type == "Idea"


@pytest.mark.parametrize(
    ("written", "type_"),
    [
        ("idea", "Idea"),
        ("Ideas", "Idea"),
        ("想法", "Idea"),
        ('"[[Paper]]"', "Paper"),
        ("[[Paper]]", "Paper"),
        ('"[[Types/Paper|论文]]"', "Paper"),
        ("论文", "Paper"),
        ("[venue]", "Venue"),
        ("note # for now", "Note"),
    ],
)
def test_a_type_is_known_in_every_spelling(written: str, type_: str) -> None:
    assert node(f"---\ntype: {written}\n---\nx\n", ANYWHERE).type == type_


@pytest.mark.parametrize(
    "head", ["", "type: recipe", "type: [idea, paper]", "type: {a: 1}", "a: 1"]
)
def test_a_note_that_says_no_type_of_ours_is_no_node(head: str) -> None:
    assert read(f"---\n{head}\n---\nx (uses:: [[Y]])\n", ANYWHERE) == Reading()


def test_a_foreign_type_makes_no_idea_of_a_note_in_the_folder_of_ideas() -> None:
    assert read("---\ntype: recipe\n---\nx\n") == Reading()
    assert node("---\ntype:\n---\nx\n").type == "Idea"


@pytest.mark.parametrize(
    "text", ["---\na: 1\nno fence", "---\n- a\n---\n", "---\na: 1\na: 2\n---\n"]
)
def test_a_note_that_cannot_be_taken_apart_says_nothing(text: str) -> None:
    assert read(text) == Reading()


def test_bytes_that_are_no_text_say_nothing() -> None:
    assert NOTE.read(Source(IDEA, b"\xff\x00\xd8\xd8\xff"), OPTIONS) == Reading()
    assert NOTE.read(Source(IDEA, b"a\xb2\xe2"), OPTIONS) == Reading()


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(mark: str) -> None:
    text = "---\ntype: idea\nuses:\n  - A\n---\n\ntext\nextends:: [[B]]\n"
    dos = mark + text.replace("\n", "\r\n")
    assert read(dos) == read(text)
    assert edges(read(dos)) == [("USES", "A", 4), ("EXTENDS", "[[B]]", 8)]


def test_a_title_that_is_stated_wins_over_the_file_name() -> None:
    text = "---\ntitle: Spectrum control\n---\n# Spectrum  control\n\nThe text.\n"
    assert node(text).properties == {"title": "Spectrum control", "text": "The text."}


def test_a_first_heading_that_is_not_the_title_is_text() -> None:
    assert node("# Another\n\nword\n").properties["text"] == "# Another\n\nword"


@pytest.mark.parametrize("heading", ["## My notes", "## 我的笔记", "### a\n\n## b"])
def test_an_empty_heading_at_the_end_is_no_text(heading: str) -> None:
    assert node(f"\n\nword\n\n{heading}\n\n").properties["text"] == "word"
    assert node(f"word\n\n{heading}\nmore").properties["text"] == f"word\n\n{heading}\nmore"


def test_an_idea_without_words_is_what_its_title_says() -> None:
    claim = node("---\ntype: idea\n---\n# Tame the Jacobians\n\n## My notes\n")
    assert claim.properties == {"title": "Tame the Jacobians", "text": "Tame the Jacobians"}


@pytest.mark.parametrize("name", ["Untitled", "Untitled 2", "未命名", "未命名 1"])
def test_a_note_that_was_only_just_made_is_nothing_yet(name: str) -> None:
    assert read("", f"vault/Ideas/{name}.md") == Reading()
    blank = "---\ntype: paper\npaperkg_id:\n---\n\n"
    assert read(blank, f"vault/Papers/{name}.md") == Reading()
    assert read("---\ntags: [a]\n---\n", f"vault/Ideas/{name}.md") == Reading()


def test_two_ideas_that_nobody_named_are_not_one() -> None:
    claims = [node(t, f"vault/Ideas/{d}/Untitled.md") for d, t in (("a", "one"), ("b", "two"))]
    assert [c.properties for c in claims] == [{"text": "one"}, {"text": "two"}]
    assert len(resolve(claims, BUILTIN, Ledger()).graph.nodes) == 2


def test_an_untitled_paper_with_an_identifier_is_a_paper() -> None:
    claim = node("---\ntype: paper\narxiv: 2006.08643v2\n---\n", "vault/Untitled.md")
    assert claim.properties == {"title": "Untitled", "arxiv": "2006.08643"}


def test_a_venue_has_a_name_and_a_title_only_if_it_is_stated() -> None:
    assert node("---\ntype: venue\n---\n", "vault/NeurIPS.md").properties == {"name": "NeurIPS"}
    said = "---\ntype: venue\ntitle: Advances\nname: NIPS\n---\n"
    assert node(said, "vault/x.md").properties == {"title": "Advances", "name": "NIPS"}


def test_a_property_text_is_the_text_of_a_note_without_words() -> None:
    assert node("---\ntext: |\n  a\n  b\n---\n").properties["text"] == "a\nb"
    reading = read("---\ntext: a\n---\nb\n")
    (claim,) = reading.claims
    assert isinstance(claim, NodeClaim)
    assert claim.properties["text"] == "b"
    assert [(d.code, str(d.origin)) for d in reading.diagnostics] == [("V709", f"{IDEA}:2")]


def test_the_id_that_a_note_carries_is_stated() -> None:
    text = "---\npaperkg_id: idea/对target-prop\n---\nx\n"
    assert node(text).properties["id"] == "idea/对target-prop"


@pytest.mark.parametrize("id_", ["paper/x", "idea/", "idea/a b", "what", "idea/A"])
def test_an_id_of_another_type_is_told_and_not_used(id_: str) -> None:
    reading = read(f"---\npaperkg_id: {id_}\n---\nx\n")
    (claim,) = reading.claims
    assert isinstance(claim, NodeClaim)
    assert "id" not in claim.properties
    (told,) = reading.diagnostics
    assert (told.code, str(told.origin)) == ("V709", f"{IDEA}:2")
    assert f"found '{id_}', expected idea/" in told.message


def test_typed_links_are_edges_to_the_notes_that_they_name() -> None:
    text = """\
---
type: idea
relates-to: "[[Papers/FedSplit.md#Method|FedSplit]]"
relatesTo2: a
extends:
  - "[[GAIT-prop^block]]"
  # a comment
  - ADMM for all

  - "[[A]] and [[B]]"
Uses: [GD, "[[SGD|S]]"]
topics:
supports: null
---
x
"""
    reading = read(text, ANYWHERE)
    assert edges(reading) == [
        ("RELATES_TO", "[[Papers/FedSplit]]", 3),
        ("EXTENDS", "[[GAIT-prop]]", 6),
        ("EXTENDS", "ADMM for all", 8),
        ("EXTENDS", "[[A]]", 10),
        ("EXTENDS", "[[B]]", 10),
        ("USES", "GD", 11),
        ("USES", "[[SGD]]", 11),
    ]
    assert {c.source for c in reading.claims if isinstance(c, EdgeClaim)} == {f"{ANYWHERE}#note"}


def test_links_without_quotes_are_links() -> None:
    text = "---\nuses: [[A|b]] # why\nextends:\n  - [[C, and D]]\n  - E\nsee: [[F]]\n---\nx\n"
    reading = read(text)
    assert reading.diagnostics == ()
    assert edges(reading) == [
        ("USES", "[[A]]", 2),
        ("EXTENDS", "[[C, and D]]", 4),
        ("EXTENDS", "E", 5),
    ]
    assert node(text).properties["see"] == "[[F]]"


def test_an_edge_that_states_evidence_says_that_it_is_stated() -> None:
    (edge,) = [c for c in read("---\ntopics: [SGD]\n---\nx").claims if isinstance(c, EdgeClaim)]
    assert edge.properties == {"evidence": ("stated",)}
    assert edge.target == Mention("SGD", ("Topic",))


def test_authors_have_their_place_in_a_note_of_the_users_own() -> None:
    text = '---\ntype: paper\nauthors: ["[[A]]", B]\nauthored_by: C\n---\n'
    found = [c for c in read(text).claims if isinstance(c, EdgeClaim)]
    assert [c.properties for c in found] == [{"position": 1}, {"position": 2}, {"position": 3}]
    found = [c for c in added("authors: [B]").claims if isinstance(c, EdgeClaim)]
    assert [c.properties for c in found] == [{}]


def test_an_edge_that_may_not_start_here_is_left_to_the_graph_to_tell() -> None:
    assert edges(read("---\ncites: [X]\n---\nx")) == [("CITES", "X", 2)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("uses:: [[A]]", ["[[A]]"]),
        ("  Uses :: [[A#b|c]], [[B]]", ["[[A]]", "[[B]]"]),
        ("- uses:: A, and B", ["A, and B"]),
        ("1. uses:: A", ["A"]),
        ("- [x] uses:: A", ["A"]),
        ("> - uses:: A", ["A"]),
        ("**uses**:: A", ["A"]),
        ("uses：： [[对]]", ["[[对]]"]),
        ("as in (uses:: [[A]]) and [uses:: [[B]]].", ["[[A]]", "[[B]]"]),
        ("(uses:: A (the first)) b", ["A (the first)"]),
        ("（uses：：[[A]]）", ["[[A]]"]),
        ("uses:: the `A`", ["the `A`"]),
        ("uses:: [[A]] `[[B]]` %% [[C]] %%", ["[[A]]"]),
        ("uses::", []),
        ("(uses:: )", []),
        ("(uses:: A", []),
        ("it uses:: A", []),
        ("score:: 5", []),
        ("uses: A", []),
        ("`uses:: A`", []),
        ("``(uses:: `A`)``", []),
        ("%% uses:: A %%", []),
        ("%%\nuses:: A\n%%", []),
        ("<!-- (uses:: A)\nuses:: B -->", []),
        ("```\nuses:: A\n```", []),
        ("> ~~~py\n> uses:: A\n> ~~~", []),
        ("- ```\nuses:: A", []),
        ("[[uses:: A]]", []),
        ("\\` (uses:: A) `", ["A"]),
        ("| a | (uses:: [[A\\|b]]) |", ["[[A]]"]),
    ],
)
def test_inline_fields_are_edges(line: str, expected: list[str]) -> None:
    reading = read(f"word\n{line}\nword\n")
    assert [target for _, target, _ in edges(reading)] == expected
    assert {n for _, _, n in edges(reading)} <= {2}


@pytest.mark.parametrize(
    "before",
    [
        "100%%",
        "<!--",
        "a `tick",
        "\\`\\`\\`",
        "> ```\n> code",
        "```\na\n```",
        "~~~\n```\n~~~",
        "`a` `b`",
    ],
)
def test_what_is_not_closed_hides_nothing(before: str) -> None:
    assert [t for _, t, _ in edges(read(f"{before}\n\nuses:: [[A]]\n"))] == ["[[A]]"]


def test_code_may_go_over_lines_of_one_paragraph() -> None:
    assert edges(read("`a`\n\n`b\n(uses:: [[A]])\nc` (uses:: [[B]])")) == [("USES", "[[B]]", 5)]


def test_an_accent_is_part_of_its_letter_however_it_is_stored() -> None:
    claim = node("---\nuse\u0301s: a\n---\n#cafe\u0301\n")
    assert claim.properties["us\u00e9s"] == "a"
    assert claim.properties["tags"] == ("caf\u00e9",)


def test_a_field_in_brackets_belongs_to_its_own_edge_alone() -> None:
    reading = read("uses:: [[A]] (extends:: [[B]])\n")
    assert set(edges(reading)) == {("USES", "[[A]]", 1), ("EXTENDS", "[[B]]", 1)}


def test_lines_that_became_edges_are_no_text() -> None:
    text = "uses:: [[A]]\nWe (extends:: [[B]]) it.\nscore:: 5\n- (supports:: [[C]])\n\n"
    claim = node(text)
    assert claim.properties["text"] == "We (extends:: [[B]]) it.\nscore:: 5"
    assert claim.lines["text"] == Origin(IDEA, 2, 3, "note")


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#a and #b/c, #d-e_f.", ("a", "b/c", "d-e_f")),
        ("#优化 的 #Todo #todo #TODO", ("优化", "Todo")),
        ("#1984 #y1984 #1-2 #", ("y1984", "1-2")),
        ("# x\n## y\n#z", ("z",)),
        ("a#b \\#c (#d) [[x #e]] [y](z #f) https://x.org/#g", ()),
        ("`#a` `` b #c `` %% #d %% <!-- #e -->\n```\n#f\n```", ()),
        ("`a`#b", ()),
    ],
)
def test_tags_in_the_text_are_read_as_obsidian_does(text: str, tags: tuple[str, ...]) -> None:
    assert node(f"word\n{text}\n").properties.get("tags", ()) == tags


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("[a, '#b', A]", ("a", "b")),
        ("a, b", ("a", "b")),
        ('"#a b"', ("a", "b")),
        ("a", ("a",)),
        ("2026", ("2026",)),
        ("\n  - machine learning\n  - ", ("machine learning",)),
        ("[]", ()),
    ],
)
def test_the_property_tags_is_read_as_obsidian_does(written: str, tags: tuple[str, ...]) -> None:
    assert node(f"---\ntags: {written}\n---\nx\n").properties.get("tags", ()) == tags


def test_tags_of_both_places_are_one_list() -> None:
    claim = node("---\na: 1\ntags: [x]\n---\none\n#X and #y\n")
    assert claim.properties["tags"] == ("x", "y")
    assert claim.lines["tags"] == Origin(IDEA, 3, 6, "note")


def test_other_names_may_be_one_or_many() -> None:
    assert node("---\naliases: a, b\n---\nx").properties["aliases"] == ("a, b",)
    assert node("---\naliases: [a, b]\n---\nx").properties["aliases"] == ("a", "b")


def test_what_a_user_adds_to_a_note_of_paperkg_is_about_its_node() -> None:
    reading = added(
        "rating: 5\nstatus: read\ncssclasses: [wide]\npublish: true\nuses: ['[[A]]']",
        "\n## My notes\n\nGood. #favourite\nextends:: [[B]]\n",
    )
    assert reading.diagnostics == ()
    annotation, *links = reading.claims
    assert annotation == Annotation(
        "paper/fedsplit",
        {"rating": 5, "status": "read", "tags": ("favourite",)},
        Origin(IDEA, 3, 16, "note"),
        {
            "rating": Origin(IDEA, 3, 3, "note"),
            "status": Origin(IDEA, 4, 4, "note"),
            "tags": Origin(IDEA, 16, 16, "note"),
        },
    )
    source = Mention("paper/fedsplit")
    assert links == [
        EdgeClaim("USES", source, Mention("[[A]]"), {}, Origin(IDEA, 7, 7, "note")),
        EdgeClaim(
            "EXTENDS", source, Mention("[[B]]"), {}, Origin(IDEA, 17, 17, "note"), inline=True
        ),
    ]


def test_a_note_of_paperkg_to_which_nothing_is_added_says_nothing() -> None:
    assert added("type: paper") == Reading()


@pytest.mark.parametrize("id_", ["", "paperkg_id: recipe/x", "paperkg_id: paper", "paperkg_id:"])
def test_a_note_of_paperkg_without_an_id_of_ours_says_nothing(id_: str) -> None:
    assert read(f"---\nrating: 5\n{id_}\n---\n%% paperkg:end card %%\nuses:: [[A]]\n") == Reading()


def test_nothing_inside_a_block_is_the_users() -> None:
    head = "---\npaperkg_id: paper/x\n---\n"
    block = "%% paperkg:begin card %%\nuses:: [[A]] #b\n%% paperkg:end card %%\n"
    assert read(f"{head}%% not closed\n{block}{block}") == Reading()
    assert edges(read(f"{head}{block}uses:: [[C]]\n{block}")) == [("USES", "[[C]]", 7)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5", 5),
        ("-5", -5),
        ("0.5", 0.5),
        ("true", True),
        ("False", False),
        ('"5"', "5"),
        ("'true'", "true"),
        ("yes", "yes"),
        ("007", "007"),
        ("1e3", "1e3"),
        ("1234567890123456789012", "1234567890123456789012"),
        ("5 # good", 5),
        ("'a # b' # c", "a # b"),
        ("!!str 5", "5"),
        ("2026-11-01", "2026-11-01"),
        ("[1, 2, 1]", (1, 2)),
        ("[1, 2.5]", (1, 2.5)),
        ("[1, true, a, '2']", ("1", "true", "a", "2")),
        ("[1, null]", (1,)),
        ("|\n  a\n  b", "a b"),
        ("a \u2028 b", "a \u2028 b"),
    ],
)
def test_a_property_that_nothing_declares_has_the_type_of_its_look(
    written: str, value: Value
) -> None:
    found = node(f"---\nmine: {written}\n---\nx\n").properties["mine"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("written", ["", "null", "~", '""', "[]", "[null]"])
def test_a_property_without_a_value_says_nothing(written: str) -> None:
    assert "mine" not in node(f"---\nmine: {written}\nstatus: {written}\n---\nx").properties


@pytest.mark.parametrize(
    ("key", "name"),
    [("Read On", "read_on"), ("readOn", "read_on"), ("read-on", "read_on"), ("评分", "评分")],
)
def test_a_key_that_nothing_declares_is_one_name_in_all_spellings(key: str, name: str) -> None:
    assert node(f"---\n{key}: a\n---\nx").properties[name] == "a"


@pytest.mark.parametrize("key", ["short-name", "shortName", "Short Name", "SHORT_NAME"])
def test_a_declared_property_is_known_in_every_spelling(key: str) -> None:
    assert node(f"---\ntype: paper\n{key}: 5\n---\n").properties["short_name"] == "5"


@pytest.mark.parametrize(
    ("line", "told", "mend"),
    [
        ("a.b: 5", "'a.b' is no name", "a_b: 5"),
        ("5: x", "'5' is no name", "my_5: x"),
        ("🎉: x", "'🎉' is no name", "my_property: x"),
        ("x²: 5", "'x²' is no name", "my_property: 5"),
        ("id: 5", "'id' is a name that paperkg keeps", "my_id: 5"),
        ("pkgGraph: x", "'pkgGraph' is a name that", "my_pkg_graph: x"),
        ("x: {a: 1}", "'x' is more than", "x: [one, another]"),
        ("x: [a, [b]]", "'x' is more than", "x: [one, another]"),
        ("x: !odd 5", "'x' is more than", "x: [one, another]"),
        ("uses: [{to: A}]", "'uses' is more than", 'uses: ["[[A note]]", "[[Another]]"]'),
        ("created: soon", "'created': found 'soon', expected a day", "created: 2020-12-09"),
        ("status: [a, 'b']", "'status': found a list, expected text", "status: a"),
        ("url: example.org/x", "expected a link", "url: https://example.org/x"),
    ],
)
def test_what_cannot_go_into_the_graph_is_told(line: str, told: str, mend: str) -> None:
    reading = read(f"---\nmine: 1\n{line}\n---\nx\n")
    (diagnostic,) = reading.diagnostics
    assert (diagnostic.code, str(diagnostic.origin)) == ("V709", f"{IDEA}:3")
    assert told in diagnostic.message
    assert diagnostic.help == mend
    (claim,) = reading.claims
    assert isinstance(claim, NodeClaim)
    assert claim.properties == {"mine": 1, "title": "Tame the Jacobians", "text": "x"}


def test_an_identifier_that_is_none_is_told() -> None:
    (told,) = read("---\ntype: paper\ndoi: nature14539\n---\n").diagnostics
    assert told.code == "V709"
    assert told.message == "'doi': found 'nature14539', expected a valid DOI"
    assert told.help == "doi: 10.1038/nature14539"


def test_of_two_spellings_of_one_name_the_first_is_used() -> None:
    reading = read("---\nreadOn: a\nread_on: b\nreadon: c\nstatus: d\nStatus: e\n---\nx\n")
    (claim,) = reading.claims
    assert isinstance(claim, NodeClaim)
    assert (claim.properties["read_on"], claim.properties["status"]) == ("a", "d")
    assert [d.origin.line for d in reading.diagnostics if d.origin] == [3, 4, 6]


def test_a_list_keeps_what_is_right_in_it() -> None:
    reading = read("---\nurl: [https://a.org, b c]\n---\nx\n")
    (claim,) = reading.claims
    assert isinstance(claim, NodeClaim)
    assert claim.properties["url"] == ("https://a.org",)
    assert len(reading.diagnostics) == 1
