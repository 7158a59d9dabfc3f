"""The user's copies of the note templates: made, listed, and compared after an upgrade."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from paperkg import resources
from paperkg.diagnostics import PaperkgError

FOLDER: Final = "vault_templates"
_LAYOUT: Final = "_layout.md.j2"
_STAMP: Final = re.compile(r"\{# from paperkg (?P<version>\S+), (?P<digest>[0-9a-f]{16})[.:;]")
_BLOCK: Final = re.compile(
    r"\{%-? *block +(?P<name>\w+) *-?%\}(?P<text>.*?)\{%-? *endblock", re.DOTALL
)


class TemplateNameError(PaperkgError):
    """There is no such template or block, or the user has a copy already."""


class State(StrEnum):
    """How a template stands."""

    SHIPPED = "shipped"
    OWN = "yours"
    LAGGING = "yours, lags behind"
    """The shipped one has changed since it was copied."""
    UNKNOWN = "yours, of unknown origin"
    """No record says which shipped one it was made from."""


@dataclass(frozen=True, slots=True)
class NoteTemplate:
    """One template.

    Attributes:
        name: Its file name.
        version: Of the paperkg that the copy was made from; empty where that is not known.
        blocks: What a copy can change one by one.
    """

    name: str
    state: State
    blocks: tuple[str, ...]
    version: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the template for `--json`."""
        return {
            "name": self.name,
            "state": str(self.state),
            "blocks": list(self.blocks),
            "version": self.version,
        }


def every(root: Path) -> tuple[NoteTemplate, ...]:
    """Return the templates of the library at *root*, the shipped ones among them."""
    shipped, own = resources.shipped_templates(), resources.own_templates(root)
    return tuple(_described(name, shipped, own) for name in sorted({*shipped, *own}))


def _described(name: str, shipped: Mapping[str, str], own: Mapping[str, str]) -> NoteTemplate:
    layout = {} if name.startswith("_") else _blocks(shipped[_LAYOUT])
    blocks = tuple(layout | _blocks(shipped.get(name, "")))
    if name not in own:
        return NoteTemplate(name, State.SHIPPED, blocks)
    stamp = _STAMP.search(own[name])
    if name not in shipped:
        return NoteTemplate(name, State.OWN, blocks)
    if not stamp:
        return NoteTemplate(name, State.UNKNOWN, blocks)
    state = State.OWN if stamp["digest"] == _digest(shipped[name]) else State.LAGGING
    return NoteTemplate(name, state, blocks, stamp["version"])


def copy(root: Path, name: str, version: str, block: str = "") -> Path:
    """Give the library its own copy of a template, or of one block of it.

    Args:
        root: The library's folder.
        name: Of the template: `paper`, `paper.md.j2`.
        version: Of paperkg, told when the copy lags behind.
        block: The one block that is to differ; the rest stays the shipped one, of every
            version to come.

    Raises:
        TemplateNameError: Nothing has that name, or there is a copy already.
    """
    shipped = resources.shipped_templates()
    file = named(name)
    target = root / FOLDER / file
    if target.exists():
        raise TemplateNameError(f"{FOLDER}/{file} is there already; edit it, or delete it first")
    head = f"{{# from paperkg {version}, {_digest(shipped[file])}"
    if block:
        text = _blocks(shipped[file]).get(block, _blocks(shipped[_LAYOUT]).get(block))
        if text is None:
            known = ", ".join(_blocks(shipped[_LAYOUT]))
            raise TemplateNameError(f"{file} has no block '{block}'; expected one of {known}")
        extends = f'{{% extends "shipped/{file}" %}}\n'
        made = f"{head}: block {block} #}}\n{extends}{{% block {block} %}}{text}{{% endblock %}}\n"
    else:
        made = f"{head}. #}}\n{shipped[file]}"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(made, encoding="utf-8", newline="\n")
    return target


def named(name: str) -> str:
    """Return the file name of the shipped template that *name* means.

    Raises:
        TemplateNameError: Nothing has that name.
    """
    shipped = resources.shipped_templates()
    for file in (name, f"{name}.md.j2", f"_{name}.md.j2"):
        if file in shipped:
            return file
    known = ", ".join(n.removesuffix(".md.j2") for n in sorted(shipped))
    raise TemplateNameError(f"there is no template '{name}'; expected one of {known}")


def _blocks(text: str) -> dict[str, str]:
    return {m["name"]: m["text"] for m in _BLOCK.finditer(text)}


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
