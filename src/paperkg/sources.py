"""The files under data/: found, read, and kept as they were when they were last readable.

An unreadable file is not a deleted file. So each sync keeps a copy of every source that
it could read, and where one cannot be read, its facts come from the copy.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from paperkg import ids, resources
from paperkg.config import Config
from paperkg.diagnostics import ConfigError, Diagnostic, Origin
from paperkg.model import Claim, Reading
from paperkg.readers import READERS, Options, Reader, Source, reader_for
from paperkg.readers.records import read_vocabulary
from paperkg.schema import EdgeType, NodeType, Schema
from paperkg.sync.places import SOURCES

FOLDER: Final = "data"
NOTHING: Final[Mapping[str, bytes]] = MappingProxyType({})
SHIPPED: Final = ("institutions.yaml", "topics.yaml", "venues.yaml")


@dataclass(frozen=True, slots=True)
class Sources:
    """What all sources of a library say.

    Attributes:
        paths: Every source, readable or not, sorted.
        claims: All claims, those of the shipped vocabularies included.
        readable: The sources that were read from the disk, for `keep_copies`.
        lost: Sources that cannot be read and have no copy: what they once said is not
            known, so nothing may be removed on their account.
    """

    paths: tuple[str, ...]
    claims: tuple[Claim, ...]
    diagnostics: tuple[Diagnostic, ...]
    readable: tuple[Source, ...]
    lost: tuple[str, ...]

    @property
    def unreadable(self) -> set[str]:
        """The sources that cannot be read now."""
        return set(self.paths) - {source.path for source in self.readable}

    def text(self, path: str) -> str:
        """Return the text of a readable source, or nothing."""
        data = next((s.data for s in self.readable if s.path == path), b"")
        return data.decode(errors="replace")


def read(root: Path, config: Config, overlay: Mapping[str, bytes] = NOTHING) -> Sources:
    """Read everything under data/ and the shipped vocabularies.

    Args:
        root: The library's folder.
        config: Its settings.
        overlay: Content by path that takes the place of what is on disk, or joins it.

    Raises:
        ConfigError: There is no data/ folder.
    """
    options = Options(config.schema, config.time_zones, config.set_zones)
    names = tuple(n for n in SHIPPED if config.shipped_topics or n != "topics.yaml")
    claims = list(_shipped(names, config.schema.nodes, config.schema.edges))
    diagnostics: list[Diagnostic] = []
    readable: list[Source] = []
    paths: list[str] = []
    lost: list[str] = []
    for path in sorted({*_find(root, config), *overlay}):
        if not ids.is_line(path):
            diagnostics.append(_unnameable(path))
            continue
        reader = reader_for(path)
        if reader is None:
            diagnostics.append(_unknown_kind(path))
            continue
        paths.append(path)
        reading = Reading(readable=False)
        try:
            laid_over = overlay.get(path)
            source = Source(path, (root / path).read_bytes() if laid_over is None else laid_over)
        except OSError as error:
            fault = Diagnostic(
                "S102", error.strerror or str(error), Origin(path, 0, 0, reader.name)
            )
            diagnostics.append(_as_before(fault))
        else:
            reading = _guarded(reader, source, options)
            if reading.readable:
                diagnostics += reading.diagnostics
                readable.append(source)
            else:
                diagnostics += map(_as_before, reading.diagnostics)
        if not reading.readable:
            copy = _copy(root, path)
            reading = _guarded(reader, copy, options) if copy else reading
            if not reading.readable:
                lost.append(path)
                continue
        claims += reading.claims
    return Sources(tuple(paths), tuple(claims), tuple(diagnostics), tuple(readable), tuple(lost))


@lru_cache(maxsize=4)
def _shipped(
    names: tuple[str, ...], nodes: tuple[NodeType, ...], edges: tuple[EdgeType, ...]
) -> tuple[Claim, ...]:
    """Read the shipped vocabularies, once for as long as paperkg watches a library."""
    options = Options(Schema(nodes, edges), {})
    found: list[Claim] = []
    for name in names:
        data = (resources.folder("vocabulary") / name).read_bytes()
        found += read_vocabulary(Source(f"paperkg:vocabulary/{name}", data), options).claims
    return tuple(found)


def _find(root: Path, config: Config) -> list[str]:
    """Return the paths of all files under data/, hidden and excluded ones left out."""
    top = root / FOLDER
    if not top.is_dir():
        raise ConfigError(
            f"no folder {FOLDER}/ in {root}; put your reading lists there, or start with: "
            "paperkg init"
        )
    found: list[str] = []
    for folder, folders, files in os.walk(top):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in files:
            path = (Path(folder) / name).relative_to(root).as_posix()
            if not name.startswith(".") and not any(fnmatch(path, p) for p in config.exclude):
                found.append(path)
    return sorted(found)


def _unknown_kind(path: str) -> Diagnostic:
    known = dict.fromkeys(PurePosixPath(file).suffix for r in READERS for file in r.files)
    return Diagnostic(
        "S103",
        f"no reader knows this kind of file; expected one of {', '.join(known)}",
        Origin(path, 0, 0, "sources"),
        f'to silence this, in paperkg.toml:  exclude = ["{path}"]',
    )


def _unnameable(path: str) -> Diagnostic:
    """Tell of a name that cannot stand in text: half of a pair, a line break."""
    shown = ascii(path)[1:-1]
    return Diagnostic(
        "S102",
        "its name holds what is no text, so no line of it could be named; it was not read",
        Origin(shown, 0, 0, "sources"),
        "give it a name of letters, digits and blanks",
    )


def _guarded(reader: Reader, source: Source, options: Options) -> Reading:
    """Read; a reader that fails, which none should, costs its source and not the sync."""
    try:
        return reader.read(source, options)
    except Exception as error:  # noqa: BLE001 - whatever a third party's reader raises
        message = f"the reader {reader.name} failed: {type(error).__name__}: {error}"
        origin = Origin(source.path, 0, 0, reader.name)
        help_ = "this is a fault of the reader; please report it with the file if you can"
        return Reading((), (Diagnostic("S105", message, origin, help_),), readable=False)


def _as_before(fault: Diagnostic) -> Diagnostic:
    """Say beside the fault what becomes of the source's facts."""
    return replace(fault, message=f"{fault.message}; what it said last stays in the graph")


def _copy_name(path: str) -> str:
    return blake2b(path.encode(), digest_size=8).hexdigest()


def _copy(root: Path, path: str) -> Source | None:
    """Return the source as it was when it was last readable."""
    for copy in sorted((root / SOURCES).glob(f"{_copy_name(path)}-*")):
        try:
            return Source(path, zlib.decompress(copy.read_bytes()))
        except (OSError, zlib.error):
            continue
    return None


def keep_copies(root: Path, sources: Sources) -> None:
    """Keep a copy of every source that was readable, and none of those that are gone."""
    folder = root / SOURCES
    folder.mkdir(parents=True, exist_ok=True)
    wanted: dict[str, Source] = {}
    for source in sources.readable:
        content = blake2b(source.data, digest_size=8).hexdigest()
        wanted[f"{_copy_name(source.path)}-{content}"] = source
    unread = set(map(_copy_name, sources.unreadable))
    there = {copy.name for copy in folder.iterdir()}
    for name in sorted(wanted.keys() - there):
        temporary = folder / f".{name}"
        temporary.write_bytes(zlib.compress(wanted[name].data, 1))
        temporary.replace(folder / name)
    for name in there - wanted.keys():
        if name.partition("-")[0] not in unread:
            (folder / name).unlink()
