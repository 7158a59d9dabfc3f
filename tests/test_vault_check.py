"""`paperkg check --vault`: what Obsidian trips over is told with its line and what mends it."""

# ruff: noqa: E501 - messages stand as they are printed
from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacking import lacking
from paperkg import Library
from paperkg.diagnostics import Level
from paperkg.vault_check import check
from paperkg.vault_check.expressions import ExpressionError, parse
from paperkg.vault_check.obsidian import NoObsidianError, ask_obsidian

ROOT = Path(__file__).parents[1]


def told(tmp_path: Path, **files: str) -> list[str]:
    for name, text in files.items():
        stem, _, ext = name.rpartition("_")
        path = tmp_path / "vault" / f"{stem.replace('__', '/')}.{ext}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return [str(d).replace("\n    help: ", " -> ") for d in check(tmp_path)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_paperkgs_own_vault_is_clean(language: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "paperkg.toml").write_text(f'language = "{language}"\n')
    library = Library.open(tmp_path)
    library.sync()
    assert library.check_vault() == ()


def test_links(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        Note_md="[[Nothing]] `[[code]]` %%[[hidden]]%%\n[[Twin]]\n[[a/Twin]] [[Short]]\n"
        "![[Other#Some: heading!]] [[Other#Nowhere]] [[Other#^b1]] [[#Nowhere]]\n"
        "[text](Other.md) [text](Missing%20note.md) [web](https://x.org)\n[[Othre]]\n",
        Other_md="---\naliases: [Short]\n---\n## Some heading\ntext ^b1\n",
        a__Twin_md="",
        b__Twin_md="",
    )
    assert found == [
        (
            "vault/Note.md:1: warning V721: [[Nothing]] names no note -> make the note, or take the "
            "link out"
        ),
        "vault/Note.md:2: warning V722: [[Twin]] may mean 2 notes -> write [[a/Twin]] or [[b/Twin]]",
        (
            "vault/Note.md:3: warning V721: [[Short]] names no note -> 'Short' is an alias, which "
            "links do not follow; write [[Other|Short]]"
        ),
        "vault/Note.md:4: warning V721: 'Note.md' has no #Nowhere",
        "vault/Note.md:4: warning V721: [[Other#Nowhere]]: 'Other.md' has no #Nowhere",
        "vault/Note.md:5: warning V721: (Missing note.md) leads to no file",
        "vault/Note.md:6: warning V721: [[Othre]] names no note -> did you mean [[Other]]?",
    ]


def test_what_a_link_may_have_meant_is_not_looked_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []

    def compare(_: str, names: list[str], *__: float) -> list[str]:
        compared.append(len(names))
        return []

    monkeypatch.setattr("paperkg.vault_check.files.difflib.get_close_matches", compare)
    (tmp_path / "vault").mkdir()
    for number in range(1_200):
        (tmp_path / "vault" / f"{number}.md").write_text(f"[[red {number}]] [[red]]\n")
    assert len(told(tmp_path)) == 2_400
    assert 500_000 < sum(compared) <= 1_000_000


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "type: idea\ntitle: GAIT-prop: a rule",
            'N.md:3: error V723: all properties are lost: … -> title: "GAIT-prop: a rule"',
        ),
        (
            "a: 1\na: 2",
            "N.md:1: error V723: all properties are lost: the property 'a' stands twice",
        ),
        (
            "year: 1\nvenue: [[NeurIPS]]",
            "N.md:3: warning V724: 'venue' is a list in a list, no link -> venue: \"[[NeurIPS]]\"",
        ),
        ("a:\n  b: 1", "N.md:2: warning V724: 'a' is nested, … -> give each value a property"),
        ("tag: x", "N.md:2: warning V724: Obsidian no longer reads 'tag' -> call it tags:"),
        ("tags: a, b", "N.md:2: warning V724: 'tags' is one text with a comma -> tags: [a, b]"),
    ],
)
def test_properties(head: str, expected: str, tmp_path: Path) -> None:
    found = [f for f in told(tmp_path, N_md=f"---\n{head}\n---\n", NeurIPS_md="") if "N.md" in f]
    start, _, end = expected.partition("…")
    assert len(found) == 1
    assert found[0].startswith(f"vault/{start}")
    assert found[0].endswith(end)


def test_properties_that_are_none(tmp_path: Path) -> None:
    found = told(
        tmp_path, A_md="\n---\ntitle: x\n---\n", B_md="---\ntitle: x\n", C_md="---\ntext\n"
    )
    assert [f.partition(" -> ")[0] for f in found] == [
        "vault/A.md:1: warning V724: the properties do not begin in the first line, so they are text",
        "vault/B.md:1: error V723: the properties have no closing ---",
    ]


