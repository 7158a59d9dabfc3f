"""What identity.yaml says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkg.config import TIME_ZONES
from paperkg.diagnostics import Origin
from paperkg.model import IdentityClaim, Reading
from paperkg.readers.base import Options, Source
from paperkg.readers.identity import IDENTITY
from paperkg.schema import BUILTIN

PATH = "data/identity.yaml"


def read(text: str | bytes) -> Reading:
    data = text if isinstance(text, bytes) else text.encode()
    return IDENTITY.read(Source(PATH, data), Options(BUILTIN, TIME_ZONES))


def claim(same: bool, type_: str, *names: str, line: int, end: int) -> IdentityClaim:  # noqa: FBT001 - the claim's own order
    return IdentityClaim(same, type_, names, Origin(PATH, line, end, "identity"))


def test_entries_are_lists_or_mappings() -> None:
    reading = read("""\
same_as:
  - [Jason Lee, Jason D. Lee, ~]
  - [author/tao-lin, Tao LIN]
  - {type: institutions, names: [UdeM, NO], reason: "short: form", date: 2020-12-09}
  - of:
      - paper/gait-prop
      - "GAIT-prop: A rule"
different-from:
  - {type: Author, names: [Lin Yang, lin yang]}
""")
    assert reading.diagnostics == ()
    assert reading.claims == (
        claim(True, "", "Jason Lee", "Jason D. Lee", line=2, end=2),
        claim(True, "Author", "author/tao-lin", "Tao LIN", line=3, end=3),
        claim(True, "Institution", "UdeM", "NO", line=4, end=4),
        claim(True, "Paper", "paper/gait-prop", "GAIT-prop: A rule", line=5, end=7),
        claim(False, "Author", "Lin Yang", "lin yang", line=9, end=9),
    )


@pytest.mark.parametrize(
    "text", ["same_as: [A, B]", "same_as:\n- A\n- B", "same_as: {names: [A, B]}"]
)
def test_a_single_entry_needs_no_second_bracket(text: str) -> None:
    reading = read(text)
    assert reading.diagnostics == ()
    assert [c.names for c in reading.claims if isinstance(c, IdentityClaim)] == [("A", "B")]


@pytest.mark.parametrize(
    "text", ["", "# nothing yet", "same_as:", "same_as: []\ndifferent_from: ~"]
)
def test_nothing_said_is_no_fault(text: str) -> None:
    assert read(text) == Reading()


@pytest.mark.parametrize(
    ("text", "line", "code", "message", "mend"),
    [
        ("sameas: [[A, B]]\nother: [[C, D]]", 2, "Y304", "no key 'other'; expected one of same_as",
         "delete it, or keep it in a YAML record"),
        ("sam_as: [[A, B]]", 1, "Y304", "no key 'sam_as'", "same_as: …"),
        ("same_as:\n- {names: [A, B], typ: Author}", 2, "Y304", "no key 'typ'", "type: Author"),
        ("same_as:\n- [A]", 2, "Y305", "found A, expected two or more",
         "same_as: [[one name or id, another]]"),
        ("same_as:\n- [A, A]\n- [B, C]", 2, "Y305", "found A, expected two", "[[one name or id"),
        ("same_as: A", 1, "Y305", "found A, expected two", "[[one name or id"),
        ("same_as:\n- {reason: x}", 2, "Y305", "found no name", "[[one name or id"),
        ("same_as:\n- [A, [B], C]", 2, "Y305", "found a list, expected text", "names: …"),
        ("same_as:\n- {type: Autor, names: [A, B]}", 2, "Y305",
         "found 'Autor', expected one of Paper", "type: Author"),
        ("same_as:\n- [author/a, paper/b]", 2, "Y305", "several types: Author, Paper",
         "[[author/tao-lin, author/tao-lin-2]]"),
        ("different_from:\n- {type: Paper, names: [author/a, b]}", 2, "Y305", "several types",
         "different_from: [["),
        ("same_as:\n- {names: [A, B], date: 2020}", 2, "Y305", "'date': found '2020'",
         "date: 2020-12-09"),
        ("- [A, B]", 1, "Y305", "found a list, expected same_as", "same_as: [["),
        ("same_as: [[A, B]]\nsame_as: [[C, D]]", 2, "Y302", "lines 1 and 2", "the first is used"),
        ("same_as: [[A, B]", 1, "Y301", "a [ is not closed", "close it with ]"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_mending(
    text: str, line: int, code: str, message: str, mend: str
) -> None:
    reading = read(text)
    first = reading.diagnostics[0]
    assert first.origin is not None
    assert (first.code, first.origin.source, first.origin.line) == (code, PATH, line)
    assert message in first.message
    assert mend in first.help
    assert reading.readable is (code != "Y301")


@pytest.mark.parametrize(
    ("path", "taken"),
    [("data/identity.yaml", True), ("identity.yml", True), ("data/my-identity.yaml", False)],
)
def test_the_name_of_a_file_tells_its_reader(path: str, *, taken: bool) -> None:
    assert IDENTITY.takes(path) is taken


_PARTS = st.sampled_from(
    ["same_as: ", "different_from: ", "[", "]", "{", "}", "names: ", "type: ", "Author", "paper/x",
     ", ", "\n", "- ", "  ", "~", "'", "A"]
)  # fmt: skip


@given(st.lists(_PARTS | st.text(max_size=2), max_size=20).map("".join))
def test_no_text_raises_and_a_claim_names_two(text: str) -> None:
    reading = read(text.encode("utf-8", "replace"))
    for each in reading.claims:
        assert isinstance(each, IdentityClaim)
        assert len(set(each.names)) >= 2
