"""What the commands print: results on stdout, talk on stderr, colours on a terminal only."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from paperkg.diagnostics import Diagnostic, Level, Origin
from paperkg.model import Edge, Value
from paperkg.outcome import Outcome, folded
from paperkg.schema import Property, Schema

if TYPE_CHECKING:
    from paperkg.explain import Explanation
    from paperkg.exporting import FolderFormat, Format
    from paperkg.status import Status
    from paperkg.sync import Undone
    from paperkg.watch import Round

WELCOME: Final = """\
paperkg turns reading notes into one graph: an Obsidian vault, Neo4j and RDF.

  paperkg init my-library     make a library with a short list to try
  paperkg sync                read data/, bring vault/ and export/ in step
  paperkg sync --watch        the same after each edit
  paperkg status              what a sync would do, and what waits for you
  paperkg check               what is wrong or doubtful in data/ and in your notes
  paperkg explain THING       where each fact about a thing stands
  paperkg query               ask the graph in Cypher; lists the queries that have a name
  paperkg sparql              ask the graph in SPARQL; lists the queries that have a name
  paperkg push                bring a Neo4j of yours in step; paperkg neo4j up starts one
  paperkg schema              node types, edge types, properties
  paperkg templates           what notes are made from; copy one to change it

More: paperkg COMMAND --help"""

_LISTED: Final = 20
"""Changes named one by one before the rest is counted."""
_NAMED: Final = 5
"""Changed files that a round of a watch names."""
_COLOURS: Final = {Level.ERROR: "31", Level.WARNING: "33", Level.REVIEW: "36"}


def say(text: str) -> None:
    """Print a result."""
    _write(sys.stdout, text)


def talk(text: str) -> None:
    """Print what is said about the run."""
    _write(sys.stderr, text)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show the stage on a terminal; an empty one, and the end, wipe it away."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        yield lambda stage: print(  # noqa: T201
            f"\r\033[K{stage and f'{stage} …'}", end="", file=sys.stderr, flush=True
        )
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)  # noqa: T201


def _write(stream: Any, text: str) -> None:  # noqa: ANN401 - a text stream
    """Write, whatever the terminal's encoding can hold."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def _coloured(stream: Any) -> bool:  # noqa: ANN401 - a text stream
    return stream.isatty() and "NO_COLOR" not in os.environ


def diagnostics(found: Sequence[Diagnostic], *, every: bool) -> None:
    """Print diagnostics: all of them, or for `sync` no reviews and only so many warnings."""
    shown = list(found)
    if not every:
        loud = [d for d in shown if d.level is not Level.REVIEW]
        warnings = [d for d in loud if d.level is not Level.ERROR]
        shown = [d for d in loud if d.level is Level.ERROR] + warnings[:_LISTED]
        shown.sort(key=Diagnostic.sort_key)
    for diagnostic in shown:
        text = str(diagnostic)
        if _coloured(sys.stderr):
            word = f"{diagnostic.level} {diagnostic.code}"
            text = text.replace(word, f"\033[{_COLOURS[diagnostic.level]}m{word}\033[0m", 1)
        talk(text)
    if hidden := len(found) - len(shown):
        talk(f"{hidden} more to look at: paperkg check")


def count_levels(found: Iterable[Diagnostic]) -> str:
    """Return `2 errors, 1 warning`, or that all is well."""
    counts = Counter(d.level for d in found)
    told = [
        f"{counts[level]} {level if level is Level.REVIEW else _plural(str(level), counts[level])}"
        for level in Level
        if counts[level]
    ]
    return ", ".join(told) or "nothing is wrong"


def _plural(word: str, number: int) -> str:
    return word if number == 1 else f"{word}s"


def outcome(found: Outcome, *, dry: bool) -> None:
    """Print what a sync did or would do."""
    _list([] if found.first and not dry else found.lines)
    if not found.differs:
        say(f"nothing changed: {found.counts}")
        return
    say(f"{'would do' if dry else 'done'}: {found.summary()}")
    say(f"the graph: {found.counts}")
    if not dry and found.first:
        say("next: open vault/ in Obsidian · load export/graph.cypher into Neo4j · query")
        say("      export/graph.ttl · write ideas in your lists, then: paperkg sync")


def _list(lines: Sequence[str]) -> None:
    """Print the first of many lines."""
    shown = folded(lines)
    for line in shown[:_LISTED]:
        say(f"  {line}")
    if len(shown) > _LISTED:
        say(f"  … and {len(shown) - _LISTED} more (--json lists all)")


def round_(found: Round) -> None:
    """Print what a round of a watch did, in a line, and what is newly wrong below it."""
    clock = f"{found.time:%H:%M:%S}"
    if found.outcome is None:
        talk(f"{clock}  error: {found.failure}")
        return
    files = [line[2:] for line in folded(found.outcome.lines)]
    more = f" and {len(files) - _NAMED} more" if len(files) > _NAMED else ""
    names = f": {', '.join(files[:_NAMED])}{more}" if files else ""
    mended = f"; mended: {count_levels(found.mended)}" if found.mended else ""
    say(f"{clock}  {found.outcome.summary()}{names}{mended}")
    diagnostics(found.new, every=False)


