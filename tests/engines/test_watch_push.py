"""`paperkg sync --watch` with `sync = true` in [neo4j]: each round reaches the database."""

from __future__ import annotations

import os
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import neo4j
import pytest

from paperkg import Library

pytestmark = pytest.mark.engine

IDEAS = "MATCH (i:Idea {pkgGraph: 'watched'}) RETURN i.text"


@contextmanager
def watching(root: Path) -> Iterator[Callable[[str], None]]:
    """Watch a library; give what waits until the watcher says some words."""
    command = [sys.executable, "-m", "paperkg", "-C", str(root), "sync", "--watch"]
    said: queue.Queue[str] = queue.Queue()

    def listen(to: IO[str]) -> None:
        for line in to:
            said.put(line)

    def hear(words: str) -> None:
        heard = ""
        while words not in heard:
            heard += said.get(timeout=60)

    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        env={k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"},
        text=True,
        encoding="utf-8",
    ) as watcher:
        assert watcher.stdout
        threading.Thread(target=listen, args=(watcher.stdout,), daemon=True).start()
        try:
            yield hear
        finally:
            watcher.terminate()


def test_rounds_reach_the_database_and_outlive_a_server_that_is_away(
    session: neo4j.Session, tmp_path: Path
) -> None:
    (address,) = session.run(
        "CALL dbms.listConfig('server.bolt.advertised_address') YIELD value"
    ).value()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = f"127.0.0.1:{closed.getsockname()[1]}"
    Library.create(tmp_path)
    notes, toml = tmp_path / "data" / "reading-list.md", tmp_path / "paperkg.toml"

    def settings(where: str) -> None:
        text = f'name = "watched"\n[neo4j]\nuri = "bolt://{where}"\nsync = true\n'
        toml.write_text(text, encoding="utf-8")

    def edit(old: str, new: str) -> None:
        notes.write_text(notes.read_text("utf-8").replace(old, new), encoding="utf-8")

    settings(nobody)
    with watching(tmp_path) as hear:
        hear("no Neo4j answers")
        edit("ADMM", "SCAFFOLD")
        hear("no Neo4j answers")  # again, and the watch goes on
        settings(address)
        time.sleep(0.5)
        edit("SCAFFOLD", "SAGA")
        hear("the database holds")
        assert session.run(IDEAS).value() == ["compare with SAGA"]
        edit("SAGA", "方差缩减")
        hear("pushed: nodes:")
        hear("the database holds")
        assert session.run(IDEAS).value() == ["compare with 方差缩减"]
