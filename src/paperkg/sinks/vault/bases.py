"""Bases: the tables that list notes, one file for each node type, and one for all notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

from paperkg.config import Config
from paperkg.model import Artifact, Graph, Shape
from paperkg.schema import Label, NodeType, Schema
from paperkg.sinks.vault.places import BASES
from paperkg.sinks.vault.views import View, embeds

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "Paper": ("authors", "year", "topics", "presented_at", "venue", "status", "rating"),
    "Author": ("name_zh", "affiliations"),
    "Institution": ("name_zh", "country", "part_of"),
    "Topic": ("name_zh", "broader"),
    "Idea": ("status", "relates_to", "topics", "created"),
    "Venue": ("title", "kind"),
    "Event": ("edition_of", "year", "start_date", "end_date"),
    "Session": ("start_time", "end_time", "utc_offset", "held_at"),
    "Note": ("kind", "remarks_on"),
}
"""What a table shows beside the note, in this order, as far as any note has it."""
_OWN: Final[Mapping[str, Label]] = {
    "status": Label("Status", "状态"),
    "rating": Label("Rating", "评分"),
    "added": Label("Added", "加入"),
    "formula.day": Label("Day", "日期"),
    "file.name": Label("Note", "名称"),
    "type": Label("Type", "类型"),
    "file.mtime": Label("Changed", "修改"),
}
"""Columns that only the user fills; the templates for new notes have them."""
ALWAYS: Final = frozenset({"Paper", "Idea"})
"""Types that the user adds notes of: their Bases stand ready, and Home embeds them."""

_UNTYPED: Final = '!file.hasProperty("type") && file.inFolder("Ideas")'
"""A note of the user's own that is an idea because it lies where ideas lie."""

ALL: Final = Label("All", "全部")
QUEUE: Final = Label("Reading queue", "阅读队列")
QUEUED: Final = ("queued", "reading")
"""Values of a paper's `status` with which it stands in the queue."""
BY_YEAR: Final = Label("By year", "按年份")
BY_STATUS: Final = Label("By status", "按状态")
SCHEDULE: Final = Label("All days", "全部日程")
RECENT: Final = Label("Changed lately", "最近修改")
_ROWS: Final = 100
"""Rows that a view shows at most; Obsidian draws all that it is asked for."""
_RECENT_ROWS: Final = 12


def bases(graph: Graph, config: Config) -> Iterator[Artifact]:
    """Yield a Base for each node type that has notes, and one for all notes."""
    there: dict[str, set[str]] = {name: set() for name in ALWAYS}
    for node in graph.nodes.values():
        there.setdefault(node.type, set()).update(node.properties)
    for edge in graph.edges:
        key = config.schema.edge_types[edge.type].key
        there[graph.nodes[edge.source].type].add(key)
    for node_type in config.schema.nodes:
        if node_type.name in there:
            path = f"{BASES}/{node_type.folder}.base"
            yield _artifact(path, _base(node_type, config, there[node_type.name]))
    yield _artifact(f"{BASES}/Recent.base", _recent(config.language))


class _Dumper(yaml.SafeDumper):
    """Writes what stands twice twice."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def _artifact(path: str, base: Mapping[str, Any]) -> Artifact:
    text = yaml.dump(
        base,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=None,  # the innermost lists and mappings on one line
        width=1000,
    )
    return Artifact(path, path, text.encode(), Shape.OFFER)


def _base(node_type: NodeType, config: Config, there: set[str]) -> dict[str, Any]:
    language = config.language
    columns = _columns(node_type, config.schema, there)
    views = list(_own_views(node_type, columns, language))
    views += [
        _embedded(view, node_type, columns)
        for view in dict.fromkeys(embeds(config.schema, language).values())
        if view.base == node_type.folder and (not view.key or view.key in {*there, *columns})
    ]
    more = {"Session": ["formula.day"], "Paper": ["added"]}.get(node_type.name, [])
    shown = [*columns, "file.name", *more]
    labels = {c: _label(c, node_type, config.schema).text(language) for c in shown}
    return {
        "filters": {"and": [{"or": list(_is(node_type))}, '!file.inFolder("Templates")']},
        **({"formulas": {"day": _day(there)}} if node_type.name == "Session" else {}),
        "properties": {_spelled(c): {"displayName": label} for c, label in labels.items()},
        "views": views,
    }


def _is(node_type: NodeType) -> Iterator[str]:
    """Yield what tells that a note is of a type, as users may write it too."""
    for name in dict.fromkeys((node_type.key, node_type.name, node_type.label.zh)):
        yield f'type == "{name}"'
    if node_type.name == "Idea":
        yield _UNTYPED


def _day(there: set[str]) -> str:
    """Return the expression for a session's day: its date, else its weekday."""
    if "start" not in there:
        return "weekday" if "weekday" in there else '""'
    rest = "weekday" if "weekday" in there else '""'
    return f"if(start, start.slice(0, 10), {rest})"


