"""Named queries: the shipped ones in `sparql/`, and a library's own in its `sparql/`."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from paperkg import resources
from paperkg.diagnostics import PaperkgError, StoreError

FOLDER: Final = "sparql"


class UnknownQueryError(PaperkgError):
    """No query has that name."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that has a name.

    Attributes:
        name: Its file's name without `.rq`.
        group: Its folder.
        title: The first line, in English and Chinese.
        text: The whole file.
    """

    name: str
    group: str
    title: str
    text: str

    def as_json(self) -> dict[str, Any]:
        """Return the query for `--json`."""
        return {"name": self.name, "group": self.group, "title": self.title, "query": self.text}


def catalog(root: Path) -> dict[str, NamedQuery]:
    """Return all queries by name, sorted; the library's own hide shipped ones.

    Raises:
        StoreError: A file cannot be read.
    """
    found: dict[str, NamedQuery] = {}
    for place in (resources.folder(FOLDER), root / FOLDER):
        for path in sorted(place.rglob("*.rq")):
            try:
                text = path.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise StoreError(f"{path} cannot be read: {error}") from error
            group = path.parent.relative_to(place).as_posix().removeprefix(".")
            first = text.partition("\n")[0]
            title = first.lstrip("# ").strip() if first.startswith("#") else ""
            found[path.stem] = NamedQuery(path.stem, group, title, text)
    return dict(sorted(found.items(), key=lambda item: (item[1].group, item[0])))


def is_name(text: str) -> bool:
    """Whether *text* is a name, not a query: one word.

    >>> is_name("co-authors"), is_name("ASK {}")
    (True, False)
    """
    return len(text.split()) == 1 and not set("{}") & set(text)


def find(root: Path, name: str) -> NamedQuery:
    """Return the query of a name.

    Raises:
        UnknownQueryError: There is none.
        StoreError: A file cannot be read.
    """
    every = catalog(root)
    if name in every:
        return every[name]
    close = difflib.get_close_matches(name, list(every), n=3, cutoff=0.5)
    hint = f"; did you mean: {', '.join(close)}" if close else ""
    raise UnknownQueryError(
        f"no query is called '{name}'{hint}. `paperkg sparql` lists them; a query of your own "
        "starts with SELECT, ASK, CONSTRUCT or DESCRIBE"
    )
