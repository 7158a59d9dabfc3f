"""Terms and the two writers, judged by two engines."""

from __future__ import annotations

import math
from decimal import Decimal

import pyoxigraph
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from graphs import HOSTILE
from paperkg.sinks.rdf.names import Names
from paperkg.sinks.rdf.text import TYPE, columns, double, iri, is_iri, literal
from paperkg.sinks.rdf.writers import Turtle, nquads, ntriples
from rdf_reading import Iri, Literal, with_pyoxigraph, with_rdflib


@given(HOSTILE)
@example("".join(map(chr, range(0x100))))
@example('\\u0041 \\" \\\\" """ ^^<x:y> @en . \ufffe\uffff\ufeff\u2028\u0085')
def test_a_literal_is_spelled_as_pyoxigraph_spells_it(text: str) -> None:
    assert literal(text) == str(pyoxigraph.Literal(text))
    assert literal(text, language="zh") == str(pyoxigraph.Literal(text, language="zh"))


@given(HOSTILE)
def test_a_literal_is_read_as_written_by_two_engines(text: str) -> None:
    facts = [(iri("https://a.example/p"), literal(text, language="en"))]
    subject = iri("https://a.example/s")
    lines = ntriples(subject, *columns(facts))
    block = Turtle(Names({})).block(subject, *columns(facts))
    for found in (
        with_pyoxigraph(lines, "nt"),
        with_pyoxigraph(block, "ttl"),
        with_rdflib(lines, "nt"),
        with_rdflib(block, "ttl"),
    ):
        assert {o.text for _, _, o in found if isinstance(o, Literal)} == {text}


@given(st.floats() | st.integers(-(2**63), 2**63))
def test_a_double_is_canonical_and_the_same_number(number: float) -> None:
    term = double(number)
    spelled = term.split('"')[1]
    read = float(spelled) if isinstance(number, float) else Decimal(spelled)
    assert read == number or (math.isnan(number) and math.isnan(read))
    assert term.endswith("#double>")


def test_doubles_are_spelled_as_xml_schema_does() -> None:
    spelled = {n: double(n).split('"')[1] for n in (0.0, 0.7, 100.0, 1e-7, 12.5, math.inf)}
    assert list(spelled.values()) == ["0.0E0", "7.0E-1", "1.0E2", "1.0E-7", "1.25E1", "INF"]


@pytest.mark.parametrize("number", [math.inf, -math.inf, 0.7, -0.0])
def test_a_double_is_read_from_turtle_by_two_engines(number: float) -> None:
    block = Turtle(Names({})).block(iri("https://a.example/s"), (TYPE,), (double(number),))
    for found in (with_pyoxigraph(block, "ttl"), with_rdflib(block, "ttl")):
        ((_, _, read),) = found
        assert isinstance(read, Literal)
        assert float(read.text) == number
        assert read.datatype.endswith("#double")


@given(HOSTILE.map(lambda text: f"https://example.org/{text}") | HOSTILE)
@example("https://example.org/%zz")
@example("https://example.org/[a]")
@example("https://example.org/a/../b/./c//d")
@example("https://example.org/?q=a#b#c")
@example("https://example.org/对")
@example("https://example.org/\xa0")
@example("https://example.org/\u3000")
@example("https://example.org/\u2028")
@example("https://exa mple.org/")
@example("https://10.5220/0000")
@example("http://[::1]/")
@example("https://example.org:80x/")
@example("http:relative")
@example("HTTPS://Example.ORG/%e5%AF%b9")
def test_what_passes_as_an_iri_is_kept_as_it_is_by_two_engines(text: str) -> None:
    if not is_iri(text):
        return
    subject, facts = iri("https://a.example/s"), [(iri("https://a.example/p"), iri(text))]
    pyoxigraph.NamedNode(text)
    assert rdflib.URIRef(text).n3() == f"<{text}>"
    lines = ntriples(subject, *columns(facts))
    block = Turtle(Names({"e": "https://example.org/"})).block(subject, *columns(facts))
    turtle = f"@prefix e: <https://example.org/> .\n{block}"
    for found in (
        with_pyoxigraph(lines, "nt"),
        with_pyoxigraph(turtle, "ttl"),
        with_rdflib(lines, "nt"),
        with_rdflib(turtle, "ttl"),
    ):
        assert {o for *_, o in found} == {Iri(text)}


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("https://arxiv.org/abs/2006.06438", True),
        ("https://example.org", True),
        ("http://example.org:8080/a?b=c&d=%E5%AF%B9#e", True),
        ("https://例子.example/对", True),
        ("zotero://select/items/ABC", True),
        ("https://example.org/%zz", False),
        ("https://example.org/a b", False),
        ("https://example.org/a\xa0b", False),
        ("https://example.org/a\u3000b", False),
        ("https://example.org/a\nb", False),
        ("https://example.org/<b>", False),
        ("https://example.org/a#b#c", False),
        ("https://10.5220/0000", False),
        ("/relative", False),
        ("mailto:someone@example.org", False),
        ("", False),
    ],
)
def test_only_an_absolute_iri_with_a_host_passes(text: str, *, valid: bool) -> None:
    assert is_iri(text) == valid


@pytest.mark.parametrize(
    ("local", "name"),
    [
        ("gait-prop", "paper:gait-prop"),
        ("2020.a_b", "paper:2020.a_b"),
        ("ends.", "<https://a.example/paper/ends.>"),
        ("-starts", "<https://a.example/paper/-starts>"),
        ("%E5%AF%B9", "<https://a.example/paper/%E5%AF%B9>"),
        ("til~de", "<https://a.example/paper/til~de>"),
        ("", "<https://a.example/paper/>"),
    ],
)
def test_only_a_plain_local_name_is_shortened(local: str, name: str) -> None:
    turtle = Turtle(Names({"paper": "https://a.example/paper/"}))
    subject = iri(f"https://a.example/paper/{local}")
    block = turtle.block(subject, (iri("https://a.example/p"),), (subject,))
    assert block == f"{name}\n    <https://a.example/p> {name} .\n"


PREDICATES = tuple(iri(f"https://a.example/%7E{letter}%s{{}}") for letter in "abc")
VALUES = (
    TYPE,
    '"5"^^<http://www.w3.org/2001/XMLSchema#integer>',
    '"100 %s"',
    "<https://a.example/p>",
)


@given(
    st.lists(st.tuples(st.sampled_from((TYPE, *PREDICATES)), st.sampled_from(VALUES)), min_size=1)
)
def test_a_template_of_a_shape_adds_and_loses_nothing(facts: list[tuple[str, str]]) -> None:
    subject, graph = iri("https://a.example/s"), iri("https://a.example/g")
    lines = [f"{subject} {p} {o} .\n" for p, o in sorted(set(facts))]
    shape, objects = columns(facts)
    assert ntriples(subject, shape, objects) == "".join(lines)
    quads = nquads(subject, shape, objects, graph)
    assert quads.replace(f" {graph} .\n", " .\n") == "".join(lines)
    block = Turtle(Names({"a": "https://a.example/"})).block(subject, shape, objects)
    named = f"@prefix a: <https://a.example/> .\n{block}".replace("%s{}", "")
    expected = "".join(lines).replace("%s{}", "")
    assert with_pyoxigraph(named, "ttl") == with_pyoxigraph(expected, "nt")
