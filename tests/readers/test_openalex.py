"""What OpenAlex works say."""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkg.config import TIME_ZONES
from paperkg.diagnostics import Origin
from paperkg.model import EdgeClaim, NodeClaim, Reading, Value
from paperkg.readers.base import Options, Source
from paperkg.readers.openalex import OPENALEX
from paperkg.schema import BUILTIN

PATH = "data/works.jsonl"
WORK: dict[str, Any] = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.1038/NATURE14539",
    "title": "GAIT-prop:\n A rule",
    "publication_year": 2020,
    "publication_date": "2020-06-11",
    "type": "article",
    "abstract_inverted_index": {"propagation": [1, 4], "Target": [0], "is": [2], "not": [3]},
    "primary_location": {
        "landing_page_url": "https://example.org/a",
        "pdf_url": "https://example.org/a.pdf",
        "source": {"id": "S-nips", "display_name": "NeurIPS", "type": "conference"},
    },
    "keywords": [{"display_name": "learning"}, "brain", {"display_name": "learning"}],
    "referenced_works": ["https://openalex.org/W2", "https://openalex.org/W99", "W1x!"],
    "authorships": [
        {
            "author": {
                "id": "https://openalex.org/A7",
                "display_name": "Nasir Ahmad",
                "orcid": "https://orcid.org/0000-0002-1825-0097",
            },
            "raw_author_name": "N. Ahmad",
            "institutions": [
                {"id": "https://openalex.org/I1", "display_name": "Radboud", "country_code": "NL"},
                {"id": "https://openalex.org/I2", "display_name": "Donders", "ror": None},
            ],
            "raw_affiliation_strings": ["Radboud University, NL"],
        },
        {
            "author": {"display_name": "Luca Ambrogioni"},
            "raw_author_name": "Luca Ambrogioni",
            "institutions": [{"id": "https://openalex.org/I1", "display_name": "Radboud"}],
        },
        {
            "author": {"display_name": "Marcel van Gerven"},
            "institutions": [],
            "raw_affiliation_strings": ["Donders", "Radboud"],
        },
    ],
}


def read(*works: object) -> Reading:
    lines = (w if isinstance(w, str) else json.dumps(w) for w in works)
    return read_bytes("\n".join(lines).encode())


def read_bytes(data: bytes) -> Reading:
    return OPENALEX.read(Source(PATH, data), Options(BUILTIN, TIME_ZONES))


def nodes(reading: Reading, node_type: str) -> list[dict[str, Value]]:
    return [
        dict(c.properties)
        for c in reading.claims
        if isinstance(c, NodeClaim) and c.type == node_type
    ]


def edges(reading: Reading, edge_type: str) -> list[EdgeClaim]:
    return [c for c in reading.claims if isinstance(c, EdgeClaim) and c.type == edge_type]


def test_a_work_is_a_paper_with_all_that_stands_in_it() -> None:
    reading = read(WORK)
    assert reading.diagnostics == ()
    assert nodes(reading, "Paper") == [
        {
            "title": "GAIT-prop: A rule",
            "kind": "paper",
            "year": 2020,
            "date": "2020-06-11",
            "abstract": "Target propagation is not propagation",
            "doi": "10.1038/nature14539",
            "openalex": "W1",
            "url": ("https://example.org/a",),
            "pdf": ("https://example.org/a.pdf",),
            "keywords": ("learning", "brain"),
        }
    ]
    assert nodes(reading, "Venue") == [{"name": "NeurIPS", "kind": "conference"}]
    assert len(edges(reading, "PUBLISHED_IN")) == 1
    assert {c.origin for c in reading.claims} == {Origin(PATH, 1, 1, "openalex")}


def test_an_author_has_a_position_and_institutions_or_the_printed_text() -> None:
    reading = read(WORK)
    assert nodes(reading, "Author") == [
        {"name": "Nasir Ahmad", "orcid": "0000-0002-1825-0097", "openalex": "A7"},
        {"name": "Luca Ambrogioni"},
        {"name": "Marcel van Gerven"},
    ]
    assert nodes(reading, "Institution") == [
        {"name": "Radboud", "country": "NL", "openalex": "I1"},
        {"name": "Donders", "openalex": "I2"},
    ]
    first, second = (f"{PATH}#1/institution/{n}" for n in (1, 2))
    assert [dict(e.properties) for e in edges(reading, "AUTHORED_BY")] == [
        {"position": 1, "affiliations": (first, second), "name_text": "N. Ahmad"},
        {"position": 2, "affiliations": (first,)},
        {"position": 3, "affiliation_text": "Donders / Radboud"},
    ]


def test_only_works_of_the_same_file_are_cited() -> None:
    reading = read(WORK, {"id": "W2", "title": "Another", "referenced_works": ["W1", "W2000"]})
    assert [(e.source, e.target) for e in edges(reading, "CITES")] == [
        (f"{PATH}#1", f"{PATH}#2"),
        (f"{PATH}#2", f"{PATH}#1"),
    ]
    assert reading.diagnostics == ()


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("article", "paper"), ("preprint", "paper"), ("book", "book"), ("dissertation", "thesis"),
     ("erratum", "erratum"), (None, None)],
)  # fmt: skip
def test_types_of_works_are_put_in_the_words_of_the_schema(
    typed: str | None, kind: str | None
) -> None:
    (paper,) = nodes(read({"title": "T", "type": typed}), "Paper")
    assert paper.get("kind") == kind


