"""A running Obsidian, asked by its command line for what it cannot resolve itself."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from paperkg.diagnostics import Diagnostic, Origin, PaperkgError

_SECONDS = 30


class NoObsidianError(PaperkgError):
    """There is no Obsidian to ask."""


def ask_obsidian(root: Path, folder: str = "vault") -> tuple[Diagnostic, ...]:
    """Return the links that the running app finds unresolved.

    Raises:
        NoObsidianError: The command is missing, or no app answers.
    """
    command = shutil.which("obsidian")
    if not command:
        raise NoObsidianError(
            "there is no command 'obsidian': install Obsidian 1.12.7 or newer, switch on its "
            "command line in Settings → General, and open the vault"
        )
    call = [command, f"vault={folder}", "unresolved", "verbose", "format=json"]
    try:
        done = subprocess.run(  # noqa: S603 - the user's own Obsidian
            call, cwd=root / folder, capture_output=True, timeout=_SECONDS, check=False
        )
        found = json.loads(done.stdout) if done.returncode == 0 else None
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise NoObsidianError(f"Obsidian gave no answer: {error}") from error
    if not isinstance(found, list):
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
        raise NoObsidianError(f"Obsidian gave no answer: {said or 'is the vault open?'}")
    return tuple(_told(item, folder) for item in found)


def _told(item: Any, folder: str) -> Diagnostic:  # noqa: ANN401 - whatever the app prints
    link = item.get("link", item) if isinstance(item, dict) else item
    source = item.get("sources") or item.get("source") if isinstance(item, dict) else None
    where = ", ".join(map(str, source)) if isinstance(source, list) else str(source or "")
    origin = Origin(f"{folder}/{where}" if where else folder, 0, 0, "obsidian")
    return Diagnostic("V721", f"Obsidian finds no note for [[{link}]]", origin)
