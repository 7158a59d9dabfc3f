"""Links and embeds: whether they lead anywhere, and to one place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from paperkg.diagnostics import Diagnostic
from paperkg.readers.note_hidden import unhidden
from paperkg.vault_check.files import Files, fault, plain
from paperkg.wikilinks import LINK, basename, folded

_HERE: Final = re.compile(r"\[\[(?P<place>#[^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]\]")
_MARKDOWN: Final = re.compile(
    r"(?<!\\)\]\((?P<target><[^<>\n]+>|[^()\s]+)(?:[ \t]+\"[^\"\n]*\")?\)"
)
_ADDRESS: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#")


def check_links(files: Files, path: str, text: str) -> Iterator[Diagnostic]:
    """Tell the links of one note that Obsidian cannot follow, or not surely.

    Links among the properties count like those in the text.
    """
    shown = unhidden(text)
    for match in LINK.finditer(shown):
        line = shown.count("\n", 0, match.start()) + 1
        target, place = match["target"].strip(), (match["place"] or "").rstrip("\\")
        yield from _link(files, path, line, target, place)
    for match in _HERE.finditer(shown):
        if wrong := _no_place(files, path, match["place"]):
            yield fault("V721", files, path, shown.count("\n", 0, match.start()) + 1, wrong)
    for match in _MARKDOWN.finditer(shown):
        target = unquote(match["target"].strip("<>")).partition("#")[0]
        if _ADDRESS.match(match["target"].strip("<>")) or not target:
            continue
        line = shown.count("\n", 0, match.start()) + 1
        if not _relative(files, path, target):
            yield fault("V721", files, path, line, f"({target}) leads to no file")


def _relative(files: Files, path: str, target: str) -> bool:
    beside = path.rpartition("/")[0]
    parts: list[str] = []
    for part in f"{beside}/{target}".split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", ".", ".."):
            parts.append(part)
    return bool(files.named("/".join(parts)) or files.named(target))


def _link(files: Files, path: str, line: int, target: str, place: str) -> Iterator[Diagnostic]:
    found = files.named(target)
    if not found:
        yield fault("V721", files, path, line, f"[[{target}]] names no note", _mend(files, target))
        return
    if len(found) > 1 and "/" not in target:
        choices = " or ".join(f"[[{p.removesuffix('.md')}]]" for p in found[:4])
        message = f"[[{target}]] may mean {len(found)} notes"
        yield fault("V722", files, path, line, message, f"write {choices}")
        return
    if place and (wrong := _no_place(files, found[0], place)):
        yield fault("V721", files, path, line, f"[[{target}{place}]]: {wrong}")


def _mend(files: Files, target: str) -> str:
    """Return what the user may have meant: an alias, or a name like it."""
    if aliased := files.aliases.get(folded(target)):
        name = basename(aliased)
        return f"'{target}' is an alias, which links do not follow; write [[{name}|{target}]]"
    near = files.nearest(target)
    return f"did you mean [[{near}]]?" if near else "make the note, or take the link out"


def _no_place(files: Files, path: str, place: str) -> str:
    """Return what is wrong with what follows `#`; nothing where it is there."""
    if path.endswith(".base"):
        return _no_view(files, path, place.removeprefix("#"))
    if not path.endswith(".md"):
        return ""
    wanted = place.removeprefix("#")
    if wanted.startswith("^") or place.startswith("^"):
        wanted = wanted.lower()
    else:
        wanted = plain(wanted.rpartition("#")[2])
    try:
        there = files.places(path)
    except UnicodeDecodeError:
        return ""
    return "" if wanted in there else f"'{path}' has no {place}"


def _no_view(files: Files, path: str, name: str) -> str:
    views = files.views(path)
    if views is None or name in views:  # a Base that is none is told where it is looked at
        return ""
    return f"'{path}' has no view '{name}', only {', '.join(views)}"
