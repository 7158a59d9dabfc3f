"""A vault as pages of HTML, by programs that others wrote and that know Obsidian."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PLACE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "paperkg-pictures"
"""Where npm's packages are kept, outside of the project."""


def render(vault: Path, pages: Path) -> dict[str, Any]:
    """Write the pages of a vault, and return what render.mjs says of them.

    Raises:
        RuntimeError: There is no Node, a package cannot be fetched, or a note cannot be read.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise RuntimeError("pictures need Node and npm: apt-get install nodejs npm")
    PLACE.mkdir(parents=True, exist_ok=True)
    packages = (HERE / "package.json").read_bytes()
    made = PLACE / "made-from.json"
    for file in [*HERE.glob("*.mjs"), *HERE.glob("*.css"), HERE / "package.json"]:
        shutil.copy(file, PLACE)
    if not made.exists() or made.read_bytes() != packages:
        _run(npm, "install", "--legacy-peer-deps", "--no-audit", "--no-fund", "--silent")
        made.write_bytes(packages)
    found: dict[str, Any] = json.loads(_run(node, "render.mjs", str(vault), str(pages)))
    return found


def _run(*command: str) -> str:
    done = subprocess.run(command, cwd=PLACE, capture_output=True, check=False, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr[-2000:]}")
    return done.stdout
