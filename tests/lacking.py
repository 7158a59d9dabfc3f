"""What a test needs and a machine may not have: a user's run goes on, CI's fails."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def lacking(what: object) -> NoReturn:
    """Skip on a user's machine; fail in CI, and where real engines are what is asked for."""
    if os.environ.get("CI") or os.environ.get("PAPERKG_ENGINES") == "require":
        pytest.fail(str(what))
    pytest.skip(str(what))
