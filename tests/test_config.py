"""paperkg.toml: every key optional, every fault told with its line and a line to paste."""

from __future__ import annotations

import pytest

from paperkg import config


def faults(text: str) -> list[str]:
    return [str(d).replace("\n", " ") for d in config.parse(text, "lib")[1]]


def test_an_empty_file_has_sensible_defaults() -> None:
    settings, found = config.parse("", "My Lib")
    assert found == ()
    assert (settings.name, settings.language) == ("My Lib", "en")
    assert settings.base_iri == "https://example.org/my-lib/"
    assert settings.time_zones["CST"] == "+08:00"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "paperkg.toml:1: error C601"),
        ("\nfoo = 1", "paperkg.toml:2: error C602: unknown key 'foo'; expected one of name"),
        ("name = 3", "paperkg.toml:1: error C603: name: found 3, expected text in quotes"),
        ('language = "fr"', "found 'fr', expected en or zh"),
        ('base_iri = "a b"', 'help: base_iri = "https://example.org/my-library/"'),
        ('[time_zones]\nCST = "8"', "paperkg.toml:2: error C603: time_zones.CST: found '8'"),
        ("[topics]\nshiped = true", "unknown key 'topics.shiped'"),
        ("[topics]\nshipped = 1", "found 1, expected true or false"),
        ("exclude = 1", 'expected a list: exclude = ["old/*.md"]'),
        ("[node_types.data_set]", "help: [node_types.DataSet]"),
        ("[node_types.Paper]", "clashes with 'Paper'"),
        ("[node_types.Data]\nsize = 1", "unknown key 'size'"),
        ('[node_types.Data]\nproperties = { size = "int" }', "expected one of string"),
        ('[node_types.Data]\nproperties = { tag = "string" }', "would be one term in RDF"),
        ('[node_types.Data]\nproperties = { pkg_gen = "string" }', "none of id, paperkg_id"),
        ("[node_types.PaperkgPush]", "names that begin with Paperkg"),
        ("[edge_types.cites]", "clashes with 'CITES'"),
        ("[edge_types.title]", "has the name of the property 'title' of Paper"),
        ("[edge_types.position]", "has the name of the property 'position' of AUTHORED_BY"),
        ("[edge_types.authorship]", "has the name of the term pkg:authorship"),
        ('[node_types.Data]\nproperties = { about = "url" }', "the name of the edge type ABOUT"),
        (
            '[node_types.Data]\nproperties = { end_line = "url" }',
            "the name of the term pkg:endLine",
        ),
        ('[edge_types.runs_on]\nproperties = { cites = "url" }', "name of the edge type CITES"),
        ('[edge_types.runs_on]\nfrom = ["Papr"]', "no node type 'Papr'; known: Paper"),
    ],
)
def test_a_fault_is_told_with_what_was_expected(text: str, told: str) -> None:
    (fault,) = faults(text)
    assert told in fault


def test_a_fault_costs_its_key_and_nothing_else() -> None:
    settings, found = config.parse('language = "fr"\nname = "kept"\nfoo = 1\n', "lib")
    assert (settings.name, settings.language, len(found)) == ("kept", "en", 2)


def test_own_types_may_use_each_other() -> None:
    settings, found = config.parse(
        '[node_types.Dataset]\n[edge_types.trained-on]\nfrom = "Paper"\nto = "dataset"\n', "lib"
    )
    assert found == ()
    edge = settings.schema.edge_type("trainedOn")
    assert edge
    assert (edge.name, edge.sources, edge.targets) == ("TRAINED_ON", ("Paper",), ("Dataset",))
