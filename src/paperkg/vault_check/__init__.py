"""What Obsidian would trip over in a vault, in the user's own notes too."""

from paperkg.vault_check.check import check
from paperkg.vault_check.obsidian import ask_obsidian, asked_obsidian

__all__ = ["ask_obsidian", "asked_obsidian", "check"]
