"""The graph as one Cypher script for Neo4j, that may be loaded again and again.

The script owns what carries its `pkgGraph`, and nothing else: the nodes and edges of
other libraries, those that a user made, and the properties that a user added to ours
survive every load. `pkgGen`, a digest of the content, marks what this script states;
what is ours and bears another one is stale and goes.

The rows of a batch are one string literal: Neo4j keeps one plan for all batches of a
form, thirty times faster than literal maps, of which each is a plan of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from paperkg.config import Config
from paperkg.model import Artifact, Edge, Graph, Node, Properties, Scalar, Value
from paperkg.schema import Kind, Property, Schema
from paperkg.sinks.cypher_text import key, quoted, separators, table

PATH: Final = "export/graph.cypher"
_END: Final = b";\n"
BATCH: Final = 1000
"""Rows in a statement."""
_BROWSER_BYTES: Final = 1_000_000
_BROWSER_STATEMENTS: Final = 200
"""Neo4j Browser splits a pasted script slowly and shows a frame for each statement."""

_CONVERSIONS: Final = {
    Kind.INTEGER: "toInteger",
    Kind.NUMBER: "toFloat",
    Kind.BOOLEAN: "toBoolean",
    Kind.DATE: "date",
    Kind.DATETIME: "datetime",
}
"""Functions from text; all other kinds are text. Each of them answers null to null."""


def render(graph: Graph, config: Config) -> Iterator[Artifact]:
    """Yield the script; the same graph gives the same bytes.

    Raises nothing on values that their property's kind allows; a date that is none would
    make Neo4j refuse the script, so readers have to refuse it first.
    """
    owner = quoted(config.name)
    batches = [
        batch.encode()
        for form in (*_nodes(graph, config.schema, owner), *_edges(graph, config.schema, owner))
        for batch in form.batches()
    ]
    content = hashlib.sha256()
    for batch in batches:
        content.update(batch)
    generation = quoted(content.hexdigest()[:16])
    statements = [
        *(each.encode() for each in (*_constraints(config.schema), *_unpushed(owner))),
        *(batch + f"pkgGen: {generation}}}".encode() for batch in batches),
        *(each.encode() for each in _stale(owner, generation)),
    ]
    size = sum(len(statement) + len(_END) for statement in statements)
    head = _header(size, len(statements)).encode()
    yield Artifact(PATH, PATH, head + _END.join(statements) + _END)


def _header(size: int, statements: int) -> str:
    """Say how to load the script; without a word of the user's, which might end a comment."""
    fits = size <= _BROWSER_BYTES and statements <= _BROWSER_STATEMENTS
    browser = "paste this file into the query bar" if fits else "too large, use one of the above"
    return f"""\
// The whole graph for Neo4j 5.26 or later, written by paperkg: change the sources, not this file.
// Load it as often as you like: it brings what paperkg loaded before up to date, and
// leaves all other nodes, edges and properties alone. {statements} statements, {size} bytes.
//   cypher-shell -a bolt://localhost:7687 -u neo4j -f {PATH}
//   neo4j-cli query --rw --uri bolt://localhost:7687 --username neo4j < {PATH}
//   Neo4j Browser: {browser}
"""


def _constraints(schema: Schema) -> Iterator[str]:
    """Make ids unique in a library: two libraries in one database may share an id.

    The index behind a constraint is what MERGE and MATCH find nodes by.
    """
    for t in schema.nodes:
        yield (
            f"CREATE CONSTRAINT paperkg_{t.name} IF NOT EXISTS "
            f"FOR (n:{t.name}) REQUIRE (n.pkgGraph, n.id) IS UNIQUE"
        )


def _unpushed(owner: str) -> Iterator[str]:
    """Take the hashes of a push away: it is not to take for its own what a script wrote over.

    First of all, so that a load which is broken off is seen too.
    """
    pushed = "{0}.pkgGraph = " + owner + " AND {0}.pkgHash IS NOT NULL"
    yield f"MATCH ()-[r]->()\nWHERE {pushed.format('r')}\nREMOVE r.pkgHash"
    yield f"MATCH (n)\nWHERE {pushed.format('n')}\nREMOVE n.pkgHash"


def _stale(owner: str, generation: str) -> Iterator[str]:
    """Delete what earlier scripts stated and this one does not.

    Types are not named, so that a type which paperkg.toml no longer declares goes too. A
    node has to bear the label that its id tells: a user's copy of a node, under a label of
    the user's own, is no node of ours although it copied our marks.
    """
    ours = "{0}.pkgGraph = " + owner + " AND {0}.pkgGen <> " + generation
    yield f"MATCH ()-[r]->()\nWHERE {ours.format('r')}\nDELETE r"
    yield (
        f"MATCH (n)\nWHERE {ours.format('n')}\n"
        "  AND any(label IN labels(n) WHERE n.id STARTS WITH toLower(label) + '/')\n"
        "DETACH DELETE n"
    )
    # what left the graph once and was kept for what others attached to it is back
    back = "{0}.pkgGraph = " + owner + " AND {0}.pkgGen = " + generation + " AND {0}.pkgGone"
    yield f"MATCH ()-[r]->()\nWHERE {back.format('r')}\nREMOVE r.pkgGone"
    yield f"MATCH (n)\nWHERE {back.format('n')}\nREMOVE n.pkgGone"


