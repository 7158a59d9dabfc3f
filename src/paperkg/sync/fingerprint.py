"""Whether anything changed, known the way git knows it: by one stat of each file.

The walk over inputs and outputs gives one digest, compared with the one that the last
quiet sync recorded. This module imports nothing heavy: most runs end here.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from paperkg.sync.places import INPUTS, MANIFEST, OUTPUTS, PENDING, PROBE, STATE
from paperkg.sync.trouble import trouble


class Stat(NamedTuple):
    """What tells a changed file from an unchanged one; times in nanoseconds."""

    size: int
    mtime: int
    ctime: int
    inode: int


def stat_of(found: os.stat_result) -> Stat:
    """Return the four that count."""
    return Stat(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def walk(root: Path, names: Iterable[str]) -> dict[str, Stat]:
    """Return every file under the named files and folders of *root*, links not followed.

    Folders whose name begins with a dot are left out: Obsidian and other tools keep their
    own state there. Paths are relative to *root*, `/` between parts.

    Raises:
        StoreError: A folder cannot be read; its files are not to be taken for deleted.
    """
    found: dict[str, Stat] = {}
    for name in names:
        path = root / name
        try:
            if path.is_dir():
                found.update(_files(str(path), name))
            elif os.path.lexists(path):
                found[name] = stat_of(path.lstat())
        except OSError as error:
            raise trouble(error, name) from error
    return found


def _files(folder: str, name: str) -> Iterator[tuple[str, Stat]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{name}/{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                yield path, stat_of(entry.stat(follow_symlinks=False))
            elif not entry.name.startswith("."):
                yield from _files(entry.path, path)


def digest_of(look: Mapping[str, Stat], environment: str) -> str:
    """Return one digest over all that was looked at, whatever its order."""
    lines = sorted(f"{path}\0{stat}\n" for path, stat in look.items())
    text = f"{environment}\n{''.join(lines)}"
    return blake2b(os.fsencode(text), digest_size=16).hexdigest()


def unchanged(root: Path, environment: str) -> dict[str, Any] | None:
    """Return what the last sync reported if nothing has changed since, else None.

    Args:
        root: The library's folder.
        environment: Digest of all that decides the outcome beside files: version, options.

    Raises:
        StoreError: A folder cannot be read.
    """
    try:
        recorded = json.loads((root / STATE).read_bytes())
        expected, report = recorded["digest"], dict(recorded["report"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    if (root / PENDING).exists():  # the last sync was broken off, or had to skip something
        return None
    look = walk(root, (*INPUTS, *OUTPUTS, MANIFEST))
    return report if digest_of(look, environment) == expected else None


def behind(root: Path, environment: str) -> bool:
    """Whether something changed since the last sync; no, where that is not known.

    Raises:
        StoreError: A folder cannot be read.
    """
    return (root / STATE).is_file() and unchanged(root, environment) is None


def tick(root: Path) -> int:
    """Wait until the clock of the library's disk has moved on; return its time.

    Whatever is written from now on carries a later time than anything written before: a
    few milliseconds on most disks, two seconds on FAT. The disk's clock, not the
    computer's, stamps the files, so a file is touched to read it.

    Raises:
        StoreError: The library cannot be written.
    """
    probe = root / PROBE
    try:
        probe.parent.mkdir(parents=True, exist_ok=True)
        first = _touched(probe)
        give_up = time.monotonic() + 5
        while (now := _touched(probe)) <= first and time.monotonic() < give_up:
            time.sleep(0.0005)
    except OSError as error:
        raise trouble(error, PROBE) from error
    return now


def _touched(probe: Path) -> int:
    probe.touch()
    return probe.stat().st_mtime_ns


class Start(NamedTuple):
    """The inputs as they were before a source was read."""

    clock: int
    inputs: Mapping[str, Stat]


def begin(root: Path) -> Start:
    """Look at the inputs; call it before reading any of them."""
    return Start(tick(root), walk(root, INPUTS))