def explanation(found: Explanation) -> None:
    """Print a node: each property, edge and merge with its lines."""
    node = found.node
    say(f"{node.id}  ({node.type}, note '{node.name}')")
    for name, value in node.properties.items():
        say(f"  {name}: {_short(value)}")
        say(f"      {_places(node.facts.get(name, ()))}")
    for merge in node.merges:
        say(f"  one thing by rule: {merge.rule}")
        say(f"      {_places(merge.origins)}")
    for edge in found.outgoing:
        _edge(edge, f"{edge.type} -> {edge.target}")
    for edge in found.incoming:
        _edge(edge, f"<- {edge.type} {edge.source}")


def _edge(edge: Edge, arrow: str) -> None:
    told = ", ".join(f"{name}: {_short(value)}" for name, value in edge.properties.items())
    say(f"  {arrow}{f'  ({told})' if told else ''}")
    rule = f"  by rule: {edge.rule}" if edge.rule else ""
    say(f"      {_places(edge.origins)}{rule}")


def _short(value: Value) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 200 else f"{text[:200]}…"


def _places(origins: Iterable[Origin]) -> str:
    every = [str(o) for o in origins]
    shown = ", ".join(every[:8])
    return shown if len(every) <= 8 else f"{shown} and {len(every) - 8} more"


def formats(found: Mapping[str, Format | FolderFormat]) -> None:
    """Print the formats of an export."""
    for name, each in found.items():
        say(f"  {name:<12}{each.what}")


def table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns; full-width characters are two columns wide."""
    from rich.cells import cell_len  # noqa: PLC0415

    shown = [[" ".join(cell.split()) for cell in row] for row in (names, *rows)]
    widths = [max(map(cell_len, column)) for column in zip(*shown, strict=True)]
    for at, row in enumerate(shown):
        cells = (c + " " * (w - cell_len(c)) for c, w in zip(row, widths, strict=True))
        say("  ".join(cells).rstrip())
        if not at:
            say("  ".join("-" * w for w in widths))
    talk(f"{len(rows)} {_plural('row', len(rows))}")


def schema(found: Schema) -> None:
    """Print the types as a table."""
    for node_type in found.nodes:
        say(f"{node_type.name}  ({node_type.label.zh}; in YAML: {node_type.section}:)")
        for prop in node_type.properties:
            say(f"  {_property(prop)}")
    for edge_type in found.edges:
        sources = "|".join(edge_type.sources) or "any"
        targets = "|".join(edge_type.targets) or "any"
        say(f"{edge_type.name}  {sources} -> {targets}  (in notes and YAML: {edge_type.key}:)")
        for prop in edge_type.properties:
            say(f"  {_property(prop)}")


def _property(prop: Property) -> str:
    marks = f"{prop.kind}{' list' if prop.many else ''}{', required' if prop.required else ''}"
    return f"{prop.name}: {marks}{f'. {prop.doc}' if prop.doc else ''}"


def schema_json(found: Schema) -> dict[str, Any]:
    """Return the types for `--json`."""
    return {
        "node_types": [
            {"name": t.name, "section": t.section, "properties": _properties(t.properties)}
            for t in found.nodes
        ],
        "edge_types": [
            {
                "name": t.name,
                "key": t.key,
                "from": list(t.sources),
                "to": list(t.targets),
                "properties": _properties(t.properties),
            }
            for t in found.edges
        ],
    }


def _properties(properties: Iterable[Property]) -> list[dict[str, Any]]:
    return [
        {"name": p.name, "kind": str(p.kind), "many": p.many, "required": p.required, "doc": p.doc}
        for p in properties
    ]


_LAGGING: Final = "yours; paperkg offers another by now (paperkg take FILE, or paperkg keep FILE)"


def status(found: Status) -> None:
    """Print how a library stands: what would be done, what is settled, what is open."""
    say(f"the graph: {found.outcome.counts}")
    _paragraph("notes of your own", found.own_notes)
    _paragraph("notes of paperkg's with words of yours", found.annotated)
    _paragraph("corrected by you", found.corrections)
    _paragraph("deleted by you (back with: paperkg restore ID)", found.deleted)
    _paragraph(_LAGGING, found.lagging)
    _paragraph("a sync would", folded(found.outcome.lines))
    _paragraph("waits for you", [str(d) for d in found.waiting])
    if not found.outcome.differs and not found.waiting:
        say("all views are in step, and nothing waits for you")


def _paragraph(title: str, lines: Sequence[str]) -> None:
    if lines:
        say(f"{title}: {len(lines)}")
        _list(lines)


def undone(found: Undone) -> None:
    """Print what was undone, and what was left."""
    _list(found.lines)
    for line in found.left:
        talk(f"left: {line}")
    count = len(folded(found.lines))
    changes = "1 change" if count == 1 else f"{count} changes"
    say(f"undone: {changes} of the last sync; the sources are as they were")
    say("next: change data/ before you run  paperkg sync  again, or it makes the same anew")
