"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from lacking import lacking

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

settings.register_profile(
    "dev", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "ci", max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "deep", max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


def _shared(part: str) -> Path:
    """Return a file beside the checkout that a user's clone does not have."""
    path = SHARED / part
    if not path.exists():
        lacking(f"needs {part}, which lies beside the developers' checkouts only")
    return path


_SAID: pytest.StashKey[list[str]] = pytest.StashKey()


@pytest.fixture(scope="session")
def say(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Print a line in the summary of the run, for numbers that a reader wants to see."""
    return pytestconfig.stash.setdefault(_SAID, []).append


def pytest_sessionfinish(session: pytest.Session) -> None:
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output["said"] = session.config.stash.get(_SAID, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Hand on what was said in another process."""
    said = getattr(node, "workeroutput", {}).get("said", [])
    node.config.stash.setdefault(_SAID, []).extend(said)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for line in config.stash.get(_SAID, []):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def seed() -> Path:
    """The real reading list of NeurIPS 2020."""
    return _shared("seed/neurips-2020-reading-list.md")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """9,074 real papers, an OpenAlex-shaped work a line, gzipped."""
    return _shared("corpus/works.jsonl.gz")


@pytest.fixture(scope="session")
def vault_check() -> Path:
    """The checker that reads a vault with Obsidian's own YAML library."""
    return _shared("tools/vault_check/check_vault")
