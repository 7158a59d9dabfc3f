"""How a vault looks, file by file, in English and Chinese.

`UPDATE_GOLDEN=1` writes down what was made; read the difference before you keep it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from paperkg import Library

HERE = Path(__file__).parent / "golden_vault"


def files(folder: Path) -> dict[str, str]:
    # the context of linked data has tests of its own
    every = [
        p for p in folder.rglob("*") if p.is_file() and p.suffix in (".md", ".base", ".canvas")
    ]
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in every}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_vault_looks_as_it_did(language: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(HERE / "data.yaml", tmp_path / "data")
    toml = f'name = "golden"\nlanguage = "{language}"\n[topics]\nshipped = false\n'
    (tmp_path / "paperkg.toml").write_text(toml, encoding="utf-8")
    outcome = Library.open(tmp_path).sync()
    assert [d for d in outcome.diagnostics if d.level == "error"] == []
    made, golden = tmp_path / "vault", HERE / language
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(golden, ignore_errors=True)
        shutil.copytree(made, golden, ignore=shutil.ignore_patterns(".obsidian", "*.jsonld"))
    assert files(made) == files(golden)
