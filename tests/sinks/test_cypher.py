"""The script as text; what servers make of it is in tests/engines."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from graphs import HOSTILE, OWN, PIECES, graphs
from paperkg.config import Config
from paperkg.diagnostics import Origin
from paperkg.model import Edge, Graph, Node, Properties, Shape
from paperkg.sinks import cypher
from paperkg.sinks.cypher_text import escaped, quoted, separators, table

ORIGIN = (Origin("data/notes.md", 1, 1, "reading-list"),)
CONFIG = Config("own", schema=OWN)


def script(graph: Graph, config: Config = CONFIG) -> str:
    (artifact,) = cypher.render(graph, config)
    assert (artifact.id, artifact.path) == ("export/graph.cypher", "export/graph.cypher")
    assert artifact.shape is Shape.FILE
    return artifact.text


def generation(text: str) -> str:
    (found,) = set(re.findall(r"pkgGen(?:: | <> )'([0-9a-f]{16})'", text))
    return str(found)


def papers(number: int) -> Graph:
    ids = [f"paper/{i:05}" for i in range(number)]
    return Graph({i: Node(i, "Paper", i, {"title": f"No. {i[6:]}"}, ORIGIN) for i in ids})


def decoded_early(text: str) -> str:
    """Decode `\\uXXXX` ahead of all else where an even number of backslashes precedes it."""
    return re.sub(r"(?<!\\)((?:\\\\)*)\\u([0-9a-f]{4})", lambda m: m[1] + chr(int(m[2], 16)), text)


def decoded_blindly(text: str) -> str:
    """Decode `\\uXXXX` ahead of all else, whatever precedes it."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)


def decoded_string(text: str) -> str:
    """Decode what stands between the quotes, as every version does at the end."""
    named = {"n": "\n", "r": "\r", "t": "\t"}
    return re.sub(
        r"\\(?:u([0-9a-f]{4})|(.))",
        lambda m: chr(int(m[1], 16)) if m[1] else named.get(m[2], m[2]),
        text,
    )


PAIRS = [a + b for a, b in product(PIECES, repeat=2)]


def test_text_is_the_same_whichever_step_decodes_unicode_escapes() -> None:
    for text in PAIRS:
        for early in (str, decoded_early, decoded_blindly):
            assert decoded_string(early(escaped(text))) == text


def test_a_backslash_before_u_never_looks_like_an_escape() -> None:
    assert quoted("\\u0041") == r"'\\\u00750041'"


def test_escaped_text_is_one_line_without_semicolon() -> None:
    for text in PAIRS:
        assert ";" not in escaped(text)
        assert len(f"-{escaped(text)}-".splitlines()) == 1


@given(st.lists(st.lists(HOSTILE, min_size=2, max_size=2), min_size=1, max_size=5))
def test_rows_and_columns_split_as_they_were_joined(rows: list[list[str]]) -> None:
    row_end, column_end, item_end = separators(t for row in rows for t in row)
    assert item_end not in "".join(t for row in rows for t in row)
    literal = table(rows, row_end, column_end)
    assert literal[0] == literal[-1] == "'"
    lines = decoded_string(literal[1:-1]).split(row_end)
    assert [line.split(column_end)[:2] for line in lines] == rows


def test_separators_are_found_in_any_text() -> None:
    every = "\n\t|\x1f\x1e\x1d" + "".join(f"\ue000{n}\ue001" for n in range(40))
    found = separators([every])
    assert len(set(found)) == 3
    assert not any(s in every for s in found)
    assert not any(a in b for a in found for b in found if a != b)


@given(graphs(OWN), st.randoms())
def test_the_order_of_insertion_changes_nothing(graph: Graph, random: Random) -> None:
    nodes, edges = list(graph.nodes.values()), list(graph.edges)
    random.shuffle(nodes)
    random.shuffle(edges)
    shuffled = [
        replace(n, properties=dict(sorted(n.properties.items(), reverse=True))) for n in nodes
    ]
    other = Graph({n.id: n for n in shuffled}, tuple(edges))
    assert script(other) == script(graph)


@given(graphs(OWN))
def test_the_simplest_splitter_finds_the_statements(graph: Graph) -> None:
    text = script(graph)
    *statements, rest = text.split(";\n")
    assert rest == ""
    assert f" {len(statements)} statements, " in text
    first = ("CREATE CONSTRAINT ", "UNWIND split('", "MATCH ()-[r]->()\n", "MATCH (n)\n")
    assert all(s.startswith(first) for s in statements[1:])


def test_the_same_content_has_the_same_generation_and_other_content_another() -> None:
    one = papers(2)
    changed = replace(one.nodes["paper/00001"], properties={"title": "another"})
    moved = replace(one.nodes["paper/00001"], origins=(Origin("data/b.md", 7, 7, "yaml"),))
    assert script(replace(one, nodes={**one.nodes, moved.id: moved})) == script(one)
    other = script(replace(one, nodes={**one.nodes, changed.id: changed}))
    assert generation(other) != generation(script(one))


def test_a_statement_has_at_most_a_thousand_rows() -> None:
    statements = [s for s in script(papers(2500)).split(";\n") if s.startswith("UNWIND")]
    assert [s.count("paper/") for s in statements] == [1000, 1000, 500]


def test_comments_hold_no_word_of_the_user() -> None:
    text = script(papers(1), Config("\n\\u000aMATCH (n) DETACH DELETE n;\n//"))
    header, _, body = text.partition("CREATE CONSTRAINT")
    assert all(line.startswith("// ") and "\\" not in line for line in header.splitlines())
    assert "//" in body
    assert "\nMATCH (n) DETACH" not in body


def test_a_large_script_says_that_it_is_too_large_for_the_browser() -> None:
    assert "paste this file" in script(papers(10))
    nodes = {
        n.id: replace(n, properties={"title": "long " * 100}) for n in papers(3000).nodes.values()
    }
    assert "too large" in script(Graph(nodes))


def test_values_are_written_so_that_they_get_their_types_back() -> None:
    values: Properties = {
        "open": True,
        "size": 7,
        "ratios": (0.5, 1.0),
        "released": "2020-12-09",
        "name": "M",
    }
    data = Node("dataset/m", "Dataset", "m", values, ORIGIN)
    edge = Edge("dataset/m--reminds-of--dataset/m", "REMINDS_OF", data.id, data.id, {}, ORIGIN)
    text = script(Graph({data.id: data}, (edge,)))
    assert "'dataset/m\tM\t7\t0.5|1.0\ttrue\t2020-12-09\t'" in text
    for expression in (
        "name: nullIf(f[1], '')",
        "size: toInteger(nullIf(f[2], ''))",
        "ratios: [x IN split(nullIf(f[3], ''), '|') | toFloat(x)]",
        "open: toBoolean(nullIf(f[4], ''))",
        "released: date(nullIf(f[5], ''))",
        "checkedAt: null",
        "MERGE (a)-[r:REMINDS_OF {pkgGraph: 'own', id: f[2]}]->(b)\nSET r += {pkgGen:",
    ):
        assert expression in text