def test_bases(tmp_path: Path) -> None:
    base = (
        "filters:\n  and:\n    - 'type == \"paper\"'\n    - file.hasLnk(this)\nformulas:\n  n: list(a).length\n"
        "views:\n  - type: table\n    name: One\n    order: [file.name, file.nme, formula.m]\n"
        "  - type: grid\n    name: One\n    filters: 'a =='\n"
    )
    note = "text\n```base\nviews:\n  - type: table\n    name: [\n```\n![[B.base#One]] ![[B.base#Two]]\n"
    found = [f.partition(" V")[2] for f in told(tmp_path, B_base=base, N_md=note)]
    assert sorted(found) == sorted(
        [
            "725: filters: file.hasLnk(this): there is no function hasLnk()",
            "725: the view 'One': there is no file.nme",
            "725: the view 'One': there is no formula 'm'",
            "725: two views are called 'One'; an embed shows the first",
            "725: the view 'One': type is 'grid', expected one of table, list, cards, map",
            "725: the view 'One': a == is no expression: found the end at character 4, expected a value",
            "725: it is no YAML: expected the node content, but found '<stream end>'",
            "721: [[B.base#Two]]: 'B.base' has no view 'Two', only One, One",
        ]
    )


def test_boards_and_names(tmp_path: Path) -> None:
    card = {"id": "a", "type": "file", "file": "Gone.md", "x": 0, "y": 0, "width": 1, "height": 1}
    board = {"nodes": [card, {**card, "x": 0.5}], "edges": [{"id": "e", "fromNode": "a"}]}
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "a#b.md").write_text("")
    found = told(tmp_path, X_canvas=json.dumps(board), Y_canvas="{", Z_canvas="")
    assert [f.partition(" V")[2] for f in found] == [
        "727: a card shows 'Gone.md', which is not there",
        "727: the arrow e has no card at its toNode",
        "727: the card 'a' has no id of its own",
        (
            "727: it is no JSON Canvas: Expecting property name enclosed in double quotes: "
            "line 1 column 2 (char 1)"
        ),
        "726: links cannot name a file with # -> rename it in Obsidian, which mends the links",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "list(authors).contains(this)",
        '!file.inFolder("Templates") && (a > 1 || -b.c[0] != "x")',
        "if(start, start.slice(0, 10), weekday)",
        "/a[/]b/i.matches(file.name)",
        '{"a": [1, 2]}.keys().map(value * 2)',
        "标题.length",
    ],
)
def test_expressions(text: str) -> None:
    parse(text)


@given(st.text(alphabet="ab.(),[]{}'\"/\\|&!=<> 1+-\n:", max_size=30))
def test_no_text_is_more_than_a_fault(text: str) -> None:
    with contextlib.suppress(ExpressionError):
        parse(text)


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Make an app that prints where its vault is, and what it is asked for."""
    if os.name == "nt":
        lacking("the command here is a shell's")
    (tmp_path / "vault").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")

    def make(vault: str, unresolved: str) -> None:
        (tmp_path / "answer").write_text(unresolved, encoding="utf-8")
        command = tmp_path / "obsidian"
        command.write_text(
            f"#!/bin/sh\nif [ \"$*\" = 'vault info=path' ]; then {vault}; "
            f"elif [ \"$*\" = 'unresolved verbose format=json' ]; then cat '{tmp_path}/answer'; "
            "else exit 1; fi\n",
            encoding="utf-8",
        )
        command.chmod(0o755)

    return make


def test_the_running_app_is_asked(tmp_path: Path, app: Callable[[str, str], None]) -> None:
    """As it answers: notes in one text, perhaps behind a notice of a newer installer."""
    app(
        "echo loading; pwd",
        "Your installer is out of date.\n"
        '[{"link": "Nothing", "count": 2, "sources": "A, and B.md, C.md"}, {"link": "No"}]\n',
    )
    assert [str(d) for d in ask_obsidian(tmp_path)] == [
        "vault/A, and B.md: warning V721: Obsidian finds no note for [[Nothing]]",
        "vault/C.md: warning V721: Obsidian finds no note for [[Nothing]]",
        "vault: warning V721: Obsidian finds no note for [[No]]",
    ]
    app("pwd", "No unresolved links found.\n")
    assert ask_obsidian(tmp_path) == ()


def test_why_the_app_was_not_asked_is_said_in_a_sentence(
    tmp_path: Path, app: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoObsidianError, match="no command 'obsidian': install Obsidian"):
        ask_obsidian(tmp_path)
    app("echo /somewhere/else", "[]")
    with pytest.raises(NoObsidianError, match="another vault open, '/somewhere/else'; open"):
        ask_obsidian(tmp_path)
    app("echo 'the app is not running' >&2; exit 1", "[]")
    with pytest.raises(NoObsidianError, match="no answer: the app is not running"):
        ask_obsidian(tmp_path)
    app("true", "[]")
    with pytest.raises(NoObsidianError, match="is the app running"):
        ask_obsidian(tmp_path)
    app("pwd", "what is that?\n")
    with pytest.raises(NoObsidianError, match="no answer: what is that"):
        ask_obsidian(tmp_path)
    app("sleep 5", "[]")
    monkeypatch.setattr("paperkg.vault_check.obsidian._SECONDS", 0.2)
    with pytest.raises(NoObsidianError, match="timed out"):
        ask_obsidian(tmp_path)


def test_what_was_found_without_the_app_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "A.md").write_text("[[Nothing]]\n", encoding="utf-8")
    monkeypatch.setenv("PATH", "")
    found = [(d.code, d.level) for d in Library.open(tmp_path).check_vault(obsidian=True)]
    assert found == [("V721", Level.WARNING), ("V728", Level.WARNING)]
