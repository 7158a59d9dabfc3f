"""What a stranger installs: a wheel with everything in it, and a quick start."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from paperkg import resources
from paperkg.cli.app import app
from paperkg.diagnostics import CODES

ROOT = Path(__file__).resolve().parents[1]


def test_a_checkout_finds_what_is_shipped() -> None:
    for name in ("vault_templates", "cypher", "sparql", "vocabulary"):
        assert resources.folder(name).is_dir()
    assert "_layout.md.j2" in resources.templates(Path("nowhere"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    code = (
        "import os, sys; os.chdir(sys.argv[1])\n"
        "from hatchling.build import build_wheel; print(build_wheel(sys.argv[2]))"
    )
    subprocess.run([sys.executable, "-c", code, str(ROOT), str(folder)], check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_a_wheel_carries_templates_queries_and_vocabularies(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for name in (
        "paperkg/vault_templates/_layout.md.j2",
        "paperkg/cypher/",
        "paperkg/sparql/people/co-authors.rq",
        "paperkg/vocabulary/topics.yaml",
        "paperkg/py.typed",
    ):
        assert any(n.startswith(name) for n in names), name
    assert not [n for n in names if n.startswith(("tests/", "data/", "vault/"))]


def test_a_wheel_works_where_no_checkout_is(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(place)
    (tmp_path / "lib" / "data").mkdir(parents=True)
    (tmp_path / "lib" / "data" / "a.md").write_text("GANs\nA B (MIT)\nLink: https://x.org/\n")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import paperkg; assert paperkg.__file__.startswith(sys.argv[1])\n"
        "paperkg.Library.open(sys.argv[2]).sync()"
    )
    subprocess.run(
        [sys.executable, "-I", "-c", code, str(place), str(tmp_path / "lib")], check=True
    )
    assert (tmp_path / "lib" / "vault" / "Papers" / "GANs.md").exists()


def test_the_version_is_told_without_the_heavy_packages() -> None:
    code = (
        "import sys; sys.argv = ['paperkg', '--version']\n"
        "from paperkg.__main__ import main; main()\n"
        "heavy = {'rdflib', 'neo4j', 'jinja2', 'yaml', 'typer', 'bibtexparser', 'pylatexenc'}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("paperkg 0.")


@pytest.mark.parametrize("command", sorted(c.callback.__name__ for c in app.registered_commands))  # type: ignore[union-attr]
def test_every_command_has_help_with_an_example(command: str) -> None:
    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert "Example:" in shown.output
    assert f"paperkg {command}" in shown.output


def test_a_wrong_option_is_a_usage_error() -> None:
    assert CliRunner().invoke(app, ["sync", "--nonsense"]).exit_code == 2


def test_every_code_of_a_diagnostic_is_used() -> None:
    text = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))
    assert [code for code in CODES if text.count(f'"{code}"') < 2] == []
