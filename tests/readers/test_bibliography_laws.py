"""Laws of all bibliographies: no bytes raise, every line is covered or told, one paper is one."""

from __future__ import annotations

import random
import re
import unicodedata
from pathlib import Path

import hypothesis.strategies as st
import pytest
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from hypothesis import given

from bibliographies import codes, nodes, paper, read, values
from paperkg.graph import Ledger, resolve
from paperkg.model import Claim, Reading
from paperkg.readers.own_properties import with_own_properties
from paperkg.schema import BUILTIN

FILES = ("refs.bib", "refs.ris", "refs.json")
_PIECES = {
    "refs.bib": ["@article{", "k", ",", "title = ", "{A}", '"B"', "#", "=", "}", "(", ")", "%",
                 "@string{s = {x}}", "@comment{", "author = {A and B}", "year=2020", "\\'{e}", "$"],
    "refs.ris": ["TY  - JOUR", "TI  - A", "AU  - B, C", "ER  - ", "N1  - 想法: x", "PY  - 2020",
                 "AB  - ", "words", "TY - JOUR", "KW  - a;b"],
    "refs.json": ["[", "]", "{", "}", ",", ":", '"type"', '"title"', '"items"', '"a"', "1", "null"],
}  # fmt: skip


@pytest.mark.parametrize("file", FILES)
@given(data=st.data())
def test_no_text_raises_and_every_line_is_covered_or_told(file: str, data: st.DataObject) -> None:
    pieces = st.sampled_from(_PIECES[file]) | st.text(max_size=4)
    lines_ = st.tuples(pieces, st.sampled_from(["", " ", "\n"])).map("".join)
    text = "".join(data.draw(st.lists(lines_)))
    reading = read(file, text)
    if not reading.readable or file == "refs.json":
        return
    lines = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = lines.replace("\r\n", "\n").replace("\r", "\n")
    origins = [c.origin for c in reading.claims]
    origins += [d.origin for d in reading.diagnostics if d.origin]
    if file == "refs.bib" and "B901" in dict(codes(reading)):
        return  # an entry that cannot be read is told where it is broken
    covered = {n for o in origins for n in range(o.line, o.end_line + 1)}
    for number, line in enumerate(lines.split("\n"), 1):
        words = re.sub(r"^\s*[A-Z][A-Z0-9]\s+-", "", line)  # a tag without a value says nothing
        block = file == "refs.bib" and "@" in line  # of a kind that states nothing: @string
        if re.search(r"[^\W_]", words) and not block:
            assert number in covered, (number, line)


_HOSTILE = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters='\\\\{}$"#%~<&@'),
    min_size=1,
)


@given(st.lists(st.tuples(_HOSTILE, _HOSTILE), min_size=1, max_size=4))
def test_what_the_library_writes_is_read_back(entries: list[tuple[str, str]]) -> None:
    library = Library()
    for number, (title, series) in enumerate(entries):
        fields = [Field("title", f"T {title}"), Field("series", f"S {series}")]
        library.add(Entry("article", f"k{number}", fields))
    reading = read("refs.bib", write_string(library))
    found = nodes(reading, "Paper")
    assert len(found) == len(entries)
    for claim, (title, _) in zip(found, entries, strict=True):
        said = str(claim.properties["title"])
        assert _letters(said) == _letters(f"T {title}")


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum())


SEED = (
    ("On the training dynamics of deep networks with L2 regularization",
     ("Aitor Lewkowycz", "Guy Gur-Ari"), "2006.08643"),
    ("GAIT-prop: A biologically plausible learning rule derived from backpropagation of error",
     ("Nasir Ahmad", "Marcel A. J. van Gerven", "Luca Ambrogioni"), "2006.06438"),
    ("FedSplit: an algorithmic framework for fast federated optimization",
     ("Reese Pathak", "Martin Wainwright"), "2005.05238"),
    ("Is normalization indispensable for training deep neural networks?",
     ("Jie Shao", "Kai Hu", "Changhu Wang", "Xiangyang Xue", "Bhiksha Raj"), ""),
    ("Entropic Optimal Transport between Unbalanced Gaussian Measures has a Closed Form",
     ("Hicham Janati", "Boris Muzellec", "Gabriel Peyré", "Marco Cuturi"), ""),
)  # fmt: skip


def _turned(name: str) -> str:
    given_, _, family = name.partition(" van ") if " van " in name else name.rpartition(" ")
    return f"van {family}, {given_}" if " van " in name else f"{family}, {given_}"


