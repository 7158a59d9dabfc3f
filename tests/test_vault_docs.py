"""docs/vault.md names what there is, in both languages."""

from __future__ import annotations

from pathlib import Path

from paperkg.schema import BUILTIN
from paperkg.sinks.vault.bases import ALL, BY_STATUS, BY_YEAR, QUEUE, RECENT, SCHEDULE
from paperkg.sinks.vault.settings import _GRAPHS
from paperkg.sinks.vault.views import _ABOUT_THIS, _NAMES

TEXT = (Path(__file__).parents[1] / "docs" / "vault.md").read_text(encoding="utf-8")


def test_every_view_is_named() -> None:
    own = (ALL, QUEUE, BY_YEAR, BY_STATUS, SCHEDULE, RECENT)
    every = [*own, *_NAMES.values(), _ABOUT_THIS]
    assert [label for label in every if f"{label.en} {label.zh}" not in TEXT] == []


def test_every_folder_and_every_graph_is_named() -> None:
    assert [t.folder for t in BUILTIN.nodes if f"`{t.folder}`" not in TEXT] == []
    assert [t.label.zh for t in BUILTIN.nodes if t.label.zh not in TEXT] == []
    graphs = [label for label, _ in _GRAPHS]
    assert [label for label in graphs if f"*{label.en}* {label.zh}" not in TEXT] == []
