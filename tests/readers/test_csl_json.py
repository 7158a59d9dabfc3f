"""What CSL-JSON and Zotero's own items say, and the line of each field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibliographies import codes, edges, nodes, paper, read, values
from paperkg.model import Reading, Value

CSL: dict[str, Any] = {
    "id": "ahmad2020",
    "type": "paper-conference",
    "title": '<span class="nocase">GAIT-prop</span>: A <i>rule</i>',
    "title-short": "GAIT-prop",
    "author": [
        {"family": "Ahmad", "given": "Nasir", "ORCID": "https://orcid.org/0000-0002-1825-0097"},
        {"family": "Gerven", "given": "Marcel A. J.", "non-dropping-particle": "van"},
        {"literal": "OpenAI"},
        {"family": "王", "given": "小明"},
        {"family": "King", "given": "Martin", "suffix": "Jr."},
    ],
    "issued": {"date-parts": [["2020", 12, 6]]},
    "container-title": "Advances in Neural Information Processing Systems",
    "event-title": "NeurIPS 2020",
    "DOI": "10.1000/X",
    "URL": "https://example.org/a",
    "keyword": "target propagation, 优化",
    "note": "arXiv: 2006.06438\nPMID: 7\n想法: 试试",
    "volume": 33,
    "accessed": {"date-parts": [[2024, 1, 1]]},
}
ZOTERO: dict[str, Any] = {
    "itemType": "journalArticle",
    "itemID": 7,
    "citationKey": "peyre2019",
    "title": "Computational Optimal Transport",
    "creators": [
        {"firstName": "Gabriel", "lastName": "Peyré", "creatorType": "author"},
        {"name": "OpenAI", "creatorType": "author"},
        {"firstName": "Ed", "lastName": "Itor", "creatorType": "editor"},
    ],
    "date": "2019-02-12",
    "publicationTitle": "Foundations and Trends",
    "tags": [{"tag": "optimal transport"}, {"tag": "a, b", "type": 1}],
    "notes": [{"note": "<p>read it</p><p>想法: 试试</p>"}],
    "attachments": [{"title": "PDF", "path": "/me/x.pdf", "url": "https://example.org/x.pdf"}],
    "collections": [],
    "extra": "Read_Status: In Progress",
    "dateAdded": "2024-01-01",
}


def csl(value: object, indent: int | None = 2) -> Reading:
    return read("refs.json", json.dumps(value, ensure_ascii=False, indent=indent))


def test_an_item_is_a_paper_with_all_that_stands_in_it() -> None:
    reading = csl([CSL])
    assert reading.diagnostics == ()
    assert paper(reading) == {
        "title": "GAIT-prop: A rule",
        "short_name": "GAIT-prop",
        "kind": "paper",
        "year": 2020,
        "date": "2020-12-06",
        "doi": "10.1000/x",
        "arxiv": "2006.06438",
        "citekey": ("ahmad2020",),
        "url": ("https://example.org/a",),
        "keywords": ("target propagation", "优化"),
        "pmid": "7",
        "volume": "33",
        "booktitle": "Advances in Neural Information Processing Systems, NeurIPS 2020",
    }
    assert values(reading, "Author", "name") == [
        "Nasir Ahmad",
        "Marcel A. J. van Gerven",
        "OpenAI",
        "王小明",
        "Martin King Jr.",
    ]
    assert values(reading, "Author", "orcid") == ["0000-0002-1825-0097"]
    assert values(reading, "Event", "name") == ["NeurIPS 2020"]
    assert values(reading, "Idea", "text") == ["试试"]


@pytest.mark.parametrize("indent", [1, 2, 4, None])
def test_every_fact_has_the_line_of_its_field_where_it_has_one(indent: int | None) -> None:
    text = json.dumps([{"type": "book", "title": "A"}, CSL], ensure_ascii=False, indent=indent)
    found = nodes(read("refs.json", text), "Paper")[1]
    lines = text.split("\n")
    for name, key in (("title", "title"), ("doi", "DOI"), ("volume", "volume"), ("arxiv", "note")):
        assert f'"{key}":' in lines[found.lines[name].line - 1]
    authors = nodes(read("refs.json", text), "Author")
    if indent:
        assert '"author": [' in lines[authors[0].origin.line - 1]
        assert lines[authors[0].origin.end_line - 1].strip() == "],"


def test_one_object_and_minimal_items() -> None:
    assert paper(csl({"type": "book", "title": "A"})) == {"title": "A", "kind": "book"}
    thesis: dict[str, Any] = {"id": "http://zotero.org/users/1/items/A", "type": "thesis"}
    thesis |= {"title": "A", "author": [{"family": "B"}], "publisher": "MIT"}
    reading = csl([{**thesis, "issued": {"raw": "May 2020"}}])
    assert paper(reading) == {"title": "A", "kind": "thesis", "year": 2020}
    assert edges(reading, "AUTHORED_BY")[0].properties["affiliation_text"] == "MIT"


def test_zotero_s_own_items() -> None:
    document = {
        "config": {"id": "36a3b0b5"},
        "collections": {
            "A": {"key": "A", "name": "Thesis", "parent": "", "items": []},
            "B": {"key": "B", "name": "Part 2", "parent": "A", "items": [7]},
        },
        "items": [ZOTERO, {"itemType": "note", "note": "<p>by itself</p>"},
                  {"itemType": "attachment", "title": "x"}],
    }  # fmt: skip
    reading = csl(document)
    assert [code for code, _ in codes(reading)] == ["B909"]
    assert paper(reading) == {
        "title": "Computational Optimal Transport",
        "kind": "paper",
        "year": 2019,
        "date": "2019-02-12",
        "citekey": ("peyre2019",),
        "pdf": ("https://example.org/x.pdf",),
        "keywords": ("optimal transport", "a, b"),
        "status": "reading",
        "tags": ("Thesis/Part-2",),
        "editor": "Ed Itor",
    }
    assert values(reading, "Author", "name") == ["Gabriel Peyré", "OpenAI"]
    assert values(reading, "Note", "text") == ["read it", "by itself"]
    assert values(reading, "Idea", "text") == ["试试"]
    assert values(reading, "Venue", "kind") == ["journal"]


def test_the_items_of_zotero_s_programming_interface() -> None:
    reading = csl([{"key": "K", "version": 3, "library": {}, "data": ZOTERO}])
    assert paper(reading)["title"] == "Computational Optimal Transport"
    assert reading.diagnostics == ()


@pytest.mark.parametrize(
    ("text", "readable", "code", "line", "message"),
    [
        ('[\n{"type": "book",\n"title": }]', False, "B901", 3, "found no JSON"),
        ("[1]", True, "B901", 1, "found 1"),
        ('{"name": "x"}', True, "B901", 1, "an object"),
        ("", False, "B901", 1, "found no JSON"),
        ("[" * 50_000, False, "B901", 1, "found no JSON"),
        ("[] []", False, "B901", 1, "more than one value"),
        ('[{"type":"book","title":"A"},\n 7]', True, "B901", 2, "found 7"),
        ('[{"type":"book","title":"A",\n "volume": {"a": 1}}]', True, "B905", 2, "'volume'"),
        ('[{"type":"book","id":"x"}]', True, "B906", 1, "no title"),
        ('[{"type":"book","title":"A","DOI":"x"}]', True, "G506", 1, "no valid DOI"),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_line(
    text: str,
    readable: int,
    code: str,
    line: int,
    message: str,
) -> None:
    reading = read("refs.json", text)
    assert reading.readable == readable
    assert codes(reading)[0] == (code, line)
    assert message in reading.diagnostics[0].message
    assert all(d.help for d in reading.diagnostics)


def test_an_empty_list_says_nothing() -> None:
    assert csl([]) == Reading()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["family", "given", "date-parts", "tag", "note"]), inner)
    ),
    max_leaves=8,
)


@given(
    st.sampled_from([CSL, ZOTERO]), st.dictionaries(st.sampled_from([*CSL, *ZOTERO, "评分"]), _JSON)
)
def test_no_value_of_any_field_raises(item: dict[str, Any], change: dict[str, Any]) -> None:
    reading = csl([{**item, **change}])
    for diagnostic in reading.diagnostics:
        assert str(diagnostic).encode()
    found: list[Value] = [v for c in nodes(reading, "Paper") for v in c.properties.values()]
    assert "" not in found
