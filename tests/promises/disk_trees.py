"""One library on a real disk beside a folder that is none of its business."""

from __future__ import annotations

import json
import os
import signal
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import yaml

from paperkg import Library
from paperkg.outcome import Outcome

OURS = ("lib/vault/", "lib/export/", "lib/.paperkg/")
"""All that a sync may write to; data/corrections.yaml only where the user corrected something."""
NOBODY = 65534


class Shelf:
    """A library in `lib/`, and `outside/`, which nothing may change.

    Attributes:
        top: Holds both.
        root: The library.
        outside: Its sibling.
    """

    def __init__(self, top: Path) -> None:
        self.top = top
        self.root = top / "lib"
        self.outside = top / "outside"
        (self.root / "data").mkdir(parents=True)
        self.outside.mkdir()
        (self.outside / "secret.md").write_text("---\ntype: idea\ntitle: SECRET\n---\nSECRET\n")
        self._strange = tree(self.outside)

    # what the user does

    def write(self, path: str, text: str) -> Path:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())
        return place

    def records(self, name: str, **sections: list[dict[str, Any]]) -> None:
        self.write(f"data/{name}.yaml", yaml.safe_dump(sections))

    def titles(self, *titles: str) -> None:
        """Make the library's papers those, and let no two titles count as one work."""
        papers = [
            {"title": title, "doi": f"10.1000/{number}"} for number, title in enumerate(titles)
        ]
        self.records("x", papers=papers)

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.text(path)
        assert old in text
        self.write(path, text.replace(old, new, 1))

    def sync(self) -> Outcome:
        return Library.open(self.root).sync()

    # what there is then

    def text(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def notes(self) -> list[str]:
        """Return the paths of all plain files in the vault that are notes, links not followed."""
        return sorted(
            path.removeprefix("lib/")
            for path, content in tree(self.top).items()
            if path.startswith("lib/vault/") and path.endswith(".md") and content.startswith(b"-")
        )

    def by_id(self) -> dict[str, list[str]]:
        """Return where the notes of each id lie."""
        found: dict[str, list[str]] = {}
        for path in self.notes():
            if id_ := self.head(path).get("paperkg_id"):
                found.setdefault(str(id_), []).append(path)
        return found

    def note(self, id_: str) -> str:
        (path,) = self.by_id()[id_]
        return path

    def head(self, path: str) -> dict[str, Any]:
        """Return a note's properties as a YAML parser that is not ours reads them."""
        text = (self.root / path).read_bytes().decode(errors="replace")
        if not text.startswith("---\n"):
            return {}
        found = yaml.load(text[4 : text.index("\n---\n", 3) + 1], Loader=_Strict)
        assert isinstance(found, dict)
        return found

    def nodes(self) -> dict[str, dict[str, Any]]:
        return {o["id"]: o for o in self._lines() if o["kind"] == "node"}

    def edges(self) -> dict[str, dict[str, Any]]:
        return {o["id"]: o for o in self._lines() if o["kind"] == "edge"}

    def outside_is_untouched(self) -> bool:
        """Whether nothing beside the library was made or changed."""
        there = sorted(path.name for path in self.top.iterdir())
        return there == ["lib", "outside"] and tree(self.outside) == self._strange

    def _lines(self) -> Iterator[dict[str, Any]]:
        text = self.text("export/graph.jsonl")
        return map(json.loads, text.removesuffix("\n").split("\n") if text else ())

    def id_of(self, title: str) -> str:
        """Return the one node with that title or name."""
        (id_,) = (i for i, n in self.nodes().items() if title in n["properties"].values())
        return id_


class _Strict(yaml.SafeLoader):
    """Refuses a key that stands twice, as Obsidian's parser does."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"a key stands twice: {keys}"
        return super().construct_mapping(node, deep)


def tree(top: Path) -> dict[str, bytes]:
    """Return all that lies under *top*: what is in a file, where a link leads, what else it is.

    The first byte tells which it is. Nothing is followed, opened or waited for but files.
    """
    found: dict[str, bytes] = {}
    for folder, folders, files in os.walk(top):
        for name in (*folders, *files):
            path = os.path.join(folder, name)  # noqa: PTH118 - a name may be no text
            mode = os.lstat(path).st_mode
            key = os.path.relpath(path, top)
            if stat.S_ISLNK(mode):
                found[key] = b">" + os.fsencode(os.readlink(path))  # noqa: PTH115
            elif stat.S_ISREG(mode):
                found[key] = b"-" + Path(path).read_bytes()
            else:
                found[key] = stat.filemode(mode)[0].encode() + b"|"
    return found


def differences(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """Return the paths at which two trees differ."""
    return sorted(p for p in before.keys() | after.keys() if before.get(p) != after.get(p))


def trespasses(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """Return what was made or changed where a sync has no business."""
    return [p for p in differences(before, after) if not f"{p}/".startswith(OURS)]


def key_of(path: str) -> str:
    """Return what two paths share that are one file on some system."""
    return unicodedata.normalize("NFC", path).casefold()


@contextmanager
def seconds(limit: int) -> Iterator[None]:
    """Fail instead of hanging."""

    def ring(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"still at work after {limit} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(limit)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def plain_user(top: Path) -> Iterator[None]:
    """Be somebody whom file modes bind, who owns all of *top*."""
    if os.geteuid() != 0:
        yield
        return
    for folder, folders, files in os.walk(top):
        for name in (".", *folders, *files):
            os.lchown(Path(folder, name), NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
