"""YAML comes out as it was typed, with its lines, and never as a traceback."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from paperkg.marked_yaml import (
    Marked,
    MarkedList,
    MarkedMapping,
    MarkedText,
    load,
    quoted,
    tree,
)


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test with both parsers; the second is the fallback where libyaml is absent."""
    assert hasattr(yaml, "CSafeLoader")
    monkeypatch.setattr(
        tree, "_LOADER", yaml.CSafeLoader if request.param == "libyaml" else yaml.SafeLoader
    )


def one(text: str) -> Marked:
    loaded = load(text)
    assert loaded.faults == ()
    (document,) = loaded.documents
    return document


def pairs(text: str) -> dict[str, MarkedText]:
    document = one(text)
    assert isinstance(document, MarkedMapping)
    return {k.text: v for k, v in document.pairs if isinstance(v, MarkedText)}


@pytest.mark.parametrize(
    "typed",
    [
        "NO", "yes", "on", "Off", "y", "true",
        "2401.00010", "0123", "012", "0x1F", "0b11", "0o17", "1e3", "1_000", "+1", ".5", ".inf",
        "12:30:00", "2020-08", "2020-12-09", "2020-12-09 23:50:00",
        "nullable", "<<", "=", "a#b", "U+2028:\u2028|", "NEL:\x85|", "中文：想法", "🧪 عربي",
    ],
)  # fmt: skip
def test_a_scalar_stays_what_was_typed(typed: str) -> None:
    assert pairs(f"key: {typed}\nnext: 1")["key"] == MarkedText(typed, 1, 1)


@pytest.mark.parametrize("typed", ["~", "null", "Null", "NULL", "", '""', "' '", "!!null ''"])
def test_nothing_is_absent(typed: str) -> None:
    assert pairs(f"key: {typed}")["key"].absent


@pytest.mark.parametrize("typed", ["'null'", '"~"', "!!str null", "none", "0", "false"])
def test_a_word_is_not_absent(typed: str) -> None:
    assert not pairs(f"key: {typed}")["key"].absent


def test_lines_are_those_of_the_editor() -> None:
    text = "# top\na: |\n  one\n  two\n\n# after\nb:\n  - x\u2028\x85y\n  - [p,\n     q]\n"
    text += "c: plain\n  more\n"
    document = one(text)
    assert isinstance(document, MarkedMapping)
    spans = {k.text: (k.line, v.line, v.end_line) for k, v in document.pairs}
    assert spans == {"a": (2, 2, 4), "b": (7, 8, 10), "c": (11, 11, 12)}
    assert (document.line, document.end_line) == (2, 12)


def test_line_separators_of_yaml_1_1_are_text() -> None:
    stand_in = chr(0xE000)
    text = f'a: x\u2028y\nb: "\x85 \\ue001 {stand_in}"\n'
    said = pairs(text)
    assert said["a"].text == "x\u2028y"
    assert said["b"].text == f"\x85 \ue001 {stand_in}"


def test_the_first_of_a_repeated_key_is_used_and_both_lines_are_told() -> None:
    loaded = load("a: 1\nb: 2\na: 3\n")
    (document,) = loaded.documents
    assert isinstance(document, MarkedMapping)
    assert [(k.text, v.text) for k, v in document.pairs if isinstance(v, MarkedText)] == [
        ("a", "1"),
        ("b", "2"),
    ]
    (fault,) = loaded.faults
    assert (fault.code, fault.line) == ("Y302", 3)
    assert fault.message == "the key 'a' stands in lines 1 and 3"
    assert fault.help == "the first is used; delete one, or make one list of both"


def test_an_alias_repeats_its_anchor_at_its_own_line() -> None:
    document = one("- &v {name: NeurIPS}\n- *v\n")
    assert isinstance(document, MarkedList)
    first, second = document.items
    assert isinstance(first, MarkedMapping)
    assert isinstance(second, MarkedMapping)
    assert first.pairs == second.pairs
    assert (first.line, second.line) == (1, 2)


def test_documents_follow_each_other_and_do_not_share_anchors() -> None:
    loaded = load("--- a\n--- b\n")
    assert [d.text for d in loaded.documents if isinstance(d, MarkedText)] == ["a", "b"]
    assert load("--- &x a\n--- *x\n").faults[0].code == "Y301"
    assert load("# nothing\n").documents == ()


