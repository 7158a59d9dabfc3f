"""The shipped library, exported once for all that asks it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from paperkg import Library


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The shipped library, synced; read it only."""
    folder = tmp_path_factory.mktemp("shipped")
    shutil.copytree(Path(__file__).resolve().parents[2] / "data", folder / "data")
    library = Library.open(folder)
    library.sync()
    return library
