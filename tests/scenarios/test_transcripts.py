"""Plays the transcripts beside this file: `$ command` and what a user then sees.

A transcript is Markdown; its ```console blocks are played in order, in one empty folder.
`…` stands for any text within a line, a line of `…` for any lines.
`UPDATE_TRANSCRIPTS=1` writes down what was seen; read the difference before you keep it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def play(command: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        encoding="utf-8",
    )
    seen = done.stdout.replace(str(folder), "FOLDER")
    return seen + (f"[exit {done.returncode}]\n" if done.returncode else "")


def steps(block: str) -> list[tuple[str, str]]:
    """Split a block into commands (with their `> ` continuation lines) and output."""
    found: list[tuple[str, str]] = []
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif line.startswith((">\n", "> ")) and not found[-1][1]:
            found[-1] = (found[-1][0] + line[1:].removeprefix(" "), "")
        else:
            found[-1] = (found[-1][0], found[-1][1] + line)
    return found


def pattern(expected: str) -> re.Pattern[str]:
    lines = [
        r"(?:.*\n)*?" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n"
        for line in expected.splitlines()
    ]
    return re.compile("".join(lines))


@pytest.mark.parametrize("path", sorted(HERE.glob("*.md")), ids=lambda p: p.stem)
def test_transcript(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    seen_text = text
    failures: list[str] = []
    for block in BLOCK.findall(text):
        played = ""
        for command, expected in steps(block):
            seen = play(command, tmp_path)
            shown = "$ " + command.rstrip("\n").replace("\n", "\n> ") + "\n"
            shown = shown.replace("> \n", ">\n")
            if pattern(expected).fullmatch(seen):
                played += shown + expected
            else:
                played += shown + seen
                failures.append(f"{shown}--- expected\n{expected}--- seen\n{seen}")
        seen_text = seen_text.replace(block, played, 1)
    if failures and os.environ.get("UPDATE_TRANSCRIPTS"):
        path.write_text(seen_text, encoding="utf-8")
    assert not failures, "\n".join(failures)