_Row: TypeAlias = tuple[tuple[str, ...], Properties]
"""Ids, and the properties that they belong to."""


@dataclass(frozen=True, slots=True)
class _Form:
    """Nodes or edges that are loaded by statements of one form.

    Attributes:
        merge: The clauses that bind `variable` from the ids in `f[0]`, `f[1]` …
        declared: The properties of the type; each is set or, where absent, removed.
        rows: At least one.
    """

    merge: str
    variable: str
    declared: tuple[Property, ...]
    rows: Sequence[_Row]

    def batches(self) -> Iterator[str]:
        """Yield the statements, each still open for the generation at the end of its map."""
        used = {name for _, properties in self.rows for name in properties}
        columns = [p for p in self.declared if p.name in used]
        first = len(self.rows[0][0])
        for start in range(0, len(self.rows), BATCH):
            rows = [_fields(row, columns) for row in self.rows[start : start + BATCH]]
            row_end, column_end, item_end = separators(_texts(rows))
            flat = [[f if isinstance(f, str) else item_end.join(f) for f in row] for row in rows]
            values = {p.name: _expression(p, at, item_end) for at, p in enumerate(columns, first)}
            # null removes: a property of yesterday goes even where no node has it today
            settings = (f"{key(p.camel)}: {values.get(p.name, 'null')}, " for p in self.declared)
            yield (
                f"UNWIND split({table(flat, row_end, column_end)}, {quoted(row_end)}) AS line\n"
                f"WITH split(line, {quoted(column_end)}) AS f\n"
                f"{self.merge}\n"
                f"SET {self.variable} += {{{''.join(settings)}"
            )


def _nodes(graph: Graph, schema: Schema, owner: str) -> Iterator[_Form]:
    by_type: dict[str, list[Node]] = {}
    for node in sorted(graph.nodes.values(), key=lambda n: n.id):
        by_type.setdefault(node.type, []).append(node)
    for name, nodes in sorted(by_type.items()):
        yield _Form(
            merge=f"MERGE (n:{name} {{pkgGraph: {owner}, id: f[0]}})",
            variable="n",
            declared=schema.node_types[name].properties,
            rows=[((n.id,), n.properties) for n in nodes],
        )


def _edges(graph: Graph, schema: Schema, owner: str) -> Iterator[_Form]:
    """Group edges by their ends' labels too: without a label no index is used."""
    by_type: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in sorted(graph.edges, key=lambda e: e.id):
        ends = graph.nodes[edge.source].type, graph.nodes[edge.target].type
        by_type.setdefault((edge.type, *ends), []).append(edge)
    for (name, source, target), edges in sorted(by_type.items()):
        yield _Form(
            merge=f"MATCH (a:{source} {{pkgGraph: {owner}, id: f[0]}})\n"
            f"MATCH (b:{target} {{pkgGraph: {owner}, id: f[1]}})\n"
            # with its id, so that an edge which a user drew by hand is not taken over
            f"MERGE (a)-[r:{name} {{pkgGraph: {owner}, id: f[2]}}]->(b)",
            variable="r",
            declared=schema.edge_types[name].properties,
            rows=[((e.source, e.target, e.id), e.properties) for e in edges],
        )


_Field: TypeAlias = str | tuple[str, ...]
"""A value as text; a list still in its items. Empty where the value is absent."""


def _fields(row: _Row, columns: Iterable[Property]) -> list[_Field]:
    ids, properties = row
    return [*ids, *(_field(properties.get(p.name, "")) for p in columns)]


def _texts(rows: Iterable[Iterable[_Field]]) -> Iterator[str]:
    for row in rows:
        for field in row:
            yield from (field,) if isinstance(field, str) else field


def _field(value: Value) -> _Field:
    return tuple(map(_text, value)) if isinstance(value, tuple) else _text(value)


def _text(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _expression(declared: Property, column: int, item_end: str) -> str:
    """Return what makes a column's text the value again, or null where it is empty."""
    text = f"nullIf(f[{column}], '')"
    convert = _CONVERSIONS.get(declared.kind)
    if not declared.many:
        return f"{convert}({text})" if convert else text
    items = f"split({text}, {quoted(item_end)})"
    return f"[x IN {items} | {convert}(x)]" if convert else items