def test_the_display_name_is_a_title_too() -> None:
    assert nodes(read({"title": None, "display_name": "T"}), "Paper") == [{"title": "T"}]


@pytest.mark.parametrize(
    ("line", "code", "message", "mend"),
    [
        ("{", "J401", "found no JSON", "one whole object"),
        ("[" * 100_000, "J401", "found no JSON", "one whole object"),
        ("1" * 5000, "J401", "found no JSON", "one whole object"),
        ("[1]", "J401", "found a list, expected an object", '{"title": "…"'),
        ("null", "J401", "found null", '{"title": "…"'),
        ("{}", "J402", "has no title", '"title": "…"'),
        ('{"title": " "}', "J402", "has no title", '"title": "…"'),
        ('{"title": 7}', "J403", "'title': found 7, expected text", '"title": null'),
        ('{"title":"T","publication_year":"2020"}', "J403", 'found "2020", expected a whole number',
         '"publication_year": null'),
        ('{"title":"T","publication_year":true}', "J403", "found true", '"publication_year": null'),
        ('{"title":"T","publication_year":NaN}', "J403", "found NaN", '"publication_year": null'),
        ('{"title":"T","publication_year":1e400}', "J403", "Infinity", '"publication_year": null'),
        ('{"title":"T","publication_year":99999999999999999999}', "J403", "expected a year",
         '"publication_year": null'),
        ('{"title":"T","publication_date":"2020"}', "J403", "expected a day", '"publication_date"'),
        ('{"title":"T","authorships":{}}', "J403", "found an object, expected a list",
         "authorships"),
        ('{"title":"T","authorships":[1]}', "J403", "found 1, expected an object", "authorships"),
        ('{"title":"T","authorships":[{}]}', "J403", "author 1 has no name", "display_name"),
        ('{"title":"T","authorships":[{"author":{"display_name":"A"},"institutions":[{}, 2]}]}',
         "J403", "an institution has no name", "display_name"),
        ('{"title":"T","primary_location":[]}', "J403", "'primary_location': found a list", "null"),
        ('{"title":"T","primary_location":{"pdf_url":"a b"}}', "J403", "expected a link", "null"),
        ('{"title":"T","abstract_inverted_index":{"a":[0.5]}}', "J403", "each word with its places",
         "null"),
        ('{"title":"T","keywords":[3]}', "J403", "'keywords': found 3", "null"),
        ('{"title":"T","referenced_works":[[]]}', "J403", "found a list, expected text", "null"),
        ('{"title":"T","doi":"\\ud800"}', "G506", 'found "\ufffd", which is no valid DOI', "null"),
    ],
)  # fmt: skip
def test_a_bad_line_is_told_and_the_next_is_read(
    line: str, code: str, message: str, mend: str
) -> None:
    reading = read(WORK, "", line, {"title": "After"})
    first = reading.diagnostics[0]
    assert first.origin == Origin(PATH, 3, 3, "openalex")
    assert first.code == code
    assert message in first.message
    assert mend in first.help
    assert str(first).encode()
    assert reading.readable
    titles = [paper["title"] for paper in nodes(reading, "Paper")]
    assert (titles[0], titles[-1]) == ("GAIT-prop: A rule", "After")
    assert len(titles) == (2 if code in ("J401", "J402") or '"title": 7' in line else 3)


def test_a_file_that_is_no_text_is_unreadable() -> None:
    reading = read_bytes(b'{"title": "\xff"}')
    assert not reading.readable
    assert [d.code for d in reading.diagnostics] == ["S101"]


def test_text_is_data() -> None:
    title = "\u2028 ]] %% --- {{ x }} ; \0 🧪 عربي \ud800 \\"
    assert nodes(read({"title": title}), "Paper") == [{"title": title.strip()}]


def test_nine_thousand_works_are_read_in_seconds(corpus: Path) -> None:
    data = gzip.decompress(corpus.read_bytes())
    started = time.perf_counter()
    reading = read_bytes(data)
    assert time.perf_counter() - started < 30
    found = Counter(c.type for c in reading.claims if isinstance(c, NodeClaim | EdgeClaim))
    assert found["Paper"] == found["PUBLISHED_IN"] == 9074
    assert found["Author"] == found["AUTHORED_BY"] > 30_000
    names = {
        c.properties["name"]
        for c in reading.claims
        if isinstance(c, NodeClaim) and c.type == "Author"
    }
    assert len(names) == 13_587
    # one link of the corpus has a blank in it
    assert [(d.code, d.origin and d.origin.line) for d in reading.diagnostics] == [("J403", 2878)]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["author", "display_name", "id", "institutions", "source", "orcid", "a"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted(WORK)), _JSON))
def test_no_value_of_any_field_raises(work: dict[str, Any]) -> None:
    reading = read({**WORK, **work})
    refs = {c.ref for c in reading.claims if isinstance(c, NodeClaim)}
    for claim in reading.claims:
        if isinstance(claim, NodeClaim):
            declared = {p.name for p in BUILTIN.node_types[claim.type].properties}
            assert set(claim.properties) <= declared
        elif isinstance(claim, EdgeClaim):
            assert {claim.source, claim.target} <= refs
    assert all(d.help for d in reading.diagnostics)


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    read_bytes(data)
