"""Names in BibTeX: `von Last, Jr, First and …`, and braces around what is one word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperkg import ids
from paperkg.readers.bibliography import names
from paperkg.readers.latex import plain


def persons(text: str) -> list[str]:
    """Return the names that a field lists, each as people say it."""
    if "{" in text:
        # only who has such a file waits for the import
        from bibtexparser.middlewares import names as bibtexparser  # noqa: PLC0415

        found = bibtexparser.split_multiple_persons_names(text)
    else:
        found = re.split(r"\s+and\s+|^and\s+|\s+and$", ids.squeeze(text), flags=re.IGNORECASE)
    return [name for each in found if (name := _person(each.strip(" ,")))]


def _person(text: str) -> str:
    """Return one name; what braces enclose is a name of its own, whatever stands in it."""
    if re.fullmatch(r"\{(?:[^{}]|\{[^{}]*\})*\}", text):
        return ids.squeeze(plain(text))
    if re.match(r"(?:family|given)\s*=", text):  # biblatex: family=Gerven, given=Marcel, prefix=van
        said = dict(p.split("=", 1) for p in _apart(text) if "=" in p)
        said = {key.strip(): plain(value).strip(' "') for key, value in said.items()}
        by_part = (said.get(part, "") for part in ("family", "given", "prefix", "suffix"))
        return names.whole(*by_part)
    return names.turned([ids.squeeze(plain(part)) for part in _apart(text)])


def _apart(text: str) -> Iterator[str]:
    """Yield the parts of a name between the commas that no brace encloses."""
    depth = start = 0
    for mark in re.finditer(r"(?<!\\)[{}]|[,，]", text):
        depth += (mark[0] == "{") - (mark[0] == "}")
        if mark[0] in ",，" and depth <= 0:
            yield text[start : mark.start()]
            start = mark.end()
    yield text[start:]
