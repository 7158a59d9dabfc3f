"""What paperkg.toml says, as a frozen value; every key is optional.

A fault in the file is a diagnostic with its line; the default is used for that key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from paperkg import ids
from paperkg.diagnostics import Diagnostic, Origin
from paperkg.neo4j_settings import Neo4jSettings
from paperkg.neo4j_settings import parse as neo4j_settings
from paperkg.own_types import own_edge_type, own_node_type
from paperkg.schema import BUILTIN, Schema

FILE: Final = "paperkg.toml"

TIME_ZONES: Final = MappingProxyType(
    {
        # CST is China's clock in a list that is half Chinese; others set it in [time_zones]
        "CST": "+08:00",
        "UTC": "+00:00",
        "GMT": "+00:00",
        "BST": "+01:00",
        "CET": "+01:00",
        "CEST": "+02:00",
        "JST": "+09:00",
        "KST": "+09:00",
        "EST": "-05:00",
        "EDT": "-04:00",
        "CDT": "-05:00",
        "MST": "-07:00",
        "MDT": "-06:00",
        "PST": "-08:00",
        "PDT": "-07:00",
        "AEST": "+10:00",
        "AEDT": "+11:00",
        "SGT": "+08:00",
        "HKT": "+08:00",
    }
)
"""UTC offsets of the abbreviations that lists print; Python's zoneinfo has none of them."""


