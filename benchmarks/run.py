"""What a sync costs, as ratios, in one run.

    python benchmarks/run.py WORKS.jsonl[.gz] [--rounds 3]

WORKS holds OpenAlex works, one a line. Measured in a temporary folder: a fresh sync
against `cp -r` of the vault that it wrote; a sync of nothing against a bare scandir and
stat of everything under the library; `paperkg check --vault` against reading every file of
the vault; a sync after one title changed; peak memory;
`paperkg --version` against `python -c pass`; and how long an idea, saved while
`paperkg sync --watch` runs, takes to stand in export/graph.jsonl and be told.
"""

from __future__ import annotations

import argparse
import gzip
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PAPERKG = [sys.executable, "-m", "paperkg"]
IDEA = "vault/Ideas/idea {}.md"
"""Where an idea is saved."""


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def median(rounds: int, action: Callable[[], object]) -> float:
    return statistics.median(timed(action) for _ in range(rounds))


def stat_all(folder: Path) -> int:
    """Stat every file below *folder*: the floor of knowing that nothing changed."""
    count, todo = 0, [str(folder)]
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append(entry.path)
                else:
                    entry.stat(follow_symlinks=False)
                    count += 1
    return count


def read_all(folder: Path) -> None:
    """Read every file below *folder*: the floor of looking at each."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.read_bytes()


def ideas_way(library: Path, number: int) -> float:
    """Seconds from an idea's saving to the line of a watcher, the export being written."""
    command = [*PAPERKG, "-C", str(library), "sync", "--watch", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
    ) as watcher:
        assert watcher.stdout
        watcher.stdout.readline()  # the first round
        time.sleep(2)  # it has looked once more, and waits
        text = f"how far is it from a thought to a graph, take {number}"
        start = time.perf_counter()
        note = library / IDEA.format(number)
        note.parent.mkdir(exist_ok=True)
        note.write_text(f"{text}\n", encoding="utf-8")
        watcher.stdout.readline()
        taken = time.perf_counter() - start
        watcher.terminate()
    if text not in (library / "export" / "graph.jsonl").read_text(encoding="utf-8"):
        sys.exit("the watcher told of a round, but the idea is not in export/graph.jsonl")
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("works", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        (library / "data").mkdir(parents=True)
        data = given.works.read_bytes()
        works = gzip.decompress(data) if given.works.suffix == ".gz" else data
        (library / "data" / "works.jsonl").write_bytes(works)
        measure(library, given.rounds)


def measure(library: Path, rounds: int) -> None:
    sync = [*PAPERKG, "-C", str(library), "sync"]
    fresh = timed(lambda: run(*sync))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    vault, copy = library / "vault", library.parent / "copy"

    def copy_vault() -> None:
        shutil.rmtree(copy, ignore_errors=True)
        run("cp", "-r", str(vault), str(copy))

    copied = median(rounds, copy_vault)
    files = stat_all(vault)
    stats = median(rounds, lambda: stat_all(vault))
    noop = median(rounds, lambda: run(*sync))
    read = median(rounds, lambda: read_all(vault))
    checked = median(rounds, lambda: run(*PAPERKG, "-C", str(library), "check", "--vault"))
    start = median(rounds, lambda: run(sys.executable, "-c", "pass"))
    version = median(rounds, lambda: run(*PAPERKG, "--version"))
    works = library / "data" / "works.jsonl"
    first, _, rest = works.read_text(encoding="utf-8").partition("\n")
    works.write_text(first.replace('"title":"', '"title":"Edited ', 1) + "\n" + rest, "utf-8")
    edited = timed(lambda: run(*sync))
    way = statistics.median(ideas_way(library, number) for number in range(rounds))
    size = sum(f.stat().st_size for f in vault.rglob("*.md")) / 1e6
    print(f"{files} notes, {size:.1f} MB")
    print(f"fresh sync        {fresh:8.2f} s  {fresh / copied:8.1f} x cp -r of the vault")
    print(f"one title edited  {edited:8.2f} s  {edited / fresh:8.2f} x fresh")
    print(f"an idea's way     {way:8.2f} s  {way / edited:8.2f} x one title edited")
    print(f"nothing changed   {noop:8.2f} s  {noop / stats:8.1f} x scandir+stat of the vault")
    print(f"  less the start of Python: {(noop - start) / stats:8.1f} x")
    print(f"check --vault     {checked:8.2f} s  {checked / read:8.1f} x reading the vault")
    print(
        f"peak memory       {peak:8.0f} MB {peak / (works.stat().st_size / 1e6):8.1f} x the source"
    )
    print(f"--version         {version:8.3f} s  {version / start:8.2f} x python -c pass")


if __name__ == "__main__":
    main()
