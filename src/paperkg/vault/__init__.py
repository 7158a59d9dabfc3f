"""The vault as a source: what the user wrote there flows back into the graph.

What they add are claims like any other; what they change of paperkg's own writing becomes
a correction, recorded under data/.
"""

from paperkg.vault.decision import Decided, Decision, told
from paperkg.vault.source import FOLDER, Spoken, Vault

__all__ = ["FOLDER", "Decided", "Decision", "Spoken", "Vault", "told"]
