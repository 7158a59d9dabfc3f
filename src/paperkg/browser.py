"""What makes Neo4j Browser ready: colours and captions, and the named queries as favourites."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Final

from paperkg.named_queries import NamedQuery

STYLE: Final = "style.grass"
FAVOURITES: Final = "favourites.zip"

_COLOURS: Final = {
    "Paper": "#4C8EDA",
    "Author": "#F2A900",
    "Institution": "#8D6CAB",
    "Topic": "#57A64A",
    "Idea": "#E4572E",
    "Venue": "#4A7C8C",
    "Event": "#2BA6A6",
    "Session": "#8FC1D4",
    "Note": "#B0A58F",
}
_OWN: Final = ("#D95F9E", "#7A8B2D", "#A0522D", "#5B5FC7", "#C0392B", "#3D9970")
"""For types of the library's own, in turn."""
_SIZES: Final = {"Paper": 60, "Idea": 55, "Topic": 45, "Author": 45}


def style(captions: Mapping[str, str], edge_types: Iterable[str]) -> str:
    """Return the style sheet: a colour and a caption a type.

    Args:
        captions: By node type the Cypher key of a value that every node has: Browser leaves a
            circle empty where it is absent.
        edge_types: Their names.
    """
    own = iter(_OWN * (len(captions) // len(_OWN) + 1))
    rules = [
        _rule("node", {"diameter": "40px", "color": "#A5ABB6", "border-color": "#9AA1AC"}),
        _rule("relationship", {"color": "#A5ABB6", "shaft-width": "1px", "caption": "<type>"}),
    ]
    for name, caption in captions.items():
        colour = _COLOURS.get(name) or next(own)
        declared = {
            "color": colour,
            "border-color": _darker(colour),
            "text-color-internal": "#FFFFFF",
            "diameter": f"{_SIZES.get(name, 40)}px",
            "caption": "{" + caption + "}",
        }
        rules.append(_rule(f"node.{name}", declared))
    rules += [_rule(f"relationship.{name}", {"caption": "<type>"}) for name in edge_types]
    return "\n".join(rules)


def _rule(selector: str, declared: dict[str, str]) -> str:
    lines = "".join(
        f'  {k}: "{v}";\n' if k == "caption" else f"  {k}: {v};\n" for k, v in declared.items()
    )
    return f"{selector} {{\n{lines}}}\n"


def _darker(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{part * 3 // 4:02X}" for part in parts)


def favourites(queries: Iterable[NamedQuery]) -> bytes:
    """Return a zip of the queries, a folder a subject; the same queries give the same bytes.

    Browser shows the first line without its slashes. Parameters stand as their defaults.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for query in sorted(queries, key=lambda q: (q.folder, q.name)):
            name = f"{query.folder or 'own'}/{query.name}.cypher"
            entry = zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, favourite(query))
    return packed.getvalue()


def favourite(query: NamedQuery) -> str:
    """Return a query that runs without parameters."""
    literals = {p.name: json.dumps(p.default, ensure_ascii=False) for p in query.parameters}
    text = re.sub(r"\$(\w+)", lambda found: literals.get(found[1], found[0]), query.statement)
    return f"// {query.title.en} · {query.title.zh}\n// {query.sentence.en}\n{text};\n"
