"""Text in a note's body, judged by a Markdown parser that others wrote."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from graphs import HOSTILE
from hypothesis import given
from markdown_it import MarkdownIt

from paperkg.sinks.markdown import escaped

PIECES = st.lists(
    st.sampled_from(
        ["# ", "- ", "1. ", "    ", "\n", "\n\n", "[[x]]", "![[x]]", "%%", "---", "***", "<b>", "`"]
        + ["> ", "| a |", "==x==", "$l_p$", "~~~", "&amp;", "{{ x }}", "[^1]", "x", "对", "+ ", "10)"]
        + ["%% paperkg:end card %%", "\t", "[a](b)", "___", "===", "\\", "#tag", "<!-- -->"]
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


@given(PIECES | HOSTILE)
def test_text_is_shown_as_it_is_and_nothing_of_it_is_markup(text: str) -> None:
    # CommonMark itself shows NUL as U+FFFD
    expected = [line for line in text.replace("\0", "\ufffd").split("\n") if line]
    assert shown(escaped(text)) == expected


@given(PIECES | HOSTILE)
def test_no_text_can_end_the_managed_block(text: str) -> None:
    assert "%%" not in escaped(text)


@pytest.mark.parametrize("text", ["&#x25;&#x25;", "\\%\\%"])
def test_an_escape_in_the_text_stays_an_escape(text: str) -> None:
    assert shown(escaped(text)) == [text]
