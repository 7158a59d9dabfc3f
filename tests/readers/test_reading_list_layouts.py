"""Ways of writing an entry, each with a small list of its own."""

from __future__ import annotations

import pytest

from reading_lists import ReadList

TITLE = "Attention Is All You Need"
AUTHORS = ["Ashish Vaswani", "Noam Shazeer"]
NAMES = "Ashish Vaswani, Noam Shazeer"
PLACED = "Ashish Vaswani (Google) · Noam Shazeer (Google)"
LINK = "https://arxiv.org/abs/1706.03762"

ENTRIES = {
    "title, institutions, link": f"{TITLE}  \n{PLACED}  \nLink: {LINK}",
    "link, names by commas": f"[{TITLE}]({LINK})\n{NAMES}",
    "link, names by dots": f"[{TITLE}]({LINK})\nAshish Vaswani · Noam Shazeer",
    "number and kind": f"3 - Oral: {TITLE}\n{NAMES}\n{LINK}",
    "kind": f"Poster: {TITLE}\nAshish Vaswani and Noam Shazeer\n{LINK}",
    "below a time": f"22:15 – 22:30 UTC\n{TITLE}\n{NAMES}\n{LINK}",
    "below a chat stamp": f"12:20\n{TITLE}\nAshish Vaswani (Google), Noam Shazeer (Google)\n{LINK}",
    "list item": f"- [{TITLE}]({LINK}) - {NAMES}",
    "list item, et al.": f"* [{TITLE}]({LINK}), {NAMES}, et al.",
    "list item, authors below": f"- [{TITLE}]({LINK})\n  {NAMES}",
    "list item, nested": f"- {TITLE}\n  - Authors: {NAMES}\n  - {LINK}",
    "numbered": f"1. {TITLE}\n   {NAMES}\n   [arXiv]({LINK})",
    "numbered link": f"[1] [{TITLE}]({LINK}). Ashish Vaswani and Noam Shazeer.",
    "bold": f"**{TITLE}**\n{NAMES}\n{LINK}",
    "bold list item": f"- **{TITLE}** [[paper]({LINK})], {NAMES}",
    "bold link": f"**[{TITLE}]({LINK})**\n{NAMES}",
    "heading": f"## {TITLE}\n{NAMES}\n\n{LINK}",
    "heading and a blank line": f"## {TITLE}\n\n{NAMES}\n{LINK}",
    "heading and fields": f"## {TITLE}\n**Authors:** {NAMES}\n**arXiv:** 1706.03762",
    "fields": f"Title: {TITLE}\nAuthors: Ashish Vaswani; Noam Shazeer\nLink: {LINK}",
    "Chinese fields": f"标题：{TITLE}\n作者：Ashish Vaswani，Noam Shazeer\n链接：{LINK}",
    "brackets": f"【{TITLE}】\n【作者】Ashish Vaswani、Noam Shazeer\n【链接】{LINK}",
    "bare, names by commas, link": f"{TITLE}\n{NAMES}\n{LINK}",
    "authors over two lines": f"{TITLE}\nAshish Vaswani (Google) ·\nNoam Shazeer (Google)\n{LINK}",
}


@pytest.mark.parametrize("text", ENTRIES.values(), ids=ENTRIES.keys())
def test_one_work_is_read_alike_however_it_is_written(text: str) -> None:
    read = ReadList(text)
    paper = read.node("Paper")
    assert paper.properties["title"] == TITLE
    assert read.authors(paper) == AUTHORS
    assert paper.properties["arxiv"] == "1706.03762"
    assert [k for k, _ in read.notes()] == []
    assert read.uncovered() == []


MARKED = {way: text for way, text in ENTRIES.items() if not way.startswith("bare")}
"""What shows a title even in the middle of a block."""


@pytest.mark.parametrize("text", MARKED.values(), ids=MARKED.keys())
def test_entries_need_no_blank_line_between_them(text: str) -> None:
    read = ReadList(f"{text}\n{text.replace('Attention', 'Memory').replace('1706', '1707')}\n")
    assert read.titles() == [TITLE, TITLE.replace("Attention", "Memory")]
    assert [len(read.authors(p)) for p in read.nodes("Paper")] == [2, 2]
    assert [p.properties["arxiv"] for p in read.nodes("Paper")] == ["1706.03762", "1707.03762"]


