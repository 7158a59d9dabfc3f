"""Identifiers in their one form: every spelling that people paste, and nothing that is none."""

from __future__ import annotations

import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkg import ids

WIDE: Final = {c: c + 0xFEE0 for c in range(0x21, 0x7F)} | {0x20: "\u3000"}
SPELLINGS: Final = {
    ("doi", "10.1000/abc.def"): (
        "10.1000/ABC.def",
        " doi:10.1000/abc.def ",
        "DOI 10.1000/abc.def",
        "https://doi.org/10.1000/abc.def",
        "HTTP://DX.DOI.ORG/10.1000/Abc.Def",
        "doi.org/10.1000/abc.def",
        "https://www.doi.org/10.1000%2Fabc.def",
    ),
    ("doi", "10.1002/(sici)1097:1<1::aid-x>3.0.co;2-#"): (
        "10.1002/(SICI)1097:1<1::AID-X>3.0.CO;2-#",
        "https://doi.org/10.1002/(SICI)1097:1%3C1::AID-X%3E3.0.CO;2-%23",
    ),
    ("arxiv", "2006.08643"): (
        "arXiv:2006.08643",
        "arXiv: 2006.08643v12 [cs.LG]",
        "ARXIV.ORG/abs/2006.08643V2",
        "https://export.arxiv.org/pdf/2006.08643v1.pdf",
        "https://arxiv.org/html/2006.08643",
    ),
    ("arxiv", "math.gt/0309136"): ("math.GT/0309136", "https://arxiv.org/abs/math.GT/0309136v1"),
    ("arxiv", "0704.0001"): ("0704.0001v2",),
    ("orcid", "0000-0002-1694-233X"): (
        "0000-0002-1694-233x",
        "000000021694233X",
        "https://orcid.org/0000-0002-1694-233X/",
        "HTTPS://www.ORCID.org/0000-0002-1694-233x",
        "orcid: 0000-0002-1694-233X",
    ),
    ("ror", "016xsfp80"): ("016XSFP80", "https://ror.org/016xsfp80/", "ROR.org/016xsfp80"),
    ("openalex", "W2741809807"): (
        "w2741809807",
        "https://openalex.org/W2741809807",
        "https://api.openalex.org/works/W2741809807",
        "https://OpenAlex.org/works/w2741809807",
    ),
    ("openalex", "T10036"): ("https://openalex.org/topics/T10036", "t10036"),
    ("wikidata", "Q42"): (
        "q42",
        "wd:Q42",
        "http://www.wikidata.org/entity/Q42",
        "https://m.wikidata.org/wiki/Q42",
    ),
}


@pytest.mark.parametrize(("scheme", "form"), SPELLINGS)
def test_every_spelling_gives_the_one_form(scheme: str, form: str) -> None:
    for text in (form, *SPELLINGS[scheme, form]):
        assert ids.normalise(scheme, text) == form, text
        assert ids.normalise(scheme, text.translate(WIDE)) == form, "full width"
    assert re.fullmatch(ids.PATTERNS[scheme][1:-1], form)


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("doi", "10.100/abc"),
        ("doi", "11.1000/abc"),
        ("doi", "10.1000/a b"),
        ("doi", "10.1000/"),
        ("doi", "10.١٢٣٤/abc"),
        ("doi", "see 10.1000/abc"),
        ("arxiv", "2013.12345"),
        ("arxiv", "2000.12345"),
        ("arxiv", "2006.0864"),
        ("arxiv", "1412.12345"),
        ("arxiv", "2006.08643v0"),
        ("arxiv", "٢٠٠٦.٠٨٦٤٣"),
        ("arxiv", "math/0213159"),
        ("arxiv", "10.48550/arXiv.2006.08643"),
        ("orcid", "0000-0002-1825-0098"),
        ("orcid", "0000-0002-1694-2330"),
        ("orcid", "X000-0002-1694-2330"),
        ("orcid", "0000-0002-1825-009"),
        ("ror", "016xsfp81"),
        ("ror", "06xsfp801"),
        ("ror", "016xslp80"),
        ("openalex", "X123"),
        ("openalex", "W"),
        ("openalex", "W١"),
        ("wikidata", "Q0"),
        ("wikidata", "P31"),
        ("wikidata", "Q٤٢"),
    ],
)
def test_what_is_none_is_never_guessed(scheme: str, text: str) -> None:
    assert ids.normalise(scheme, text) is None


@given(st.integers(0, 10**15 - 1), st.integers(0, 14), st.integers(1, 9))
def test_a_wrong_digit_of_an_orcid_is_found(number: int, at: int, by: int) -> None:
    first = f"{number:015}"
    (right,) = (f for c in "0123456789X" if (f := ids.normalise("orcid", first + c)))
    digits = right.replace("-", "")
    wrong = f"{digits[:at]}{(int(digits[at]) + by) % 10}{digits[at + 1 :]}"
    assert ids.normalise("orcid", wrong) is None
    assert ids.normalise("orcid", right) == right


@pytest.mark.parametrize("scheme", ids.PATTERNS)
@given(text=st.text(max_size=30))
def test_what_is_normal_stays_and_has_the_form_that_shacl_asks(scheme: str, text: str) -> None:
    found = ids.normalise(scheme, text)
    if found is not None:
        assert ids.normalise(scheme, found) == found
        assert re.search(ids.PATTERNS[scheme], found)
