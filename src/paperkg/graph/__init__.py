"""Claims to graph.

`resolve` decides which claims speak of one thing (a person's word, then identifiers,
then rules; never similarity), how disagreeing claims settle, and which id a thing keeps.
"""

from paperkg.graph.clash import Clash
from paperkg.graph.ledger import Ledger
from paperkg.graph.note_index import NoteIndex
from paperkg.graph.resolve import Resolution, resolve

__all__ = ["Clash", "Ledger", "NoteIndex", "Resolution", "resolve"]
