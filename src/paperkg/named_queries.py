"""Queries that have a name: files of Cypher and SPARQL that say themselves what they are for.

    // Papers on a topic · 某主题的论文
    // en: Papers about a topic, newest first.
    // zh: 某一主题的论文，新的在前。
    // param topic: string = "optimal transport"
    // returns: title string, year integer
    MATCH (t:Topic) WHERE t.name = $topic …

All but the first line may be left out; SPARQL has `#` for `//`. A library's own `cypher/` and
`sparql/` count before the shipped ones.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

from paperkg import resources
from paperkg.diagnostics import PaperkgError, StoreError
from paperkg.schema.types import Label

_PARAM: Final = re.compile(r"param (\w+): (string|integer|number|boolean|list) = (.+)")
_TYPES: Final[Mapping[str, type | tuple[type, ...]]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "list": list,
}


class UnknownQueryError(PaperkgError):
    """No query has that name."""


@dataclass(frozen=True, slots=True)
class Language:
    """A query language and where its queries lie.

    Attributes:
        name: As people write it.
        folder: The shipped one, and a library's own.
        ending: Of the files.
        comment: What a line of the head starts with.
        command: What asks in it, and lists the queries.
    """

    name: str
    folder: str
    ending: str
    comment: str
    command: str

    def queries(self, root: Path | None = None) -> dict[str, NamedQuery]:
        """Return all queries by name, subject by subject; a library's own hide shipped ones.

        Raises:
            StoreError: A file cannot be read.
        """
        places = (resources.folder(self.folder), *((root / self.folder,) if root else ()))
        found = {q.name: q for place in places for q in self._in(place)}
        return dict(sorted(found.items(), key=lambda item: (item[1].folder, item[0])))

    def named(self, name: str, known: Mapping[str, NamedQuery]) -> NamedQuery:
        """Return the query of a name.

        Raises:
            UnknownQueryError: There is none.
        """
        if name in known:
            return known[name]
        near = difflib.get_close_matches(name, known, 3)
        hint = f"; did you mean: {', '.join(near)}" if near else ""
        raise UnknownQueryError(
            f"no query in {self.name} is named '{name}'{hint}. All names: {self.command}"
        )

    def meant(self, text: str, known: Mapping[str, NamedQuery]) -> NamedQuery | None:
        """Return the named query that a user means; None where *text* is a query itself.

        Raises:
            UnknownQueryError: It is a single word, and no name.
        """
        if text in known or (len(text.split()) == 1 and not set("(){}") & set(text)):
            return self.named(text, known)
        return None

    def _in(self, place: Path) -> Iterator[NamedQuery]:
        for path in sorted(place.rglob(f"*{self.ending}")):
            try:
                text = path.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise StoreError(f"{path} cannot be read: {error}") from error
            folder = path.parent.relative_to(place).as_posix().removeprefix(".")
            yield NamedQuery(path.stem, folder, text, self.comment)


CYPHER: Final = Language("Cypher", "cypher", ".cypher", "//", "paperkg query")
SPARQL: Final = Language("SPARQL", "sparql", ".rq", "#", "paperkg sparql")


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
        if _fits(value, self.type):
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
        folder: What it is about: `topics`; empty where it lies in none.
        text: All of it.
        comment: What a line of its head starts with.
    """

    name: str
    folder: str
    text: str
    comment: str

    @cached_property
    def _head(self) -> list[str]:
        lines = takewhile(lambda line: line.startswith(self.comment), self.text.splitlines())
        return [line.removeprefix(self.comment).strip() for line in lines]

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
        """Its parameters.

        Raises:
            PaperkgError: A line about one is not in the form that is asked for.
        """
        return tuple(self._parameter(line) for line in self._head if line.startswith("param "))

    def _parameter(self, line: str) -> Parameter:
        found = _PARAM.fullmatch(line)
        default = _json(found[3]) if found else None
        if not found or not _fits(default, found[2]):
            raise PaperkgError(
                f"the query '{self.name}': found '{line}', expected a name, "
                f"{', '.join(_TYPES)}, and a default in JSON: "
                f'{self.comment} param topic: string = "optimization"'
            )
        return Parameter(found[1], found[2], default)

    @property
    def shape(self) -> dict[str, str]:
        """Its columns and what is in them; empty where it does not say."""
        told = next((h[9:] for h in self._head if h.startswith("returns: ")), "")
        return dict(c.strip().rsplit(" ", 1) for c in told.split(",") if " " in c.strip())

    @property
    def statement(self) -> str:
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
            "query": self.statement,
        }


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


def _fits(value: Any, kind: str) -> bool:  # noqa: ANN401 - of any type
    # Python's True is an integer too
    return isinstance(value, _TYPES[kind]) and isinstance(value, bool) == (kind == "boolean")
