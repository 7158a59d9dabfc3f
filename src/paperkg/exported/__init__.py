"""The graph as the last sync exported it: what every database is filled from.

`export/graph.jsonl` holds the entities, `export/schema.json` says what their values are. A
line's *head* is the line without its origins: what a database stores. So a line that moved
in its source is no change to a database.
"""

from paperkg.exported.entities import Column, Entity, TypeColumns, entity, head_of, is_node
from paperkg.exported.export import GRAPH, SCHEMA, Exported
from paperkg.exported.totals import SUM_BITS, Hashes, Totals

__all__ = [
    "GRAPH",
    "SCHEMA",
    "SUM_BITS",
    "Column",
    "Entity",
    "Exported",
    "Hashes",
    "Totals",
    "TypeColumns",
    "entity",
    "head_of",
    "is_node",
]
