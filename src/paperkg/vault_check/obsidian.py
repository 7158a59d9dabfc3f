"""A running Obsidian, asked by its command line for what it cannot resolve itself.

Obsidian's help, "Obsidian CLI": a command is for the vault in whose folder it is given, and else
for the one in front.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from paperkg.diagnostics import Diagnostic, Origin, PaperkgError

_SECONDS: Final = 30
_NONE: Final = re.compile(r"^No unresolved links", re.MULTILINE | re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(?<=\.md), ?|(?<=\.canvas), ?|(?<=\.base), ?")
"""What stands between the notes that the app names in one text; a name may hold a comma."""


class NoObsidianError(PaperkgError):
    """There is no Obsidian to ask."""


def ask_obsidian(root: Path, folder: str = "vault") -> tuple[Diagnostic, ...]:
    """Return the links that the running app finds unresolved.

    Raises:
        NoObsidianError: The command is missing, no app answers, or it has another vault open.
    """
    command, vault = shutil.which("obsidian"), root / folder
    if not command:
        raise NoObsidianError(
            "there is no command 'obsidian': install Obsidian 1.12.7 or newer, switch on its "
            "command line in Settings → General, and open the vault"
        )
    there = _ask(command, vault, "vault", "info=path").strip().rpartition("\n")[2].strip()
    if not _is_same(Path(there), vault):
        raise NoObsidianError(
            f"Obsidian has another vault open, '{there}'; open {vault} as a vault, and ask again"
        )
    told = _ask(command, vault, "unresolved", "verbose", "format=json")
    if _NONE.search(told):
        return ()
    try:
        # notices of the app may stand before
        found = json.loads(told[re.search(r"^\[", told, re.MULTILINE).start() :])  # type: ignore[union-attr]
    except (ValueError, AttributeError) as error:
        raise _no_answer(told) from error
    return tuple(d for item in found for d in _told(item, folder))


def asked_obsidian(root: Path, folder: str = "vault") -> tuple[Diagnostic, ...]:
    """Return what `ask_obsidian` returns, or why nobody could be asked."""
    try:
        return ask_obsidian(root, folder)
    except NoObsidianError as error:
        return (Diagnostic("V728", str(error), Origin(folder, 0, 0, "obsidian")),)


def _ask(command: str, vault: Path, *words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the user's own Obsidian
            [command, *words], cwd=vault, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _no_answer(str(error)) from error
    told = done.stdout.decode("utf-8", "replace")
    if done.returncode or not told.strip():
        raise _no_answer(done.stderr.decode("utf-8", "replace") or told)
    return told


def _no_answer(said: str) -> NoObsidianError:
    line = next((line.strip() for line in said.splitlines() if line.strip()), "")
    return NoObsidianError(f"Obsidian gave no answer: {line[:200] or 'is the app running?'}")


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _told(item: Any, folder: str) -> Iterator[Diagnostic]:  # noqa: ANN401 - whatever the app prints
    link = item.get("link", item) if isinstance(item, dict) else item
    sources = item.get("sources") if isinstance(item, dict) else None
    if isinstance(sources, str):
        sources = _BETWEEN.split(sources)
    for source in sources or [""]:
        origin = Origin(f"{folder}/{source}" if source else folder, 0, 0, "obsidian")
        yield Diagnostic("V721", f"Obsidian finds no note for [[{link}]]", origin)
