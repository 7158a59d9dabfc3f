"""What corrections.yaml says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkg.config import TIME_ZONES
from paperkg.diagnostics import Origin
from paperkg.model import Correction, Reading, Value
from paperkg.readers.base import Options, Source
from paperkg.readers.corrections import CORRECTIONS
from paperkg.schema import BUILTIN

PATH = "data/corrections.yaml"
ENTRY = "- {of: paper/x, property: year, is: 2021}"


def read(text: str | bytes) -> Reading:
    data = text if isinstance(text, bytes) else text.encode()
    return CORRECTIONS.read(Source(PATH, data), Options(BUILTIN, TIME_ZONES))


def at(line: int, end: int = 0) -> Origin:
    return Origin(PATH, line, end or line, "corrections")


def test_an_entry_says_what_is_instead_or_what_is_not() -> None:
    reading = read("""\
corrections:
  - {of: paper/x, property: year, is: 2021, was: 2020, note: vault/Papers/X.md, on: 2026-11-24}
  # a comment
  - {of: paper/x, property: pdf, is: null, was: "https://example.org/x.pdf"}
  - {of: paper/x, property: topics, without: topic/sgd}
  - of: paper/x
    property: keywords
    is:
      - one
      - two
      - one
    was: ~
  - {
    of: idea/y, property: keywords, without: "old: word"
    }
