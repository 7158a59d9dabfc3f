"""A library on a real disk, with a user who edits it in every way."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from paperkg import Library
from paperkg.outcome import Outcome
from paperkg.sync.note import UnreadableError, parse

MEMORY = Path("/dev/shm")
SETTINGS = 'name = "play"\n[edge_types.trained_on]\nfrom = ["Paper"]\nto = ["Topic"]\n'


def new_folder() -> Path:
    """Return an empty folder, in memory where that is possible: thousands of syncs follow."""
    return Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))


BLOCK = re.compile(r"%% paperkg:begin (\w+) %%.*?%% paperkg:end \1 %%", re.DOTALL)


def _generated(text: str) -> Iterator[str]:
    """Yield what stands in the properties and in whole blocks of a note."""
    yield from (found[0] for found in BLOCK.finditer(text))
    for part in parse(text).parts.values():
        yield from part.prop.items if part.prop else ()


class Play:
    """One library and what was put into its sources."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or new_folder() / "library"
        (self.root / "data").mkdir(parents=True, exist_ok=True)
        (self.root / "paperkg.toml").write_text(SETTINGS)

    def close(self) -> None:
        shutil.rmtree(self.root.parent, ignore_errors=True)

    def write(self, path: str, text: str | bytes) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())

    def records(self, name: str, records: Mapping[str, list[dict[str, Any]]]) -> None:
        self.write(f"data/{name}", yaml.safe_dump(dict(records), allow_unicode=True))

    def sync(self) -> Outcome:
        return Library.open(self.root).sync()

    def library(self) -> Library:
        return Library.open(self.root)

    # what lies there

    def files(self, *tops: str) -> dict[str, bytes]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for top in tops
            for path in sorted((self.root / top).rglob("*"))
            if path.is_file()
        }

    def notes(self) -> list[str]:
        return sorted(p for p in self.files("vault") if p.endswith(".md"))

    def text(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def graph(self) -> list[dict[str, Any]]:
        lines = self.text("export/graph.jsonl").splitlines()
        return [json.loads(line) for line in lines]

    def nodes(self) -> dict[str, dict[str, Any]]:
        return {o["id"]: o for o in self.graph() if o["kind"] == "node"}

    def edges(self) -> list[dict[str, Any]]:
        return [o for o in self.graph() if o["kind"] == "edge"]

    def paths_of(self, id_: str) -> list[str]:
        return [path for path in self.notes() if self.id_of(path) == id_]

    def note_of(self, id_: str) -> str:
        return self.paths_of(id_)[0]

    def id_of(self, path: str) -> str:
        try:
            return parse(self.text(path)).id
        except (UnreadableError, UnicodeDecodeError):
            return ""

    def recorded(self) -> set[str]:
        """Return the ids of the notes that the record of the syncs knows."""
        try:
            return set(json.loads(self.text(".paperkg/manifest.json"))["files"])
        except (OSError, ValueError):
            return set()

    def is_told(self, id_: str) -> bool:
        """Whether all notes of a node say what it is called, where paperkg would say it."""
        said = self.nodes()[id_]["properties"]
        main = ("title", "text") if id_.startswith("idea/") else ("title", "name")
        name = next((str(said[key]) for key in main if key in said), "")
        notes = [self.text(path) for path in self.paths_of(id_)]
        return bool(notes) and all(name in "\n".join(_generated(text)) for text in notes)

    def is_homemade(self, id_: str) -> bool:
        """Whether the user made the note of a node, or took its block out."""
        return any(not parse(self.text(path)).blocks for path in self.paths_of(id_))

    def words(self) -> str:
        """Return all that stands where a user would look for their words."""
        found: Iterable[bytes] = self.files("vault", "data", ".paperkg/transit").values()
        return "\n".join(data.decode(errors="replace") for data in found)

    def clone(self) -> Play:
        """Return a copy as a version control would make it that leaves `.paperkg/` out."""
        root = new_folder() / "library"
        shutil.copytree(self.root, root, ignore=shutil.ignore_patterns(".paperkg", "export"))
        return Play(root)
