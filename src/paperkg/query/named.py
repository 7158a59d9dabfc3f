"""Named queries: Cypher files that say themselves what they are for.

    // Papers on a topic · 某主题的论文
    // en: Papers about a topic, newest first.
    // zh: 某一主题的论文，新的在前。
    // param topic: string = "optimal transport"
    // returns: title string, year integer
    MATCH (t:Topic) WHERE t.name = $topic …

A library's own `cypher/` counts before the shipped one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from paperkg import resources
from paperkg.diagnostics import PaperkgError
from paperkg.schema.types import Label

_PARAM: Final = re.compile(r"param (\w+): (string|integer|number|boolean|list) = (.+)")
_TYPES: Final[Mapping[str, type | tuple[type, ...]]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "list": list,
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter and what it is unless somebody says otherwise."""

    name: str
    type: str
    default: Any

    def value(self, text: str) -> Any:  # noqa: ANN401 - of any type
        """Return what a user's word means.

        Raises:
            PaperkgError: It is of another type.
        """
        if self.type == "string":
            return text
        value = _json(text)
        if isinstance(value, _TYPES[self.type]) and isinstance(value, bool) == (
            self.type == "boolean"
        ):
            return value
        raise PaperkgError(
            f"--param {self.name}: found '{text}', expected: --param "
            f"{self.name}={json.dumps(self.default, ensure_ascii=False)}"
        )


@dataclass(frozen=True)
class NamedQuery:
    """One file.

    Attributes:
        name: Its name without the ending: what a user types.
        folder: What it is about: `topics`.
        text: All of it.
    """

    name: str
    folder: str
    text: str

    @cached_property
    def _head(self) -> list[str]:
        lines = self.text.splitlines()
        head: list[str] = []
        for line in lines:
            if not line.startswith("//"):
                break
            head.append(line[2:].strip())
        return head

    @property
    def title(self) -> Label:
        """Its first line, in both languages."""
        en, _, zh = (self._head[0] if self._head else self.name).partition(" · ")
        return Label(en, zh or en)

    @property
    def sentence(self) -> Label:
        """What it tells, in both languages."""
        en = next((h[4:] for h in self._head if h.startswith("en: ")), self.title.en)
        return Label(en, next((h[4:] for h in self._head if h.startswith("zh: ")), en))

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its parameters."""
        found = (_PARAM.fullmatch(h) for h in self._head)
        return tuple(Parameter(m[1], m[2], json.loads(m[3])) for m in found if m)

    @property
    def shape(self) -> dict[str, str]:
        """Its columns and what is in them; empty where it does not say."""
        told = next((h[9:] for h in self._head if h.startswith("returns: ")), "")
        return dict(c.strip().rsplit(" ", 1) for c in told.split(",") if " " in c.strip())

    @property
    def cypher(self) -> str:
        """The statement itself."""
        lines = self.text.splitlines()[len(self._head) :]
        return "\n".join(lines).strip().removesuffix(";")

    def as_json(self) -> dict[str, Any]:
        """Return what it says of itself."""
        return {
            "name": self.name,
            "folder": self.folder,
            "title": {"en": self.title.en, "zh": self.title.zh},
            "sentence": {"en": self.sentence.en, "zh": self.sentence.zh},
            "parameters": [
                {"name": p.name, "type": p.type, "default": p.default} for p in self.parameters
            ],
            "returns": self.shape,
        }


def queries(root: Path | None = None) -> dict[str, NamedQuery]:
    """Return all named queries by name: the shipped ones, the library's over them."""
    places = [resources.folder("cypher"), *([root / "cypher"] if root else [])]
    return {q.name: q for place in places if place.is_dir() for q in _in(place)}


def _in(place: Path) -> Iterator[NamedQuery]:
    for path in sorted(place.rglob("*.cypher")):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise PaperkgError(f"{path} cannot be read: {error}") from error
        folder = path.parent.relative_to(place).as_posix()
        yield NamedQuery(path.stem, "" if folder == "." else folder, text)


def parameters(given: Mapping[str, str], query: NamedQuery | None) -> dict[str, Any]:
    """Return the values of all parameters, from words as a shell passes them.

    A query that is not named takes JSON where a word is JSON, else text.

    Raises:
        PaperkgError: A word is of another type, or names no parameter.
    """
    if query is None:
        return {name: _json(text) for name, text in given.items()}
    known = {p.name: p for p in query.parameters}
    if unknown := sorted(given.keys() - known):
        told = ", ".join(known) or "none"
        raise PaperkgError(f"'{query.name}' has no parameter '{unknown[0]}'; it has: {told}")
    return {name: p.value(given[name]) if name in given else p.default for name, p in known.items()}


def _json(text: str) -> Any:  # noqa: ANN401 - whatever the text is
    try:
        return json.loads(text)
    except ValueError:
        return text
