"""The vault as programs read it that others wrote: typed edges, an Open Knowledge Format bundle."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from paperkg import Library

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture(scope="module", params=["data", "seed"])
def library(
    request: pytest.FixtureRequest, seed: Path, tmp_path_factory: pytest.TempPathFactory
) -> Library:
    root = tmp_path_factory.mktemp("library")
    if request.param == "data":
        shutil.copytree(ROOT / "data", root / "data")
    else:
        (root / "data").mkdir()
        shutil.copy(seed, root / "data" / "seed.md")
    found = Library.open(root)
    found.sync()
    return found


def test_typed_edges_are_those_of_the_graph(library: Library, vault_check: Path) -> None:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    place, vault = cache / "paperkg-vault-check", library.root / "vault"
    subprocess.run([str(vault_check), str(vault)], capture_output=True, check=True)
    shutil.copy(HERE / "vault_edges.mjs", place)
    command = ["node", "vault_edges.mjs", str(vault)]
    told = subprocess.run(command, cwd=place, capture_output=True, check=True).stdout
    schema = library.config.schema
    lines = (library.root / "export" / "graph.jsonl").read_text(encoding="utf-8").splitlines()
    edges = [e for e in map(json.loads, lines) if e["kind"] == "edge"]
    nodes = library.graph.nodes.values()
    paths = {n.id: f"{schema.node_types[n.type].folder}/{n.name}.md" for n in nodes}
    wanted = Counter(
        (paths[e["from"]], schema.edge_types[e["type"]].key, paths[e["to"]]) for e in edges
    )
    assert Counter(map(tuple, json.loads(told))) == wanted


def test_the_vault_is_a_conformant_bundle(library: Library, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    shutil.copytree(library.root / "vault", bundle)
    okf = Path(sys.executable).with_name("okf-schema")
    command = [str(okf), "validate", "--path", str(bundle)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert "Bundle is conformant" in done.stdout + done.stderr
    assert done.returncode == 0
    (bundle / "Papers" / "broken.md").write_text("no type here\n", encoding="utf-8")
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode != 0, "the validator would let anything pass"
