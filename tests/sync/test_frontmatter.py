"""Properties come out as they went in, for every YAML reader."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from paperkg import frontmatter
from paperkg.frontmatter import FrontmatterError
from paperkg.frontmatter.foreign import parse_yaml
from paperkg.frontmatter.parse import _parse_own

HOSTILE = [
    "GAIT-prop: a rule",
    "[[X]]",
    "a #b",
    "#a",
    "a: b",
    "a:",
    " a",
    "a ",
    "yes",
    "No",
    "null",
    "~",
    "1e3",
    "012",
    "2020",
    "2020-12-09",
    "12:30:00",
    ".inf",
    "---",
    "- a",
    "%% paperkg:begin card %%",
    "{{ x }}",
    '"q"',
    "back\\slash",
    "a\nb",
    "a\r\nb",
    "\t",
    "\0",
    "\x85",
    "\u2028",
    "\ufeff",
    "e\u0301",
    "论文：标题",
    "\u202eabc",
    "😀",
    "",
    "<<",
    "=",
    "!x",
    "&a",
    "*a",
    "?",
    "|",
    ">",
    "`",
    "@",
    "x\N{REPLACEMENT CHARACTER}",
]
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
KEYS = st.sampled_from(["title", "topics", "relates_to", "name_zh", "标题", "a b", "yes", "x:y"])
VALUES = TEXTS | st.integers() | st.booleans() | st.lists(TEXTS | st.integers(), min_size=1)
PROPERTIES = st.dictionaries(KEYS, VALUES, max_size=5)


def as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


@given(PROPERTIES)
def test_values_are_read_back_as_text(properties: dict[str, object]) -> None:
    expected = {
        k: tuple(map(as_text, v)) if isinstance(v, list) else as_text(v)
        for k, v in properties.items()
    }
    assert frontmatter.values(frontmatter.emit(properties)) == expected


@given(PROPERTIES)
def test_a_yaml_1_1_reader_gets_the_same_values_and_types(properties: dict[str, object]) -> None:
    text = frontmatter.emit(properties)
    assert (yaml.safe_load(text) or {}) == properties


@pytest.mark.parametrize("number", [0.5, 1e-7, 1e300, -2.0])
def test_a_number_is_a_number_for_yaml_1_1(number: float) -> None:
    assert yaml.safe_load(frontmatter.emit({"x": number})) == {"x": number}


def test_numbers_that_are_none_are_spelled_as_yaml_does() -> None:
    written = [frontmatter.scalar(float(x)) for x in ("inf", "-inf", "nan")]
    assert written == [".inf", "-.inf", ".nan"]


def test_half_a_surrogate_pair_becomes_the_replacement_character() -> None:
    assert frontmatter.values(frontmatter.emit({"x": "a\ud800"})) == {
        "x": "a\N{REPLACEMENT CHARACTER}"
    }


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("GAIT-prop", "GAIT-prop"),
        ("https://arxiv.org/abs/1", "https://arxiv.org/abs/1"),
        ("C# and F#", "C# and F#"),
        ("对target prop (ADMM)做 spectrum", "对target prop (ADMM)做 spectrum"),
        ("[[X]]", '"[[X]]"'),
        ("2020-12-09", '"2020-12-09"'),
        ("yes", '"yes"'),
        ("a\0b\n\t\\\"'", r'"a\0b\n\t\\\"' + "'\""),
        ("\x07\u2028", r'"\x07\u2028"'),
        (2020, "2020"),
        (True, "true"),
    ],
)
def test_a_string_is_plain_only_when_nobody_can_take_it_for_something_else(
    value: object, written: str
) -> None:
    assert frontmatter.scalar(value) == written


LINES = st.lists(
    st.sampled_from(
        [
            "title: x\n",
            "year: 2020\n",
            "year: 0123\n",
            'a: "b: \\u00e9"\n',
            'a: "\\x41"\n',
            "tags:\n",
            "  - a\n",
            '  - "[[B]]"\n',
            "- a\n",
            "tags: [a, b]\n",
            "# comment\n",
            "k: v # comment\n",
            "k: 'it''s'\n",
            "k: |\n  literal\n  # no comment\n",
            "\n",
            "k:\n",
            "k: yes\n",
            "k: a: b\n",
            "k: &x 1\n",
            "l: *x\n",
            "n:\n  deep: [1]\n",
            "标: 题\n",
            "k: a\u2028b\n",
            "k: no end",
            "{a: 1}\n",
            "--- \n",
            "\r\n",
        ]
    )
    | st.text(max_size=4),
    max_size=8,
).map("".join)


@given(LINES)
def test_the_quick_parser_agrees_with_yaml(text: str) -> None:
    quick = _parse_own(text)
    if quick is not None:
        # the quick one keeps a spelling that the other one makes anew
        unspelled = [replace(p, written=()) for p in parse_yaml(text)]
        assert [replace(p, written=()) for p in quick] == unspelled


@given(LINES)
def test_any_text_is_parsed_or_refused(text: str) -> None:
    try:
        found = frontmatter.parse(text)
    except FrontmatterError:
        return
    at = 0
    for prop in found:  # whole lines, in order, apart from each other
        assert at <= prop.start < prop.end <= len(text)
        assert prop.start == 0 or text[prop.start - 1] == "\n"
        assert prop.end == len(text) or text[prop.end - 1] == "\n"
        at = prop.end


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: 1\na: 2\n", "'a' stands twice"),
        ("a: [\n", "line 3"),
        ("a: b: c\n", "line 2: mapping values"),
        ("- a\n", "one a line"),
        ("{a: 1}\n", "one a line"),
        ("? [x]\n: y\n", "more than a word"),
        (" a: 1\n", "does not begin its line"),
        ("a: 1\n--- \nb: 1\n", "one YAML document"),
        ("a: \x07\n", "character"),
        ("a: &x 1\nb: *x\n", "ties a property"),
    ],
)
def test_what_cannot_be_edited_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(FrontmatterError) as caught:
        frontmatter.parse(text)
    assert re.search(reason, f"line {caught.value.line}: {caught.value}")


def test_deep_nesting_exhausts_nothing() -> None:
    with pytest.raises(FrontmatterError, match="exceeded maximum nesting depth"):
        frontmatter.parse(f"a: {'[' * 5000}{']' * 5000}\n")
    (found,) = frontmatter.parse(f"a: {'[' * 150}{']' * 150}\n")
    assert found.opaque


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 2020\n", "2020"),
        ('a: "2020"\n', "2020"),
        ("a: 1e3\n", "1e3"),
        ("a:\n", ""),
        ("a: []\n", ()),
        ("a: [x, 'y']\n", ("x", "y")),
        ("a:\n- x\n- y\n", ("x", "y")),
        ("a: x\u2028y\n", "x\u2028y"),
        ("a: |\n  x # y\n", "x # y\n"),
        ("a: x # mine\n", "a: x # mine\n"),
        ("a: {b: 1}\n", "a: {b: 1}\n"),
        ("a: !x 1\n", "a: !x 1\n"),
    ],
)
def test_values_are_text_and_what_is_more_stays_raw(text: str, value: object) -> None:
    assert frontmatter.values(text)["a"] == value


def test_comments_behind_a_property_are_not_its() -> None:
    text = "a: 1\n# mine\n\nb: |\n  # not a comment\n\n# mine too\n"
    assert [text[p.start : p.end] for p in frontmatter.parse(text)] == [
        "a: 1\n",
        "b: |\n  # not a comment\n\n",  # blank lines may be a literal's own
    ]


def test_a_number_in_a_list_stays_a_number_when_it_is_written_again() -> None:
    (found,) = frontmatter.parse("a: [2020, '2020', x y, \"[[Z]]\"]\n")
    assert found.written == ("2020", '"2020"', "x y", '"[[Z]]"')