""")
    assert reading.diagnostics == ()
    assert reading.claims == (
        Correction("paper/x", "year", at(2), 2021, 2020, note="vault/Papers/X.md"),
        Correction("paper/x", "pdf", at(4), None, ("https://example.org/x.pdf",)),
        Correction("paper/x", "topics", at(5), without="topic/sgd"),
        Correction("paper/x", "keywords", at(6, 12), ("one", "two")),
        Correction("idea/y", "keywords", at(13, 15), without="old: word"),
    )


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ("year, is: '2021'", 2021),
        ("year, is: null", None),
        ("year, is: ~", None),
        ("year, is: ", None),
        ("year, is: ''", None),
        ("title, is: 'null'", "null"),
        ("title, is: NO", "NO"),
        ("doi, is: https://doi.org/10.1000/X", "10.1000/x"),
        ("keywords, is: one", ("one",)),
        ("keywords, is: [one, ~, '2']", ("one", "2")),
        ("keywords, is: []", None),
        ("rating, is: 5", "5"),
        ("评分, is: '**'", "**"),
    ],
)
def test_a_value_is_of_the_kind_of_its_property(fields: str, value: Value | None) -> None:
    for was in ("", ", was: null"):
        reading = read(f"- {{of: paper/x, property: {fields}{was}}}")
        assert reading.diagnostics == ()
        key = fields.partition(",")[0]
        assert reading.claims == (Correction("paper/x", key, at(1), value),)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("shortName", "short_name"),
        ("Short-Name", "short_name"),
        ("authors", "authors"),
        ("AUTHORED_BY", "authors"),
        ("relatesTo", "relates_to"),
        ("my_own", "my_own"),
    ],
)
def test_a_property_is_found_in_any_spelling(written: str, key: str) -> None:
    reading = read(f"- {{of: paper/x, property: {written}, without: author/a}}".replace(
        "without: author/a", "is: a" if key in ("short_name", "my_own") else "without: author/a"
    ))  # fmt: skip
    assert reading.diagnostics == ()
    assert [c.key for c in reading.claims if isinstance(c, Correction)] == [key]


@pytest.mark.parametrize(
    "text", [ENTRY, f"corrections:\n{ENTRY}", f"Corrections: [{ENTRY[2:]}]", f"---\n{ENTRY}\n...\n"]
)
def test_the_list_may_be_the_whole_file_or_stand_in_brackets(text: str) -> None:
    reading = read(text)
    assert reading.diagnostics == ()
    assert len(reading.claims) == 1


@pytest.mark.parametrize(
    "text", ["", "# nothing yet", "corrections:", "corrections: []", "[]", "- ~", "---\n---\n~"]
)
def test_nothing_said_is_no_fault(text: str) -> None:
    assert read(text) == Reading()


@pytest.mark.parametrize(
    ("fields", "code", "message", "mend"),
    [
        ("property: year, is: 1", "Y306", "lacks 'of'", "of: paper/fedsplit"),
        ("of: [paper/x], property: year, is: 1", "Y305", "'of': found a list", "of: paper/x"),
        ("of: Fed It, property: year, is: 1", "Y305", "found 'Fed It'", "of: paper/fed-it"),
        ("of: Author/Tao LIN, property: name, is: x", "Y305", "expected the id of a node",
         "of: author/tao-lin"),
        ("of: pap/x, property: year, is: 1", "Y305", "found 'pap/x'", "of: paper/x"),
        ("of: paper/, property: year, is: 1", "Y305", "found 'paper/'", "of: paper/"),
        ("of: paper/x, is: 1", "Y306", "lacks 'property'", "property: year"),
        ("of: paper/x, property: a b, is: 1", "Y304", "expected one of title", "property: title"),
        ("of: paper/x, property: type, is: idea", "Y304", "found 'type'", "property: title"),
        ("of: paper/x, property: year", "Y306", "lacks 'is', or 'without'", "is: null"),
        ("of: paper/x, property: keywords, without: ~", "Y306", "lacks 'is'", "is: null"),
        ("of: paper/x, property: year, is: soon", "Y305", "expected a whole number", "is: 2020"),
        ("of: paper/x, property: year, is: [1, 2]", "Y305", "found a list", "is: 1"),
        ("of: paper/x, property: year, is: []", "Y305", "found a list", "is: …"),
        ("of: paper/x, property: own, is: [1, 2]", "Y305", "found a list", "is: 1"),
        ("of: paper/x, property: year, is: {a: b}", "Y305", "found a mapping", "is: 2020"),
        ("of: paper/x, property: doi, is: none", "G506", "'is': found 'none'", "is: 10.1038"),
        ("of: paper/x, property: pdf, is: x y", "Y305", "expected a link", "is: https://"),
        ("of: paper/x, property: pdf, is: example.org/x", "Y305", "expected a link",
         "is: https://example.org/x"),
        ("of: paper/x, property: keywords, is: a, without: b", "Y305", "'is' beside 'without'",
         "without: b"),
        ("of: paper/x, property: topics, is: null, without: topic/b", "Y305",
         "'is' beside 'without'", "without: topic/b"),
        ("of: paper/x, property: year, without: 2020", "Y305", "'year' is no list", "is: null"),
        ("of: paper/x, property: keywords, without: [a, b]", "Y305", "found a list",
         "without: a"),
        ("of: paper/x, property: topics, is: [topic/a]", "Y305", "expected 'without'",
         "without: topic/…"),
        ("of: paper/x, property: topics", "Y306", "expected 'without'", "without: topic/…"),
        ("of: paper/x, property: relates_to, without: '[[SGD]]'", "Y305", "found '[[SGD]]'",
         "without: paper/…"),
        ("of: paper/x, property: topics, without: author/a", "Y305", "'topics' links to",
         "without: topic/…"),
    ],
)  # fmt: skip
def test_a_fault_costs_its_entry_only(fields: str, code: str, message: str, mend: str) -> None:
    reading = read(f"corrections:\n  {ENTRY}\n  - {{{fields}}}\n  - of: paper/y\n"
                   "    property: year\n    is: 1\n")  # fmt: skip
    told = reading.diagnostics[0]
    assert len(reading.diagnostics) == 1
    assert told.origin is not None
    assert (told.code, told.origin.source, told.origin.line) == (code, PATH, 3)
    assert message in told.message
    assert mend in told.help
    assert [c.origin.line for c in reading.claims] == [2, 4]
    assert reading.readable


@pytest.mark.parametrize(
    ("text", "line", "code", "message"),
    [
        ("corrections: soon", 1, "Y305", "found 'soon', expected a list"),
        ("corrections: {of: paper/x, property: year, is: 1}", 1, "Y305", "found a mapping"),
        ("some words", 1, "Y305", "expected a list"),
        ("- some words", 1, "Y305", "found 'some words', expected a correction"),
        (f"corections:\n{ENTRY}", 1, "Y304", "no key 'corections'"),
        ("- {of: paper/x, property: year, iss: 1, is: 2}", 1, "Y304", "no key 'iss'"),
        ("- of: paper/x\n  property: year\n  is: 1\n  Is: 2", 4, "Y302", "says again"),
        ("- of: paper/x\n  property: year\n  is: soon", 3, "Y305", "'is': found 'soon'"),
        (f"[{ENTRY[2:]}, {ENTRY[2:]}]", 1, "Y305", "a second correction in the line"),
        ("- {of: paper/x", 1, "Y301", ""),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, line: int, code: str, message: str) -> None:
    reading = read(text)
    told = reading.diagnostics[0]
    assert told.origin is not None
    assert (told.code, told.origin.line) == (code, line)
    assert message in told.message
    assert told.help
    assert reading.readable is (code != "Y301")


@pytest.mark.parametrize(
    "fields", ["was: soon", "on: yesterday", "note: [a, b]", "was: [1]", "wass: 2020"]
)
def test_what_only_records_does_not_cost_the_entry(fields: str) -> None:
    reading = read(f"- {{of: paper/x, property: year, is: 2021, {fields}}}")
    assert len(reading.diagnostics) == 1
    assert reading.claims == (Correction("paper/x", "year", at(1), 2021),)


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("data/corrections.yaml", True),
        ("data/me/Corrections.yml", True),
        ("data/my-corrections.yaml", False),
        ("corrections.md", False),
    ],
)
def test_the_name_of_a_file_tells_that_it_holds_corrections(path: str, *, taken: bool) -> None:
    assert CORRECTIONS.takes(path) is taken


_PARTS = st.sampled_from(
    ["corrections:", "- ", "{", "}", "[", "]", "of: paper/x", "property: ", "year", "topics",
     "keywords", "is: ", "was: ", "without: ", "topic/a", ", ", "\n", "  ", "~", "'", "2020"]
)  # fmt: skip


@given(st.lists(_PARTS | st.text(max_size=2), max_size=30).map("".join))
def test_no_text_raises_and_a_correction_says_one_thing(text: str) -> None:
    reading = read(text.encode("utf-8", "replace"))
    lines = [c.origin.line for c in reading.claims]
    assert len(lines) == len(set(lines))
    for claim in reading.claims:
        assert isinstance(claim, Correction)
        assert not (claim.without and (claim.value, claim.was) != (None, None))
        assert () not in (claim.value, claim.was)
