"""What is wrong with YAML records is told all at once, with a line to paste."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkg.config import TIME_ZONES, parse
from paperkg.model import EdgeClaim, NodeClaim, Reading
from paperkg.readers.base import Options, Source
from paperkg.readers.records import RECORDS
from paperkg.schema import BUILTIN, EdgeType, Label, NodeType, Property
from paperkg.schema.properties import NAME

PATH = "data/ideas.yaml"


def read(text: str | bytes) -> Reading:
    data = text if isinstance(text, bytes) else text.encode()
    return RECORDS.read(Source(PATH, data), Options(BUILTIN, TIME_ZONES))


@pytest.mark.parametrize(
    ("text", "line", "code", "message", "mend"),
    [
        ("papers:\n- T\npapres: []", 3, "Y303", "found 'papres', expected one of papers, authors",
         "papers:"),
        ("gadgets: [x]", 1, "Y303", "found 'gadgets'", "[node_types.Gadgets]"),
        ("论文: [x]", 1, "Y303", "found '论文'", "[node_types.MyType]"),
        ("title: T", 1, "Y303", "found 'title'", "type: Paper"),
        ("- title: T", 1, "Y303", "outside any section", "- {type: Paper, title: …}"),
        ("just words", 1, "Y303", "found 'just words'", "papers: [just words]"),
        ("type: Papier\ntitle: T", 1, "Y303", "found 'Papier'", "papers:"),
        ("papers:\n- title: T\n  autors: [A]", 3, "Y304",
         "Paper has no key 'autors'; expected one of title,", "authors: …"),
        ("papers:\n- title: T\n  yaer: 2020", 3, "Y304", "no key 'yaer'", "year: 2020"),
        ("papers:\n- title: T\n  zzz: see (p. 3)", 3, "Y304", "no key 'zzz'",
         'notes: [{text: "zzz: see (p. 3)"}]'),
        ("papers:\n- title: T\n  类型: x", 3, "Y304", "no key '类型'", "keep it in a YAML record"),
        ("papers:\n- GAIT-prop: A learning rule", 2, "Y304", "no key 'GAIT-prop'",
         'if it is text with a colon: "GAIT-prop: A learning rule"'),
        ("papers:\n- title: T\n  cites: [GAIT: A rule]", 3, "Y304", "CITES has no key 'GAIT'",
         '"GAIT: A rule"'),
        ("papers:\n- title: T\n  authors: [{name: A, foo: 1}]", 3, "Y304",
         "expected one of name,", "keep it in a YAML record"),
        ("ideas:\n- {text: T, authors: A}", 2, "Y304", "Idea has no key 'authors'", "note"),
        ("papers:\n- title: T\n  year: 1e3", 3, "Y305",
         "'year': found '1e3', expected a whole number", "year: 2020"),
        ("papers:\n- title: T\n  year: 9999999999999999999", 3, "Y305", "whole number",
         "year: 2020"),
        ("papers:\n- title: T\n  year: ２０２０", 3, "Y305", "whole number", "year: 2020"),
        ("papers:\n- title: T\n  date: 2020-08", 3, "Y305", "a day, YYYY-MM-DD",
         "date: 2020-12-09"),
        ("papers:\n- title: T\n  date: 2020-02-30", 3, "Y305", "'2020-02-30'", "date: 2020-12-09"),
        ("sessions:\n- name: S\n  start: 2020-12-09T23:50:00", 3, "Y305", "offset from UTC",
         "start: 2020-12-09T23:50:00+08:00"),
        ("papers:\n- title: T\n  url: arxiv.org/abs/1", 3, "Y305", "expected a link",
         "url: https://arxiv.org/abs/1"),
        ("papers:\n- title: T\n  url: see there", 3, "Y305", "expected a link",
         "url: https://example.org/"),
        ("papers:\n- title: T\n  status: [a, b]", 3, "Y305", "found a list, expected text",
         "status: a"),
        ("papers:\n- title: T\n  tags: [{a: b}]", 3, "Y305", "found a mapping", "tags: …"),
        ("papers:\n- title: T\n  id: author/x", 3, "Y305", "expected paper/ and a slug",
         "id: paper/x"),
        ("papers:\n- title: T\n  id: Fed Split", 3, "Y305", "'Fed Split'", "id: paper/fed-split"),
        ("papers:\n- title: T\n  type: Idea", 3, "Y305", "makes it a Paper", "type: Paper"),
        ("papers:\n- title: T\n  authors: [A (B, C)]", 3, "Y305", "'A (B', whose parenthesis",
         'quote it: ["Name (Place, Country)"]'),
        ("papers:\n- title: T\n  authors: [[A]]", 3, "Y305", "a list in a list", "authors: […, …]"),
        ("papers:\n- [T]", 2, "Y305", "found a list, expected a Paper", "- title: …"),
        ("cites:\n- T", 2, "Y305", "found 'T', expected 'from' and 'to'", "- {from: …, to: …}"),
        ("papers:\n- year: 2020", 2, "Y306", "Paper lacks 'title'", "title: …"),
        ("papers:\n- title: ''", 2, "Y306", "Paper lacks 'title'", "title: …"),
        ("cites:\n- {from: a}", 2, "Y306", "CITES lacks 'to'", "- {from: …, to: …}"),
        ("papers:\n- title: T\n  presented_at: {kind: oral}", 3, "Y306", "names no target",
         "presented_at: [{to: …}]"),
        ("papers:\n- title: T\n  cites: {to: ~}", 3, "Y306", "names no target", "cites: [{to: …}]"),
        ("papers:\n- title: T\n  cites: {to: {a: b}}", 3, "Y305", "found a mapping", "to: …"),
        ("papers:\n- title: T\n  venue: {kind: journal}", 3, "Y306", "Venue lacks 'name'",
         "name: …"),
        ("papers:\n- title: T\n  Title: U", 3, "Y302",
         "'Title' says again what 'title' says in line 2",
         "the first is used"),
        ("papers:\n- title: T\n  title: U", 3, "Y302", "stands in lines 2 and 3",
         "the first is used"),
        ("papers:\n- title: T\n  cites: {doi: 10.1000/x, title: U}", 3, "Y302",
         "'title' says again", "the first is used"),
        ("papers:\n- title: T\n  doi: ten", 3, "G506", "'ten', which is no valid DOI",
         "doi: 10.1038/nature14539"),
        ("authors:\n- name: A\n  orcid: 0000-0002-1825-0098", 3, "G506", "no valid ORCID",
         "orcid: 0000-0002-1825-0097"),
        ("papers:\n- title: GAIT: A rule", 2, "Y301", "may stand only after a key",
         '- title: "GAIT: A rule"'),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_mending(
    text: str, line: int, code: str, message: str, mend: str
) -> None:
    first, *_ = read(text).diagnostics
    assert first.origin is not None
    assert (first.code, first.origin.source, first.origin.line) == (code, PATH, line)
    assert message in first.message
    assert mend in first.help


def test_all_faults_are_told_at_once_and_the_rest_is_kept() -> None:
    reading = read("""\
