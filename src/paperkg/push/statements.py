"""The Cypher of a push: the common subset of Cypher 5 and 25, with parameters only.

Marks on what is ours: `pkgGraph` names the library, `pkgHash` tells the content, and
`pkgGen` keeps a later load of graph.cypher from leaving behind what a push wrote.
`pkgGone` marks what left the graph but was kept for what others attached to it.
Names of types come from a schema, in which all of them are ASCII words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from paperkg.exported import SUM_BITS

STATE_LABEL: Final = "PaperkgPush"
"""Label of the one node a library that remembers what was pushed."""
GENERATION: Final = "push"
MARKS: Final = ("pkgGraph", "pkgHash", "pkgGen", "pkgGone", "id")
_SUM: Final = f"sum({{0}}.pkgHash % {2**SUM_BITS})"

READ_STATE: Final = f"MATCH (s:{STATE_LABEL} {{graph: $graph}}) RETURN properties(s) AS state"
WRITE_STATE: Final = f"MERGE (s:{STATE_LABEL} {{graph: $graph}}) SET s = $state"
OTHER_STATES: Final = f"MATCH (s:{STATE_LABEL}) WHERE s.graph <> $graph RETURN count(s) AS others"
DELETE_STATE: Final = f"MATCH (s:{STATE_LABEL} {{graph: $graph}}) DELETE s"

PREFIX: Final = "paperkg_"
"""Of the names of our constraints; a label follows."""
CONSTRAINTS: Final = "SHOW CONSTRAINTS YIELD name RETURN collect(name) AS names"


def constraints(labels: Iterable[str]) -> dict[str, str]:
    """Return what creates each constraint, by its name; graph.cypher has the same ones."""
    keys = {f"{PREFIX}{label}": (label, "n.pkgGraph, n.id") for label in labels}
    keys[f"{PREFIX}{STATE_LABEL}"] = (STATE_LABEL, "n.graph")
    return {
        name: f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE ({key}) IS UNIQUE"
        for name, (label, key) in keys.items()
    }


def copies(label: str) -> str:
    """Return what finds nodes of one label, graph and id, of which there may be one."""
    return (
        f"MATCH (n:{label}) WHERE n.pkgGraph IS NOT NULL AND n.id IS NOT NULL "
        "WITH n.pkgGraph AS graph, n.id AS id, count(n) AS number WHERE number > 1 "
        "RETURN graph, id, number ORDER BY graph, id LIMIT 1"
    )


def drop_constraint(name: str) -> str:
    """Return what drops a constraint of ours."""
    return f"DROP CONSTRAINT {name} IF EXISTS"


def count_nodes(labels: Iterable[str]) -> str:
    """Return what counts our nodes and sums their hashes, for one label after the other.

    A user's copy of a node under a label of the user's own is no node of ours.
    """
    each = (
        f"MATCH (n:{label}) WHERE n.pkgGraph = $graph AND n.pkgGone IS NULL "
        f"RETURN count(n) AS number, count(n.pkgHash) AS hashed, {_SUM.format('n')} AS total"
        for label in labels
    )
    return " UNION ALL ".join(each)


COUNT_EDGES: Final = (
    "MATCH ()-[r]->() WHERE r.pkgGraph = $graph AND r.pkgGone IS NULL "
    f"RETURN count(r) AS number, count(r.pkgHash) AS hashed, {_SUM.format('r')} AS total"
)


# a record costs the driver more than the values of an entity, so many share one
_CHUNKS: Final = (
    "WITH collect(x) AS every UNWIND range(0, size(every) - 1, 1000) AS i "
    "RETURN [x IN every[i..i + 1000] | [{}]] AS chunk"
)


def read_nodes(label: str, *, values: bool) -> str:
    """Return what reads, in chunks, every node of ours with a label: id, hash, values if asked."""
    wanted = f"x.id, x.pkgHash, {'properties(x)' if values else 'null'}"
    return (
        f"MATCH (x:{label}) WHERE x.pkgGraph = $graph AND x.pkgGone IS NULL "
        f"{_CHUNKS.format(wanted)}"
    )


READ_LABELS: Final = (
    "MATCH (n) WHERE n.pkgGraph = $graph UNWIND labels(n) AS label "
    "WITH n, label WHERE n.id STARTS WITH toLower(label) + '/' "
    "RETURN collect(DISTINCT label) AS labels"
)


def read_edges(*, values: bool) -> str:
    """Return what reads every edge of ours: id, hash, values, type, ids of its ends, handle."""
    wanted = (
        f"x.id, x.pkgHash, {'properties(x)' if values else 'null'}, "
        "type(x), startNode(x).id, endNode(x).id, elementId(x)"
    )
    return (
        f"MATCH ()-[x]->() WHERE x.pkgGraph = $graph AND x.pkgGone IS NULL {_CHUNKS.format(wanted)}"
    )


def put(name: str, source: str = "", target: str = "") -> str:
    """Return what creates or updates nodes, or with labels of ends edges, from rows.

    A row holds id and values, and ids of source and target; null as a value removes.
    """
    if not source:
        return (
            f"UNWIND $rows AS row MERGE (n:{name} {{pkgGraph: $graph, id: row[0]}}) "
            "SET n += row[1] RETURN count(n) AS done"
        )
    return (
        "UNWIND $rows AS row "
        f"MATCH (a:{source} {{pkgGraph: $graph, id: row[2]}}) "
        f"MATCH (b:{target} {{pkgGraph: $graph, id: row[3]}}) "
        f"MERGE (a)-[r:{name} {{pkgGraph: $graph, id: row[0]}}]->(b) SET r += row[1] "
        "RETURN count(r) AS done"
    )


_FOREIGN_KEYS: Final = "any(k IN keys({0}) WHERE NOT k IN $ours)"
_RELEASE: Final = (
    "FOREACH (x IN CASE WHEN shared THEN [{0}] ELSE [] END | "
    "SET x.pkgGone = true, x.pkgHash = null, x.pkgGen = null) "
    "FOREACH (x IN CASE WHEN shared THEN [] ELSE [{0}] END | {1} x) "
    "RETURN count(*) AS done, count(CASE WHEN shared THEN 1 END) AS kept"
)


def drop_nodes(label: str) -> str:
    """Return what deletes nodes by id, but keeps those that others made theirs as well.

    A label, a property or an edge that is not ours would be lost with the node.
    """
    return (
        f"UNWIND $rows AS row MATCH (n:{label} {{pkgGraph: $graph, id: row}}) "
        f"WITH n, size(labels(n)) > 1 OR {_FOREIGN_KEYS.format('n')} OR EXISTS {{ "
        "MATCH (n)-[r]-() WHERE r.pkgGraph IS NULL OR r.pkgGraph <> $graph OR r.pkgGone "
        f"}} AS shared {_RELEASE.format('n', 'DETACH DELETE')}"
    )


def drop_edges(match: str) -> str:
    """Return what deletes the edges `r` that a clause finds for each row, as `drop_nodes` does."""
    return (
        f"UNWIND $rows AS row {match} "
        f"WITH r, {_FOREIGN_KEYS.format('r')} AS shared {_RELEASE.format('r', 'DELETE')}"
    )


BY_HANDLE: Final = "MATCH ()-[r]->() WHERE elementId(r) = row"


def by_source(kind: str, source: str) -> str:
    """Return the clause that finds edges by rows of id and source."""
    return (
        f"MATCH (:{source} {{pkgGraph: $graph, id: row[1]}})"
        f"-[r:{kind} {{pkgGraph: $graph, id: row[0]}}]->()"
    )


DISOWN_EDGES: Final = (
    "UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row "
    "REMOVE r.pkgGraph, r.pkgHash, r.pkgGen RETURN count(r) AS done"
)
"""For a user's copy of an edge of ours: a copy is the user's."""

DISOWN_NODES: Final = (
    "MATCH (n) WHERE n.pkgGraph = $graph AND n.pkgGone "
    "REMOVE n.pkgGraph, n.pkgGone RETURN count(n) AS done"
)
DISOWN_GONE_EDGES: Final = (
    "MATCH ()-[r]->() WHERE r.pkgGraph = $graph AND r.pkgGone "
    "REMOVE r.pkgGraph, r.pkgGone RETURN count(r) AS done"
)
