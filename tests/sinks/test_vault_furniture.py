"""What makes the notes a place to work in: Home, boards, settings, links out, few authors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from claims import Notes
from graphs import graphs
from paperkg import config, resources
from paperkg.graph import Ledger, resolve
from paperkg.model import Artifact, Edge, Graph, Node, Shape
from paperkg.sinks import vault
from paperkg.sinks.vault import people
from paperkg.sinks.vault.web import addresses

SHIPPED = resources.templates(Path("nowhere"))
CONFIG, _ = config.parse('name = "x"', "x", SHIPPED)
ZH, _ = config.parse('name = "x"\nlanguage = "zh"', "x", SHIPPED)
FEW, FAULTS = config.parse('name = "x"\n[vault]\nauthors = "min:2"', "x", SHIPPED)


def files(graph: Graph, settings: config.Config = CONFIG) -> dict[str, Artifact]:
    return {a.path: a for a in vault.render(graph, settings)}


def example(papers: int = 7) -> Graph:
    n = Notes()
    topic = n.node("Topic", {"name": "pruning", "name_zh": "剪枝"})
    made = [n.paper(f"Paper {i}", ["A B", f"Only {i}"], year=2000 + i) for i in range(papers)]
    for paper in made:
        n.edge("ABOUT", paper, topic)
    idea = n.node("Idea", {"text": "prune less", "title": "Prune less", "status": "seed"})
    n.edge("CONTRADICTS", idea, made[0])
    n.edge("ABOUT", idea, topic)
    return resolve(n.claims, CONFIG.schema, Ledger()).graph


def cards(artifact: Artifact) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(artifact.text)["nodes"]
    return found


def test_a_topics_board_holds_its_neighbourhood() -> None:
    board = files(example())["vault/Canvas/pruning.canvas"]
    shown = {c.get("file") or c.get("text") or c.get("label") for c in cards(board)}
    papers = {f"Papers/Paper {i}.md" for i in range(7)}
    assert shown == {*papers, "Ideas/Prune less.md", "## [[pruning]]", "Ideas", "Papers"}
    arrows = json.loads(board.text)["edges"]
    assert "Contradicts" in {a.get("label") for a in arrows}


def test_groups_of_a_board_say_what_needs_no_arrow() -> None:
    n = Notes()
    made = {name: n.node("Topic", {"name": name}) for name in ("wide", "mid", "low", "lower")}
    for narrow, wide in (("mid", "wide"), ("low", "mid"), ("lower", "mid"), ("lower", "low")):
        n.edge("BROADER", made[narrow], made[wide])
    idea = n.node("Idea", {"text": "go up", "title": "Go up"})
    n.edge("ABOUT", idea, made["mid"])
    board = files(resolve(n.claims, CONFIG.schema, Ledger()).graph)["vault/Canvas/mid.canvas"]
    groups = {c["label"]: c for c in cards(board) if c["type"] == "group"}
    assert groups.keys() == {"Ideas", "Part of", "Narrower topics"}
    texts = {c["id"]: c.get("text") for c in cards(board)}
    arrows = json.loads(board.text)["edges"]
    assert [(texts[a["fromNode"]], texts[a["toNode"]]) for a in arrows] == [
        ("[[lower]]", "[[low]]")
    ]


def test_what_a_reader_looks_for_stands_first() -> None:
    n = Notes()
    event = n.node("Event", {"name": "NeurIPS 2020"})
    session = n.node("Session", {"name": "NeurIPS 2020 23:10", "start_time": "23:10"})
    paper = n.paper("One", ["A B"])
    n.edge("HELD_AT", session, event)
    n.edge("PRESENTED_AT", paper, event)
    note = files(resolve(n.claims, CONFIG.schema, Ledger()).graph)["vault/Events/NeurIPS 2020.md"]
    assert note.text.index("#Schedule]]") < note.text.index("#Presented here]]")


def test_boards_are_small_and_nothing_lies_on_anything() -> None:
    for artifact in files(example(80)).values():
        if not artifact.path.endswith(".canvas"):
            continue
        found = cards(artifact)
        flat = [c for c in found if c["type"] != "group"]
        assert len(flat) <= 60
        for kind in (flat, [c for c in found if c["type"] == "group"]):
            for one in kind:
                for two in kind:
                    assert one is two or _apart(one, two)


def _apart(one: dict[str, Any], two: dict[str, Any]) -> bool:
    return any(
        a[x] + a[w] <= b[x]
        for x, w in (("x", "width"), ("y", "height"))
        for a, b in ((one, two), (two, one))
    )


def test_a_board_made_anew_has_the_same_cards() -> None:
    path = "vault/Canvas/pruning.canvas"
    before = {c["id"] for c in cards(files(example())[path])}
    after = {c["id"] for c in cards(files(example(8))[path])}
    assert before < after


@given(graphs())
def test_ids_of_a_board_are_its_own(graph: Graph) -> None:
    for artifact in files(graph).values():
        if artifact.path.endswith(".canvas"):
            board = json.loads(artifact.text)
            ids = [c["id"] for c in board["nodes"]]
            assert len(set(ids)) == len(ids)
            assert {a[k] for a in board["edges"] for k in ("fromNode", "toNode")} <= set(ids)


def test_a_chinese_vault_calls_topics_by_their_chinese_names() -> None:
    """The names of notes stay: links that the user typed lead to them in either language."""
    english, chinese = files(example()), files(example(), ZH)
    assert {p for p in english if p.endswith(".md")} == {p for p in chinese if p.endswith(".md")}
    assert "**主题** [[pruning|剪枝]]" in chinese["vault/Home.md"].text
    assert "[[pruning.canvas|剪枝]]" in chinese["vault/Home.md"].text
    assert "## [[pruning|剪枝]]" in {
        c.get("text") for c in cards(chinese["vault/Canvas/pruning.canvas"])
    }
    paper = chinese["vault/Papers/Paper 0.md"].text
    assert 'topics:\n  - "[[pruning]]"' in paper, "properties name the note and nothing else"
    assert "剪枝" not in "".join(a.text for a in english.values() if "Topics/" not in a.path)


def test_home_says_where_to_start_in_the_librarys_language() -> None:
    home = files(example())["vault/Home.md"]
    assert home.shape is Shape.OFFER
    assert "type: home" in home.text
    assert "![[Papers.base#Reading queue]]" in home.text
    assert "**Topics** [[pruning]]\n" in home.text
    assert "[[pruning.canvas|pruning]]" in home.text
    zh = files(example(), ZH)["vault/Home.md"].text
    assert "![[Papers.base#阅读队列]]" in zh
    assert not [line for line in zh.splitlines() if line.startswith("## ") and line.isascii()]


def test_a_chinese_vault_shows_the_chinese_name() -> None:
    assert "# 剪枝\n" in files(example(), ZH)["vault/Topics/pruning.md"].text
    assert "# " not in files(example())["vault/Topics/pruning.md"].text.split("## ")[0]


def test_settings_are_what_obsidian_reads() -> None:
    found = files(example())
    types = json.loads(found["vault/.obsidian/types.json"].text)["types"]
    assert types["authors"] == "multitext"
    assert types["year"] == "number"
    assert types["created"] == "date"
    assert types["start"] == "text"  # a date and time of Obsidian's has no offset
    graph = json.loads(found["vault/.obsidian/graph.json"].text)
    assert '["type":idea] OR path:Ideas/' in {g["query"] for g in graph["colorGroups"]}
    home, group = json.loads(found["vault/.obsidian/bookmarks.json"].text)["items"]
    assert home["path"] == "Home.md"
    assert [g["type"] for g in group["items"]] == ["graph"] * 3
    assert not [p for p in found if "plugins/" in p or "workspace" in p or "hotkeys" in p]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"doi": "10.1/a(b)c"}, ["[DOI](https://doi.org/10.1/a%28b%29c)"]),
        ({"orcid": "0000-0002-1825-0097"}, ["[ORCID](https://orcid.org/0000-0002-1825-0097)"]),
        (
            {"url": ("https://openreview.net/forum?id=x_y", "http://[bad", "ftp://a.b/c")},
            ["[OpenReview](https://openreview.net/forum?id=x_y)"],
        ),
        ({"url": ("https://www.a.org/x y)",)}, ["[a.org](https://www.a.org/x%20y%29)"]),
        ({"pdf": ("https://a.org/p.pdf",)}, ["[PDF](https://a.org/p.pdf)"]),
    ],
)
def test_links_out(properties: dict[str, Any], expected: list[str]) -> None:
    assert addresses(properties) == expected


def test_authors_of_few_papers_stay_plain_text() -> None:
    assert FAULTS == ()
    found = files(example(), FEW)
    assert [p for p in found if "/Authors/" in p] == ["vault/Authors/A B.md"]
    paper = found["vault/Papers/Paper 0.md"].text
    assert '  - "[[A B]]"\n  - Only 0\n' in paper
    assert "[[A B]], Only 0\n" in paper


def test_whom_the_user_starred_or_linked_keeps_a_note() -> None:
    n = Notes()
    n.paper("One", ["A B", "C D", "E F"])
    n.node("Author", {"name": "C D", "tags": ("starred",)})
    n.edge("RELATES_TO", n.node("Idea", {"text": "ask them"}), n.node("Author", {"name": "E F"}))
    graph = resolve(n.claims, CONFIG.schema, Ledger()).graph
    assert people.hidden(graph, 2) == {"author/a-b"}


def test_a_crowded_vault_names_the_setting_that_helps() -> None:
    nodes = {f"paper/{i}": Node(f"paper/{i}", "Paper", "x", {}, ()) for i in range(20_000)}
    nodes |= {f"author/{i}": Node(f"author/{i}", "Author", "x", {}, ()) for i in range(10)}
    told = people.crowded(Graph(nodes), 1)
    assert told
    assert "20010 notes" in told.message
    assert 'authors = "min:2"  # 10 notes fewer' in told.help
    assert people.crowded(Graph(nodes), 2) is None


def test_the_least_setting_that_is_enough_is_named() -> None:
    nodes = {f"paper/{i}": Node(f"paper/{i}", "Paper", "x", {}, ()) for i in range(19_990)}
    nodes |= {f"author/{i}": Node(f"author/{i}", "Author", "x", {}, ()) for i in range(30)}
    edges = [
        Edge(f"{p}--{a}", "AUTHORED_BY", f"paper/{p}", f"author/{a}", {}, ())
        for a in range(30)
        for p in range(a % 3 + 1)
    ]
    told = people.crowded(Graph(nodes, tuple(edges)), 1)
    assert told
    assert 'authors = "min:3"  # 20 notes fewer' in told.help


@pytest.mark.parametrize("value", ['"min:0"', '"many"', "2", '"min:two"'])
def test_a_wrong_setting_names_a_right_one(value: str) -> None:
    found, (fault,) = config.parse(f"[vault]\nauthors = {value}", "x")
    assert found.author_papers == 1
    assert fault.help == 'authors = "min:2"'


def test_a_template_for_a_new_idea_has_every_relation() -> None:
    text = files(example())["vault/Templates/New idea.md"].text
    for key in ("relates_to", "extends", "contradicts", "supports", "topics"):
        assert f"{key}: []\n" in text
