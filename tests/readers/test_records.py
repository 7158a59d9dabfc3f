"""What YAML records say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from paperkg.config import TIME_ZONES, parse
from paperkg.diagnostics import Origin
from paperkg.model import EdgeClaim, Mention, NodeClaim, Reading, Value
from paperkg.readers.base import Options, Source
from paperkg.readers.records import RECORDS, VOCABULARY, read_vocabulary
from paperkg.schema import BUILTIN, Schema

PATH = "data/ideas.yaml"
VOCABULARIES = sorted((Path(__file__).parents[2] / "src" / "paperkg" / "vocabulary").glob("*.yaml"))


def read(text: str, schema: Schema = BUILTIN) -> Reading:
    reading = RECORDS.read(Source(PATH, text.encode()), Options(schema, TIME_ZONES))
    assert [str(d) for d in reading.diagnostics] == []
    return reading


def nodes(reading: Reading, node_type: str = "") -> list[NodeClaim]:
    return [
        c
        for c in reading.claims
        if isinstance(c, NodeClaim) and (not node_type or c.type == node_type)
    ]


def node(text: str, node_type: str = "") -> NodeClaim:
    (claim,) = nodes(read(text), node_type)
    return claim


def edges(text: str, schema: Schema = BUILTIN) -> list[tuple[str, str, str, dict[str, Value]]]:
    """Return type, source, target and properties; a ref as the name of its node."""
    reading = read(text, schema)
    names = {
        c.ref: str(c.properties.get("name", c.properties.get("title", c.properties.get("text"))))
        for c in nodes(reading)
    }

    def shown(end: str | Mention) -> str:
        return f"?{end.text}" if isinstance(end, Mention) else names[end]

    return [
        (c.type, shown(c.source), shown(c.target), dict(c.properties))
        for c in reading.claims
        if isinstance(c, EdgeClaim)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "papers: [{title: FedSplit}]",
        "papers:\n- FedSplit",
        "Papers: FedSplit",
        "paper: {title: FedSplit}",
        "PAPER:\n  Title: FedSplit",
        "type: Paper\ntitle: FedSplit",
        "- {type: papers, title: FedSplit}",
        "---\n---\ntype: paper\ntitle: FedSplit # a comment\n...\n",
        "papers: [{type: paper, title: FedSplit, year: ~, url: , tags: []}]\nauthors:\n",
    ],
)
def test_one_record_is_written_in_many_ways(text: str) -> None:
    claim = node(text)
    assert (claim.type, claim.properties) == ("Paper", {"title": "FedSplit"})


def test_a_record_knows_its_lines() -> None:
    (claim,) = nodes(
        read("# mine\npapers:\n  - title: FedSplit\n    tags:\n      - a\n      - b\n")
    )
    assert claim.ref == f"{PATH}#paper-1"
    assert claim.origin == Origin(PATH, 3, 6, "records")
    assert claim.lines == {
        "title": Origin(PATH, 3, 3, "records"),
        "tags": Origin(PATH, 4, 6, "records"),
    }


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("status", "NO", "NO"),
        ("status", "yes", "yes"),
        ("status", "12:30:00", "12:30:00"),
        ("status", "012", "012"),
        ("status", "1e3", "1e3"),
        ("status", "2020-08", "2020-08"),
        ("status", "'null'", "null"),
        ("title", "0", "0"),
        ("title", "one\n   two", "one two"),
        ("title", '" a  b\\tc "', "a  b\tc"),
        ("arxiv", "2401.00010", "2401.00010"),
        ("arxiv", "https://arxiv.org/abs/2401.00010v2", "2401.00010"),
        ("doi", "https://doi.org/10.1038/NATURE14539", "10.1038/nature14539"),
        ("year", "2020", 2020),
        ("year", "'2020'", 2020),
        ("year", "0012", 12),
        ("date", "2020-12-09", "2020-12-09"),
        ("url", "https://example.org/a#b", ("https://example.org/a#b",)),
        ("tags", "[a, NO, a, ~, 1]", ("a", "NO", "1")),
        ("short-name", "GAIT", "GAIT"),
        ("abstract", "|\n    one\n\n      two\n", "one\n\n  two"),
        ("abstract", '"[[x]] %% {{ y }} ; \\0 \\U0001F9EA"', "[[x]] %% {{ y }} ; \0 🧪"),
    ],
)
def test_the_property_decides_on_the_type(key: str, typed: str, value: Value) -> None:
    text = f"papers:\n- {key}: {typed}\n" + ("" if key == "title" else "  title: T\n")
    claim = node(text)
    assert claim.properties[key.replace("-", "_")] == value
    assert type(claim.properties[key.replace("-", "_")]) is type(value)


def test_own_kinds_are_typed_too() -> None:
    config, _ = parse(
        "[node_types.Dataset.properties]\n"
        'size="integer"\nratio="number"\nopen="boolean"\nat="datetime"\nlanguages=["string"]\n'
        '[edge_types.trained_on]\nfrom=["Paper"]\nto=["Dataset"]\n',
        "lib",
    )
    text = (
        "datasets:\n- {name: CIFAR, size: -3, ratio: 1e-3, open: Yes,"
        " at: 2020-12-09T23:50+08:00, languages: zh}\n"
        "papers:\n- {title: T, trainedOn: [CIFAR, {name: MNIST, size: 7}, dataset/svhn]}\n"
    )
    described, *named = nodes(read(text, config.schema), "Dataset")
    assert described.properties == {
        "name": "CIFAR",
        "size": -3,
        "ratio": 0.001,
        "open": True,
        "at": "2020-12-09T23:50:00+08:00",
        "languages": ("zh",),
    }
    assert [dict(c.properties) for c in named] == [{"name": "CIFAR"}, {"name": "MNIST", "size": 7}]
    assert [e[2] for e in edges(text, config.schema)] == ["CIFAR", "MNIST", "?dataset/svhn"]


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("fedsplit", "paper/fedsplit"),
        ("paper/fedsplit", "paper/fedsplit"),
        ("2401-00010", "paper/2401-00010"),
        ("对target-prop做", "paper/对target-prop做"),
    ],
)
def test_an_explicit_id_is_a_reserved_property(typed: str, id_: str) -> None:
    assert node(f"papers: [{{id: {typed}, title: T}}]").properties["id"] == id_


def test_authors_have_positions_and_places() -> None:
    text = """\
