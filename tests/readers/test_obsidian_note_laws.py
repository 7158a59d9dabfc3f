"""Laws of notes: whatever a note holds, it is read, alike twice, and every word has its line."""

from __future__ import annotations

import re
import time
from itertools import count

import hypothesis.strategies as st
import pytest
from hypothesis import given

from paperkg.config import TIME_ZONES
from paperkg.diagnostics import Origin
from paperkg.model import Annotation, EdgeClaim, Mention, NodeClaim, Reading
from paperkg.readers import Options, Source
from paperkg.readers.note import NOTE
from paperkg.readers.note_hidden import seen
from paperkg.readers.own_properties import with_own_properties
from paperkg.schema import BUILTIN

OPTIONS = Options(BUILTIN, TIME_ZONES)
PATH = "vault/Ideas/a.md"

PIECES = (
    *("", " ", "  ", "\t", "\0", "\x85", "\u2028", "\ufeff", "%%", "%% %%", "<!--", "-->", "```"),
    *("`", "``", "~~~", "[[", "]]", "|", "#", "::", "：：", "(", ")", "[", "]", "{", "}", "\\"),
    *(">", '"', "'", "---", "...", ": ", "- ", "&a ", "*a", "!x ", "# ", "|\n  ", "null"),
    *("对", "e\u0301", "😀"),
)  # fmt: skip
WORD = "<word>"
"""Replaced by a word that stands in the note once."""
NAMES = (
    *("type", "title", "text", "tags", "aliases", "status", "url", "created", "doi"),
    *("uses", "topics", "authors", "relates-to", "cites"),
    *("mine", "readOn", "评分", "a.b", "id", "paperkg_id", WORD),
)  # fmt: skip
FIXED_PROPERTIES = (
    *(f"uses: [[{WORD}]]", f'"mine": "{WORD}\n\n  {WORD}"', f"text: |\n  {WORD}\n\n  {WORD}"),
    *("type: idea", "type: paper", "paperkg_id: paper/x", "paperkg_id: idea/x", "# note", ""),
)  # fmt: skip
FIXED_LINES = (
    *(f"#{WORD}", f"{WORD} #{WORD}", f"uses:: [[{WORD}]]", f"(extends:: {WORD})", "## My notes"),
    *("%% paperkg:begin card %%", "%% paperkg:end card %%", "```", "", "# a"),
)  # fmt: skip
KEYS = st.sampled_from(NAMES)
VALUES = st.lists(st.sampled_from((*PIECES, WORD, WORD, f"[[{WORD}]]")), max_size=4).map("".join)
PROPERTIES = st.one_of(
    st.tuples(KEYS, VALUES).map(lambda p: f"{p[0]}: {p[1]}"),
    st.tuples(KEYS, st.lists(VALUES, max_size=3)).map(
        lambda p: "\n".join([f"{p[0]}:", *(f"  - {v}" for v in p[1])])
    ),
    st.tuples(KEYS, st.lists(st.just(WORD), max_size=3)).map(
        lambda p: f"{p[0]}: [{', '.join(p[1])}]"
    ),
    st.sampled_from(FIXED_PROPERTIES),
)
LINES = st.one_of(
    VALUES,
    st.tuples(KEYS, VALUES).map(lambda f: f"{f[0]}:: {f[1]}"),
    st.tuples(VALUES, KEYS, VALUES, VALUES).map(lambda f: f"{f[0]}({f[1]}:: {f[2]}){f[3]}"),
    st.sampled_from(FIXED_LINES),
)


@st.composite
def notes(draw: st.DrawFn) -> str:
    head = "\n".join(draw(st.lists(PROPERTIES, max_size=5)))
    body = "\n".join(draw(st.lists(LINES, max_size=8)))
    block = "%% paperkg:begin card %%\n\n%% paperkg:end card %%\n"
    written = f"---\n{head}\npaperkg_id: paper/x\n---\n{block}{body}"
    text = draw(st.sampled_from([f"---\n{head}\n---\n{body}", body, written]))
    number = count(1)
    return re.sub(WORD, lambda _: f"Word{next(number)}z", text)


def read(data: bytes, path: str = PATH) -> Reading:
    return NOTE.read(Source(path, data), OPTIONS)


def said(reading: Reading) -> list[tuple[object, Origin]]:
    """Return what is claimed, each with its lines."""
    found: list[tuple[object, Origin]] = []
    for claim in reading.claims:
        if isinstance(claim, NodeClaim | Annotation):
            found += [
                (value, claim.lines.get(name, claim.origin))
                for name, value in claim.properties.items()
            ]
        elif isinstance(claim, EdgeClaim):
            assert isinstance(claim.target, Mention)
            found.append((claim.target.text, claim.origin))
    return found


@given(text=notes())
def test_every_word_stands_in_the_lines_of_its_claim(text: str) -> None:
    reading = read(text.encode())
    lines = text.split("\n")
    for value, origin in said(reading):
        there = "\n".join(lines[origin.line - 1 : origin.end_line])
        for word in re.findall(r"Word\d+z", str(value)):
            assert word in there
    for diagnostic in reading.diagnostics:
        assert diagnostic.code == "V709"
        assert diagnostic.help
        assert diagnostic.origin
        assert 1 <= diagnostic.origin.line <= len(lines)


@given(text=notes(), noise=st.binary(max_size=12), at=st.integers(0, 200))
def test_any_bytes_are_read_alike_twice(text: str, noise: bytes, at: int) -> None:
    data = text.encode()
    data = data[:at] + noise + data[at:]
    reading = read(data)
    assert reading == read(data)
    assert reading.readable
    last = data.count(b"\n") + data.count(b"\r") + 1
    for _, origin in said(reading):
        assert (origin.source, origin.reader) == (PATH, "note")
        assert 1 <= origin.line <= origin.end_line <= last


@given(text=notes())
def test_claims_fit_the_schema_with_what_the_notes_bring(text: str) -> None:
    schema, claims = with_own_properties(BUILTIN, read(text.encode()).claims)
    for claim in claims:
        if isinstance(claim, NodeClaim):
            declared = {p.name: p for p in schema.node_types[claim.type].properties}
        elif isinstance(claim, Annotation):
            prefix = claim.id.partition("/")[0]
            node_type = next(t for t in schema.nodes if t.key == prefix)
            declared = {p.name: p for p in node_type.properties}
        else:
            continue
        for name, value in claim.properties.items():
            assert name == "id" or isinstance(value, tuple) == declared[name].many
            assert value not in ("", ())
        assert claim.lines.keys() <= claim.properties.keys()


@given(text=notes())
def test_what_is_hidden_leaves_all_else_in_its_place(text: str) -> None:
    sight = seen(text)
    assert len(sight.shown) == len(sight.plain) == len(text)
    for at, character in enumerate(text):
        assert sight.shown[at] in (character, "\0")
        assert sight.plain[at] in (sight.shown[at], "\0")
        assert character != "\n" or sight.plain[at] == "\n"


COSTLY = (
    *("`", "` ", "%%", "<!--", "```\n", "~~~ a\n", "(uses:: ", "[uses:: ", "(uses:: x) ", "_", ":"),
    *(" #", "#a ", "[", "](", "%% paperkg:begin a %%\n", "> ", "\n", "\\", "## a\n", "( ", "- "),
)  # fmt: skip


@pytest.mark.parametrize("piece", COSTLY)
def test_no_text_costs_the_square_of_its_length(piece: str) -> None:
    text = f"{piece * (60_000 // len(piece))} (uses:: x) b::"
    start = time.process_time()
    read(text.encode())
    assert time.process_time() - start < 5
