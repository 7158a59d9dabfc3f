"""`paperkg shell`: what is piped in is answered; what may come next is offered."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from typer.testing import CliRunner

from paperkg import Library
from paperkg.cli.app import app
from paperkg.cli.shell import COMMANDS, _prompt
from paperkg.exported import Exported
from paperkg.query.completion import Completion


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("library")
    Library.create(root).sync()
    return root


def typed(library: Path, text: str) -> tuple[str, str]:
    shown = CliRunner().invoke(app, ["-C", str(library), "shell"], input=text)
    assert shown.exit_code == 0
    return shown.stdout, shown.stderr


def test_queries_over_several_lines_and_commands(library: Path) -> None:
    out, err = typed(
        library,
        "MATCH (i:Idea)\nRETURN i.text AS t;\n:format csv\nRETURN 1 AS x\n\n"
        ":run overview\n:run papers-on-topic topic=联邦学习\n:help\n:quit\nRETURN 2 AS never;\n",
    )
    assert "compare with ADMM" in out
    assert "x\n1\n" in out
    assert "type,nodes" in out
    assert "FedSplit" in out
    assert all(command in out for command in COMMANDS)
    assert "never" not in out
    assert err == ""


def test_a_fault_ends_a_query_but_not_the_shell(library: Path) -> None:
    out, err = typed(library, "MATCH (n RETURN n;\n:nonsense\nCREATE (:X);\nRETURN 7 AS x")
    assert "MATCH (n RETURN n" in err
    assert "is no command" in err
    assert "this query writes" in err
    assert "7" in out


def test_words_are_offered_where_they_may_stand(library: Path) -> None:
    words = Completion.of(Exported.read(library), ["co-authors"], COMMANDS)

    def offered(text: str) -> list[str]:
        return [word for word, _ in words.at(text)]

    assert offered("MATCH (p:Pa") == ["Paper"]
    assert "Topic" in offered("MATCH (p:Paper|")
    assert offered("MATCH (p)-[r:AUTH") == ["AUTHORED_BY"]
    assert offered("MATCH (p)-[:CITES|BRO") == ["BROADER"]
    assert offered("MATCH (p:Paper) RETURN p.sho") == ["shortName"]
    assert offered("MATCH (p:Paper {tit") == ["title"]
    assert "MATCH" in offered("mat")
    assert offered(":run co") == ["co-authors"]
    assert offered(":fo") == [":format"]
    assert offered("") == []


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("MATCH (p:Pap\t) RETURN p.shortN\t", "MATCH (p:Paper) RETURN p.shortName"),
        (
            "MATCH ()-[r:AUTHO\t]->() RETURN r.posi\t",
            "MATCH ()-[r:AUTHORED_BY]->() RETURN r.position",
        ),
        ("opti\t (n {tit\t: '优化'})", "OPTIONAL MATCH (n {title: '优化'})"),
        (":run ideas-and\t", ":run ideas-and-what-they-touch"),
        (":que\t", ":queries"),
    ],
)
def test_the_tab_key_completes_what_is_typed(library: Path, keys: str, line: str) -> None:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()) as on:
        pieces = keys.split("\t")

        def text() -> str:
            return on.app.current_buffer.text if on.app else ""

        def hands() -> None:  # as a person: the next key when the word stands there
            typed = ""
            for number, piece in enumerate(pieces):
                typed += piece
                pipe.send_text(piece)
                wait(text, typed, stands=True)
                if number < len(pieces) - 1:
                    pipe.send_text("\t")
                    typed = wait(text, typed, stands=False)
            pipe.send_text("\n")

        with ThreadPoolExecutor(1) as other:
            at_work = other.submit(hands)
            assert _prompt(library)() == line
            at_work.result()


def wait(text: Callable[[], str], line: str, *, stands: bool) -> str:
    """Wait until a line stands there, or does no more; return what does."""
    end = time.monotonic() + 5
    while (text() == line) != stands and time.monotonic() < end:
        time.sleep(0.01)
    return text()


def test_the_next_session_remembers_what_was_typed(library: Path) -> None:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text("RETURN 1 AS 一;\n")
        _prompt(library)()
        pipe.send_text("\x1b[A\n")  # the key upwards
        assert _prompt(library)() == "RETURN 1 AS 一;"
