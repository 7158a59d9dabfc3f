"""Citations in one line, by the style guides or by habit; tables of papers; labelled blocks."""

from __future__ import annotations

import pytest

from paperkg.model import NodeClaim
from reading_lists import ReadList

TITLE = "Attention Is All You Need"
BOTH = ["Ashish Vaswani", "Noam Shazeer"]
SHORT = ["A. Vaswani", "N. Shazeer"]
LINK = "https://arxiv.org/abs/1706.03762"
NIPS = "NeurIPS 2017"

STYLES = {
    "APA": (f"Vaswani, A., & Shazeer, N. (2017). {TITLE}. In *NeurIPS*. {LINK}", SHORT),
    "APA, two lines": (
        f"- Vaswani, A., & Shazeer, N. (2017). Attention\n  Is All You Need. NeurIPS.\n  {LINK}",
        SHORT,
    ),
    "MLA": (f'[1] Vaswani, Ashish, and Noam Shazeer. "{TITLE}." NeurIPS (2017). {LINK}', BOTH),
    "IEEE": (
        f"[3] A. Vaswani and N. Shazeer, “{TITLE},” in NeurIPS, 2017, pp. 1–11. {LINK}",
        SHORT,
    ),
    "Vancouver": (
        f"1. Vaswani A, Shazeer N. {TITLE}. NeurIPS. 2017;30:1-11. {LINK}",
        ["A Vaswani", "N Shazeer"],
    ),
    "authors first": (f"- Ashish Vaswani, Noam Shazeer. {TITLE}. NeurIPS 2017. {LINK}", BOTH),
    "title first": (f"- {TITLE}. Ashish Vaswani and Noam Shazeer. NeurIPS'17. [pdf]({LINK})", BOTH),
    "by commas": (f"- {TITLE}, Ashish Vaswani, Noam Shazeer, NeurIPS 2017 [[paper]({LINK})]", BOTH),
    "in quotes": (f'- "{TITLE}", Ashish Vaswani, Noam Shazeer, NeurIPS 2017. {LINK}', BOTH),
    "in brackets": (f"* {TITLE} (Ashish Vaswani, Noam Shazeer; NeurIPS 2017) {LINK}", BOTH),
    "bold": (f"- **{TITLE}** (NeurIPS 2017), Ashish Vaswani, Noam Shazeer [arXiv]({LINK})", BOTH),
    "link": (f"- [{TITLE}]({LINK}) - Ashish Vaswani, Noam Shazeer (NeurIPS 2017)", BOTH),
    "a month before": (
        f"- [2017/06] **[{TITLE}]({LINK})** Ashish Vaswani, Noam Shazeer. *NeurIPS 2017*",
        BOTH,
    ),
    "authors and venue below": (
        f"- {TITLE}. [[pdf]]({LINK})\n  - *Ashish Vaswani, Noam Shazeer.* NeurIPS 2017",
        BOTH,
    ),
    "venue in a line": (
        f"**{TITLE}**\nAshish Vaswani, Noam Shazeer\n*NeurIPS 2017*\n[arXiv]({LINK})",
        BOTH,
    ),
    "address behind": (f"{TITLE} ({LINK})\nAshish Vaswani, Noam Shazeer\nNeurIPS 2017", BOTH),
    "Paper:": (
        f"Paper: {TITLE}\nAuthors: Ashish Vaswani, Noam Shazeer\nVenue: NeurIPS 2017\n{LINK}",
        BOTH,
    ),
    "论文1：": (
        f"论文1：{TITLE}\n作者：Ashish Vaswani、Noam Shazeer\n发表：NeurIPS 2017\n{LINK}",
        BOTH,
    ),
    "a kind in the tag": (
        f"- **[NeurIPS 2017 Oral]** *{TITLE}* [[arXiv]({LINK})]\n  {', '.join(BOTH)}",
        BOTH,
    ),
    "a tag, year first": (f"* (2017-NeurIPS) {TITLE} [[paper]]({LINK})\n  {', '.join(BOTH)}", BOTH),
    "a tag as code": (f"* `NeurIPS 2017` {TITLE} [[paper]]({LINK})\n  {', '.join(BOTH)}", BOTH),
    "a star": (f"- ⭐ [{TITLE}]({LINK}), {', '.join(BOTH)} (NeurIPS 2017)", BOTH),
    "a number in bold": (f"**1. {TITLE}** (NeurIPS 2017)\n*{', '.join(BOTH)}*\nLink: {LINK}", BOTH),
    "a journal's style": (
        f"Vaswani, A. & Shazeer, N. {TITLE}. NeurIPS 30, 1–11 (2017). {LINK}",
        SHORT,
    ),
    "no list, title first": (f"{TITLE}. {' and '.join(BOTH)}. NeurIPS (2017). {LINK}", BOTH),
    "GB/T": (f"[1] A. Vaswani, N. Shazeer. {TITLE}[C]//NeurIPS. 2017: 5998-6008. {LINK}", SHORT),
    "a tag before": (f"- [NeurIPS 2017] [{TITLE}]({LINK}), Ashish Vaswani, Noam Shazeer", BOTH),
    "table": (
        (
            "| # | Paper | Authors | Venue |\n|--|:--|:-:|--|\n| 1 "
            f"| [{TITLE}]({LINK}) | Ashish Vaswani, Noam Shazeer | NeurIPS 2017 |"
        ),
        BOTH,
    ),
    "labels, the title last": (
        f"作者：Ashish Vaswani，Noam Shazeer\n会议：NeurIPS 2017\n标题：{TITLE}\n链接：{LINK}",
        BOTH,
    ),
    "labels, year and venue": (
        f"Title: {TITLE}\nAuthors: {', '.join(BOTH)}\nVenue: NeurIPS\nYear: 2017\n{LINK}",
        BOTH,
    ),
}


