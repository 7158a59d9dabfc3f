"""Claims to graph.

`resolve` decides which claims speak of one thing (a person's word, then identifiers,
then rules; never similarity), how disagreeing claims settle, and which id a thing keeps.
"""

from paperkg.graph.ledger import Ledger
from paperkg.graph.resolve import Resolution, resolve
from paperkg.graph.vault_words import Clash, NoteIndex

__all__ = ["Clash", "Ledger", "NoteIndex", "Resolution", "resolve"]
