"""A property's value as an RDF term, by the kind of the property."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from paperkg import ids
from paperkg.model import Scalar
from paperkg.schema import Kind
from paperkg.sinks.rdf.text import Term, double, integer, iri, is_iri, known, literal

Spell: TypeAlias = Callable[[Scalar], Term]
"""Makes the object of a triple from one value."""

_BOOLEAN: Final = known("xsd:boolean")


def _tagged(value: Scalar) -> Term:
    text = str(value)
    return literal(text, language=ids.language(text))


def _integer(value: Scalar) -> Term:
    return integer(int(value))


def _number(value: Scalar) -> Term:
    return double(value) if isinstance(value, int | float) else literal(value)


def _boolean(value: Scalar) -> Term:
    return literal("true" if value else "false", datatype=_BOOLEAN)


def _date(value: Scalar) -> Term:
    return _moment(str(value), r"\d{4}-\d\d-\d\d", "xsd:date")


def _datetime(value: Scalar) -> Term:
    form = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
    return _moment(str(value), form, "xsd:dateTime")


def _moment(text: str, form: str, datatype: str) -> Term:
    """Keep *text* as written; what XML Schema would not take is a plain literal."""
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return literal(text)
    return literal(text, datatype=known(datatype) if re.fullmatch(form, text) else "")


def _link(value: Scalar) -> Term:
    return iri(str(value)) if is_iri(str(value)) else literal(str(value))


SPELL: Final[Mapping[Kind, Spell]] = MappingProxyType(
    {
        Kind.STRING: lambda value: literal(str(value)),
        Kind.NAME: _tagged,
        Kind.TEXT: _tagged,
        Kind.INTEGER: _integer,
        Kind.NUMBER: _number,
        Kind.BOOLEAN: _boolean,
        Kind.DATE: _date,
        Kind.DATETIME: _datetime,
        Kind.URL: _link,
    }
)
"""Of every kind but nodes, whose IRIs `terms` knows."""
