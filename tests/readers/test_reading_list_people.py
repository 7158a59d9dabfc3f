"""Author lines."""

from __future__ import annotations

import pytest

from paperkg.readers.reading_list.people import names
from reading_lists import ReadList


def read(text: str) -> str | None:
    """Return the authors of *text* as `name @institution`, in lines."""
    found = names(text, 1)
    if found is None:
        return None
    return "\n".join(f"{p.name} @{p.affiliation}".removesuffix(" @") for p in found.people)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("A Lovelace (A, B), C Babbage (C)", "A Lovelace @A, B\nC Babbage @C"),
        ("Ada Lovelace (A · B) · C D (E)", "Ada Lovelace @A · B\nC D @E"),
        ("Ada Lovelace (A (B)) · C D (E)", "Ada Lovelace @A (B)\nC D @E"),
        ("Ada Lovelace（甲） · 张三（乙）", "Ada Lovelace @甲\n张三 @乙"),
        ("Vijaya (Viji) Srinivasan (IBM) · C D", "Vijaya (Viji) Srinivasan @IBM\nC D"),
        ("lin yang (UMass) · Tao LIN (EPFL)", "lin yang @UMass\nTao LIN @EPFL"),
        ("Manfred K. Warmuth, Kaoutar El Maghraoui", "Manfred K. Warmuth\nKaoutar El Maghraoui"),
        ("Ashish Vaswani1, Noam Shazeer2*", "Ashish Vaswani\nNoam Shazeer"),
        ("Ada Lovelace, C D, and Soham De", "Ada Lovelace\nC D\nSoham De"),
        ("张三、李四，王小五;弗拉基米尔·普京", "张三\n李四\n王小五\n弗拉基米尔·普京"),
        ("Ada Lovelace", "Ada Lovelace"),
        ("Ada Lovelace et al.", "Ada Lovelace"),
    ],
)
def test_authors_are_told_apart(text: str, people: str) -> None:
    assert read(text) == people


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Overview",
        "Best Paper Award",
        "images, video, sound, and their derivatives.",
        "We discuss Gradients, Expectations, and Design.",
        "Techniques from (Zhang et al., 2018; Mhammedi et al., 2017)",
        "https://example.org · https://example.com",
        "f(x) · g(x): h",
        "Is it so?",
        "值得一读。",
        "12:20",
    ],
)
def test_what_is_no_list_of_authors(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("A B (X) · C D (Y", "A B (X) · C D (Y)"),
        ("A B (X · C D (Y)", "A B (X) · C D (Y)"),
        ("A B (X), C D (Y (Z", "A B (X), C D (Y (Z))"),
    ],
)
def test_an_open_parenthesis_is_told_with_the_line_to_paste(line: str, mended: str) -> None:
    result = ReadList(f"Some Title\n{line}\n")
    (told,) = result.reading.diagnostics
    assert (told.code, told.help) == ("L201", mended)
    assert told.origin is not None
    assert told.origin.line == 2
    assert result.authors(result.node("Paper")) == ["A B", "C D"]
