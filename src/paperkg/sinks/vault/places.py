"""Where things lie in a vault."""

from typing import Final

FOLDER: Final = "vault"
BASES: Final = f"{FOLDER}/Bases"
BOARDS: Final = f"{FOLDER}/Canvas"
TEMPLATES: Final = f"{FOLDER}/Templates"
HOME: Final = f"{FOLDER}/Home.md"
SETTINGS: Final = f"{FOLDER}/.obsidian"
