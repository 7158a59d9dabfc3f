"""The mutants fit the sources; that each is caught, `make test-long` tells."""

from __future__ import annotations

import pytest

from mutate import ROOT, TABLES

EVERY = {name: mutant for table in TABLES.values() for name, mutant in table.items()}


@pytest.mark.parametrize("name", EVERY)
def test_the_line_is_there_once(name: str) -> None:
    file, old, new = EVERY[name]
    assert (ROOT / "src/paperkg" / file).read_text(encoding="utf-8").count(old) == 1
    assert old != new
