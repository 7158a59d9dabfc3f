"""Break paperkg by hand, one line at a time, and see the tests fail.

    .venv/bin/python tests/mutate.py [WORD in a mutant's name]

The mutants stand in `mutants.py` beside the tests that are to catch them. Works on a copy of
the sources. Ends with 1 if a mutant survives; a mutant whose line is no longer in the sources
counts as a survivor, so that the lists grow with the code.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from promises.mutants import MUTANTS as IN_VAULT
from sync.mutants import MUTANTS as IN_SYNC

ROOT = Path(__file__).resolve().parents[1]
TABLES = {
    "tests/sync": IN_SYNC,
    "tests/promises/test_vault_as_source.py": IN_VAULT,
}
"""Mutants by the tests that catch them."""


def survives(mutant: tuple[str, str, str], tests: str, folder: Path) -> bool:
    """Run the tests on the sources with one line changed."""
    file, old, new = mutant
    path = folder / "paperkg" / file
    text = path.read_text()
    if text.count(old) != 1:
        return True
    path.write_text(text.replace(old, new))
    # a few examples kill most of them
    passed = all(passes(tests, folder, profile) for profile in ("dev", "ci"))
    path.write_text(text)
    return passed


def passes(tests: str, folder: Path, profile: str = "dev") -> bool:
    """Run the tests on the sources in *folder*."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", tests]
    environment = {"PYTHONPATH": str(folder), "HYPOTHESIS_PROFILE": profile}
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, check=False
    )
    return done.returncode == 0


def main() -> int:
    """Try the mutants whose name holds the words given, or all."""
    survivors = tried = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "src/paperkg", folder / "paperkg")
        for shipped in ("vault_templates", "cypher", "sparql"):  # as a wheel has them
            shutil.copytree(ROOT / shipped, folder / "paperkg" / shipped)
        for tests, table in TABLES.items():
            wanted = {n: m for n, m in table.items() if all(word in n for word in sys.argv[1:])}
            if wanted and not passes(tests, folder):  # then every mutant would seem to be killed
                sys.stdout.write(f"{tests} fails before anything is changed\n")
                return 1
            for each, mutant in wanted.items():
                alive = survives(mutant, tests, folder)
                survivors += alive
                tried += 1
                sys.stdout.write(f"{'SURVIVED' if alive else 'killed  '} {each}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{tried} mutants, {survivors} survived\n")
    return min(survivors, 1)


if __name__ == "__main__":
    sys.exit(main())
