"""What the documents tell a stranger to type is what paperkg understands."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import typer
from typer.testing import CliRunner

from paperkg import Library
from paperkg.cli.app import app

ROOT = Path(__file__).resolve().parents[1]
UsageError: Final[Any] = typer.BadParameter.__mro__[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
INLINE = re.compile(r"`paperkg ([a-z][^`]*)`")
BLOCK = re.compile(r"^( *)```\w*\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def commands(path: Path) -> Iterator[list[str]]:
    """Yield the words after `paperkg`, up to a pipe or `&&`, of all lines in fenced blocks."""
    text = path.read_text("utf-8")
    yield from (shlex.split(words) for words in INLINE.findall(BLOCK.sub("", text)))
    for _, block in BLOCK.findall(text):
        for line in block.splitlines():
            if line.strip().startswith("paperkg "):
                words = shlex.split(line, comments=True)[1:]
                ends = [words.index(w) for w in ("|", "&&", ">") if w in words]
                yield words[: min(ends, default=len(words))]


EVERY = [(path.name, words) for path in DOCUMENTS for words in commands(path)]


def test_there_are_commands_in_the_documents() -> None:
    assert {name for name, _ in EVERY} >= {"README.md", "cypher.md", "linked-data.md"}
    assert len(EVERY) > 30


def understood(words: list[str]) -> None:
    """Read words as the command line does, and run nothing.

    Raises:
        UsageError: A command or an option does not exist.
    """
    # typer brings a click of its own, so nothing here may name the types of click
    command: Any = typer.main.get_command(app)
    context, rest = None, list(words)
    while True:
        context = command.make_context("paperkg", rest, parent=context)
        if not hasattr(command, "resolve_command"):
            return
        rest = [*context._protected_args, *context.args]
        _, command, rest = command.resolve_command(context, rest)


@pytest.mark.parametrize("words", [w for _, w in EVERY], ids=lambda w: " ".join(w)[:60])
def test_a_command_has_these_words_and_options(words: list[str]) -> None:
    try:
        understood(words)
    except UsageError as error:  # a text may name a command without what it takes
        if type(error).__name__ != "MissingParameter":
            raise


@pytest.mark.parametrize("line", ["queri", "query --nonsense", "neo4j upp", "neo4j status --no"])
def test_a_slip_in_a_document_is_found(line: str) -> None:
    with pytest.raises(UsageError):
        understood(line.split())


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("library")
    shutil.copytree(ROOT / "data", root / "data")
    Library.open(root).sync()
    return root


@pytest.mark.parametrize(
    "words",
    [w for _, w in EVERY if w[0] == "query" and not {"NAME", "some.cypher"} & set(w)],
    ids=lambda w: " ".join(w)[:60],
)
def test_a_query_in_the_documents_has_an_answer(words: list[str], library: Path) -> None:
    shown = CliRunner().invoke(app, ["-C", str(library), *words])
    assert shown.exit_code == 0, shown.exception
    assert len(shown.stdout.splitlines()) > 2


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    links = LINK.findall(path.read_text("utf-8"))
    assert not [link for link in links if not (path.parent / link).exists()]
