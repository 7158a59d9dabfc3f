"""Properties: what Obsidian's YAML makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from paperkg import frontmatter
from paperkg.diagnostics import Diagnostic
from paperkg.frontmatter import FrontmatterError, Property
from paperkg.vault_check.files import Files, fault

_FENCE: Final = re.compile(r"---[ \t]*\n")
_CLOSING: Final = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_LATE: Final = re.compile(r"\A\ufeff?\s+---[ \t]*\n[\w -]+:")
_LINE: Final = re.compile(r"line (\d+): ?(.*)", re.DOTALL)
_BARE_LINK: Final = re.compile(
    r"^(?P<key>[\w-]+):[ \t]*(?P<link>\[\[[^\]\n]*\]\][^\n]*)$", re.MULTILINE
)
_COLON: Final = re.compile(
    r"^(?P<key>[\w-]+): (?P<value>[^\"'\[{|>\n][^\n]*?: [^\n]*)$", re.MULTILINE
)
_DEAD: Final = {"tag": "tags", "alias": "aliases", "cssclass": "cssclasses"}
_LISTS: Final = frozenset({"tags", "aliases", "cssclasses"})


def check_properties(files: Files, path: str, text: str) -> Iterator[Diagnostic]:
    """Tell where the properties of a note are lost, or not what they seem."""
    fence = _FENCE.match(text)
    if not fence:
        if _LATE.match(text):
            message = "the properties do not begin in the first line, so they are text"
            yield fault("V724", files, path, 1, message, "delete what stands before ---")
        return
    closing = _CLOSING.search(text, fence.end())
    if not closing:
        if re.match(r"[\w-]+:", text[fence.end() :]):
            yield fault("V723", files, path, 1, "the properties have no closing ---")
        return
    inner = text[fence.end() : closing.start()]
    try:
        found = frontmatter.parse(inner)
    except FrontmatterError as error:
        yield _broken(files, path, inner, str(error))
        return
    bare: set[str] = set()
    for match in _BARE_LINK.finditer(inner):
        bare.add(match["key"])
        line = inner.count("\n", 0, match.start()) + 2
        message = f"'{match['key']}' is a list in a list, no link"
        yield fault("V724", files, path, line, message, f'{match["key"]}: "{match["link"]}"')
    for prop in found:
        if prop.key not in bare and (told := _misread(prop)):
            yield fault("V724", files, path, inner.count("\n", 0, prop.start) + 2, *told)


def _misread(prop: Property) -> tuple[str, str] | None:
    """Return how Obsidian reads a property otherwise than it looks, and what mends it."""
    if better := _DEAD.get(prop.key):
        return f"Obsidian no longer reads '{prop.key}'", f"call it {better}:"
    if prop.opaque and "#" not in prop.opaque:
        message = f"'{prop.key}' is nested, which Obsidian shows as it stands, and no more"
        return message, "give each value a property"
    one = not prop.many and not prop.opaque
    if prop.key in _LISTS and one and "," in prop.items[0]:
        return f"'{prop.key}' is one text with a comma", f"{prop.key}: [{prop.items[0]}]"
    return None


def _broken(files: Files, path: str, inner: str, reason: str) -> Diagnostic:
    told = _LINE.match(reason)
    line, message = (int(told[1]), told[2]) if told else (1, reason)
    mend = ""
    if colon := _COLON.search(inner):
        line = inner.count("\n", 0, colon.start()) + 2
        value = colon["value"].replace("\\", "\\\\").replace('"', '\\"')
        mend = f'{colon["key"]}: "{value}"'
    return fault("V723", files, path, line, f"all properties are lost: {message}", mend)
