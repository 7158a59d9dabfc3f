"""Small libraries, and a whole sync of them."""

from __future__ import annotations

from collections.abc import Iterable

from paperkg import frontmatter
from paperkg.model import Artifact, Shape
from paperkg.sync import Applied, Disk, Plan, Store, apply, load, make_plan
from paperkg.sync.note import BLOCK, KEY, parse
from paperkg.sync.record import remember
from paperkg.sync.splice import edited
from paperkg.sync.terms import NO_TERMS, Terms


def paper(
    id_: str,
    title: str,
    *,
    topics: Iterable[str] = (),
    year: int | None = 2020,
    card: str = "a card",
    path: str = "",
) -> Artifact:
    """Return a note as the vault sink would write it."""
    properties: dict[str, object] = {"type": "paper", "title": title}
    if year:
        properties["year"] = year
    if topics:
        properties["topics"] = list(topics)
    properties["paperkg_id"] = id_
    text = (
        f"---\n{frontmatter.emit(properties)}---\n"
        f"%% paperkg:begin card %%\n{card}\n%% paperkg:end card %%\n\n## My notes\n"
    )
    return Artifact(id_, path or f"vault/Papers/{title}.md", text.encode(), Shape.NOTE)


def export(text: str, path: str = "export/graph.cypher") -> Artifact:
    """Return a whole file."""
    return Artifact(path, path, text.encode())


def plan_for(store: Store, wants: Iterable[Artifact], terms: Terms = NO_TERMS) -> Plan:
    """Return the plan that brings *store* in line with *wants*."""
    return make_plan(iter(list(wants)), load(store), Disk.of(store), terms)


def carry_out(store: Store, plan: Plan) -> Applied:
    """Apply *plan* and remember what was seen."""
    applied = apply(plan, store)
    remember(store, plan, applied, store.look(), clock=1)
    return applied


def sync(store: Store, wants: Iterable[Artifact], terms: Terms = NO_TERMS) -> Plan:
    """Sync, with nothing skipped."""
    plan = plan_for(store, wants, terms)
    assert carry_out(store, plan).skipped == ()
    return plan


def with_property(text: str, key: str, value: object) -> str:
    """Return a note as after a user's edit of one property; None removes it."""
    note = parse(text)
    line = None if value is None else frontmatter.emit({key: value})
    return edited(note, {KEY + key: line}, [*note.parts, KEY + key]).text


def without_block(text: str, name: str) -> str:
    """Return a note whose block the user deleted."""
    return edited(parse(text), {BLOCK + name: None}, []).text
