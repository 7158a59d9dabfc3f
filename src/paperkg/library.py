"""A library: the folder that a user works in. The command line is a thin skin over this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from paperkg import config, resources
from paperkg.config import Config
from paperkg.diagnostics import ConfigError, Diagnostic
from paperkg.outcome import Outcome, from_report
from paperkg.sync import unchanged

if TYPE_CHECKING:
    from paperkg.explain import Explanation
    from paperkg.graph import Resolution
    from paperkg.model import Graph

_TOML = """\
# A paperkg library. Every key is optional; `paperkg schema` shows what there is.
name = {name}
# language = "zh"                       # headings in the vault: en or zh
# base_iri = "https://example.org/me/"  # what IRIs start with; set it before you publish

# [time_zones]                          # abbreviations in your lists that have several meanings
# CST = "+08:00"

# [node_types.Dataset]                  # types of your own reach every view
# properties = {{ size = "integer" }}
# [edge_types.trained_on]
# from = ["Paper"]
# to = ["Dataset"]
"""

_LIST = """\
# NeurIPS 2020

FedSplit: an algorithmic framework for fast federated optimization
Reese Pathak (UC Berkeley) · Martin Wainwright (UC Berkeley)
Link: https://arxiv.org/abs/2005.05238
想法: compare with ADMM
"""


@dataclass(frozen=True)
class Library:
    """One library on the disk.

    Attributes:
        root: Its folder.
    """

    root: Path

    @classmethod
    def open(cls, folder: str | Path = ".", *, upwards: bool = False) -> Library:
        """Open the library in *folder*.

        Args:
            folder: A folder with a paperkg.toml or a data/ folder.
            upwards: Look in the folders above as well.

        Raises:
            ConfigError: There is no library.
        """
        start = Path(folder).resolve()
        for root in [start, *start.parents] if upwards else [start]:
            if (root / config.FILE).is_file():
                return cls(root)
        if (start / "data").is_dir():
            return cls(start)
        where = f"{start} or above" if upwards else str(start)
        raise ConfigError(
            f"no library in {where}: no paperkg.toml and no data/; make one with: "
            "paperkg init my-library"
        )

    @classmethod
    def create(cls, folder: str | Path) -> Library:
        """Make a library with a sample list; what is there already is left as it is.

        Raises:
            ConfigError: There is a library already, or the folder cannot be made.
        """
        root = Path(folder).resolve()
        if (root / config.FILE).exists():
            raise ConfigError(f"{root} is a library already; to read it: paperkg sync")
        try:
            (root / "data").mkdir(parents=True, exist_ok=True)
            name = '"' + root.name.replace("\\", "\\\\").replace('"', '\\"') + '"'
            (root / config.FILE).write_text(_TOML.format(name=name), encoding="utf-8")
            if not any((root / "data").iterdir()):
                (root / "data" / "reading-list.md").write_text(_LIST, encoding="utf-8")
        except OSError as error:
            raise ConfigError(f"{root} cannot be made: {error.strerror or error}") from error
        return cls(root)

    @cached_property
    def _settings(self) -> tuple[Config, tuple[Diagnostic, ...]]:
        toml = self.root / config.FILE
        try:
            text = toml.read_text(encoding="utf-8-sig") if toml.exists() else ""
            templates = resources.templates(self.root)
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{toml} or vault_templates/ cannot be read: {error}") from error
        return config.parse(text, self.root.name, templates)

    @property
    def config(self) -> Config:
        """Its settings.

        Raises:
            ConfigError: paperkg.toml cannot be read.
        """
        return self._settings[0]

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What is wrong with paperkg.toml."""
        return self._settings[1]

    def resolve(self) -> Resolution:
        """Read all sources and return their graph; nothing is written."""
        from paperkg import pipeline  # noqa: PLC0415 - as in sync

        return pipeline.resolved(self.root, self.config).resolution

    @property
    def graph(self) -> Graph:
        """The graph of the sources as they are now."""
        return self.resolve().graph

    def check(self) -> tuple[Diagnostic, ...]:
        """Return everything that is to be said about the sources; nothing is written."""
        from paperkg import pipeline  # noqa: PLC0415 - as in sync

        found = pipeline.resolved(self.root, self.config)
        every = {*self.faults, *found.diagnostics}
        return tuple(sorted(every, key=Diagnostic.sort_key))

    def explain(self, name: str) -> tuple[Explanation, ...]:
        """Return why a thing is in the graph.

        Raises:
            UnknownThingError: Nothing has that id, name, title or alias.
        """
        from paperkg.explain import explain  # noqa: PLC0415 - as in sync

        return explain(self.graph, name)

    def sync(
        self, *, dry_run: bool = False, progress: Callable[[str], None] = lambda _: None
    ) -> Outcome:
        """Bring vault/ and export/ in step with data/.

        Args:
            dry_run: Write nothing; the outcome is what would be done.
            progress: Told the name of each stage as it begins.

        Raises:
            LockedError: Another sync is running.
            StoreError: A folder cannot be read or written.
        """
        environment = resources.stamp()
        if last := unchanged(self.root, environment):
            return from_report(last)
        from paperkg import pipeline  # noqa: PLC0415 - a sync of nothing needs none of it

        return pipeline.sync(
            self.root,
            self.config,
            self.faults,
            environment,
            dry_run=dry_run,
            progress=progress,
        )
