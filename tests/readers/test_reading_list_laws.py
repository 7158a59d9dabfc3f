"""What holds for any text whatever."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paperkg.model import EdgeClaim, NodeClaim
from paperkg.readers.base import Options, Source
from paperkg.readers.reading_list import READING_LIST
from paperkg.schema import BUILTIN, Kind
from reading_lists import PATH, ReadList

FRAGMENTS = (
    "### NeurIPS'20 Oral",
    "## Other papers (todo)",
    "# ICML 2021",
    "Wed",
    "周三",
    "22:15 – 22:30 CST",
    "Wed, Dec 9th @ 23:50 CST – Thu, Dec 10th @ 00:00 CST",
    "99:99 – 00:00 XYZ",
    "12:20",
    "6 - Spotlight: GAIT-prop: A rule",
    "Tutorial: (Track1) A Thing",
    "A Title of Something",
    "Ada Lovelace, Charles Babbage",
    "Ada Lovelace (London) · Charles Babbage (Cambridge",
    "Ada Lovelace ALIAS Ada Byron (London) ·",
    "张三、李四",
    "https://arxiv.org/abs/2006.08643",
    "Link: https://example.org/a.pdf",
    "https://neurips.cc/a  see NeurIPS 20",
    "neurips.cc",
    "- [A](https://example.org) - Ada Lovelace",
    "1. Deep Things for Everyone",
    "**bold**",
    "  **想法：bold**",
    "想法：go on (Ada Lovelace was at Kings)",
    "  deeper",
    "> quote",
    "TODO: x",
    "作者：张三",
    "摘要：",
    "【标题】",
    "Authors: x; y",
    "We show that a thing with many words is a sentence of an abstract.",
    "---",
    "",
    "   ",
    "[](",
    "%% {{ x }} ]]",
    "\x00\x0b\x85",
    "\u202e🙂",
    "((((",
    "·",
    "#",
    ">",
    "| Title | Authors | Notes |",
    "|---|---|---|",
    "| A Thing of Beauty | Ada Lovelace | 想法: x |",
    "| | | 2021",
    "Lovelace, A., & Babbage, C. (1843). On Engines. *Memoirs*, 3, 1-2.",
    'Lovelace, Ada, et al. "On Engines." ICML 2021.',
    "A Title of Something (Lovelace et al., 2020): nice",
    "张三. 一篇论文[J]. 学报, 2020.",
    "[ICML 2021] A Title of Something",
    "arXiv:2006.08643",
    "## My ideas",
    "## A Thing of Beauty",
    "A Thing of Beauty https://arxiv.org/abs/2006.08643",
    "*ICML 2021*",
    "Paper: A Thing",
    "Year: 2021",
    "Venue: ICML",
    "状态：已读",
    "Title:",
    "Oral:",
)
noise = st.text(
    st.sampled_from(
        "Aa b1:：·•()（）[]*_#>-–,，、.'’20@/\\\"`|%{}\t\x00\x0b"
        "想法周三作者是的🙂\u202e\ufeff\u2028"
    ),
    max_size=40,
)
lists = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), noise, st.text(max_size=20)).flatmap(
        lambda line: st.sampled_from((line, f"  {line}", f"{line}  ", f"- {line}"))
    ),
    max_size=25,
).map("\n".join)


@given(
    st.one_of(
        st.binary(max_size=200), lists.map(str.encode), lists.map(lambda t: t.encode("utf-16"))
    )
)
def test_no_bytes_make_it_raise(data: bytes) -> None:
    read = ReadList(data)
    assert read.reading.readable or read.codes() == ["S101"]


def encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


texts = lists.filter(encodable)


@given(texts)
@example("")
@example("Title:\n")
@example("12:20\n12:20\n22:00 – 22:10\n")
@example("Wed\nThu\n# A\n")
def test_every_line_is_in_the_origin_of_a_claim(text: str) -> None:
    assert ReadList(text).uncovered() == []


@given(texts)
def test_same_bytes_make_same_claims(text: str) -> None:
    assert ReadList(text).reading == ReadList(text).reading


@given(texts)
def test_claims_fit_the_schema(text: str) -> None:
    read = ReadList(text)
    nodes = {c.ref: c for c in read.reading.claims if isinstance(c, NodeClaim)}
    assert len(nodes) == sum(isinstance(c, NodeClaim) for c in read.reading.claims)
    for claim in read.reading.claims:
        assert isinstance(claim, NodeClaim | EdgeClaim)
        assert (
            1
            <= claim.origin.line
            <= claim.origin.end_line
            <= text.replace("\r", "\n").count("\n") + 1
        )
        kinds = BUILTIN.node_types if isinstance(claim, NodeClaim) else BUILTIN.edge_types
        declared = kinds[claim.type]
        for name, value in claim.properties.items():
            found = declared.property(name)
            assert found is not None
            assert found.many == isinstance(value, tuple)
            for one in value if isinstance(value, tuple) else (value,):
                assert one != ""
                assert isinstance(one, int if found.kind is Kind.INTEGER else str)
                assert found.kind is Kind.TEXT or "\n" not in str(one)
        if isinstance(claim, NodeClaim):
            required = [p.name for p in BUILTIN.node_types[claim.type].properties if p.required]
            assert all(name in claim.properties for name in required)
        else:
            ends = nodes[str(claim.source)].type, nodes[str(claim.target)].type
            assert BUILTIN.edge_types[claim.type].joins(*ends)


@given(texts)
def test_line_endings_and_byte_order_mark_change_nothing(text: str) -> None:
    plain = text.replace("\r", "").lstrip("\ufeff")
    assert ReadList(plain).reading == ReadList("\ufeff" + plain.replace("\n", "\r\n")).reading


def test_the_example_is_read_without_a_remark() -> None:
    read = ReadList(READING_LIST.example)
    assert len(read.nodes("Paper")) == 2
    assert "L203" not in read.codes()


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("a.md", True),
        ("B.MD", True),
        ("a.markdown", True),
        ("a.txt", True),
        ("a.yaml", False),
        ("md", False),
    ],
)
def test_it_takes_markdown_and_text(path: str, *, taken: bool) -> None:
    assert READING_LIST.takes(path) is taken


def seconds(text: str) -> float:
    """Return the least of three times, which other work on the machine spoils least."""
    source, options = Source(PATH, text.encode()), Options(BUILTIN, {})
    times = []
    for _ in range(3):
        start = time.process_time()
        READING_LIST.read(source, options)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize(
    "unit",
    [
        "A Title of Something\nAda Lovelace (London) · Charles Babbage (London)\n12:20\n\n",
        "some words here\n",
        "https://example.org/a\nwords\n",
        "Wed\n10:00 – 10:15\n",
        "[[a](((",
        "（(",
        "  ",
        "x, ",
        "2020 ",
        "A B., ",
        '" ',
        "| a ",
        "- A (B et al., ICML 2020): x\n",
    ],
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    few, many = f"Oral: A\n{unit * 1_000}", f"Oral: A\n{unit * 8_000}"
    assert seconds(many) < 25 * seconds(few) + 0.05
