"""Where a thing is to be found on the web: its links, and those that its identifiers give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote, urlsplit

from paperkg.model import Properties, Value
from paperkg.sinks.markdown import one_line

_DERIVED: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "arxiv": (("arXiv", "https://arxiv.org/abs/{}"), ("PDF", "https://arxiv.org/pdf/{}")),
    "doi": (("DOI", "https://doi.org/{}"),),
    "openalex": (("OpenAlex", "https://openalex.org/{}"),),
    "orcid": (("ORCID", "https://orcid.org/{}"),),
    "ror": (("ROR", "https://ror.org/{}"),),
}
"""Address by property; the registries' own documented forms."""
_HOSTS: Final[Mapping[str, str]] = {
    "aclanthology.org": "ACL Anthology",
    "arxiv.org": "arXiv",
    "dl.acm.org": "ACM",
    "doi.org": "DOI",
    "github.com": "GitHub",
    "ieeexplore.ieee.org": "IEEE Xplore",
    "openaccess.thecvf.com": "CVF",
    "openalex.org": "OpenAlex",
    "openreview.net": "OpenReview",
    "papers.nips.cc": "NeurIPS Proceedings",
    "proceedings.mlr.press": "PMLR",
    "proceedings.neurips.cc": "NeurIPS Proceedings",
}
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%]")
"""What would end a Markdown link early, or is no part of an address at all."""


def addresses(properties: Properties) -> list[str]:
    """Return Markdown links, each address once.

    >>> addresses({"arxiv": "2005.05238", "url": ("https://arxiv.org/abs/2005.05238",)})
    ['[arXiv](https://arxiv.org/abs/2005.05238)', '[PDF](https://arxiv.org/pdf/2005.05238)']
    """
    found: dict[str, str] = {}
    for label, address in _every(properties):
        found.setdefault(_same(address), f"[{label}]({_UNSAFE.sub(_percent, address)})")
    return list(found.values())


def _every(properties: Properties) -> Iterator[tuple[str, str]]:
    for name, forms in _DERIVED.items():
        for value in _items(properties.get(name)):
            for label, form in forms:
                yield label, form.format(quote(value, safe="/:;()"))
    for value in _items(properties.get("pdf")):
        if _is_web(value):
            yield "PDF", value
    for value in _items(properties.get("url")):
        if _is_web(value):
            host = (urlsplit(value).hostname or "").removeprefix("www.")
            yield _HOSTS.get(host) or one_line(host), value


def _items(value: Value | None) -> Iterator[str]:
    yield from map(str, value if isinstance(value, tuple) else () if value is None else (value,))


def _is_web(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _same(address: str) -> str:
    """Return what two spellings of one address share."""
    return address.partition("://")[2].removeprefix("www.").removesuffix("/").casefold()


def _percent(match: re.Match[str]) -> str:
    return quote(match[0], safe="", errors="replace")