_BASE_IRI: Final = re.compile(
    # letters that every RDF engine takes, no empty host, nothing after the one #
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::\d+)?(?:/(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*"
    r"(?:(?<=/)|(?<=.)#)",
    re.ASCII,
)


@dataclass(frozen=True)
class Config:
    """The settings of one library.

    Attributes:
        name: Names the graph in every view (`pkgGraph` in Neo4j); the folder's name
            unless set.
        language: `en` or `zh`: headings and labels in the vault.
        base_iri: What node IRIs start with; ends in `/` or `#`.
        base_is_set: Whether the user chose it.
        exclude: Patterns of files under data/ that are no sources.
        time_zones: UTC offsets by printed abbreviation.
        set_zones: The abbreviations that the user decided.
        every_file: Whether a large graph too is written in every RDF format at each sync.
        shipped_topics: Whether the shipped topic vocabulary is used.
        schema: The shipped types and the library's own.
        templates: Text of the note templates by file name, the library's over the shipped.
        neo4j: The database that `paperkg push` fills.
    """

    name: str
    language: str = "en"
    base_iri: str = "https://example.org/"
    base_is_set: bool = False
    exclude: tuple[str, ...] = ()
    time_zones: Mapping[str, str] = field(default_factory=lambda: TIME_ZONES)
    set_zones: frozenset[str] = frozenset()
    every_file: bool = False
    shipped_topics: bool = True
    schema: Schema = BUILTIN
    templates: Mapping[str, str] = field(default_factory=dict)
    neo4j: Neo4jSettings = field(default_factory=Neo4jSettings)


@dataclass
class _Toml:
    """The parsed file, with a way to tell the line of a key."""

    lines: list[str]
    faults: list[Diagnostic] = field(default_factory=list)

    def origin(self, *keys: str) -> Origin:
        """Return the first line that holds the last of *keys* as key or table."""
        key = re.escape(keys[-1]) if keys else ""
        pattern = re.compile(rf"""^\s*(?:\[[^\]]*)?["']?{key}["']?\s*(?:=|\]|\.)|\b{key}\s*=""")
        for number, line in enumerate(self.lines, 1):
            if key and pattern.search(line):
                return Origin(FILE, number, number, "config")
        return Origin(FILE, 1, 1, "config")

    def fault(self, code: str, message: str, *keys: str, mend: str = "") -> None:
        self.faults.append(Diagnostic(code, message, self.origin(*keys), mend))


_KEYS: Final = (
    "name",
    "language",
    "base_iri",
    "exclude",
    "time_zones",
    "topics",
    "neo4j",
    "rdf",
    "node_types",
    "edge_types",
)


def parse(
    text: str, default_name: str, templates: Mapping[str, str] | None = None
) -> tuple[Config, tuple[Diagnostic, ...]]:
    """Return the settings that *text* makes, and what is wrong with it."""
    toml = _Toml(text.splitlines())
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 1
        fault = Diagnostic("C601", str(error), Origin(FILE, line, line, "config"))
        return _finished({}, default_name, toml, templates), (fault,)
    for key in raw:
        if key not in _KEYS:
            known = ", ".join(_KEYS)
            toml.fault("C602", f"unknown key '{key}'; expected one of {known}", key)
    config = _finished(raw, default_name, toml, templates)
    return config, tuple(toml.faults)


def _finished(
    raw: Mapping[str, Any],
    default_name: str,
    toml: _Toml,
    templates: Mapping[str, str] | None,
) -> Config:
    name = _text(raw, "name", default_name, toml)
    base = _text(raw, "base_iri", f"https://example.org/{ids.slug(default_name)}/", toml)
    if not _BASE_IRI.fullmatch(base):
        toml.fault(
            "C603",
            f"base_iri: found '{base}', expected an http(s) IRI that ends in / or #",
            "base_iri",
            mend='base_iri = "https://example.org/my-library/"',
        )
        base = f"https://example.org/{ids.slug(default_name)}/"
    language = _text(raw, "language", "en", toml)
    if language not in ("en", "zh"):
        toml.fault("C603", f"language: found '{language}', expected en or zh", "language")
        language = "en"
    zones = {k.upper(): v for k, v in _zones(raw, toml).items()}
    return Config(
        name=name,
        language=language,
        base_iri=base,
        base_is_set=raw.get("base_iri") == base,
        exclude=_texts(raw, "exclude", toml),
        time_zones=MappingProxyType({**TIME_ZONES, **zones}),
        set_zones=frozenset(zones),
        every_file=_switch(raw, "rdf", "every_file", toml, default=False),
        shipped_topics=_switch(raw, "topics", "shipped", toml, default=True),
        schema=_schema(raw, toml),
        templates=templates or {},
        neo4j=_neo4j(raw, toml),
    )


def _text(raw: Mapping[str, Any], key: str, default: str, toml: _Toml) -> str:
    value = raw.get(key, default)
    if isinstance(value, str) and value.strip():
        return ids.nfc(value)
    toml.fault("C603", f"{key}: found {value!r}, expected text in quotes", key)
    return default


def _texts(raw: Mapping[str, Any], key: str, toml: _Toml) -> tuple[str, ...]:
    value = raw.get(key, [])
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    toml.fault("C603", f'{key}: found {value!r}, expected a list: {key} = ["old/*.md"]', key)
    return ()


def _table(raw: Mapping[str, Any], key: str, toml: _Toml) -> Mapping[str, Any]:
    value = raw.get(key, {})
    if isinstance(value, dict):
        return value
    toml.fault("C603", f"{key}: found {value!r}, expected a table [{key}]", key)
    return {}


def _zones(raw: Mapping[str, Any], toml: _Toml) -> dict[str, str]:
    zones: dict[str, str] = {}
    for zone, offset in _table(raw, "time_zones", toml).items():
        if isinstance(offset, str) and re.fullmatch(r"[+-](?:0\d|1[0-4]):[0-5]\d", offset):
            zones[zone] = offset
        else:
            toml.fault(
                "C603",
                f"time_zones.{zone}: found {offset!r}, expected an offset from UTC",
                zone,
                mend=f'{zone} = "+08:00"',
            )
    return zones


def _switch(raw: Mapping[str, Any], name: str, switch: str, toml: _Toml, *, default: bool) -> bool:
    """Return the only key that a table has."""
    table = _table(raw, name, toml)
    for key in table:
        if key != switch:
            toml.fault("C602", f"unknown key '{name}.{key}'; expected {name}.{switch}", key)
    value = table.get(switch, default)
    if isinstance(value, bool):
        return value
    toml.fault("C603", f"{name}.{switch}: found {value!r}, expected true or false", switch)
    return default


def _neo4j(raw: Mapping[str, Any], toml: _Toml) -> Neo4jSettings:
    settings, faults = neo4j_settings(_table(raw, "neo4j", toml))
    for code, key, message, mend in faults:
        toml.fault(code, message, "neo4j", key, mend=mend)
    return settings


def _schema(raw: Mapping[str, Any], toml: _Toml) -> Schema:
    """Add the library's own types; a type that clashes with a known one is refused."""
    schema = BUILTIN
    for name, table in _table(raw, "node_types", toml).items():
        node_type, faults = own_node_type(name, table, schema)
        for message, mend in faults:
            toml.fault("C603", message, "node_types", name, mend=mend)
        if node_type:
            schema = schema.extended((node_type,), ())
    for name, table in _table(raw, "edge_types", toml).items():
        edge_type, faults = own_edge_type(name, table, schema)
        for message, mend in faults:
            toml.fault("C603", message, "edge_types", name, mend=mend)
        if edge_type:
            schema = schema.extended((), (edge_type,))
    return schema
