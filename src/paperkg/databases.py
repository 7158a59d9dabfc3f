"""A library in graph databases: pushed to Neo4j, and in files that Neo4j's tools take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from paperkg.config import Config
from paperkg.exported import Exported
from paperkg.neo4j_settings import Neo4jSettings, Target
from paperkg.schema.types import camel

if TYPE_CHECKING:
    from paperkg.push import Options, Pushed


class Databases:
    """What a library can do for Neo4j; a part of `Library`, which has the rest."""

    root: Path
    if TYPE_CHECKING:

        @property
        def config(self) -> Config:
            """Its settings."""

    def push(
        self,
        to: Neo4jSettings | Target | None = None,
        options: Options | None = None,
        *,
        progress: Callable[[str], None] = lambda _: None,
    ) -> Pushed:
        """Bring a Neo4j database to the state that the last sync exported.

        Args:
            to: What is given here counts more than paperkg.toml.
            options: How thorough to be.
            progress: Told what is being done.

        Raises:
            PaperkgError: The driver is not installed, the server is away or refuses us, or
                nothing is exported yet.
        """
        from paperkg import push  # noqa: PLC0415 - a sync of nothing needs none of it

        export = Exported.read(self.root)
        target = self._target(to or Neo4jSettings())
        with push.session(target) as session:
            made = push.Push(self.root, export, session, str(target), progress)
            return made.run(options or push.Options())

    def wipe(
        self,
        to: Neo4jSettings | Target | None = None,
        *,
        progress: Callable[[str], None] = lambda _: None,
    ) -> int:
        """Remove this library from a database; return how much others still need; see `push`."""
        from paperkg import push  # noqa: PLC0415 - as in sync

        export = Exported.read(self.root)
        target = self._target(to or Neo4jSettings())
        with push.session(target) as session:
            return push.Push(self.root, export, session, str(target), progress).wipe()

    def _target(self, to: Neo4jSettings | Target) -> Target:
        """Return where to push: as told, else to the library's own server where it runs."""
        if isinstance(to, Target):
            return to
        from paperkg import push  # noqa: PLC0415 - as in sync
        from paperkg.server.local import LocalServer  # noqa: PLC0415 - as in sync

        told = self.config.neo4j
        given = replace(
            told,
            uri=to.uri or told.uri,
            user=to.user or told.user,
            database=to.database or told.database,
        )
        return push.target(given, LocalServer(self.root).target())

    def browser_files(self) -> Path:
        """Write what makes Neo4j Browser ready; return the folder."""
        from paperkg import browser  # noqa: PLC0415 - as in sync
        from paperkg.named_queries import CYPHER  # noqa: PLC0415 - as in sync

        schema = self.config.schema
        captions = {t.name: camel(t.main) for t in schema.nodes}
        folder = self.root / ".paperkg" / "neo4j-browser"
        folder.mkdir(parents=True, exist_ok=True)
        sheet = browser.style(captions, [t.name for t in schema.edges])
        (folder / browser.STYLE).write_text(sheet, encoding="utf-8")
        (folder / browser.FAVOURITES).write_bytes(
            browser.favourites(CYPHER.queries(self.root).values())
        )
        return folder

    def bulk_files(self, form: str, to: Path | None = None) -> tuple[Path, dict[str, int]]:
        """Write tables for bulk import from the last export.

        Args:
            form: `csv` or `parquet`.
            to: A folder; else the one in export/ that is named like the form.

        Returns:
            The folder, and how many rows each table has.
        """
        from paperkg.bulk import WRITERS  # noqa: PLC0415 - as in sync

        folder = to or self.root / "export" / form
        return folder, WRITERS[form](Exported.read(self.root), folder)
