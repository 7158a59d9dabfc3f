"""What RIS says, in all its dialects, and that rispy finds nothing else in it."""

from __future__ import annotations

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from bibliographies import codes, edges, nodes, paper, read, values
from paperkg.model import Reading

ENTRY = (
    "TY  - CONF\nTI  - GAIT-prop: A rule\nAU  - Ahmad, Nasir\nA1  - van Gerven, Marcel A. J.\n"
    "ED  - Itor, Ed\nPY  - 2020/12/06/\nT2  - NeurIPS\nJ2  - Adv. NIPS\nAB  - A rule.\n"
    "On two lines.\nN1  - 想法: 试试\nKW  - target propagation\nKW  - brain; rules\n"
    "DO  - https://doi.org/10.1000/X\nUR  - https://arxiv.org/abs/2006.06438\n"
    "L1  - https://example.org/a.pdf\nSP  - 1\nEP  - 12\nVL  - 33\nID  - ahmad2020\n"
    "C1  - 评分\nER  - \n"
)


def ris(text: str) -> Reading:
    return read("refs.ris", text)


def test_an_entry_is_a_paper_with_all_that_stands_in_it() -> None:
    reading = ris(ENTRY)
    assert reading.diagnostics == ()
    assert paper(reading) == {
        "title": "GAIT-prop: A rule",
        "kind": "paper",
        "year": 2020,
        "date": "2020-12-06",
        "abstract": "A rule. On two lines.",
        "doi": "10.1000/x",
        "arxiv": "2006.06438",
        "citekey": ("ahmad2020",),
        "url": ("https://arxiv.org/abs/2006.06438",),
        "pdf": ("https://example.org/a.pdf",),
        "keywords": ("target propagation", "brain", "rules"),
        "editor": "Ed Itor",
        "container": "Adv. NIPS",
        "pages": "1–12",
        "volume": "33",
        "ris_c1": "评分",
    }
    assert values(reading, "Author", "name") == ["Nasir Ahmad", "Marcel A. J. van Gerven"]
    assert values(reading, "Event", "name") == ["NeurIPS 2020"]
    assert values(reading, "Idea", "text") == ["试试"]
    (found,) = nodes(reading, "Paper")
    assert (found.origin.line, found.origin.end_line) == (1, 22)
    assert (found.lines["abstract"].line, found.lines["abstract"].end_line) == (9, 10)
    assert [a.origin.line for a in nodes(reading, "Author")] == [3, 4]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: "\n\n" + text.replace("\n", "\n\n"),
        lambda text: text.replace("  - ", " - "),
        lambda text: text.replace("ER  - ", "ER  -"),
        lambda text: "".join(f"  {line}\n" for line in text.split("\n")),
        lambda text: text.replace("TI  - ", "T1  - ").replace("AB  - ", "N2  - "),
    ],
)
def test_dialects_say_the_same(change: object) -> None:
    assert callable(change)
    reading = ris(change(ENTRY))
    assert reading.diagnostics == ()
    assert paper(reading) == paper(ris(ENTRY))


@pytest.mark.parametrize(
    ("text", "told", "titles"),
    [
        ("TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\nER  - ", [("B902", 3)], ["A", "B"]),
        ("TY  - JOUR\nTI  - A\n", [("B902", 3)], ["A"]),
        ("found 2 records\nTY  - JOUR\nTI  - A\nER  - \nend", [("B907", 1), ("B907", 5)], ["A"]),
        ("TY  - JOUR\nAU  - A, B\nER  - ", [("B906", 1)], []),
        ("TY  - JOUR\nTI  - A\nPY  - soon\nER  - ", [("B905", 3)], ["A"]),
        ("PT J\nAU Ahmad, N\nER", [("B907", 1), ("B907", 2), ("B907", 3), ("B901", 1)], []),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_line_and_the_rest_is_read(
    text: str, told: list[tuple[str, int]], titles: list[str]
) -> None:
    reading = ris(text)
    assert codes(reading) == told
    assert values(reading, "Paper", "title") == titles
    assert all(d.help for d in reading.diagnostics)


def test_a_line_that_only_looks_like_a_tag_goes_on_with_the_value() -> None:
    reading = ris("TY  - JOUR\nTI  - A\nAB  - One.\nAI - a dream\nER  - \n")
    assert paper(reading)["abstract"] == "One. AI - a dream"


def test_a_book_and_a_thesis() -> None:
    reading = ris(
        "TY  - BOOK\nBT  - Engines\nER  - \nTY  - THES\nTI  - T\nAU  - 王, 小明\nPB  - MIT\nER  - "
    )
    assert values(reading, "Paper", "kind") == ["book", "thesis"]
    assert values(reading, "Author", "name") == ["王小明"]
    assert edges(reading, "AUTHORED_BY")[0].properties["affiliation_text"] == "MIT"


words = st.text("aé王 -,;{}\\$%:'<", min_size=1).map(str.strip).filter(bool)


@given(st.lists(st.tuples(words, st.lists(words, max_size=3)), min_size=1, max_size=4))
def test_what_rispy_writes_is_read_as_rispy_reads_it(entries: list[tuple[str, list[str]]]) -> None:
    written = rispy.dumps(
        [
            {"type_of_reference": "JOUR", "title": title, "keywords": keywords, "volume": "3"}
            for title, keywords in entries
        ]
    )
    judged = rispy.loads(written)
    found = nodes(ris(written), "Paper")
    assert len(found) == len(judged)
    for claim, entry in zip(found, judged, strict=True):
        assert str(claim.properties["title"]) == " ".join(entry["title"].split(chr(10)))
        assert claim.properties["volume"] == entry["volume"]
