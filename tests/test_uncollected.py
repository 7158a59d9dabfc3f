"""No search for cycles while a library is read or synced, and then as before."""

import gc
from pathlib import Path

import pytest

from paperkg.library import Library
from paperkg.uncollected import uncollected


@pytest.mark.parametrize("was", [True, False])
def test_it_is_afterwards_as_it_was_before(*, was: bool) -> None:
    (gc.enable if was else gc.disable)()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() is was
    finally:
        gc.enable()


def test_a_sync_searches_for_nothing(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "library")
    seen: list[bool] = []
    library.sync(progress=lambda _: seen.append(gc.isenabled()))
    assert seen
    assert not any(seen)
    assert gc.isenabled()
