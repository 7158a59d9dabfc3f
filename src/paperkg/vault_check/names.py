"""Names of files: whether links and every system can live with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from paperkg.diagnostics import Diagnostic
from paperkg.vault_check.files import Files, fault
from paperkg.wikilinks import folded

_LINKS: Final = re.compile(r"[#^\[\]|]|%%")
_WINDOWS: Final = re.compile(
    r'[\\:*?"<>]|[. ]$|^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$', re.IGNORECASE
)
_MOST: Final = 240
"""Bytes of a name that every system and sync service takes."""


def check_names(files: Files) -> Iterator[Diagnostic]:
    """Tell names that break links, or that one of the user's machines cannot have."""
    seen: dict[str, str] = {}
    for path in files.paths:
        name = path.rpartition("/")[2]
        stem = name.rpartition(".")[0] or name
        if wrong := _wrong(name, stem):
            yield fault(
                "V726", files, path, 0, wrong, "rename it in Obsidian, which mends the links"
            )
        if twin := seen.get(folded(path)):
            message = f"on Windows and macOS this is the same file as '{twin}'"
            yield fault("V726", files, path, 0, message, "rename one of them")
        seen.setdefault(folded(path), path)


def _wrong(name: str, stem: str) -> str:
    if found := _LINKS.search(stem):
        return f"links cannot name a file with {found[0]}"
    if found := _WINDOWS.search(stem):
        return f"Windows and Android cannot have a file with '{found[0]}' there"
    if name != unicodedata.normalize("NFC", name):
        return "the name is not in Unicode's composed form (NFC), so links may miss it"
    if len(name.encode()) > _MOST:
        return f"the name is longer than {_MOST} bytes"
    return ""
