"""What an engine that others wrote reads in the vault: every typed edge of the graph, no other."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lacking import lacking
from paperkg import Library

pytestmark = pytest.mark.engine

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "vault-kg==0.6.0"
OTHER = {"LINKS_TO", "CONTAINS", "EMBEDS"}
"""What it calls links in the text, headings and embedded views."""


def pythons() -> Iterator[str]:
    """Yield interpreters that may be new enough for it."""
    yield sys.executable
    yield from filter(None, (shutil.which(f"python3.{minor}") for minor in (14, 13, 12)))
    yield from map(str, sorted((Path.home() / ".pyenv" / "versions").glob("3.1[2-9]*/bin/python3")))


def is_new(python: str) -> bool:
    asked = [python, "-c", "import sys; sys.exit(sys.version_info < (3, 12))"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def vaultkg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine, in an environment of its own: it wants a newer Python than paperkg."""
    python = next(filter(is_new, pythons()), None)
    if python is None:
        lacking("needs a Python 3.12 or newer beside this one")
    place = tmp_path_factory.mktemp("vault-kg")
    subprocess.run([python, "-m", "venv", str(place)], check=True)
    tools = place / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([tools / "python", "-m", "pip", "install", "--quiet", PACKAGE], check=True)
    return tools / "vaultkg"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("which", ["seed", "data"])
def test_a_stranger_reads_the_edges_of_the_graph(
    vaultkg: Path, seed: Path, tmp_path: Path, which: str, language: str
) -> None:
    root = tmp_path / "library"
    shutil.copytree(ROOT / "data", root / "data")
    if which == "seed":
        shutil.rmtree(root / "data")
        (root / "data").mkdir()
        shutil.copy(seed, root / "data" / "list.md")
    (root / "paperkg.toml").write_text(f'language = "{language}"\n', encoding="utf-8")
    library = Library.open(root)
    library.sync()
    vault = tmp_path / "copy"  # it writes into the vault that it reads
    shutil.copytree(root / "vault", vault)
    subprocess.run(
        [vaultkg, "build", "--no-index", "--vault", str(vault)], check=True, capture_output=True
    )
    types = {t.key.upper(): t.name for t in library.config.schema.edges}
    ids = {f"note:{p.relative_to(vault).as_posix()}": _id(p) for p in vault.rglob("*.md")}
    with sqlite3.connect(vault / ".vaultkg" / "graph.sqlite") as base:
        read = base.execute("SELECT src, rel, dst FROM edges").fetchall()
    base.close()
    found = {(ids[src], types[rel], ids[dst]) for src, rel, dst in read if rel not in OTHER}
    lines = (root / "export" / "graph.jsonl").read_text(encoding="utf-8").splitlines()
    edges = [e for e in map(json.loads, lines) if e["kind"] == "edge"]
    assert len(edges) > 100
    assert found == {(e["from"], e["type"], e["to"]) for e in edges}


def _id(note: Path) -> str:
    found = re.search("^paperkg_id: (.+)$", note.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1].strip('"') if found else ""