papers:
- {title: A, year: soon, autors: [X], authors: [P, [Q], R], doi: no}
- {year: 2020, authors: [S]}
- {title: B}
nonsense: 1
""")
    assert [(d.code, d.origin and d.origin.line) for d in reading.diagnostics] == [
        ("Y304", 2),
        ("Y305", 2),
        ("G506", 2),
        ("Y305", 2),
        ("Y306", 3),
        ("Y303", 5),
    ]
    assert [(c.type, dict(c.properties)) for c in reading.claims if isinstance(c, NodeClaim)] == [
        ("Paper", {"title": "A"}),
        ("Author", {"name": "P"}),
        ("Author", {"name": "R"}),
        ("Paper", {"title": "B"}),
    ]
    positions = [c.properties["position"] for c in reading.claims if isinstance(c, EdgeClaim)]
    assert positions == [1, 3]


@pytest.mark.parametrize(
    ("text", "code"),
    [("papers:\n- title: [a, b]", "Y305"), ("papers:\n- GAIT-prop: A learning rule", "Y304")],
)
def test_one_slip_is_told_once(text: str, code: str) -> None:
    reading = read(text)
    assert [d.code for d in reading.diagnostics] == [code]
    assert reading.claims == ()


def test_a_section_without_latin_letters_is_not_taken_for_another() -> None:
    config, _ = parse('[node_types.Dataset]\nfolder="数据集"', "lib")
    options = Options(config.schema, TIME_ZONES)
    reading = RECORDS.read(Source(PATH, "论文: [x]\n数据集: [CIFAR]\n".encode()), options)
    assert [d.code for d in reading.diagnostics] == ["Y303"]
    assert [c.properties for c in reading.claims if isinstance(c, NodeClaim)] == [{"name": "CIFAR"}]


def test_a_name_does_not_make_a_node_that_needs_more_than_a_name() -> None:
    size = Property(name="size", iri="pkg:size", label=Label("Size", "大小"), required=True)
    label = Label("Dataset", "数据集")
    dataset = NodeType(
        name="Dataset", iri="owl:Thing", label=label, folder="Datasets", section="datasets",
        naming=("name",), properties=(NAME, size),
    )  # fmt: skip
    uses = EdgeType(
        name="TRAINED_ON", sources=("Paper",), targets=("Dataset",), iri="pkg:t", label=label,
        inverse=label,
    )  # fmt: skip
    options = Options(BUILTIN.extended((dataset,), (uses,)), TIME_ZONES)
    text = "papers: [{title: T, trained_on: [CIFAR, {name: MNIST, size: 7}]}]"
    reading = RECORDS.read(Source(PATH, text.encode()), options)
    assert [(d.code, d.message) for d in reading.diagnostics] == [("Y306", "Dataset lacks 'size'")]
    types = [c.type for c in reading.claims if isinstance(c, NodeClaim | EdgeClaim)]
    assert types == ["Paper", "Dataset", "TRAINED_ON"]


@pytest.mark.parametrize("text", ["papers: [T", b"papers: [T\xff]", "papers: \x00", "[" * 1000])
def test_what_is_no_yaml_is_unreadable_as_a_whole(text: str | bytes) -> None:
    reading = read(text)
    assert not reading.readable
    assert reading.claims == ()
    assert len(reading.diagnostics) == 1


def test_a_faulty_record_does_not_make_the_file_unreadable() -> None:
    assert read("papers: [{}]\n").readable


_KEYS = st.sampled_from(
    ["papers", "ideas", "title", "text", "authors", "name", "at", "type", "id", "year",
     "relates_to", "cites", "to", "from", "venue", "topics", "url", "date", "zzz", "类型", ""]
)  # fmt: skip
_WORDS = st.sampled_from(
    [
        "~",
        "Paper",
        "x",
        "A (B",
        "paper/x",
        "2020",
        "1e3",
        "'",
        '"\\0"',
        "NO",
        "a: b",
        "|",
        "https://x/",
    ]
)
_YAML = st.recursive(
    _WORDS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(st.tuples(_KEYS, inner), max_size=4).map(
            lambda pairs: "{" + ", ".join(f'"{k}": {v}' for k, v in pairs) + "}"
        )
    ),
    max_leaves=12,
)


@given(_YAML | st.lists(st.tuples(_KEYS, _YAML), max_size=4).map(
    lambda pairs: "\n".join(f"{k}: {v}" for k, v in pairs)
))  # fmt: skip
def test_no_shape_of_yaml_raises_and_claims_fit_the_schema(text: str) -> None:
    reading = read(text)
    refs = {c.ref for c in reading.claims if isinstance(c, NodeClaim)}
    for claim in reading.claims:
        if isinstance(claim, NodeClaim):
            node_type = BUILTIN.node_types[claim.type]
            required = {p.name for p in node_type.properties if p.required}
            assert required <= set(claim.properties)
            assert set(claim.lines) == set(claim.properties)
        elif isinstance(claim, EdgeClaim):
            assert all(end in refs for end in (claim.source, claim.target) if isinstance(end, str))
        assert "" not in getattr(claim, "properties", {}).values()
    assert all(d.help and d.origin for d in reading.diagnostics)


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    read(data)