def where(read: ReadList, paper: NodeClaim) -> list[object]:
    """Return the names of the events and venues of a paper."""
    edges = (*read.edges("PRESENTED_AT"), *read.edges("PUBLISHED_IN"))
    return [read.by_ref(e.target).properties["name"] for e in edges if e.source == paper.ref]


@pytest.mark.parametrize(("text", "authors"), STYLES.values(), ids=STYLES.keys())
def test_one_work_is_read_alike_however_it_is_cited(text: str, authors: list[str]) -> None:
    read = ReadList(text)
    paper = read.node("Paper")
    assert paper.properties["title"] == TITLE
    assert read.authors(paper) == authors
    assert paper.properties["year"] == 2017
    assert where(read, paper) == [NIPS]
    assert paper.properties["arxiv"] == "1706.03762"
    assert read.notes() == []
    assert read.uncovered() == []


def test_a_chinese_citation_names_its_journal() -> None:
    read = ReadList(
        "[5] 王小明, 李华. 基于注意力机制的图像分类方法研究[J]. 计算机学报, 2020, 43(1): 1-10."
    )
    paper = read.node("Paper")
    assert paper.properties["title"] == "基于注意力机制的图像分类方法研究"
    assert read.authors(paper) == ["王小明", "李华"]
    assert (where(read, paper), paper.properties["year"]) == (["计算机学报"], 2020)
    assert read.notes() == []


def test_a_title_in_book_marks() -> None:
    read = ReadList("- 《基于注意力机制的图像分类方法研究》，王小明，李华，计算机学报 2020")
    assert read.authors(read.node("Paper")) == ["王小明", "李华"]
    assert where(read, read.node("Paper")) == ["计算机学报"]


