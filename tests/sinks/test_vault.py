"""A note holds what the graph says, and every text in it is only text."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given

from claims import Notes
from graphs import graphs
from paperkg import config, resources
from paperkg.graph import Ledger, resolve
from paperkg.graph.naming import legal
from paperkg.model import Artifact, Graph, Shape
from paperkg.sinks import vault
from paperkg.sync.note import parse

SHIPPED = resources.templates(Path("nowhere"))
CONFIG, _ = config.parse('name = "x"', "x", SHIPPED)


def notes(graph: Graph, settings: config.Config = CONFIG) -> dict[str, Artifact]:
    return {a.id: a for a in vault.render(graph, settings) if a.shape is Shape.NOTE}


def head(note: Artifact) -> dict[str, object]:
    """Return the frontmatter as a YAML 1.1 reader sees it."""
    found = yaml.load(note.text.removeprefix("---\n").split("\n---\n")[0], Loader=yaml.CSafeLoader)
    assert isinstance(found, dict)
    return found


def example() -> Graph:
    n = Notes()
    paper = n.paper("GAIT-prop: A rule", ["Nasir Ahmad (Radboud)"], year=2020, abstract="An [[x]].")
    n.edge("RELATES_TO", n.node("Idea", {"text": "spectrum control"}), paper)
    return resolve(n.claims, CONFIG.schema, Ledger()).graph


def test_a_paper_shows_its_properties_links_and_remarks() -> None:
    note = notes(example())["paper/gait-prop"]
    assert note.path == "vault/Papers/GAIT-prop.md"
    assert list(head(note).items()) == [
        ("type", "paper"),
        ("title", "GAIT-prop: A rule"),
        ("short_name", "GAIT-prop"),
        ("year", 2020),
        ("aliases", ["GAIT-prop: A rule"]),
        ("authors", ["[[Nasir Ahmad]]"]),
        ("paperkg_id", "paper/gait-prop"),
    ]
    body = note.text.split("---\n", 2)[2]
    assert body.startswith(
        "%% paperkg:begin card %%\n"
        "# GAIT-prop: A rule\n"
        "\n"
        "[[Nasir Ahmad]] ([[Radboud]])\n"
        "\n"
        "> [!abstract]- Abstract\n"
        "> An \\[\\[x\\]\\].\n"
        "\n"
        "> [!idea] [[spectrum control|Idea]]\n"
        "> spectrum control\n"
    )
    assert body.endswith("%% paperkg:end card %%\n\n## My notes\n")


def test_an_edge_stands_on_its_source_and_as_a_view_in_its_target() -> None:
    found = notes(example())
    assert head(found["idea/spectrum-control"])["relates_to"] == ["[[GAIT-prop]]"]
    assert "![[Papers.base#By this author]]" in found["author/nasir-ahmad"].text
    assert "![[Papers.base#From this institution]]" in found["institution/radboud"].text


def test_the_users_part_speaks_the_librarys_language() -> None:
    settings, _ = config.parse('language = "zh"', "x", SHIPPED)
    assert notes(example(), settings)["paper/gait-prop"].text.endswith("\n## 我的笔记\n")


def test_a_type_without_a_template_has_the_layout() -> None:
    templates = {k: v for k, v in SHIPPED.items() if k != "paper.md.j2"}
    settings, _ = config.parse("", "x", templates)
    assert "# GAIT-prop: A rule" in notes(example(), settings)["paper/gait-prop"].text


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("{% block %}", 1, "block"),
        ("a\n{{ p.titel }}", 2, "'titel'"),
        ('{% extends "_layout.md.j2" %}\n{% block text %}\n\n{{ 1 / 0 }}{% endblock %}', 4, "zero"),
        ("\n{{ p.year + 'x' }}", 2, "unsupported"),
        ('{% include "nowhere" %}', 1, "nowhere"),
    ],
)
def test_a_broken_template_names_its_line_and_the_shipped_one_serves(
    template: str, line: int, message: str
) -> None:
    settings, _ = config.parse("", "x", {**SHIPPED, "paper.md.j2": template})
    found = notes(example(), settings)
    note = found["paper/gait-prop"]
    assert note.text == notes(example())["paper/gait-prop"].text
    assert note.fault
    assert message in note.fault.message
    assert str(note.fault.origin) == f"vault_templates/paper.md.j2:{line}"
    assert found["author/nasir-ahmad"].fault is None


def test_a_template_cannot_reach_into_python() -> None:
    escape = "{{ ''.__class__.__mro__ }}"
    settings, _ = config.parse("", "x", {**SHIPPED, "paper.md.j2": escape})
    assert notes(example(), settings)["paper/gait-prop"].fault


def test_a_template_may_change_one_block_of_the_shipped_one() -> None:
    own = '{% extends "shipped/paper.md.j2" %}{% block web %}on {{ p.year }}{% endblock %}'
    settings, _ = config.parse("", "x", {**SHIPPED, "paper.md.j2": own})
    note = notes(example(), settings)["paper/gait-prop"]
    assert note.fault is None
    assert "\n\non 2020\n\n" in note.text
    assert "# GAIT-prop: A rule" in note.text


@given(graphs())
def test_hostile_text_stays_text(graph: Graph) -> None:
    for id_, note in notes(graph).items():
        properties = head(note)
        node = graph.nodes[id_]
        assert properties["paperkg_id"] == id_
        for name, value in node.properties.items():
            prop = CONFIG.schema.node_types[node.type].property(name)
            assert prop
            if not prop.body and name != "aliases":
                told = properties[name]
                shown = [str(v) for v in told] if isinstance(told, list) else str(told)
                wanted = [str(v) for v in value] if isinstance(value, tuple) else str(value)
                assert shown == wanted
        blocks = [name for name, _ in parse(note.text).pieces() if name and "block:" in name]
        assert blocks == ["block:card"]


@given(graphs())
def test_every_link_names_a_note(graph: Graph) -> None:
    names = {node.name for node in graph.nodes.values()}
    for note in notes(graph).values():
        for value in head(note).values():
            if isinstance(value, list):
                for item in value:
                    if str(item).startswith("[[") and str(item).endswith("]]"):
                        assert str(item)[2:-2] in names or str(item)[2:-2] != legal(str(item)[2:-2])


@given(graphs())
def test_the_free_text_of_two_renders_is_one(graph: Graph) -> None:
    """Whatever can change stands in a managed part, or it would go stale."""
    for note in notes(graph).values():
        free = "".join(text for name, text in parse(note.text).pieces() if name is None)
        assert free == "---\n---\n\n## My notes\n"
