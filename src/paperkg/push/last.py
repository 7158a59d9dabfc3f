"""What was pushed last: while a database holds it, what differs is known without reading there."""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path
from typing import Final

from paperkg.exported import Exported, Totals

FOLDER: Final = ".paperkg/cache/pushed"
_BLOCK: Final = 2**16


class LastPush:
    """The lines that one database got from one library, in a file beside the library."""

    def __init__(self, root: Path, address: str, library: str) -> None:
        name = blake2b(f"{address}\n{library}".encode(), digest_size=8).hexdigest()
        self._path = root / FOLDER / f"{name}.jsonl"

    def text(self, held: Totals, export: Exported) -> bytes | None:
        """Return the lines, if it is they that make what a database holds.

        None too where what is a date or a time was another then: hashes tell of that.
        """
        try:
            with self._path.open("rb") as file:
                known = file.readline()
                return file.read() if known == _head(held, export) else None
        except OSError:
            return None

    def keep(self, held: Totals, export: Exported) -> None:
        """Keep an export that was pushed."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        with fresh.open("wb") as file:
            file.writelines([_head(held, export), export.text])
        fresh.replace(self._path)

    def forget(self) -> None:
        """Keep nothing any more."""
        self._path.unlink(missing_ok=True)


def _head(held: Totals, export: Exported) -> bytes:
    told = {"totals": held.as_list(), "temporal": sorted(export.temporal)}
    return f"{json.dumps(told)}\n".encode()


def changed(old: bytes, new: bytes) -> tuple[set[bytes], set[bytes]]:
    """Return the lines that only one of two texts has; both end with a line.

    What both begin and end with is passed over at the speed of memory: an edit touches few
    of many lines, and most of them lie close together.
    """
    most = min(len(old), len(new))
    begun, ended = 0, 0
    while begun < most and old[begun : begun + _BLOCK] == new[begun : begun + _BLOCK]:
        begun += _BLOCK
    begun = old.rfind(b"\n", 0, begun) + 1
    while ended + _BLOCK <= most - begun and _block(old, ended) == _block(new, ended):
        ended += _BLOCK
    before, after = (
        set(text[begun : text.find(b"\n", len(text) - ended) + 1 or None].split(b"\n"))
        for text in (old, new)
    )
    return before - after, after - before


def _block(text: bytes, from_end: int) -> bytes:
    end = len(text) - from_end
    return text[end - _BLOCK : end]
