"""Values as YAML that every reader understands alike."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Final

PLAIN: Final = re.compile(
    r"[^\W\d_](?:[^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff:#]"
    r"|(?<!\s)#|:(?=\S))*(?<![ :])"
)
"""Begins with a letter and holds nothing that could start a comment or a mapping."""
WORDS: Final = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null"})
"""Words that one YAML or another takes for a boolean or nothing."""
_ESCAPED: Final = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]')
_SHORT: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\0": "\\0"}


def emit(properties: Mapping[str, object]) -> str:
    r"""Return the lines between the fences, in the style of Obsidian's own YAML library.

    >>> print(emit({"title": "GAIT-prop: a rule", "year": 2020, "topics": ["[[SGD]]", "ADMM"]}))
    title: "GAIT-prop: a rule"
    year: 2020
    topics:
      - "[[SGD]]"
      - ADMM
    <BLANKLINE>
    """
    return "".join(_emit_one(key, value) for key, value in properties.items())


def _emit_one(key: str, value: object) -> str:
    if isinstance(value, list | tuple):
        return listed(key, [scalar(item) for item in value])
    return f"{scalar(key)}: {scalar(value)}\n"


def listed(key: str, items: Iterable[str]) -> str:
    """Return the lines of a list whose items are written already, as `scalar` writes them."""
    lines = "".join(f"  - {item}\n" for item in items)
    return f"{scalar(key)}:\n{lines}" if lines else f"{scalar(key)}: []\n"


def scalar(value: object) -> str:
    r"""Write one value.

    >>> [scalar(v) for v in ("对target prop做", "yes", "2020", 2020, True, 'a "b"', "x\0")]
    ['对target prop做', '"yes"', '"2020"', '2020', 'true', 'a "b"', '"x\\0"']
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    text = str(value)
    if PLAIN.fullmatch(text) and text.lower() not in WORDS:
        return text
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _number(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    text = repr(value)
    # YAML 1.1 takes an exponent for a number only behind a decimal point
    return text if "." in text else text.replace("e", ".0e")


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:  # half a surrogate pair is no character and has no escape
        return "\N{REPLACEMENT CHARACTER}"
    return _SHORT.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
