"""A library: the folder that a user works in. The command line is a thin skin over this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from paperkg import config, resources
from paperkg.config import Config
from paperkg.databases import Databases
from paperkg.diagnostics import ConfigError, Diagnostic
from paperkg.linked_data import LinkedData
from paperkg.outcome import Outcome, from_report
from paperkg.sync import Choice, behind, unchanged

if TYPE_CHECKING:
    from paperkg.explain import Explanation
    from paperkg.graph import Resolution
    from paperkg.model import Graph
    from paperkg.status import Status
    from paperkg.sync import Undone


@dataclass(frozen=True)
class Library(LinkedData, Databases):
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
        from paperkg import starter  # noqa: PLC0415 - once in the life of a library

        return cls(starter.make(Path(folder).resolve()))

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

    def check(
        self, *, shacl: bool = False, progress: Callable[[str], None] = lambda _: None
    ) -> tuple[Diagnostic, ...]:
        """Return everything that is to be said about the sources; nothing is written.

        Args:
            shacl: Also run the SHACL shapes that `export/` holds, as others will.
            progress: Told the name of each stage of that.

        Raises:
            MissingExtraError: pyshacl is not installed.
        """
        from paperkg import pipeline, rules  # noqa: PLC0415 - as in sync

        found = pipeline.resolved(self.root, self.config)
        graph, schema = found.resolution.graph, found.config.schema
        every = {*self.faults, *found.diagnostics, *rules.check(graph, schema)}
        if shacl:
            from paperkg.shacl import check  # noqa: PLC0415 - an extra

            every |= set(check(graph, found.config, progress))
        return tuple(sorted(every, key=Diagnostic.sort_key))

    def check_vault(self, *, obsidian: bool = False) -> tuple[Diagnostic, ...]:
        """Return what Obsidian would trip over in vault/, in the user's own notes too.

        Args:
            obsidian: Ask the running app as well, by its command line; where there is none,
                that is told like a fault.

        Raises:
            ConfigError: The vault cannot be read.
        """
        from paperkg import vault_check  # noqa: PLC0415 - rarely needed

        try:
            found = vault_check.check(self.root)
        except OSError as error:
            raise ConfigError(f"{error.filename}: {error.strerror}") from error
        return found + (vault_check.asked_obsidian(self.root) if obsidian else ())

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

        request = pipeline.Request(self.faults, environment, dry_run=dry_run, progress=progress)
        return pipeline.sync(self.root, self.config, request)

    def is_behind(self) -> bool:
        """Return whether data/, vault/ or paperkg changed since the exports were written.

        It is seen from the files' times and sizes alone. No, where there is no record.

        Raises:
            StoreError: A folder cannot be read.
        """
        return behind(self.root, resources.stamp())

    def status(self) -> Status:
        """Return what a sync would do, and what waits for a word of the user's.

        Raises:
            LockedError: A sync is running.
            StoreError: A folder cannot be read.
        """
        from paperkg import pipeline  # noqa: PLC0415 - as in sync

        return pipeline.status(self.root, self.config, pipeline.Request(self.faults))

    def keep(self, name: str = "", part: str = "") -> Outcome:
        """Settle clashes for what stands in the vault, and sync.

        Args:
            name: A note, by id, path, name, title or alias; empty for all that waits for
                the user, which is less than all that they ever corrected.
            part: A property, a typed link or `card`; empty for all parts.

        Raises:
            UnknownThingError: Nothing has that name.
            ChoiceError: Several things have it, or a note has no such part.
        """
        return self._settled(name, part, lambda parts: Choice(kept=parts))

    def take(self, name: str = "", part: str = "") -> Outcome:
        """Settle clashes for what the sources say, and sync; see `keep`.

        What the user corrected is struck out of data/corrections.yaml, and what they wrote
        into a block goes to the backups.
        """
        return self._settled(name, part, lambda parts: Choice(taken=parts))

    def restore(self, name: str) -> Outcome:
        """Bring back the note of a thing, though the user deleted it, and sync.

        Raises:
            UnknownThingError: Nothing has that name.
            ChoiceError: Several things have it, or the note is there.
        """
        return self._settled(name, "", lambda _: Choice(restored=True), gone=True)

    def _settled(
        self,
        name: str,
        part: str,
        choice: Callable[[frozenset[str]], Choice],
        *,
        gone: bool = False,
    ) -> Outcome:
        from paperkg import choosing, pipeline  # noqa: PLC0415 - as in sync

        if name:
            found = pipeline.resolved(self.root, self.config)
            id_ = choosing.id_of(found, name)
            if gone:
                choosing.require_gone(found, id_)
            parts = {id_: frozenset({choosing.part_of(found, id_, part)})}
        else:
            parts = dict(self.status().open)
        choices = {id_: choice(those) for id_, those in parts.items()}
        request = pipeline.Request(self.faults, resources.stamp(), choices)
        return pipeline.sync(self.root, self.config, request)

    def undo(self) -> Undone:
        """Bring vault/ and export/ back to how they were before the last sync that wrote.

        Raises:
            StoreError: There is no sync to undo, or a folder cannot be written.
        """
        from paperkg.sync import DirectoryStore, undo  # noqa: PLC0415 - rarely needed

        return undo(DirectoryStore(self.root))
