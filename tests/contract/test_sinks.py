"""What every sink must hold; a new one is tested by being registered."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import Notes
from graphs import graphs
from paperkg import config, resources
from paperkg.graph import Ledger, resolve
from paperkg.graph.naming import folded
from paperkg.model import Graph
from paperkg.sinks import SINKS

CONFIG, _ = config.parse('name = "x"', "x", resources.templates(Path("nowhere")))
OWN, FAULTS = config.parse(
    """
    name = "x"
    [node_types.Dataset]
    properties = { size = "integer" }
    [edge_types.trained_on]
    from = ["Paper"]
    to = ["Dataset"]
    properties = { epochs = "integer" }
    """,
    "x",
    resources.templates(Path("nowhere")),
)
each = pytest.mark.parametrize("name", SINKS)


def shuffled(graph: Graph, rng: random.Random) -> Graph:
    nodes, edges = list(graph.nodes.items()), list(graph.edges)
    rng.shuffle(nodes)
    rng.shuffle(edges)
    return Graph(dict(nodes), tuple(edges))


@each
@given(graph=graphs(), rng=st.randoms(use_true_random=False))
def test_the_order_of_insertion_does_not_matter(
    name: str, graph: Graph, rng: random.Random
) -> None:
    one = {a.path: a.text for a in SINKS[name](graph, CONFIG)}
    two = {a.path: a.text for a in SINKS[name](shuffled(graph, rng), CONFIG)}
    assert one == two


@each
@given(graph=graphs())
def test_paths_are_unique_on_every_system_and_inside_the_library(name: str, graph: Graph) -> None:
    paths = [a.path for a in SINKS[name](graph, CONFIG)]
    assert len({folded(p) for p in paths}) == len(paths)
    for path in paths:
        assert ".." not in path.split("/")
        assert not path.startswith("/")
        assert not set('<>:"\\|?*') & set(path)


def own_graph() -> Graph:
    n = Notes()
    paper = n.paper("One", ["A B"])
    data = n.node("Dataset", {"name": "ImageNet", "size": 14})
    n.edge("TRAINED_ON", paper, data, {"epochs": 90})
    return resolve(n.claims, OWN.schema, Ledger()).graph


@each
def test_a_librarys_own_types_reach_every_sink(name: str) -> None:
    assert FAULTS == ()
    text = "\n".join(a.text for a in SINKS[name](own_graph(), OWN))
    assert "ImageNet" in text
    assert "14" in text
    assert "90" in text


@each
def test_the_hash_seed_does_not_matter(name: str) -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[1:2]\n"
        "from test_sinks import SINKS, OWN, own_graph\n"
        f"print([a.text for a in SINKS[{name!r}](own_graph(), OWN)])"
    )
    tests = Path(__file__).parents[1]
    texts = {
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(tests)},
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(texts) == 1
