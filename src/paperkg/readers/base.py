"""What a reader is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from paperkg.diagnostics import Diagnostic, Origin
from paperkg.model import Reading
from paperkg.schema import Schema


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the user's.

    Attributes:
        path: Relative to the library, `/` between parts.
        data: Its bytes, unchanged.
    """

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader may know beside the bytes.

    Attributes:
        schema: The library's types.
        time_zones: UTC offset by printed abbreviation.
        set_zones: The abbreviations that the user decided, which need no warning.
    """

    schema: Schema
    time_zones: Mapping[str, str]
    set_zones: frozenset[str] = frozenset()


class Reader(Protocol):
    """Turns the bytes of one source into claims.

    A reader never raises on user data, touches neither disk nor network, and accounts
    for every non-blank line: what it cannot use becomes a remark with its line.
    """

    @property
    def name(self) -> str:
        """Named in every origin."""
        ...

    @property
    def files(self) -> tuple[str, ...]:
        """Names of files that it takes, one of each kind, as users name them."""
        ...

    @property
    def example(self) -> str:
        """A small source of this kind, for help texts and the contract tests."""
        ...

    def takes(self, path: str) -> bool:
        """Whether this reader reads files of that name."""
        ...

    def read(self, source: Source, options: Options) -> Reading:
        """Return what *source* says."""
        ...


def decode(source: Source, reader: str) -> str | Diagnostic:
    """Return the source's text, lines ending in a line feed, or why it is none.

    UTF-8, with or without byte order mark, and UTF-16 with one. A wrong guess at
    another encoding would fill the graph with garbage, so there is no guess.
    """
    data = source.data
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Diagnostic(
            "S101",
            f"found byte 0x{data[error.start]:02x}, which is no {encoding.removesuffix('-sig')}",
            Origin(source.path, line, line, reader),
            f"save it as UTF-8, or: iconv -f {_likely(data)} -t UTF-8 {source.path}",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _likely(data: bytes) -> str:
    """Return the encoding to try: Chinese is mostly pairs of high bytes, accents stand alone."""
    high = sum(byte > 0x7F for byte in data)
    alone = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", data))
    return "WINDOWS-1252" if 2 * alone > high else "GB18030"
