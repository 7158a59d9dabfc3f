"""Obsidian's own settings for the vault: given once, and the user's from then on.

A running Obsidian holds its settings in memory and writes them back, so nothing here
depends on the data: a sync has no reason to touch these files a second time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from paperkg.config import Config
from paperkg.model import Artifact, Shape
from paperkg.resources import SNIPPET, text_of
from paperkg.schema import Kind, Label, Property, Schema
from paperkg.sinks.vault.places import HOME, SETTINGS

_WIDGETS: Final = {
    Kind.INTEGER: "number",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "checkbox",
    Kind.DATE: "date",
}
"""A time keeps its UTC offset only as text."""
_APP: Final = {
    "alwaysUpdateLinks": True,
    "newLinkFormat": "shortest",
    "useMarkdownLinks": False,
    "attachmentFolderPath": "Attachments",
}
_PLUGINS: Final = [
    "backlink",
    "bases",
    "bookmarks",
    "canvas",
    "command-palette",
    "editor-status",
    "file-explorer",
    "file-recovery",
    "global-search",
    "graph",
    "note-composer",
    "outgoing-link",
    "outline",
    "page-preview",
    "properties",
    "switcher",
    "tag-pane",
    "templates",
    "word-count",
]
"""Core plugins; paperkg never brings one of its own."""
_COLOURS: Final = {
    "paper": 0x4C8BF5,
    "idea": 0xF5A623,
    "topic": 0x2EAD7A,
    "author": 0x8E9AAF,
    "institution": 0x9067C6,
    "venue": 0xE0607E,
    "event": 0xE0607E,
    "session": 0xE59BB0,
    "note": 0xC2A83E,
}
_REST: Final = '-path:Templates -["type":home]'
_NO_PEOPLE: Final = '-["type":author] -["type":institution]'
_NO_PLACES: Final = '-["type":venue] -["type":event] -["type":session]'
_GRAPHS: Final = (
    (Label("Ideas and papers", "想法与论文"), f"{_NO_PEOPLE} {_NO_PLACES} {_REST}"),
    (Label("People", "人与机构"), '["type":author] OR ["type":institution] OR ["type":paper]'),
    (Label("Everything", "全部"), _REST),
)


def settings(config: Config) -> Iterator[Artifact]:
    """Yield the settings; see `Shape` for how each is merged with the user's."""
    graph = _graph(config, _GRAPHS[0][1])
    yield _merged("app.json", _APP)
    yield _merged("appearance.json", {"enabledCssSnippets": [SNIPPET]})
    yield _merged("types.json", {"types": _types(config.schema)})
    yield _offered("core-plugins.json", dict.fromkeys(_PLUGINS, True))
    yield _offered("templates.json", {"folder": "Templates"})
    yield _offered("graph.json", graph)
    yield _offered("bookmarks.json", {"items": _bookmarks(config)})
    path = f"{SETTINGS}/snippets/{SNIPPET}.css"
    yield Artifact(path, path, text_of(f"{SNIPPET}.css").encode(), Shape.OFFER)


def _merged(name: str, wanted: dict[str, Any]) -> Artifact:
    path = f"{SETTINGS}/{name}"
    return Artifact(path, path, json.dumps(wanted, ensure_ascii=False).encode(), Shape.SETTINGS)


def _offered(name: str, wanted: dict[str, Any]) -> Artifact:
    path = f"{SETTINGS}/{name}"
    data = json.dumps(wanted, ensure_ascii=False, indent=2).encode()
    return Artifact(path, path, data, Shape.OFFER)


def _types(schema: Schema) -> dict[str, str]:
    """Return the widget of each property; one name has one type in the whole vault."""
    found = {"aliases": "aliases", "tags": "tags", "cssclasses": "multitext"}
    for node_type in schema.nodes:
        for prop in node_type.properties:
            if not prop.body:
                found.setdefault(prop.name, _widget(prop))
    for edge_type in schema.edges:
        found.setdefault(edge_type.key, "multitext")
    return found | {"type": "text", "rating": "number", "added": "date"}


def _widget(prop: Property) -> str:
    return "multitext" if prop.many else _WIDGETS.get(prop.kind, "text")


def _graph(config: Config, search: str) -> dict[str, Any]:
    keys = [t.key for t in config.schema.nodes]
    return {
        "collapse-filter": True,
        "search": search,
        "showTags": False,
        "showAttachments": False,
        "hideUnresolved": True,
        "showOrphans": False,
        "collapse-color-groups": False,
        "colorGroups": [
            {"query": _coloured(key), "color": {"a": 1, "rgb": _COLOURS[key]}}
            for key in keys
            if key in _COLOURS
        ],
        "collapse-display": True,
        "showArrow": True,
        "textFadeMultiplier": 0,
        "nodeSizeMultiplier": 1.2,
        "lineSizeMultiplier": 0.8,
        "collapse-forces": True,
        "centerStrength": 0.5,
        "repelStrength": 12,
        "linkStrength": 0.8,
        "linkDistance": 140,
        "scale": 0.6,
        "close": True,
    }


def _coloured(key: str) -> str:
    """Return the search for notes of a type; the user's own ideas may name none."""
    return f'["type":{key}]{" OR path:Ideas/" if key == "idea" else ""}'


def _bookmarks(config: Config) -> list[dict[str, Any]]:
    home = {"type": "file", "ctime": 0, "path": HOME.partition("/")[2], "title": "Home"}
    graphs = [
        {
            "type": "graph",
            "ctime": 0,
            "title": label.text(config.language),
            "options": _graph(config, search),
        }
        for label, search in _GRAPHS
    ]
    title = "关系图" if config.language == "zh" else "Graphs"
    return [home, {"type": "group", "ctime": 0, "title": title, "items": graphs}]
