"""A note comes apart into parts and free text, and together again byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paperkg.sync.note import Note, UnreadableError, parse
from paperkg.sync.splice import edited

PIECES = st.lists(
    st.sampled_from(
        [
            "---\n",
            "---",
            "---\r\n",
            "\ufeff",
            "title: x\n",
            "title: y # mine\n",
            "tags:\n  - a\n",
            "tags: [a]\r\n",
            "# comment\n",
            "text\n",
            "\n",
            "%% paperkg:begin b %%\n",
            "%% paperkg:end b %%\n",
            "%% paperkg:end b %%",
            "%% paperkg:begin c %%\r\n",
            "%% paperkg:end c %% \r\n",
            "in line %% paperkg:begin b %%\n",
            "no newline",
        ]
    )
    | st.text(max_size=6),
    max_size=14,
).map("".join)
ORDER = ["key:title", "key:tags", "key:year", "block:b", "block:c"]


def readable(text: str) -> Note:
    try:
        return parse(text)
    except UnreadableError:
        assume(False)
        raise


@given(PIECES)
def test_taking_apart_loses_nothing(text: str) -> None:
    note = readable(text)
    assert "".join(piece for _, piece in note.pieces()) == text
    assert [name for name, _ in note.pieces() if name] == list(note.parts)


@given(PIECES)
def test_parts_replaced_with_themselves_change_nothing(text: str) -> None:
    note = readable(text)
    same = {
        name: text[slice(*part.inner)].replace("\r\n", "\n")
        for name, part in note.parts.items()
        if part.digests != "damaged"
    }
    assert edited(note, same, ORDER).text.replace("\r\n", "\n") == text.replace("\r\n", "\n")


@given(PIECES, st.sets(st.sampled_from(ORDER)))
def test_removing_parts_leaves_the_free_text(text: str, names: set[str]) -> None:
    note = readable(text)
    try:
        after = edited(note, dict.fromkeys(names), ORDER)
    except UnreadableError:
        return
    assert after.free == note.free


@given(PIECES, st.sets(st.sampled_from(ORDER), min_size=1))
def test_adding_parts_leaves_the_free_text(text: str, names: set[str]) -> None:
    note = readable(text)
    new = {n: f"{n[4:]}: 1\n" for n in names if n.startswith("key:")} | {
        n: f"%% paperkg:begin {n[6:]} %%\n1\n%% paperkg:end {n[6:]} %%\n"
        for n in names
        if n.startswith("block:")
    }
    missing = {n: t for n, t in new.items() if n not in note.parts}
    try:
        after = edited(note, missing, ORDER)
    except UnreadableError:
        assert note.head is None or "%%" in text or "---" in text
        return
    assert missing.keys() <= after.parts.keys()
    # a line break may be needed where the text before has none, and fences for properties
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    fences = "------" if note.head is None and any(n.startswith("key:") for n in missing) else ""
    assert unbroken(after.free) == unbroken(mark + fences + note.free.removeprefix(mark))


def unbroken(text: str) -> str:
    # a lone carriage return before an added line break makes one line break of both
    return text.replace("\r", "").replace("\n", "")


WHOLE = (
    "---\ntitle: T\n# mine\ntags:\n  - a\npaperkg_id: paper/t\n---\nbefore\n"
    "%% paperkg:begin card %%\nthe card\n%% paperkg:end card %%\nafter"
)


def test_parts_are_properties_and_blocks() -> None:
    note = parse(WHOLE)
    assert list(note.parts) == ["key:title", "key:tags", "key:paperkg_id", "block:card"]
    assert note.id == "paper/t"
    assert note.free == "---\n# mine\n---\nbefore\nafter"
    assert note.line("block:card") == 9


@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_endings_and_byte_order_marks_stay_and_are_not_compared(bom: str) -> None:
    crlf = parse(bom + WHOLE.replace("\n", "\r\n"))
    assert crlf.digests == parse(WHOLE).digests
    after = edited(crlf, {"key:title": "title: U\n", "block:card": "new\n"}, [])
    assert after.text == bom + WHOLE.replace("title: T", "title: U").replace(
        "the card", "new"
    ).replace("\n", "\r\n")


def test_a_new_part_stands_behind_the_one_that_precedes_it_in_the_order() -> None:
    order = ["key:title", "key:year", "block:top", "block:card", "block:links"]
    new = {
        "key:year": "year: 1\n",
        "block:top": "%% paperkg:begin top %%\n%% paperkg:end top %%\n",
        "block:links": "%% paperkg:begin links %%\n%% paperkg:end links %%\n",
    }
    after = edited(parse(WHOLE), new, order)
    assert list(after.parts) == [
        "key:title",
        "key:year",
        "key:tags",
        "key:paperkg_id",
        "block:top",
        "block:card",
        "block:links",
    ]


def test_a_block_is_added_on_a_line_of_its_own() -> None:
    block = "%% paperkg:begin b %%\n%% paperkg:end b %%\n"
    assert edited(parse("no newline"), {"block:b": block}, ["block:b"]).text == (
        f"no newline\n{block}"
    )


@pytest.mark.parametrize("which", ["begin", "end"])
def test_a_block_that_lost_a_marker_is_edited_and_not_replaceable(which: str) -> None:
    note = parse(WHOLE.replace(f"%% paperkg:{which} card %%\n", ""))
    assert note.parts["block:card"].digests == "damaged"
    assert "the card" in note.free


@pytest.mark.parametrize(
    "new", ["title: A\nevil: 1\n", "titel: A\n", "title: A\n---\n", "title: [\n"]
)
def test_an_edit_that_would_make_more_of_a_note_than_was_asked_for_is_refused(new: str) -> None:
    with pytest.raises(UnreadableError):
        edited(parse(WHOLE), {"key:title": new}, ORDER)


def test_a_copy_of_a_block_is_free_text() -> None:
    block = "%% paperkg:begin card %%\nthe copy\n%% paperkg:end card %%\n"
    note = parse(f"{WHOLE}\n{block}")
    assert block in note.free
    assert "the card" not in note.free


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntitle: T\n", "line 1: the properties have no closing"),
        ("---\ntitle: T\ntitle: U\n---\n", "line 3: the property 'title' stands twice"),
        ("---\ntitle: [\n---\n", "line 3"),
    ],
)
def test_a_note_that_cannot_be_taken_apart_says_why(text: str, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse(text)
    assert reason in f"line {caught.value.line}: {caught.value}"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_note_without_properties_gets_them_at_its_head(mark: str, end: str) -> None:
    text = f"# Mine{end}text"
    after = edited(parse(mark + text), {"key:a": "a: 2\n"}, ["key:a"])
    assert after.text == f"{mark}---{end}a: 2{end}---{end}{text}"


def test_the_id_goes_to_the_end_of_the_properties() -> None:
    text = "---\nmine: 1\n---\ntext"
    after = edited(parse(text), {"key:paperkg_id": "paperkg_id: idea/x\n"}, ["key:paperkg_id"])
    assert after.text == "---\nmine: 1\npaperkg_id: idea/x\n---\ntext"


@pytest.mark.parametrize("text", ["", "---", "a\n---\nb: 1\n---\n", " ---\n---\n", "----\n"])
def test_what_does_not_begin_with_a_fence_has_no_properties(text: str) -> None:
    assert parse(text).head is None