@pytest.mark.parametrize(
    ("text", "authors", "comment"),
    [
        (f"- {TITLE} (Vaswani et al., 2017): read twice", [], "(Vaswani et al., 2017) read twice"),
        (f'2. "{TITLE}", Vaswani et al., NeurIPS 2017', [], "Vaswani et al."),
        (f'Vaswani, Ashish, et al. "{TITLE}." Nature 30 (2017).', ["Ashish Vaswani"], None),
        (f"- **{TITLE}** (Vaswani et al., NeurIPS 2017) — wow", [], "Vaswani et al. – wow"),
        (f"1. **{TITLE}** - Vaswani et al., 2017 - wow", [], "Vaswani et al. – wow"),
        (f"[Vaswani et al. 2017] {TITLE}", [], "Vaswani et al."),
        (f"1. [Vaswani et al., ICLR 2017] {TITLE}", [], "Vaswani et al."),
        (f"* Vaswani et al. **{TITLE}**. NIPS 2017.", [], "Vaswani et al."),
        (f"2. Vaswani, A. et al. {TITLE}, NeurIPS 2017", ["A. Vaswani"], None),
    ],
)
def test_authors_that_are_not_all_named(text: str, authors: list[str], comment: str | None) -> None:
    read = ReadList(text)
    paper = read.node("Paper")
    assert (paper.properties["title"], paper.properties["year"]) == (TITLE, 2017)
    assert read.authors(paper) == authors
    assert read.notes() == ([("comment", comment)] if comment else [])


def test_a_preprint_has_its_identifier_and_no_venue() -> None:
    text = f"- Vaswani, A. (2017). {TITLE}. arXiv preprint arXiv:1706.03762v5."
    read = ReadList(text)
    paper = read.node("Paper")
    assert (paper.properties["title"], paper.properties["arxiv"]) == (TITLE, "1706.03762")
    assert where(read, paper) == []


def test_what_an_entry_says_of_its_year_beats_the_heading() -> None:
    read = ReadList(
        f"# ICLR 2024 notes\n- [{TITLE}]({LINK}) (NeurIPS 2017)\n- [A Thing](https://arxiv.org/abs/2401.00001)\n"
        f"- **Old Thing** (1999) https://example.org/a.pdf\n"
    )
    papers = {p.properties["title"]: p for p in read.nodes("Paper")}
    assert {t: (p.properties["year"], where(read, p)) for t, p in papers.items()} == {
        TITLE: (2017, ["NeurIPS 2017"]),
        "A Thing": (2024, ["ICLR 2024"]),
        "Old Thing": (1999, []),
    }


@pytest.mark.parametrize(
    "text",
    [
        'He said "this is a great idea" in 2017, and we agreed (see Smith, 2019).',
        "- see also the talk by Ada Lovelace (ICML 2019)",
        "- meet Bob at NeurIPS 2020",
        "- 2020 was a good year. Ada and Bob were there.",
        "- Tickets (ICLR 2020)",
        "1. [Notes on the House](docs/house.md)",
        "1. The plan is a value that goes on\n   in the next line, as prose does",
        "1. Make a `folder` for everything",
        "- read Attention Is All You Need https://arxiv.org/abs/1706.03762",
        "Great paper on attention https://arxiv.org/abs/1706.03762",
        "Some Blog Of Mine https://example.org",
        "- [ ] https://arxiv.org/abs/1706.03762",
        "We follow Vaswani et al. (2017). They use attention. It works.",
        "- ask Ada Lovelace, Charles Babbage, NeurIPS 2017",
        "a | b\n--|--\nc | d",
        "| Layer | Size |\n|---|---|\n| conv | 3 |",
    ],
)
def test_what_only_speaks_of_papers_is_none(text: str) -> None:
    read = ReadList(text)
    assert read.titles() == []
    assert read.uncovered() == []


