"""The files of a vault, and which of them a link means."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import yaml

from paperkg import frontmatter
from paperkg.diagnostics import Diagnostic, Origin
from paperkg.readers.note_hidden import unhidden
from paperkg.wikilinks import basename, folded

_HEAD = re.compile(r"\A---[ \t]*\r?\n(?P<inner>.*?)^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_BLOCK_ID = re.compile(r"(?:^|[ \t])\^([A-Za-z0-9-]+)[ \t]*$", re.MULTILINE)
_COMPARED: Final = 1_000_000
"""Names compared in search of what links may have meant: seconds of work, not minutes."""
_NO_WORD = re.compile(r"[!\"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+")


@dataclass
class Files:
    """A vault.

    Attributes:
        root: The library's folder.
        folder: The vault's, in it.
        paths: Every file below it, sorted; folders that begin with a dot are Obsidian's own.
    """

    root: Path
    folder: str
    paths: tuple[str, ...]
    _texts: dict[str, str] = field(default_factory=dict)
    _places: dict[str, set[str]] = field(default_factory=dict)
    _views: dict[str, list[str] | None] = field(default_factory=dict)
    _nearest: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def of(root: Path, folder: str) -> Files:
        """List the files.

        Raises:
            OSError: The folder cannot be read.
        """
        top = root / folder
        if not top.is_dir():
            return Files(root, folder, ())
        return Files(root, folder, tuple(sorted(_walk(top, ""))))

    def text(self, path: str) -> str:
        """Return the text of a file, each line ending in a newline alone."""
        if path not in self._texts:
            data = (self.root / self.folder / path).read_bytes()
            self._texts[path] = data.decode().replace("\r\n", "\n")
        return self._texts[path]

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self.paths:
            found.setdefault(folded(path.rpartition("/")[2]), []).append(path)
        return found

    def named(self, target: str) -> list[str]:
        """Return the files that a link may mean: one by its path, several by one name."""
        wanted = folded(target)
        near = self._by_name.get(wanted.rpartition("/")[2], [])
        exact = [p for p in near if folded(p) == wanted]
        return exact or [p for p in near if f"/{folded(p)}".endswith(f"/{wanted}")]

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Return the note that has an alias, by the folded alias."""
        found: dict[str, str] = {}
        for path in self.paths:
            if path.endswith(".md"):
                for alias in self._aliases(path):
                    found.setdefault(folded(alias), path)
        return found

    def _aliases(self, path: str) -> tuple[str, ...]:
        try:
            head = _HEAD.match(self.text(path))
            value = frontmatter.values(head["inner"]).get("aliases", ()) if head else ()
        except (ValueError, UnicodeDecodeError):
            return ()
        return (value,) if isinstance(value, str) else value

    @cached_property
    def _notes(self) -> list[str]:
        return [basename(p) for p in self.paths if p.endswith(".md")]

    def nearest(self, target: str) -> str:
        """Return the note whose name is most like *target*.

        Empty where none is like it, and where so many links have led nowhere before that
        looking further would take long.
        """
        if target not in self._nearest:
            dear = (len(self._nearest) + 1) * len(self._notes) > _COMPARED
            near = [] if dear else difflib.get_close_matches(target, self._notes, 1, 0.8)
            self._nearest[target] = near[0] if near else ""
        return self._nearest[target]

    def places(self, path: str) -> set[str]:
        """Return what may follow `#` in a link to a note: its headings and block ids."""
        if path not in self._places:
            text = unhidden(self.text(path))
            blocks = {f"^{b.lower()}" for b in _BLOCK_ID.findall(text)}
            self._places[path] = {plain(h) for h in _HEADING.findall(text)} | blocks
        return self._places[path]

    def views(self, path: str) -> list[str] | None:
        """Return the names of a Base's views; None where it cannot be read."""
        if path not in self._views:
            try:
                found = yaml.safe_load(self.text(path))["views"]
                self._views[path] = [str(v.get("name")) for v in found]
            except (yaml.YAMLError, ValueError, TypeError, KeyError, AttributeError):
                self._views[path] = None
        return self._views[path]


def plain(heading: str) -> str:
    """Return a heading as links compare it, approximately."""
    return _NO_WORD.sub(" ", heading).strip().lower()


def _walk(folder: Path, above: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from _walk(Path(entry.path), f"{above}{entry.name}/")
            else:
                yield f"{above}{entry.name}"


def fault(
    code: str, files: Files, path: str, line: int, message: str, mend: str = ""
) -> Diagnostic:
    """Return what is wrong in one line of a file."""
    origin = Origin(f"{files.folder}/{path}", line, line, "vault-check")
    return Diagnostic(code, message, origin, mend)
