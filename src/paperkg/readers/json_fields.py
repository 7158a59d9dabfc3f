"""Fields of JSON objects that may hold anything; what is no use is told, never raised."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from paperkg import ids
from paperkg.diagnostics import Origin
from paperkg.readers.record_values import EXPECTED, typed
from paperkg.readers.writing import Writer
from paperkg.schema import Kind

T = TypeVar("T", str, int, list[Any], dict[str, Any])

_EXPECTED: Final = {str: "text", int: "a whole number", list: "a list", dict: "an object"}


@dataclass(frozen=True, slots=True)
class JsonFields:
    """Takes values out of the objects of one line."""

    origin: Origin
    writer: Writer

    def get(self, thing: dict[str, Any], key: str, kind: type[T]) -> T | None:
        """Return a field of one kind; true and false are no numbers."""
        value = thing.get(key)
        if value is None or (isinstance(value, kind) and not isinstance(value, bool)):
            return value
        self.unexpected(key, value, _EXPECTED[kind])
        return None

    def line(self, thing: dict[str, Any], key: str, kind: Kind = Kind.STRING) -> str | None:
        """Return a field's text on one line, as *kind* wants it; None for blank text."""
        return self.item(key, thing.get(key), kind)

    def item(self, key: str, text: object, kind: Kind = Kind.STRING) -> str | None:
        """Return an item of the list *key*, as `line` does a field."""
        if text is None or (isinstance(text, str) and not text.strip()):
            return None
        said = typed(kind, text) if isinstance(text, str) else None
        if said is None:
            self.unexpected(key, text, EXPECTED[kind][0])
        return None if said is None else str(said)

    def identifier(self, thing: dict[str, Any], key: str, scheme: str) -> str | None:
        """Return an identifier in its one form."""
        text = self.line(thing, key)
        normal = ids.normalise(scheme, text) if text else None
        # a file in OpenAlex's shape may have ids of its own, which is no fault
        if text and normal is None and scheme != "openalex":
            message = f"'{key}': found {named(text)}, which is no valid {scheme.upper()}"
            self.fault("G506", message, f'"{key}": null')
        return normal

    def unexpected(self, key: str, value: object, expected: str) -> None:
        """Tell that a field holds something else."""
        mend = f'"{key}": null, or what OpenAlex puts there'
        self.fault("J403", f"'{key}': found {named(value)}, expected {expected}", mend)

    def fault(self, code: str, message: str, mend: str) -> None:
        """Tell what is wrong with the line."""
        self.writer.tell(code, message, self.origin, mend)


def named(value: object) -> str:
    """Return how a message names a JSON value."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    said = ids.nfc(json.dumps(value, ensure_ascii=False))
    return f"{said[:59]}…" if len(said) > 60 else said