@pytest.mark.parametrize(
    ("text", "line", "message", "mend"),
    [
        ("a: 1\nt: GAIT: A rule", 2, "may stand only after a key", 't: "GAIT: A rule"'),
        ("a: 1\n  b: 2", 2, "indented unlike", "indent it like the line above"),
        ("p:\n- t: x\n  u: y\n - t: z", 4, "indented unlike", "indent it like the line above"),
        ("a:\n\t- b", 2, "a tab indents", "indent with blanks"),
        ("a: b\n\tc: d", 2, "a tab indents", "indent with blanks"),
        ("t: @home", 1, "cannot begin with", 't: "@home"'),
        ("t: `x`", 1, "cannot begin with", 't: "`x`"'),
        ("t: *bold* text", 1, "cannot begin with *", 't: "*bold* text"'),
        ("t: & b", 1, "cannot begin with &", 't: "& b"'),
        ("t: !important", 1, "the tag !important", "that begins with !"),
        ("t: !a!b", 1, "cannot begin with !", 't: "!a!b"'),
        ("t: !!python/object:os.system x", 1, "the tag !!python", "delete it"),
        ("t: *unknown", 1, "&unknown, which is not defined", "&unknown"),
        ("&a [*a]", 1, "&a, which is not defined", "&a"),
        ("a: 1\nt: [T](http://x)", 2, "behind a closing", 't: "[T](http://x)"'),
        ('t: "a" b\'s', 1, "behind a closing", "t: '\"a\" b''s'"),
        ("a: 1\nt: [x, y\nb: 2", 2, "a [ is not closed", "close it with ]"),
        ("a: 1\nt: {x: y\n", 2, "a { is not closed", "close it with }"),
        ('a: 1\nt: "x\nb: 2', 2, "a quote is not closed", "close the quote"),
        ("a: 1\nfoo\nb: 2", 2, "neither 'key: value' nor", '"foo"'),
        ("t: > said so", 1, "must end its line", 't: "> said so"'),
        ('t: "\\mathbb"', 1, "backslash in double quotes", "'single quotes'"),
        ("- a\nb: 1", 2, "a line among '- '", "begin it with '- '"),
        ("t: {{ x }}", 1, "stands as a key", "needs quotes"),
        ("a: 1\nt: x\x00y", 2, "U+0000", "delete it"),
        ("a: 1\nt: x\x07y", 2, "U+0007", "delete it"),
        ("a: 1\nt: x\ud800y", 2, "U+D800", "delete it"),
        ("t: ]", 1, "cannot begin with", 't: "]"'),
        ("t: - x", 1, "at the start of a line", 't: "- x"'),
        ("%YAML 2.0\n---\na: 1", 1, "not YAML", "in quotes"),
    ],
)
def test_what_is_no_yaml_is_told_with_line_and_mending(
    text: str, line: int, message: str, mend: str
) -> None:
    loaded = load(text)
    assert loaded.documents == ()
    (fault,) = loaded.faults
    assert (fault.code, fault.line) == ("Y301", line)
    assert message in fault.message
    assert mend in fault.help


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused_at_once(bracket: str) -> None:
    started = time.perf_counter()
    (fault,) = load(bracket * 100_000).faults
    assert fault.code == "Y301"
    assert "more than 50 deep" in fault.message
    assert time.perf_counter() - started < 10


def test_aliases_of_aliases_are_refused_at_once() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)
    )
    (fault,) = load(bomb).faults
    assert (fault.code, fault.line) == ("Y301", 6)
    assert "aliases repeat" in fault.message


@given(st.text())
def test_any_text_in_quotes_comes_out_again(text: str) -> None:
    folded = " ".join(text.split())
    loaded = load(f"key: {quoted(folded)}")
    for document in loaded.documents:
        assert isinstance(document, MarkedMapping)
        value = document.pairs[0][1]
        assert isinstance(value, MarkedText)
        assert value.text == folded
    assert loaded.documents or loaded.faults[0].message.startswith("found the character")


_FRAGMENTS = st.sampled_from(
    ["a: ", "- ", "\n", "  ", "\t", "[", "]", "{", "}", '"', "'", "&x ", "*x", "!t ", "| ", "# ",
     "---\n", "...", "%", "? ", ": ", ",", "\\", "\x85", "\u2028", "\ufeff", "\r", "\x00", "词"]
)  # fmt: skip


@given(st.lists(_FRAGMENTS | st.text(max_size=3), max_size=30).map("".join))
def test_no_text_raises_and_every_line_exists(text: str) -> None:
    loaded = load(text)
    lines = text.count("\n") + text.count("\r") + 1
    assert all(1 <= fault.line <= lines and fault.help for fault in loaded.faults)
    todo = list(loaded.documents)
    while todo:
        node = todo.pop()
        assert 1 <= node.line <= node.end_line <= lines
        if isinstance(node, MarkedList):
            todo.extend(node.items)
        elif isinstance(node, MarkedMapping):
            todo.extend(each for pair in node.pairs for each in pair)
