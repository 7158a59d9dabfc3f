"""Random valid graphs over any schema, with the texts that break careless sinks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from hypothesis import settings
from hypothesis import strategies as st

from paperkg import ids
from paperkg.config import parse
from paperkg.diagnostics import Origin
from paperkg.model import Edge, Graph, Node, Properties, Scalar, Value
from paperkg.schema import BUILTIN, EdgeType, Kind, NodeType, Property, Schema

PIECES: Final = (
    *("'", '"', "`", "<", ">", "''", "\\", "\\\\", "\\u0041", "\\\\u", "\\U0001F600", "\\n", "\\'"),
    *("\n", "\t", "\r", "\r\n", ";", ";\n", " ", "  ", "\xa0", "\u3000"),
    *("]]", "[[", "%%", "---", "...", "{{ 7*7 }}", "{% raw %}", "//", "/*", "*/", "#", "|", ","),
    *("$x", "${x}", "$(x)", "') DETACH DELETE n //", "<b>", "&lt;", "]]>", "^^", "@en", "_:b"),
    *("\0", "\x01", "\b", "\f", "\x1b", "\x1c", "\x1d", "\x1e", "\x1f", "\x7f", "\x85"),
    *("\u2028", "\u2029", "\ufeff", "\ue000", "\uf8ff", "\ufffd", "\uffff", "\U0010ffff"),
    *("\u200b", "\u200d", "\u200f", "\u202e", "שלום", "مرحبا", "e\u0301", "é", "ß", "İ"),
    *("对", "做", "（）", "，", "𠮷", "😀", "👩‍🔬", "null", "true", "~", "0x1", "1e3"),
)  # fmt: skip
"""What ends, escapes, hides or reorders text in some format of ours."""

HOSTILE: Final[st.SearchStrategy[str]] = (
    st.lists(
        st.sampled_from(PIECES)
        | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4),
        min_size=1,
        max_size=6,
    )
    .map("".join)
    .map(ids.nfc)
)
"""Not empty, NFC, no half surrogate pairs; anything else."""

LAW: Final = settings(max_examples=400) if settings().max_examples >= 300 else settings()
"""Of the laws that all documents of linked data keep: 400 graphs in CI."""

_PLAIN: Final = st.text("abc 对做", min_size=1, max_size=8).map(str.strip).filter(bool)

OWN: Final = parse(
    """
    [node_types.Dataset]
    label_zh = "数据集"
    [node_types.Dataset.properties]
    licence = "string"
    summary = "text"
    size = "integer"
    sizes = ["integer"]
    ratio = "number"
    ratios = ["number"]
    open = "boolean"
    flags = ["boolean"]
    released = "date"
    releases = ["date"]
    checked_at = "datetime"
    checks = ["datetime"]
    home = "url"

    [edge_types.trained_on]
    from = ["Paper"]
    to = ["Dataset", "Paper"]
    properties = { epochs = "integer", splits = ["string"], since = "date" }

    [edge_types.reminds_of]
    """,
    "own",
)[0].schema
"""The shipped types and own ones with every kind of property."""


def graphs(schema: Schema = BUILTIN, *, hostile: bool = True) -> st.SearchStrategy[Graph]:
    """Return graphs that hold what `Graph` promises, with properties of every kind."""
    return _graph(schema, HOSTILE if hostile else _PLAIN)


@st.composite
def _graph(draw: st.DrawFn, schema: Schema, texts: st.SearchStrategy[str]) -> Graph:
    named = draw(
        st.lists(
            st.tuples(st.sampled_from(schema.nodes), texts.map(ids.slug)), max_size=6, unique=True
        )
    )
    types = {f"{t.key}/{slug}": t for t, slug in sorted(named, key=lambda n: (n[0].key, n[1]))}

    def properties(of: NodeType | EdgeType) -> Properties:
        drawn = ((p.name, draw(_value(p, texts, types))) for p in of.properties)
        return {name: value for name, value in drawn if value is not None}

    nodes = {
        id_: Node(id_, t.name, f"{number} {id_[-20:]}", properties(t), (draw(_ORIGIN),))
        for number, (id_, t) in enumerate(types.items())
    }
    possible = [
        (t, source, target)
        for t in schema.edges
        for source in nodes
        for target in nodes
        if t.joins(nodes[source].type, nodes[target].type)
    ]
    ends = draw(st.lists(st.sampled_from(possible), max_size=6, unique=True)) if possible else []
    edges = [
        Edge(f"{source}--{t.kebab}--{target}", t.name, source, target, properties(t), (origin,))
        for t, source, target in ends
        for origin in [draw(_ORIGIN)]
    ]
    return Graph(nodes, tuple(sorted(edges, key=lambda e: e.id)))


_ORIGIN: Final = st.builds(
    lambda line, more: Origin("data/notes.md", line, line + more, "reading-list"),
    st.integers(1, 999),
    st.integers(0, 9),
)
_INT64: Final = st.integers(-(2**63), 2**63 - 1)
_OFFSET: Final = st.integers(-14 * 4, 14 * 4).map(
    lambda quarters: dt.timezone(dt.timedelta(minutes=15 * quarters))
)
_KINDS: Final[dict[Kind, Callable[[st.SearchStrategy[str]], st.SearchStrategy[Scalar]]]] = {
    Kind.STRING: lambda texts: texts.map(_one_line),
    Kind.NAME: lambda texts: texts.map(_one_line),
    Kind.TEXT: lambda texts: texts,
    Kind.INTEGER: lambda _: _INT64,
    Kind.NUMBER: lambda _: st.floats(allow_nan=False, allow_infinity=False),
    Kind.BOOLEAN: lambda _: st.booleans(),
    Kind.DATE: lambda _: st.dates().map(dt.date.isoformat),
    Kind.DATETIME: lambda _: st.datetimes(
        min_value=dt.datetime(1, 1, 2),  # noqa: DTZ001  (the strategy adds the zone)
        max_value=dt.datetime(9999, 12, 30),  # noqa: DTZ001
        timezones=_OFFSET,
    ).map(lambda moment: moment.isoformat(timespec="seconds")),
    Kind.URL: lambda texts: texts.map(lambda text: f"https://example.org/{_unspaced(text)}"),
}


def _value(
    declared: Property, texts: st.SearchStrategy[str], types: dict[str, NodeType]
) -> st.SearchStrategy[Value | None]:
    """Return values of a property, or None where it shall be absent."""
    if declared.kind is Kind.NODE:
        meant = [id_ for id_, t in types.items() if declared.target in ("", t.name)]
        scalars: st.SearchStrategy[Scalar] = st.sampled_from(meant) if meant else st.nothing()
    else:
        scalars = _KINDS[declared.kind](texts)
    values: st.SearchStrategy[Value]
    if declared.many:
        values = st.lists(scalars, min_size=1, max_size=4, unique=True).map(tuple)
    else:
        values = scalars
    return values if declared.required else st.none() | values


def _one_line(text: str) -> str:
    return text.replace("\n", "↵").replace("\r", "↵")


def _unspaced(text: str) -> str:
    """Return *text* without what ends a link in running text."""
    return "".join(c for c in text if c.isprintable() and not c.isspace())