def test_a_table_has_a_column_for_everything() -> None:
    read = ReadList(
        "| 论文 | 作者 | 年份 | 代码 | 状态 | 笔记 | 想法 | 评分 |\n"
        "|:--|:-:|--:|---|---|---|---|---|\n"
        "| 一篇关于注意力的论文 | 王小明、李华 | 2020 | https://example.org/a | 已读 "
        "| a \\| b<br>c | 换成SSM | 5 |\n"
        "| | | 2021 | | | | | |\n"
        "| Another Thing of Beauty | Ada Lovelace et al. |\n\n想法：for the last one\n"
    )
    first, second = read.nodes("Paper")
    assert read.authors(first) == ["王小明", "李华"]
    assert (first.properties["year"], first.properties["status"]) == (2020, "read")
    assert first.properties["url"] == ("https://example.org/a",)
    assert (first.origin.line, first.origin.end_line) == (1, 4)
    assert read.authors(second) == ["Ada Lovelace"]
    assert [i.properties["text"] for i in read.nodes("Idea")] == ["换成SSM", "for the last one"]
    assert [e.target for e in read.edges("RELATES_TO")] == [first.ref, second.ref]
    assert read.notes() == [("comment", "a | b c"), ("comment", "评分: 5")]
    assert read.uncovered() == []


def test_a_heading_may_be_the_title_of_an_entry() -> None:
    for text in (f"## [{TITLE}]({LINK})", f"## {TITLE}\n\n{LINK}"):
        read = ReadList(f"# Reading\n{text}\n\n- only attention\n- 想法: 换成SSM\n")
        paper = read.node("Paper")
        assert (paper.properties["title"], paper.properties["arxiv"]) == (TITLE, "1706.03762")
        assert ("comment", "only attention") in read.notes()
        assert read.about(read.node("Idea")) == ["Paper"]


def test_a_tick_says_that_it_was_read() -> None:
    read = ReadList("- ✅ [A Thing](https://example.org)\n- ☐ [B Thing](https://example.com)")
    assert [p.properties["status"] for p in read.nodes("Paper")] == ["read", "unread"]


def test_headings_below_a_title_say_what_stands_there() -> None:
    read = ReadList(
        f"# {TITLE}\n- Authors: Ashish Vaswani\n- Link: {LINK}\n\n## Summary\nNo recurrence.\n"
        "Only attention.\n\n## My ideas\n- graphs\n- 音乐\n\n## Method\nheads\n"
        "\n# Another List\nx\n"
    )
    paper = read.node("Paper")
    assert [i.properties["text"] for i in read.nodes("Idea")] == ["graphs", "音乐"]
    assert {e.target for e in read.edges("RELATES_TO")} == {paper.ref}
    assert read.notes() == [
        ("comment", "No recurrence.\nOnly attention."),
        ("comment", "Method"),
        ("comment", "heads"),
        ("comment", "Another List"),
        ("remark", "x"),
    ]
    assert read.uncovered() == []


def test_a_heading_of_ideas_makes_ideas_of_what_stands_below() -> None:
    read = ReadList(
        f"- [{TITLE}]({LINK})\n\n## 想法\n- 换成SSM\n\n## TODO\n- read more\n\n## Rest\n- x\n"
    )
    assert [i.properties["text"] for i in read.nodes("Idea")] == ["换成SSM"]
    assert read.notes() == [("todo", "read more"), ("comment", "Rest"), ("remark", "- x")]
    assert read.uncovered() == []


def test_a_heading_in_brackets_above_a_labelled_block_is_no_title() -> None:
    read = ReadList(
        "### 【注意力机制】\n作者: 王小明, 李华\n机构: 清华大学\n标题: 一篇关于注意力的论文"
    )
    assert read.titles() == ["一篇关于注意力的论文"]
    assert read.authors(read.node("Paper")) == ["王小明", "李华"]


def test_a_heading_with_its_event_in_brackets() -> None:
    read = ReadList("## Best papers (ICLR 2024)\n- [A Thing](https://arxiv.org/abs/2401.00001)")
    assert where(read, read.node("Paper")) == ["ICLR 2024"]