@pytest.mark.parametrize(
    "text",
    [
        "- a summary of my own: https://arxiv.org/abs/1706.03762",
        "- [Contents](#contents)",
        "[This post](https://example.org) explains how attention works and why.",
        "Nothing but a sentence.",
        "- milk",
        "## Transformers",
        "**Transformers**",
        "- [[arXiv]()]",
        "| Title | Authors |",
    ],
)
def test_what_has_no_title_gets_none(text: str) -> None:
    read = ReadList(text)
    assert read.nodes("Paper") == []
    assert len(read.nodes("Note")) == 1
    assert read.uncovered() == []


@pytest.mark.parametrize(
    "title",
    [
        "What if Neural Networks had SVDs?",
        "Why Do Deep Networks Generalize? --- A Neural Tangent Kernel Perspective",
        "On the linearity of large models: when and why the kernel is constant",
        "Planning with A*",
        "什么是注意力？",
        "A | B ]] %% {{ title }} `code` \\ \"quoted\" 'x'; --",
        "\u202eright to left\u202c 🙂\x00",
    ],
)
def test_a_title_stays_as_printed(title: str) -> None:
    for text in (f"Oral: {title}", f"{title}\nAda Lovelace (London) · Charles Babbage (London)"):
        assert ReadList(text).titles() == [title]


def test_prose_below_a_title_is_its_abstract_and_no_authors() -> None:
    prose = "We look at images, video, sound, and their derivatives (source) with Great Care."
    paper = ReadList(f"Oral: A Thing\n{prose}\nand go on in a second line").node("Paper")
    assert paper.properties["abstract"] == f"{prose}\nand go on in a second line"
    assert (paper.lines["abstract"].line, paper.lines["abstract"].end_line) == (2, 3)


def test_a_comment_in_another_language_is_no_abstract() -> None:
    prose = "We look at images and at sound and at how they go together over time."
    read = ReadList(f"Oral: A Thing\n{prose}\n这个文章讨论了很多东西，值得一读。")
    assert read.node("Paper").properties["abstract"] == prose
    assert read.notes() == [("remark", "这个文章讨论了很多东西，值得一读。")]


def test_what_else_a_title_line_says_is_a_comment() -> None:
    read = ReadList(
        "- [Adam](https://arxiv.org/abs/1412.6980) (Kingma and Ba, ICLR 2015) - the default"
    )
    assert read.notes() == [("comment", "Kingma and Ba – the default")]


def test_list_items_below_an_entry_are_comments_on_it() -> None:
    read = ReadList(
        "- [A Thing](https://example.org)\n  - nice\n  - 想法：more\n- [B Thing](https://example.com)"
    )
    assert read.titles() == ["A Thing", "B Thing"]
    assert read.notes() == [("comment", "nice")]
    assert read.node("Idea").slot == "idea 1 of A Thing"


def test_a_task_box_says_whether_it_was_read() -> None:
    read = ReadList("- [x] [A Thing](https://example.org)\n- [ ] [B Thing](https://example.com)")
    assert [p.properties["status"] for p in read.nodes("Paper")] == ["read", "unread"]


def test_one_institution_for_all_is_every_author_s() -> None:
    read = ReadList("标题：一篇论文\n作者：张三、李四\n机构：清华大学\n摘要：我们提出一种方法。")
    assert [e.properties["affiliation_text"] for e in read.edges("AUTHORED_BY")] == ["清华大学"] * 2
    assert read.node("Paper").properties["abstract"] == "我们提出一种方法。"


def test_several_institutions_for_all_are_nobody_s() -> None:
    read = ReadList("标题：一篇论文\n作者：张三、李四\n机构：清华大学、北京大学")
    assert all("affiliation_text" not in e.properties for e in read.edges("AUTHORED_BY"))
    assert read.notes() == [("comment", "机构：清华大学、北京大学")]


def test_links_go_to_the_entry_that_they_stand_under() -> None:
    read = ReadList(
        "[A Thing](https://arxiv.org/abs/1706.03762)\n想法：x\n[pdf](https://example.org/a.pdf)\n\n"
        "https://arxiv.org/abs/1412.6980\n"
    )
    assert read.node("Paper").properties["pdf"] == ("https://example.org/a.pdf",)
    assert read.node("Paper").properties["arxiv"] == "1706.03762"
    assert read.notes() == [("remark", "https://arxiv.org/abs/1412.6980")]


def test_an_unreadable_file_says_why() -> None:
    read = ReadList("标题：论文".encode("gb18030"))
    assert not read.reading.readable
    assert read.codes() == ["S101"]


def test_front_matter_is_one_remark() -> None:
    read = ReadList("---\ntitle: My notes\n---\nOral: A Thing\n")
    assert read.titles() == ["A Thing"]
    assert read.notes() == [("remark", "---\ntitle: My notes\n---")]
