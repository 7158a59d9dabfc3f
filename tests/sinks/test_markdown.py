"""Text in a note's body, judged by a Markdown parser that others wrote."""

from __future__ import annotations

import re

import hypothesis.strategies as st
import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from graphs import HOSTILE
from paperkg.sinks.markdown import escaped

PIECES = st.lists(
    st.sampled_from(
        [
            *("# ", "- ", "1. ", "    ", "\n", "\n\n", "[[x]]", "![[x]]", "%%", "---", "***", "`"),
            *("> ", "| a |", "==x==", "$l_p$", "~~~", "&amp;", "{{ x }}", "[^1]", "x", "对", "+ "),
            *("%% paperkg:end card %%", "\t", "[a](b)", "___", "===", "\\", "#tag", "<!-- -->"),
        ]
    ),
    max_size=8,
).map("".join)


def shown(text: str) -> list[str]:
    """Return the lines that a reader sees; anything but plain paragraphs fails."""
    lines: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        assert token.type in ("paragraph_open", "paragraph_close", "inline"), token.type
        line = ""
        for child in token.children or ():
            assert child.type in ("text", "softbreak", "text_special"), child.type
            if child.type == "softbreak":
                lines.append(line)
                line = ""
            else:
                line += child.content
        lines.append(line)
    return [line for line in lines if line]


def visible(line: str) -> str:
    """Return *line* without controls, which CommonMark parsers show as U+FFFD or not at all."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]", "", line)


@given(PIECES | HOSTILE)
def test_text_is_shown_as_it_is_and_nothing_of_it_is_markup(text: str) -> None:
    lines = map(visible, text.split("\n"))
    assert [v for v in map(visible, shown(escaped(text))) if v] == [v for v in lines if v]


@given(PIECES | HOSTILE)
def test_no_text_can_end_the_managed_block(text: str) -> None:
    assert "%%" not in escaped(text)


@pytest.mark.parametrize("text", ["&#x25;&#x25;", "\\%\\%"])
def test_an_escape_in_the_text_stays_an_escape(text: str) -> None:
    assert shown(escaped(text)) == [text]
