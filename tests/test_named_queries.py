"""Queries that have a name: one form for both languages, faults told with what is expected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from paperkg.cli.app import app
from paperkg.diagnostics import PaperkgError, StoreError
from paperkg.named_queries import CYPHER, SPARQL, Language, UnknownQueryError

BOTH = pytest.mark.parametrize("language", [CYPHER, SPARQL], ids=lambda each: each.name)


def own(root: Path, language: Language, name: str, text: str) -> None:
    path = root / language.folder / f"{name}{language.ending}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("//", language.comment), encoding="utf-8-sig")


@BOTH
def test_a_file_says_itself_what_it_is_for(tmp_path: Path, language: Language) -> None:
    head = (
        "// Mine · 我的\n// en: What it tells.\n// zh: 说明。\n"
        '// param topic: string = "优化"\n// param least: number = 2\n'
        "// returns: title string, year integer\n"
    )
    own(tmp_path, language, "more/mine", head + "ASK\n// within\n{};\n")
    mine = language.queries(tmp_path)["mine"]
    assert mine.as_json() == {
        "name": "mine",
        "folder": "more",
        "title": {"en": "Mine", "zh": "我的"},
        "sentence": {"en": "What it tells.", "zh": "说明。"},
        "parameters": [
            {"name": "topic", "type": "string", "default": "优化"},
            {"name": "least", "type": "number", "default": 2},
        ],
        "returns": {"title": "string", "year": "integer"},
        "query": f"ASK\n{language.comment} within\n{{}}",
    }


@BOTH
def test_all_but_the_query_may_be_left_out(tmp_path: Path, language: Language) -> None:
    own(tmp_path, language, "bare", "ASK {}")
    bare = language.queries(tmp_path)["bare"]
    assert (bare.title.en, bare.sentence.zh, bare.parameters, bare.shape) == (
        "bare",
        "bare",
        (),
        {},
    )
    assert bare.statement == "ASK {}"


@BOTH
def test_a_librarys_own_query_hides_the_shipped_one(tmp_path: Path, language: Language) -> None:
    shipped = language.queries()["co-authors"]
    assert language.queries(tmp_path)["co-authors"] == shipped
    own(tmp_path, language, "co-authors", "// Mine\nASK {}")
    every = language.queries(tmp_path)
    assert every["co-authors"].title.en == "Mine"
    assert len(every) == len(language.queries())
    assert [q.folder for q in every.values()] == sorted(q.folder for q in every.values())


@BOTH
def test_a_word_is_a_name_and_more_is_a_query(language: Language) -> None:
    known = language.queries()
    assert language.meant("co-authors", known) is known["co-authors"]
    for text in ("ASK {}", "RETURN 1", "MATCH(n)RETURN(n)", "ASK{}"):
        assert language.meant(text, known) is None
    with pytest.raises(UnknownQueryError, match=f"did you mean: co-authors.*{language.command}"):
        language.meant("co-autors", known)


@BOTH
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, language: Language) -> None:
    own(tmp_path, language, "bad", "")
    (tmp_path / language.folder / f"bad{language.ending}").write_bytes(b"\xff")
    with pytest.raises(StoreError, match=f"bad{language.ending} cannot be read"):
        language.queries(tmp_path)


@pytest.mark.parametrize(
    "line",
    ["param n: integer = many", "param n: integer = true", "param n = 5", "param n: int = 5"],
)
def test_a_slip_in_a_head_is_told_and_hides_no_other_query(tmp_path: Path, line: str) -> None:
    (tmp_path / "data").mkdir()
    own(tmp_path, CYPHER, "mine", f"// Mine\n// {line}\nRETURN $n AS n")
    expected = f"'mine': found '{line}', expected .* param topic: string"
    with pytest.raises(PaperkgError, match=expected):
        _ = CYPHER.queries(tmp_path)["mine"].parameters
    shown = CliRunner().invoke(app, ["-C", str(tmp_path), "query"])
    assert f"found '{line}'" in shown.stdout
    assert "papers-on-topic" in shown.stdout
    shown = CliRunner().invoke(app, ["-C", str(tmp_path), "query", "--json"])
    assert len(json.loads(shown.stdout)) == len(CYPHER.queries())
    assert f"found '{line}'" in shown.stderr