papers:
- title: FedSplit
  authors:
  - {name: Reese Pathak, at: [UC Berkeley, Mila / UdeM], orcid: https://orcid.org/0000-0002-1825-0097}
  - Martin Wainwright (Google Brain (Zurich))
  - 张三（清华大学）
  - Vijayalakshmi (Viji) Srinivasan
  - {name: A, affiliations: B, position: 9, nameText: "A."}
  - author/jason-lee
"""
    assert edges(text) == [
        ("AUTHORED_BY", "FedSplit", "Reese Pathak",
         {"affiliation_text": "UC Berkeley / Mila / UdeM", "position": 1}),
        ("AUTHORED_BY", "FedSplit", "Martin Wainwright",
         {"affiliation_text": "Google Brain (Zurich)", "position": 2}),
        ("AUTHORED_BY", "FedSplit", "张三", {"affiliation_text": "清华大学", "position": 3}),
        ("AUTHORED_BY", "FedSplit", "Vijayalakshmi (Viji) Srinivasan", {"position": 4}),
        ("AUTHORED_BY", "FedSplit", "A",
         {"affiliation_text": "B", "position": 9, "name_text": "A."}),
        ("AUTHORED_BY", "FedSplit", "?author/jason-lee", {"position": 6}),
    ]  # fmt: skip
    first, *_ = nodes(read(text), "Author")
    assert first.properties == {"name": "Reese Pathak", "orcid": "0000-0002-1825-0097"}
    assert first.origin.line == 4


def test_naming_a_topic_or_venue_makes_it_and_a_paper_must_exist() -> None:
    text = """\
papers:
- title: T
  venue: {name: NeurIPS, kind: conference}
  topics: [GAN, {name: flow, evidence: seen}]
  cites: [GAIT-prop, {doi: 10.1000/X}, {to: [a, b]}]
  presented_at: {to: NeurIPS 2020, kind: oral, number: 3}
  relatesTo: {title: "On: colons", comment: see, page: 012}
authors:
- {name: A, affiliations: Mila}
institutions:
- {name: Mila, part-of: [UdeM, "https://ror.org/0161xgx34"]}
"""
    assert edges(text) == [
        ("PUBLISHED_IN", "T", "NeurIPS", {}),
        ("ABOUT", "T", "GAN", {"evidence": ("stated",)}),
        ("ABOUT", "T", "flow", {"evidence": ("seen",)}),
        ("CITES", "T", "?GAIT-prop", {}),
        ("CITES", "T", "?10.1000/X", {}),
        ("CITES", "T", "?a", {}),
        ("CITES", "T", "?b", {}),
        ("PRESENTED_AT", "T", "?NeurIPS 2020", {"kind": "oral", "number": 3}),
        ("RELATES_TO", "T", "?On: colons", {"comment": "see", "page": "012"}),
        ("AFFILIATED_WITH", "A", "Mila", {}),
        ("PART_OF", "Mila", "UdeM", {}),
        ("PART_OF", "Mila", "?https://ror.org/0161xgx34", {}),
    ]
    mentions = [c.target for c in read(text).claims if isinstance(c, EdgeClaim)]
    assert Mention("GAIT-prop", ("Paper",)) in mentions
    assert Mention("NeurIPS 2020", ("Event", "Session")) in mentions
    assert Mention("On: colons") in mentions


@pytest.mark.parametrize("section", ["relates_to", "RELATES_TO", "relatesTo", "relates-to"])
def test_an_edge_can_be_a_record(section: str) -> None:
    text = f"{section}:\n- {{from: GAIT-prop, to: [idea/x, FedSplit], comment: NO}}\n"
    assert edges(text) == [
        ("RELATES_TO", "?GAIT-prop", "?idea/x", {"comment": "NO"}),
        ("RELATES_TO", "?GAIT-prop", "?FedSplit", {"comment": "NO"}),
    ]
    assert edges("{type: cites, from: a, to: b}") == [("CITES", "?a", "?b", {})]


def test_an_idea_keeps_its_place_when_its_text_is_mended() -> None:
    text = "ideas:\n- one\n- {title: mine, text: two}\n- {id: x, text: three}\n- four\n"
    assert [c.slot for c in nodes(read(text))] == ["idea 1", "idea mine", "idea idea/x", "idea 4"]
    assert node("papers: T").slot == ""


def test_a_record_may_be_repeated_by_an_alias() -> None:
    text = "papers:\n- {title: A, venue: &v {name: ICML}}\n- {title: B, venue: *v}\n"
    assert [e[2] for e in edges(text)] == ["ICML", "ICML"]


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda p: p.name)
def test_a_shipped_vocabulary_states_nothing_and_has_no_fault(path: Path) -> None:
    source = Source(f"paperkg:vocabulary/{path.name}", path.read_bytes())
    reading = read_vocabulary(source, Options(BUILTIN, TIME_ZONES))
    assert [str(d) for d in reading.diagnostics] == []
    assert len(nodes(reading)) > 50
    assert not any(c.stated for c in nodes(reading))
    assert {c.origin.reader for c in reading.claims} == {"vocabulary"}


@pytest.mark.parametrize(
    ("takes", "path", "expected"),
    [
        (RECORDS.takes, "data/ideas.yaml", True),
        (RECORDS.takes, "data/2020/IDEAS.YML", True),
        (RECORDS.takes, "data/my-topics.yaml", True),
        (RECORDS.takes, "data/topics.yaml", False),
        (RECORDS.takes, "data/identity.yml", False),
        (RECORDS.takes, "data/yaml", False),
        (RECORDS.takes, "data/x.yaml.md", False),
        (VOCABULARY.takes, "data/Topics.yml", True),
        (VOCABULARY.takes, "data/ideas.yaml", False),
    ],
)
def test_the_name_of_a_file_tells_its_reader(
    takes: Callable[[str], bool], path: str, *, expected: bool
) -> None:
    assert takes(path) is expected
