"""graph.jsonl: the documented keys, one object a line, the same bytes for the same graph."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs import OWN, graphs
from paperkg.config import Config
from paperkg.diagnostics import Origin
from paperkg.model import Edge, Graph, Node, Properties
from paperkg.sinks import jsonl

CONFIG = Config("test", schema=OWN)
ORIGINS = (Origin("data/neurips-2020.md", 57, 60, "reading-list"),)


def rendered(graph: Graph) -> str:
    artifact, schema = jsonl.render(graph, CONFIG)
    assert schema.path == "export/schema.json"
    assert artifact.id == artifact.path == "export/graph.jsonl"
    return artifact.text


def read_back(text: str) -> list[Any]:
    """Return the lines as JSON; only a line feed ends a line."""
    assert text == "" or text.endswith("\n")
    return [json.loads(line) for line in text.split("\n")[:-1]]


def test_a_small_graph_is_these_lines() -> None:
    paper: Properties = {"year": 2020, "url": ("https://a.example/x",), "title": '对 "x"\n\u2028'}
    graph = Graph(
        {
            "paper/gait-prop": Node("paper/gait-prop", "Paper", "GAIT-prop", paper, ORIGINS),
            "idea/x": Node("idea/x", "Idea", "x", {"text": "x"}, ORIGINS),
        },
        (Edge("e", "RELATES_TO", "idea/x", "paper/gait-prop", {}, ORIGINS, rule="near"),),
    )
    origins = (
        '"origins":[{"source":"data/neurips-2020.md","line":57,"end_line":60,'
        '"reader":"reading-list"}]}\n'
    )
    assert rendered(graph) == (
        f'{{"kind":"node","id":"idea/x","type":"Idea","properties":{{"text":"x"}},{origins}'
        '{"kind":"node","id":"paper/gait-prop","type":"Paper","properties":'
        '{"title":"对 \\"x\\"\\n\u2028","year":2020,"url":["https://a.example/x"]},'
        f"{origins}"
        '{"kind":"edge","id":"e","type":"RELATES_TO","from":"idea/x","to":"paper/gait-prop",'
        f'"properties":{{}},{origins}'
    )


@given(graphs(OWN))
def test_the_graph_is_read_back(graph: Graph) -> None:
    def plain(properties: Properties) -> dict[str, Any]:
        return {k: list(v) if isinstance(v, tuple) else v for k, v in properties.items()}

    found = read_back(rendered(graph))
    assert [(o["kind"], o["id"]) for o in found] == [
        *(("node", node_id) for node_id in sorted(graph.nodes)),
        *(("edge", edge_id) for edge_id in sorted(e.id for e in graph.edges)),
    ]
    edges = {e.id: e for e in graph.edges}
    for line in found:
        if line["kind"] == "node":
            thing: Node | Edge = graph.nodes[line["id"]]
        else:
            thing = edges[line["id"]]
            assert (line["from"], line["to"]) == (thing.source, thing.target)
        assert line["type"] == thing.type
        assert line["properties"] == plain(thing.properties)
        assert [Origin(**origin) for origin in line["origins"]] == list(thing.origins)


@given(graphs(OWN), st.randoms(use_true_random=False))
def test_the_order_of_insertion_changes_no_byte(graph: Graph, shuffle: random.Random) -> None:
    nodes = [replace(n, properties=_shuffled(n.properties, shuffle)) for n in graph.nodes.values()]
    edges = [replace(e, properties=_shuffled(e.properties, shuffle)) for e in graph.edges]
    shuffle.shuffle(nodes)
    shuffle.shuffle(edges)
    assert rendered(Graph({n.id: n for n in nodes}, tuple(edges))) == rendered(graph)


def _shuffled(properties: Properties, shuffle: random.Random) -> Properties:
    pairs = list(properties.items())
    shuffle.shuffle(pairs)
    return dict(pairs)


def test_a_number_that_json_lacks_is_refused_and_not_written() -> None:
    dataset = Node("dataset/x", "Dataset", "x", {"name": "x", "ratio": float("nan")}, ORIGINS)
    with pytest.raises(ValueError, match="not JSON compliant"):
        rendered(Graph({dataset.id: dataset}))
