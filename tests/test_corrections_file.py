"""How data/corrections.yaml is edited: entries come and go, all else stays to the byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paperkg.config import TIME_ZONES
from paperkg.corrections import FILE, HEADER, edited, entry
from paperkg.diagnostics import Origin
from paperkg.model import Correction, Scalar, Value
from paperkg.readers.base import Options, Source
from paperkg.readers.corrections import CORRECTIONS
from paperkg.readers.record_values import typed
from paperkg.schema import BUILTIN, Kind

DAY: Final = date(2026, 11, 24)
NOWHERE: Final = Origin("", 0, 0, "")
X: Final = "{of: paper/x, property: year, is: 1}"
Y: Final = "{of: paper/y, property: year, is: null}"
LONG: Final = "- of: paper/x\n    property: keywords\n    is:\n      - a\n"
PROSE: Final = "- of: paper/x\n    property: abstract\n    is: |\n      - a\n      # b\n"
NEW: Final = "- {of: paper/new, property: year, is: 3}"


def read(text: str) -> list[Correction]:
    """Return what the reader reads; it finds nothing wrong."""
    reading = CORRECTIONS.read(Source(FILE, text.encode()), Options(BUILTIN, TIME_ZONES))
    assert reading.diagnostics == ()
    return [c for c in reading.claims if isinstance(c, Correction)]


def of(text: str, id_: str) -> list[Correction]:
    return [c for c in read(text) if c.id == id_]


def bare(corrections: Sequence[Correction]) -> list[Correction]:
    """Return the corrections in one order, wherever they stand."""
    return sorted((replace(c, origin=NOWHERE) for c in corrections), key=repr)


_HOSTILE: Final = st.sampled_from(
    ["'", '"', "\\", "{", "}", "[", "]", ",", ": ", " #", "[[SGD]]", "- ", "%%", "---", "&a", "*a",
     "!x", "\t", "\n", "\r", "\0", "\x85", "\u2028", "\ufeff", "\uffff", "联邦学习", "🧠", "שלום",
     "null", "~", "yes", "2020", "1e3", "{{ }}", "\xa0", "|", ">", "@", "`", "?", "\ue000"]
)  # fmt: skip
TEXTS: Final = st.lists(_HOSTILE | st.text(max_size=4), min_size=1, max_size=8).map("".join)


def scalars(kind: Kind) -> st.SearchStrategy[Scalar]:
    """Values as a source can have them."""
    return TEXTS.map(lambda text: typed(kind, text)).filter(bool).map(lambda value: value or "")


VALUES: Final[dict[str, st.SearchStrategy[Value]]] = {
    "title": scalars(Kind.NAME),
    "abstract": scalars(Kind.TEXT),
    "year": st.integers(-(10**18) + 1, 10**18 - 1),
    "keywords": st.lists(scalars(Kind.NAME), min_size=1, max_size=3, unique=True).map(tuple),
    "my_own": scalars(Kind.STRING),
}


@st.composite
def corrections(draw: st.DrawFn) -> Correction:
    id_ = draw(st.sampled_from(["paper/fedsplit", "paper/对target-prop", "paper/x-2"]))
    note = draw(st.just("") | scalars(Kind.STRING).map(str))
    if draw(st.booleans()):
        key = draw(st.sampled_from(list(VALUES)))
        said = st.none() | VALUES[key]
        return Correction(id_, key, NOWHERE, draw(said), draw(said), note=note)
    key = draw(st.sampled_from(["topics", "keywords", "my_own"]))
    item = "topic/sgd" if key == "topics" else str(draw(scalars(Kind.NAME)))
    return Correction(id_, key, NOWHERE, without=item, note=note)


@given(corrections())
def test_an_entry_is_read_back_as_what_it_records(correction: Correction) -> None:
    line = entry(correction, DAY)
    assert "\n" not in line
    assert bare(read(f"corrections:\n  {line}\n")) == [correction]


@pytest.mark.parametrize(
    ("correction", "line"),
    [
        (Correction("paper/x", "year", NOWHERE, 2021, 2020, note="vault/X.md"),
         "- {of: paper/x, property: year, is: 2021, was: 2020, note: vault/X.md, on: 2026-11-24}"),
        (Correction("paper/x", "pdf", NOWHERE, None, ("https://a.org/x.pdf",)),
         '- {of: paper/x, property: pdf, is: null, was: ["https://a.org/x.pdf"], on: 2026-11-24}'),
        (Correction("paper/x", "topics", NOWHERE, without="topic/sgd"),
         "- {of: paper/x, property: topics, without: topic/sgd, on: 2026-11-24}"),
        (Correction("paper/x", "title", NOWHERE, 'a, "b" \\c', "null"),
         '- {of: paper/x, property: title, is: "a, \\"b\\" \\\\c", was: "null", on: 2026-11-24}'),
        (Correction("event/x", "ranked", NOWHERE, value=True, was=1e22),
         "- {of: event/x, property: ranked, is: true, was: 1.0e+22, on: 2026-11-24}"),
    ],
)  # fmt: skip
def test_an_entry_quotes_what_is_no_plain_word(correction: Correction, line: str) -> None:
    assert entry(correction, DAY) == line


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_new_file_begins_with_what_it_is_for(text: str) -> None:
    assert edited(text, [NEW], []) == f"{HEADER}corrections:\n  {NEW}\n"
    assert edited(text, [], []) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # behind the last entry, as the others are written
        (f"corrections:\n  - {X}\n", f"corrections:\n  - {X}\n  {NEW}\n"),
        (f"corrections:\n- {X}", f"corrections:\n- {X}\n{NEW}\n"),
        (f"# mine\n - {X}\n", f"# mine\n - {X}\n {NEW}\n"),
        (f"corrections:\n  - {X} # why\n\n# the end\n",
         f"corrections:\n  - {X} # why\n  {NEW}\n\n# the end\n"),
        (f"corrections:\n  - {X}\nother: [a]\n", f"corrections:\n  - {X}\n  {NEW}\nother: [a]\n"),
        (f"corrections:\n  {LONG}# - b\n", f"corrections:\n  {LONG}  {NEW}\n# - b\n"),
        (f"corrections:\n  {PROSE}\n", f"corrections:\n  {PROSE}  {NEW}\n\n"),
        (f"\ufeffcorrections:\r\n  - {X}\r\n", f"\ufeffcorrections:\r\n  - {X}\r\n  {NEW}\r\n"),
        (f"corrections:\r  - {X}\r", f"corrections:\r  - {X}\r  {NEW}\r"),
        (f"# a\x85b\u2028c\ncorrections:\n  - {X}\n",
         f"# a\x85b\u2028c\ncorrections:\n  - {X}\n  {NEW}\n"),
        # no list yet
        ("# nothing yet\n", f"# nothing yet\ncorrections:\n  {NEW}\n"),
        ("corrections:", f"corrections:\n  {NEW}\n"),
        ("corrections: # none\n", f"corrections: # none\n  {NEW}\n"),
        ("corrections: [] # none\n# end", f"corrections: # none\n  {NEW}\n# end\n"),
        ("'corrections' : ~\n", f"'corrections' :\n  {NEW}\n"),
        ("corrections: null\nother: a\n", f"corrections:\n  {NEW}\nother: a\n"),
        ("  corrections:\n  other: a\n", f"  corrections:\n    {NEW}\n  other: a\n"),
        # lists in brackets, too, have an entry a line
        (f"corrections: [{X}]\n", f"corrections: [{X},\n  {NEW[2:]}]\n"),
        (f"corrections: [\n  {X}, # why\n]\n",
         f"corrections: [\n  {X},\n  {NEW[2:]}, # why\n]\n"),
        ("[]\n", f"[\n  {NEW[2:]}]\n"),
        ("{corrections: []}\n", f"{{corrections: [\n  {NEW[2:]}]}}\n"),
        ("corrections: [ # none\n]\n", f"corrections: [ # none\n\n  {NEW[2:]}]\n"),
        # where there is no place for an entry, a new document has one
        ("other: a\n", f"other: a\n---\ncorrections:\n  {NEW}\n"),
        ("---\n", f"---\n---\ncorrections:\n  {NEW}\n"),
        (f"- {X}\n---\n- {Y}\n...\n# end\n", f"- {X}\n---\n- {Y}\n{NEW}\n...\n# end\n"),
        (f"corrections: &a\n  - {X}\n", f"corrections: &a\n  - {X}\n---\ncorrections:\n  {NEW}\n"),
        ("{corrections: ~}\n", f"{{corrections: ~}}\n---\ncorrections:\n  {NEW}\n"),
        ("corrections: soon\n", f"corrections: soon\n---\ncorrections:\n  {NEW}\n"),
        (f"corrections: ~\nCorrections:\n- {X}\n", f"corrections: ~\nCorrections:\n- {X}\n{NEW}\n"),
    ],
)  # fmt: skip
def test_an_entry_is_added_as_the_file_is_written(before: str, after: str) -> None:
    assert edited(before, [NEW], []) == after
    options = Options(BUILTIN, TIME_ZONES)
    reading = CORRECTIONS.read(Source(FILE, after.encode()), options)
    assert "paper/new" in {c.id for c in reading.claims if isinstance(c, Correction)}
    assert edited(before, [], []) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"corrections:\n  # why\n  - {X} # so\n  - {Y}\n", f"corrections:\n  # why\n  - {Y}\n"),
        (f"corrections:\n  - {Y}\n  # why\n  - {X}", f"corrections:\n  - {Y}\n  # why\n"),
        (f"corrections: # mine\n  - {X}\n# end\n", "corrections: [] # mine\n# end\n"),
        (f"corrections:\r\n- {X}\r\n# end\r\n", "corrections: []\r\n# end\r\n"),
        (f"# mine\n- {X}\n# end\n", "# mine\ncorrections: []\n# end\n"),
        (f"- {X}\n- {Y}\n", f"- {Y}\n"),
        ("corrections:\n  - {of: paper/x,\n     property: year,\n     is: 1}\n  - ~\n",
         "corrections:\n  - ~\n"),
        (f"corrections:\n  -\n    # a - b\n    {X}\n  # c\n  - {Y}\n",
         f"corrections:\n  # c\n  - {Y}\n"),
        (f"- of: paper/x\n  property: year\n  is:\n# c\n- {Y}\n", f"# c\n- {Y}\n"),
        (f"corrections: [{X}]\n", "corrections: []\n"),
        (f"corrections: [\n  # why\n  {X}, # so\n  {Y},\n]\n",
         f"corrections: [\n  # why\n  {Y},\n]\n"),
        (f"corrections: [\n  {Y},\n  {X} # a, b\n]\n", f"corrections: [\n  {Y},\n]\n"),
        (f"- {X}\n---\n- {Y}\n", f"corrections: []\n---\n- {Y}\n"),
        (f"? corrections\n: - {X}\n", f"? corrections\n: - {X}\n"),
    ],
)  # fmt: skip
def test_an_entry_is_struck_out_with_its_lines(before: str, after: str) -> None:
    assert edited(before, [], of(before, "paper/x")) == after
    read(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"corrections:\n  - {X}\n# end\n", f"corrections:\n  {NEW}\n# end\n"),
        (f"corrections:\n  - {Y}\n  - {X}", f"corrections:\n  - {Y}\n  {NEW}\n"),
        (f"- {X}\n", f"{NEW}\n"),
        (f"corrections: [{X}]\n", f"corrections: [{NEW[2:]}]\n"),
        (f"[{Y},\n {X},\n]\n", f"[{Y},\n {NEW[2:]},\n]\n"),
    ],
)
def test_an_entry_takes_the_place_of_another(before: str, after: str) -> None:
    assert edited(before, [NEW], of(before, "paper/x")) == after
    assert len(of(after, "paper/new")) == 1


def test_an_entry_of_another_file_is_left_alone() -> None:
    text = f"corrections:\n  - {X}\n"
    other = replace(read(text)[0], origin=Origin("data/me/corrections.yaml", 2, 2, "corrections"))
    assert edited(text, [], [other]) == text


_COMMENTS: Final = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\uffff\ufffe"),
    max_size=12,
).map(lambda text: [f"# {text}"])  # fmt: skip


@dataclass(frozen=True)
class File:
    """A file as a person may have left it: an entry is one line or several."""

    mark: str
    newline: str
    indent: str
    head: list[str]
    entries: list[list[str]]
    """Comments, if any, and below them an entry."""
    foot: list[str]
    ends: bool

    def text(self, gone: Sequence[int] = (), add: Sequence[str] = ()) -> str:
        """Return the text without some entries, and with others behind the last."""
        lines = list(self.head)
        for number, (comment, *entry_) in enumerate(self.entries):
            lines += [f"{self.indent}{comment}"] if comment else []
            lines += [] if number in gone else [f"{self.indent}{part}" for part in entry_]
        lines += [*(f"{self.indent}{line}" for line in add), *self.foot]
        whole = [f"{line}{self.newline}" for line in lines]
        at_end = not self.ends and not add and (self.foot or len(self.entries) - 1 not in gone)
        return self.mark + "".join(whole).removesuffix(self.newline if at_end else "")


def _laid_out(line: str, layout: str) -> list[str]:
    inside = line.removeprefix("- {").removesuffix("}")
    match layout:
        case "lines":
            return ["- {", f"    {inside}", "  }"]
        case "dash":
            return ["-", f"  {{{inside}}}"]
        case _:
            return [line]


@st.composite
def files(draw: st.DrawFn) -> File:
    comments = st.just("") | _COMMENTS.map("".join)
    layouts = st.sampled_from(["line", "lines", "dash"])
    whole = draw(st.booleans())
    indent = draw(st.sampled_from(["", "  ", "    "]))
    key = [] if whole else [draw(st.sampled_from(["corrections:", "Corrections: # mine"]))]
    recorded = draw(st.lists(corrections(), min_size=1, max_size=4))
    return File(
        draw(st.sampled_from(["", "\ufeff"])),
        draw(st.sampled_from(["\n", "\r\n"])),
        indent,
        ["# mine", *key],  # a first line, without which no line end would show
        [[draw(comments), *_laid_out(entry(c, DAY), draw(layouts))] for c in recorded],
        draw(st.just([]) | _COMMENTS),
        draw(st.booleans()),
    )


@given(files(), st.lists(corrections(), max_size=3), st.sets(st.integers(0, 3)))
def test_what_is_read_afterwards_is_what_was_less_and_more(
    file: File, add: list[Correction], drop: set[int]
) -> None:
    before = read(file.text())
    gone = [n for n in range(len(before)) if n in drop]
    lines = [entry(c, DAY) for c in add]
    after = edited(file.text(), lines, [before[n] for n in gone])
    left = [c for n, c in enumerate(before) if n not in drop]
    assert bare(read(after)) == bare([*left, *add])
    if left or add:
        assert after == file.text(gone, lines)
    else:
        assert "corrections: []" in after.lower()
        assert all(comment in after for comment, *_ in file.entries)


_PARTS: Final = st.sampled_from(
    ["corrections:", "corrections: ", "- ", "- ", "[", "]", ", ", "\n", "\n", "\n  ", " ", "~",
     "# c\n", "? ", "{", "}", "---\n", "...\n", "other: ", "|\n", "'", ":", "&a ", "*a", "\u2028",
     "\r", "[]", X, Y, f"- {X}\n", f"  - {Y}\n", f"{X},\n"]
)  # fmt: skip


@given(st.lists(_PARTS, max_size=16).map("".join), st.sets(st.integers(0, 3)))
def test_however_the_file_is_written_no_other_entry_is_lost(text: str, drop: set[int]) -> None:
    options = Options(BUILTIN, TIME_ZONES)
    reading = CORRECTIONS.read(Source(FILE, text.encode()), options)
    assume(reading.readable)
    before = [c for c in reading.claims if isinstance(c, Correction)]
    gone = [c for n, c in enumerate(before) if n in drop]
    assume("&a" not in text or not gone)  # what an alias repeats goes with its anchor
    after = CORRECTIONS.read(Source(FILE, edited(text, [NEW], gone).encode()), options)
    assert after.readable
    left = bare([c for c in after.claims if isinstance(c, Correction)])
    for correction in bare([c for c in before if c not in gone] + read(NEW)):
        left.remove(correction)


@given(files(), st.lists(corrections(), max_size=3))
def test_what_was_added_can_be_struck_out_again(file: File, add: list[Correction]) -> None:
    text = file.text()
    more = edited(text, [entry(c, DAY) for c in add], [])
    added = read(more)[len(read(text)) :]
    assert bare(added) == bare(add)
    assert edited(more, [], added).rstrip("\r\n") == text.rstrip("\r\n")
