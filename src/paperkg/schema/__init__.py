"""The one declaration of what a graph may hold: node types, edge types, properties.

Every reader and every sink asks a `Schema`; a name is spelled in `builtin` (or in a
library's paperkg.toml) and nowhere else.
"""

from paperkg.schema.builtin import BUILTIN
from paperkg.schema.types import (
    EdgeType,
    Kind,
    Label,
    NodeType,
    Property,
    Schema,
)

__all__ = ["BUILTIN", "EdgeType", "Kind", "Label", "NodeType", "Property", "Schema"]
