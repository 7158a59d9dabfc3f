"""Every file of a vault, looked at as Obsidian would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from paperkg.diagnostics import Diagnostic
from paperkg.vault_check.bases import check_base, fenced_bases
from paperkg.vault_check.boards import check_board
from paperkg.vault_check.files import Files, fault
from paperkg.vault_check.links import check_links
from paperkg.vault_check.names import check_names
from paperkg.vault_check.properties import check_properties


def check(root: Path, folder: str = "vault") -> tuple[Diagnostic, ...]:
    """Return what is wrong in the vault of the library at *root*, by file and line.

    Raises:
        OSError: The folder cannot be read.
    """
    files = Files.of(root, folder)
    every = [*check_names(files)]
    for path in files.paths:
        every += _check_file(files, path)
    return tuple(sorted(every, key=Diagnostic.sort_key))


def _check_file(files: Files, path: str) -> Iterator[Diagnostic]:
    if not path.endswith((".md", ".base", ".canvas")):
        return
    try:
        text = files.text(path)
    except UnicodeDecodeError as error:
        yield fault(
            "V723", files, path, 0, f"found byte 0x{error.object[error.start]:02x}, no UTF-8"
        )
        return
    if path.endswith(".base"):
        yield from check_base(files, path, text)
    elif path.endswith(".canvas"):
        yield from check_board(files, path, text)
    else:
        yield from check_properties(files, path, text)
        yield from check_links(files, path, text)
        for line, base in fenced_bases(text):
            yield from check_base(files, path, base, line)
