"""What a user's notes call a property becomes one that every view can hold."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import hypothesis.strategies as st
import pytest
import yaml
from hypothesis import given

from paperkg import config, resources
from paperkg.diagnostics import Origin
from paperkg.graph import Ledger, resolve
from paperkg.model import (
    Annotation,
    Claim,
    EdgeClaim,
    Graph,
    IdentityClaim,
    Mention,
    Node,
    NodeClaim,
    Properties,
    Value,
)
from paperkg.readers.note_values import is_legal, legal_name, own_name
from paperkg.readers.own_properties import with_own_properties
from paperkg.schema import BUILTIN, Kind, Property, Schema
from paperkg.sinks import cypher, jsonl, rdf, vault
from rdf_reading import PKG, Literal, with_pyoxigraph, with_rdflib

CONFIG, _ = config.parse('name = "x"', "x", resources.templates(Path("nowhere")))
AT = Origin("vault/Ideas/a.md", 1, 9, "note")


def idea(**properties: Value) -> NodeClaim:
    lines = dict.fromkeys(properties, AT)
    return NodeClaim(
        f"{AT.source}#{len(properties)}", "Idea", {"text": "x", **properties}, AT, lines
    )


def paper(**properties: Value) -> Annotation:
    return Annotation("paper/x", properties, AT)


def own(claims: list[Claim], node_type: str = "Idea") -> tuple[list[Property], list[Properties]]:
    """Return the properties that the claims bring to a type, and what the claims say then."""
    schema, fitted = with_own_properties(BUILTIN, claims)
    known = len(BUILTIN.node_types[node_type].properties)
    said = [c.properties for c in fitted if isinstance(c, NodeClaim | Annotation)]
    return list(schema.node_types[node_type].properties[known:]), said


def test_claims_without_properties_of_their_own_change_nothing() -> None:
    claims: list[Claim] = [
        idea(id="idea/x", tags=("a",)),
        paper(year=2020),
        Annotation("recipe/x", {"rating": 5}, AT),
        NodeClaim("x", "Recipe", {"rating": 5}, AT),
        EdgeClaim("USES", "r", Mention("a"), {"comment": "x"}, AT),
        IdentityClaim(True, "", ("a", "b"), AT),
    ]
    schema, fitted = with_own_properties(BUILTIN, claims)
    assert schema is BUILTIN
    assert fitted == tuple(claims)


def test_a_property_is_declared_on_the_types_whose_notes_have_it() -> None:
    schema, _ = with_own_properties(BUILTIN, [idea(read_on="a"), paper(rating=5)])
    declared = schema.node_types["Idea"].property("read_on")
    assert declared
    assert (declared.iri, declared.label.en, declared.label.zh) == (
        "pkg:readOn",
        "read on",
        "read on",
    )
    assert declared.doc == "Of your own notes."
    assert schema.node_types["Paper"].property("rating")
    assert not schema.node_types["Paper"].property("read_on")
    assert schema.node_types["Topic"] is BUILTIN.node_types["Topic"]
    assert schema.edges == BUILTIN.edges


def test_properties_come_by_name_behind_the_declared_ones() -> None:
    schema, _ = with_own_properties(BUILTIN, [idea(b=1), idea(a=1, 评分=1, c=1)])
    names = [p.name for p in schema.node_types["Idea"].properties]
    assert names == [
        *(p.name for p in BUILTIN.node_types["Idea"].properties),
        "a",
        "b",
        "c",
        "评分",
    ]


@pytest.mark.parametrize(
    ("values", "kind", "fitted"),
    [
        ([5, 4], Kind.INTEGER, [5, 4]),
        ([5, 0.5], Kind.NUMBER, [5.0, 0.5]),
        ([True, False], Kind.BOOLEAN, [True, False]),
        (["2026-11-01", "2024-02-29"], Kind.DATE, ["2026-11-01", "2024-02-29"]),
        (["2026-11-01", "2026-02-29"], Kind.STRING, ["2026-11-01", "2026-02-29"]),
        (["https://a.org", "HTTP://b.org/x"], Kind.URL, ["https://a.org", "HTTP://b.org/x"]),
        (["https://a.org", "https://a b"], Kind.STRING, ["https://a.org", "https://a b"]),
        (["mailto:a@b.org"], Kind.STRING, ["mailto:a@b.org"]),
        ([True, 1, 0.5, "a"], Kind.STRING, ["true", "1", "0.5", "a"]),
        ([True, 1], Kind.STRING, ["true", "1"]),
        ([(1, 2), 3], Kind.INTEGER, [(1, 2), (3,)]),
        ([(1, 2.5), 2], Kind.NUMBER, [(1.0, 2.5), (2.0,)]),
        ([(1, 1.5), "a"], Kind.STRING, [("1", "1.5"), ("a",)]),
        ([("a", "b")], Kind.STRING, [("a", "b")]),
    ],
)
def test_all_values_of_a_name_are_of_one_kind(
    values: list[Value], kind: Kind, fitted: list[Value]
) -> None:
    (declared,), said = own([idea(mine=v) for v in values])
    assert declared.kind is kind
    assert declared.many == isinstance(fitted[0], tuple)
    found = [properties["mine"] for properties in said]
    assert found == fitted
    assert [type(v) for v in found] == [type(v) for v in fitted]
    listed = [v if isinstance(v, tuple) else (v,) for v in found]
    wanted = [v if isinstance(v, tuple) else (v,) for v in fitted]
    assert [[type(i) for i in v] for v in listed] == [[type(i) for i in v] for v in wanted]


def test_one_name_may_be_of_another_kind_on_another_type() -> None:
    schema, _ = with_own_properties(BUILTIN, [idea(mine=5), paper(mine="a")])
    kinds = [schema.node_types[t].property("mine") for t in ("Idea", "Paper")]
    assert [p and p.kind for p in kinds] == [Kind.INTEGER, Kind.STRING]


@pytest.mark.parametrize(
    ("one", "other"), [("page_number", "pagenumber"), ("a1", "a_1"), ("a_ss", "a_ß")]
)
def test_names_that_are_spelled_alike_in_other_views_are_one_property(one: str, other: str) -> None:
    claims: list[Claim] = [idea(**{other: "a"}), idea(**{one: 5})]
    (declared,), said = own(claims)
    assert declared.name == one
    assert declared.kind is Kind.STRING
    assert [properties[one] for properties in said] == ["a", "5"]
    _, fitted = with_own_properties(BUILTIN, claims)
    assert [list(c.lines) for c in fitted if isinstance(c, NodeClaim)] == [[one], [one]]


@pytest.mark.parametrize("name", ["tag", "keyword", "author", "paper", "authorship"])
def test_no_predicate_says_two_things_of_a_paper(name: str) -> None:
    (declared,), _ = own([paper(**{name: "x"})], "Paper")
    assert declared.iri == f"pkg:{name}_"


def test_the_order_of_claims_does_not_matter() -> None:
    claims: list[Claim] = [idea(b=1, a=True), idea(a="x", b=0.5, c=(1,)), paper(c="y"), idea(c=2)]
    schema, fitted = with_own_properties(BUILTIN, claims)
    again, backwards = with_own_properties(BUILTIN, reversed(claims))
    assert again == schema
    assert backwards == tuple(reversed(fitted))


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6).map(own_name)


@given(NAMES)
def test_every_legal_name_stays_itself_and_every_other_resembles_one(name: str) -> None:
    assert is_legal(legal_name(name))
    if is_legal(name):
        assert legal_name(name) == name


def rendered(properties: Properties) -> tuple[Graph, Schema, dict[str, str]]:
    """Return a graph of one idea, its schema, and what the sinks make of it."""
    schema, claims = with_own_properties(BUILTIN, [idea(**properties)])
    graph = resolve(claims, schema, Ledger()).graph
    settings = replace(CONFIG, schema=schema)
    sinks = (vault, cypher, rdf, jsonl)
    return graph, schema, {a.path: a.text for s in sinks for a in s.render(graph, settings)}


def test_a_chinese_name_is_in_every_view() -> None:
    graph, _, text = rendered({"评分": 4, "readOn": "x", "类别": ("甲", "乙")})
    (node,) = graph.nodes.values()
    assert isinstance(node, Node)
    assert node.properties["评分"] == 4
    (note,) = [t for path, t in text.items() if path.startswith("vault/Ideas/")]
    head = yaml.safe_load(note.split("---\n")[1])
    assert (head["评分"], head["类别"]) == (4, ["甲", "乙"])
    line = json.loads(text["export/graph.jsonl"].splitlines()[0])
    assert line["properties"]["评分"] == 4
    assert "评分: toInteger(" in text[cypher.PATH].replace("`", "")


def is_new(name: str) -> bool:
    return is_legal(name) and not BUILTIN.node_types["Idea"].property(name)


@given(st.dictionaries(NAMES.filter(is_new), st.just("v"), min_size=1, max_size=4))
def test_every_legal_name_is_read_back_from_rdf_by_two_engines(properties: Properties) -> None:
    _, schema, text = rendered(properties)
    known = len(BUILTIN.node_types["Idea"].properties)
    wanted = {
        f"{PKG}{p.iri.removeprefix('pkg:')}" for p in schema.node_types["Idea"].properties[known:]
    }
    assert wanted
    for parse in (with_pyoxigraph, with_rdflib):
        for path, form in (("export/graph.nt", "nt"), ("export/graph.ttl", "ttl")):
            triples = parse(text[path], form)
            found = {p for _, p, o in triples if isinstance(o, Literal) and o.text == "v"}
            assert found == wanted