def bib(prefix: str, order: list[int]) -> str:
    return "\n".join(
        f"@inproceedings{{{prefix}{i},\n  title = {{{{{SEED[i][0]}}}}},\n"
        f"  author = {{{' and '.join(map(_turned, SEED[i][1]))}}},\n"
        f"  booktitle = {{Advances in Neural Information Processing Systems 33}},\n"
        f"  eprint = {{{SEED[i][2]}}}, year = {{2020}},\n  annote = {{想法: {i} again}},\n}}\n"
        for i in order
    ).replace("  eprint = {}, ", "  ")


def listed() -> str:
    return "### NeurIPS'20 Oral\n\n" + "\n".join(
        f"{title}\n{' · '.join(f'{name} (MIT)' for name in names)}\n"
        + (f"Link: https://arxiv.org/abs/{arxiv}\n" if arxiv else "")
        for title, names, arxiv in SEED
    )


def graph_of(*readings: Reading, ledger: Ledger | None = None) -> tuple[list[str], Ledger]:
    claims: list[Claim] = [c for r in readings for c in r.claims]
    schema, claims_ = with_own_properties(BUILTIN, claims)
    result = resolve(claims_, schema, ledger or Ledger())
    assert [d for d in result.diagnostics if d.code in ("G501", "G502")] == []
    return sorted(
        n for n in result.graph.nodes if n.split("/")[0] in "paper author idea"
    ), result.ledger


def test_a_paper_of_a_list_and_of_a_bibliography_is_one() -> None:
    in_list = read("list.md", listed())
    alone, _ = graph_of(in_list)
    both, ledger = graph_of(in_list, read("refs.bib", bib("a", [0, 1, 2, 3, 4])))
    assert [n for n in both if not n.startswith("idea")] == alone
    assert len([n for n in both if n.startswith("paper")]) == len(SEED)
    order = [4, 2, 0, 3, 1]
    random.Random(1).shuffle(order)
    again, later = graph_of(in_list, read("refs.bib", bib("other", order)), ledger=ledger)
    assert again == both
    assert later.entries.keys() == ledger.entries.keys()


def test_the_real_list_and_a_bibliography_of_its_papers_are_one_graph(seed: Path) -> None:
    in_list = read("list.md", seed.read_bytes())
    alone, _ = graph_of(in_list)
    both, _ = graph_of(in_list, read("refs.bib", bib("a", [0, 1, 2, 3, 4])))
    assert [n for n in both if not n.startswith("idea")] == [
        n for n in alone if not n.startswith("idea")
    ]
    assert len([n for n in both if n.startswith("idea")]) == 2 + len(SEED)


def test_the_seed_s_papers_are_the_bibliography_s() -> None:
    """The same in all three formats, by claims alone."""
    ris = "".join(
        f"TY  - CONF\nTI  - {title}\n"
        + "".join(f"AU  - {_turned(name)}\n" for name in names)
        + "PY  - 2020\nT2  - Advances in Neural Information Processing Systems 33\nER  - \n"
        for title, names, _ in SEED
    )
    readings = read("refs.ris", ris), read("refs.bib", bib("a", [0, 1, 2, 3, 4]))
    for name in ("Paper", "Author", "Venue"):
        key = "title" if name == "Paper" else "name"
        assert values(readings[0], name, key) == values(readings[1], name, key)
    one, _ = graph_of(*readings)
    assert len([n for n in one if n.startswith("paper")]) == len(SEED)


@given(st.binary(max_size=300), st.sampled_from(FILES))
def test_no_bytes_raise(data: bytes, file: str) -> None:
    reading = read(file, data)
    assert all(str(d).encode() for d in reading.diagnostics)


def test_ten_thousand_entries_are_read() -> None:
    text = "".join(
        f"@article{{k{i},\n title = {{On {i}}},\n author = {{A, B{i}}},\n year = {{2020}},\n}}\n"
        for i in range(10_000)
    )
    reading = read("refs.bib", text)
    assert len(nodes(reading, "Paper")) == 10_000
    assert codes(reading) == []
    assert nodes(reading, "Paper")[-1].origin.line == 9_999 * 5 + 1


def test_a_key_finds_its_entry_in_the_words_of_a_note() -> None:
    assert paper(read("refs.bib", "@misc{a:b/c, title = {T}}"))["citekey"] == ("a:b/c",)
