"""The properties at the head of a note: written for every YAML reader, read as text.

Obsidian reads YAML 1.2, many other tools YAML 1.1, and Obsidian writes the whole head
anew when a user edits one property. So a string is plain only where both versions agree
that it is a string, and what is compared is values, never their spelling: `2020` and
`"2020"` are equal, `1e3` stays the text it is.
"""

from paperkg.frontmatter.emit import emit, listed, scalar
from paperkg.frontmatter.parse import parse, values
from paperkg.frontmatter.property import FrontmatterError, Property

__all__ = ["FrontmatterError", "Property", "emit", "listed", "parse", "scalar", "values"]
