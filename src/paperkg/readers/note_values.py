"""The values of a note's properties: as declared, or as they look where nothing is declared."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from paperkg import frontmatter, ids
from paperkg.marked_yaml import MarkedText
from paperkg.model import Scalar, Value
from paperkg.readers.note_text import Stated
from paperkg.readers.record_values import EXPECTED, IDENTIFIERS, near, typed
from paperkg.readers.yaml_source import found
from paperkg.schema import Kind, Property

Tell: TypeAlias = Callable[[str, str], None]
"""Takes what is wrong with a property, and a line to paste."""

RESERVED: Final = frozenset(
    {"id", "paperkg_id", "type", "pkg_graph", "pkg_gen", "pkg_hash", "pkg_gone"}
)
"""Names that the views keep for themselves."""
_NAME: Final = re.compile(r"[^\W\d]\w*")
_INTEGER: Final = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,17})")
"""Zeros in front make a code, not a number."""
_DECIMAL: Final = re.compile(r"[+-]?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][+-]?[0-9]+)?")
_BOOLEAN: Final = re.compile(r"true|false|True|False|TRUE|FALSE")


def written(word: MarkedText) -> str:
    """Return a value as it can be pasted."""
    return word.text if word.plain and "\n" not in word.text else frontmatter.scalar(word.text)


def declared_value(declared: Property, stated: Stated, tell: Tell) -> Value | None:
    """Return what is stated as a declared property; None where nothing of it is usable."""
    if not declared.many and len(stated.words) > 1:
        message = f"'{stated.key}': found a list, expected {EXPECTED[declared.kind][0]}"
        tell(message, f"{declared.name}: {written(stated.words[0])}")
        return None
    values = [v for w in stated.words if (v := _scalar(declared, stated.key, w, tell)) is not None]
    if not values:
        return None
    return tuple(dict.fromkeys(values)) if declared.many else values[0]


def _scalar(declared: Property, key: str, word: MarkedText, tell: Tell) -> Scalar | None:
    said = typed(declared.kind, word.text)
    if said is None:
        message = f"'{key}': found {found(word)}, expected {EXPECTED[declared.kind][0]}"
        tell(message, f"{declared.name}: {near(declared.kind, word.text)}")
    elif declared.identifier:
        normal = ids.normalise(declared.identifier, str(said))
        if normal is None:
            example = IDENTIFIERS[declared.identifier]
            message = f"'{key}': found {found(word)}, expected a valid {declared.label.en}"
            tell(message, f"{declared.name}: {example}")
        return normal
    return said


def own_value(words: Sequence[MarkedText], *, many: bool) -> Value | None:
    """Return what stands under a key that nothing declares, typed by its look.

    A list that is no list of numbers or of booleans is a list of texts.
    """
    values = [v for w in words if (v := _by_look(w)) is not None]
    kinds = {type(v) for v in values}
    if len(kinds) > 1 and kinds != {int, float}:
        values = [v for w in words if (v := typed(Kind.STRING, w.text)) is not None]
    if not values:
        return None
    return tuple(dict.fromkeys(values)) if many else values[0]


def _by_look(word: MarkedText) -> Scalar | None:
    if word.plain and _INTEGER.fullmatch(word.text):
        return int(word.text)
    if word.plain and _DECIMAL.fullmatch(word.text):
        number = typed(Kind.NUMBER, word.text)
        return word.text if number is None else number
    if word.plain and _BOOLEAN.fullmatch(word.text):
        return word.text.lower() == "true"
    return typed(Kind.STRING, word.text)


def own_name(key: str) -> str:
    """Return the name in the graph of a key that nothing declares, which may not be legal.

    >>> own_name("Read-On"), own_name("readOn"), own_name(" 评分 ")
    ('read_on', 'read_on', '评分')
    """
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", ids.nfc(key))
    return re.sub(r"[\s_-]+", "_", words).lower().strip("_")


def is_legal(name: str) -> bool:
    """Whether a name can be a property in every view: in Cypher it is an identifier."""
    return name not in RESERVED and bool(_NAME.fullmatch(name)) and name.isidentifier()


def legal_name(name: str) -> str:
    """Return a legal name that resembles *name*."""
    kept = re.sub(r"[\W_]+", "_", name).strip("_")
    candidates = (kept, f"my_{kept or 'property'}")
    return next((name for name in candidates if is_legal(name)), "my_property")