def _columns(node_type: NodeType, schema: Schema, there: set[str]) -> list[str]:
    keys = [p.name for p in node_type.properties if not p.body and p.name not in _HIDDEN]
    keys += [e.key for e in schema.edges_from(node_type.name)]
    wanted = _COLUMNS.get(node_type.name, tuple(keys))
    ready = node_type.name in ALWAYS
    return [c for c in wanted if c in there or (ready and c not in _STATED)]


_STATED: Final = frozenset({"presented_at", "venue"})
"""Columns that no template for a new note has: only what the sources state fills them."""
_WIDE: Final = frozenset({"presented_at", "venue", "rating"})
"""Columns that only a Base opened alone has room for."""
_ONE: Final = frozenset({"broader", "edition_of", "held_at", "part_of"})
"""Columns that would say the embedding note's own name in each row, and nothing more."""
_HIDDEN: Final = frozenset({"name", "aliases", "tags", "openalex", "url"})


def _own_views(node_type: NodeType, columns: list[str], language: str) -> Iterator[dict[str, Any]]:
    every = _table(ALL.text(language), columns)
    if node_type.name == "Paper":
        year = {"property": "note.year", "direction": "DESC"}
        yield {
            "type": "table",
            "name": QUEUE.text(language),
            "filters": {"or": [f'status == "{value}"' for value in QUEUED]},
            "order": ["file.name", "status", "rating", "authors", "year", "added"],
            "sort": _sorted("rating", "DESC") + _sorted("added", "ASC"),
            "limit": _ROWS,
        }
        if "year" in columns:
            yield every | {"sort": [year]}
            yield _grouped(BY_YEAR.text(language), columns, year)
            return
    if node_type.name == "Idea":
        status = {"property": "note.status", "direction": "ASC"}
        yield _grouped(BY_STATUS.text(language), columns, status)
    if node_type.name == "Session":
        yield _table(SCHEDULE.text(language), columns) | _by_day()
        return
    yield every


def _table(name: str, columns: list[str]) -> dict[str, Any]:
    return {"type": "table", "name": name, "order": ["file.name", *columns]}


def _grouped(name: str, columns: list[str], by: dict[str, str]) -> dict[str, Any]:
    """Return a table in groups, whose headings say what no column has to repeat."""
    rest = [c for c in columns if f"note.{c}" != by["property"]]
    return _table(name, rest) | {"groupBy": by}


def _by_day() -> dict[str, Any]:
    return {
        "groupBy": {"property": "formula.day", "direction": "ASC"},
        "sort": _sorted("start_time", "ASC"),
    }


def _sorted(key: str, direction: str) -> list[dict[str, str]]:
    return [{"property": f"note.{key}", "direction": direction}]


def _embedded(view: View, node_type: NodeType, columns: list[str]) -> dict[str, Any]:
    said = {view.key} & _ONE
    found = _table(view.name, [c for c in columns if c not in _WIDE | said])
    key = "or" if len(view.filters) > 1 else "and"
    found["filters"] = {key: list(view.filters)}
    if node_type.name == "Session":
        found |= _by_day()
    elif "year" in columns:
        found["sort"] = _sorted("year", "DESC")
    return found


def _recent(language: str) -> dict[str, Any]:
    """Return the Base of what changed lately: what a reader works on, not who wrote it."""
    return {
        "filters": {
            "and": [
                {"or": ['file.hasProperty("type")', _UNTYPED]},
                *(f'type != "{key}"' for key in ("home", "author", "institution")),
                '!file.inFolder("Templates")',
            ]
        },
        "properties": {
            _spelled(c): {"displayName": _OWN[c].text(language)}
            for c in ("file.name", "type", "file.mtime")
        },
        "views": [
            {
                "type": "table",
                "name": RECENT.text(language),
                "order": ["file.name", "type", "file.mtime"],
                "sort": [{"property": "file.mtime", "direction": "DESC"}],
                "limit": _RECENT_ROWS,
            }
        ],
    }


def _spelled(column: str) -> str:
    return column if "." in column else f"note.{column}"


def _label(column: str, node_type: NodeType, schema: Schema) -> Label:
    if prop := node_type.property(column):
        return prop.label
    edge = next((e for e in schema.edges_from(node_type.name) if e.key == column), None)
    return edge.label if edge else _OWN[column]
