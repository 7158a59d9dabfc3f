"""SPARQL over the exports: named queries, what is refused, limits, and where facts stand."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pyoxigraph
import pytest
import rdflib

from paperkg import Library, triplestore
from paperkg.diagnostics import StoreError
from paperkg.explain import explain
from paperkg.named_queries import SPARQL, UnknownQueryError
from paperkg.schema import BUILTIN
from paperkg.sinks.rdf import prefixes
from paperkg.sinks.rdf.terms import Terms
from paperkg.triplestore import (
    NotExportedError,
    QueryError,
    QueryTimeoutError,
    RefusedError,
    TooManyRowsError,
    answers,
    read,
    stores,
)

ROOT: Final = Path(__file__).resolve().parents[2]
QUERIES: Final = SPARQL.queries(ROOT)
ENDLESS: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def ask(shipped: Library) -> Callable[..., answers.Answer]:
    """Asks in this process: a process of its own for each query would take long."""
    store = stores.opened(shipped.root, sourced=True, progress=lambda _: None)

    def asked(text: str, form: str = "table", limit: int = 0) -> answers.Answer:
        return answers.answer(store, read(text), form, limit, prefixes(shipped.config))

    return asked


@pytest.mark.parametrize("name", QUERIES)
def test_a_named_query_has_a_title_in_two_languages_and_gives_rows(
    name: str, ask: Callable[..., answers.Answer]
) -> None:
    query = QUERIES[name]
    assert query.title.en.isascii()
    assert not query.title.zh.isascii()
    assert query.folder
    found = ask(query.text)
    assert len(found.rows) > 1
    assert all(any(row[at] for row in found.rows) for at in range(len(found.names)))


@pytest.mark.parametrize("name", [n for n in QUERIES if not read(QUERIES[n].text).sourced])
def test_another_engine_gives_the_same_rows(
    name: str, shipped: Library, ask: Callable[..., answers.Answer]
) -> None:
    graph = rdflib.Graph().parse(shipped.root / "export" / "graph.nt", format="nt")
    text = QUERIES[name].text
    found = graph.query(text, initNs=prefixes(shipped.config))
    rows = sorted(tuple("" if v is None else str(v) for v in row) for row in found)  # type: ignore[union-attr]
    body = ask(text, "csv").body.decode()
    assert sorted(map(tuple, list(csv.reader(io.StringIO(body)))[1:])) == rows


def test_a_query_gives_what_explain_gives(shipped: Library) -> None:
    terms = Terms(shipped.config.schema, shipped.config.base_iri)
    store = stores.opened(shipped.root, sourced=True, progress=lambda _: None)
    every = store.query(
        """SELECT ?s ?p ?o ?file ?start ?end ?reader {
             GRAPH ?anchor { ?s ?p ?o } ?anchor dcterms:isPartOf ?file ; pkg:span ?span .
             ?span pkg:startLine ?start ; pkg:endLine ?end ; pkg:reader ?reader }""",
        prefixes=prefixes(shipped.config),
    )
    assert isinstance(every, pyoxigraph.QuerySolutions)
    places: dict[tuple[str, str, str], set[tuple[str, ...]]] = defaultdict(set)
    anywhere: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for s, p, o, *where in every:
        place = tuple(w.value for w in where)
        places[str(s), str(p), str(o)].add(place)
        anywhere[str(s), str(p)].add(place)

    def stated(origins: list[dict[str, Any]]) -> set[tuple[str, ...]]:
        return {
            (terms.source(o["source"]), str(o["line"]), str(o["end_line"]), o["reader"])
            for o in origins
        }

    compared = 0
    graph = shipped.graph
    for id_, node in graph.nodes.items():
        (told,) = (e.as_json() for e in explain(graph, id_))
        for name, said in told["properties"].items():
            predicate = terms.nodes[node.type].properties[name][0]
            if predicate.endswith("prefLabel>"):
                continue  # two properties of a topic are labels
            assert anywhere[terms.node(id_), predicate] == stated(said["origins"]), (id_, name)
            compared += 1
        for edge in told["outgoing"]:
            triple = (terms.node(id_), terms.edges[edge["type"]].own, terms.node(edge["node"]))
            assert places[triple] == stated(edge["origins"]), triple
            compared += 1
    assert compared > 1000


UPDATES: Final = (
    "INSERT DATA { <https://a.example> <https://b.example> 1 }",
    "prefix x: <https://x.example/#>\nbase <https://y.example>\ndelete where { ?s ?p ?o }",
    "# SELECT\nLOAD <file:///etc/passwd>",
    "CLEAR ALL",
    "WITH <https://g.example> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
)


@pytest.mark.parametrize("text", UPDATES)
def test_an_update_is_refused_and_says_what_to_do(text: str) -> None:
    with pytest.raises(RefusedError, match=r"data/ .* paperkg sync"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        'SELECT * { ?s ?p \'\'\'it\'s\'\'\' , """a "q" """ SERVICE ?x {} }',
    ],
)
def test_no_other_server_is_asked(text: str) -> None:
    with pytest.raises(RefusedError, match="SERVICE"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "SERVICE <x> INSERT" }',
        "ASK { ?service pkg:service ?graph ; pkg:graph 1 } # GRAPH SERVICE",
        "PREFIX service: <https://x.example/SERVICE#>\nSELECT * { ?s service:graph 'GRAPH' }",
        "SELECT * { ?a ?b ?c FILTER(?a < ?b && ?b > ?c) }",
    ],
)
def test_words_in_names_strings_and_comments_are_no_words_of_the_language(text: str) -> None:
    question = read(text)
    assert question.verb in ("SELECT", "ASK")
    assert not question.sourced


def test_each_verb_has_its_forms(ask: Callable[..., answers.Answer]) -> None:
    title = "paper:gait-prop dcterms:title ?title"
    rows = json.loads(ask(f"SELECT ?title {{ {title} }}", "json").body)["results"]["bindings"]
    assert rows[0]["title"]["xml:lang"] == "en"
    assert b"<sparql" in ask(f"SELECT ?title {{ {title} }}", "xml").body
    assert ask(f"SELECT ?title {{ {title} }}", "tsv").body.startswith(b"?title\n")
    assert ask(f"ASK {{ {title} }}").rows == (("yes",),)
    assert json.loads(ask(f"ASK {{ {title} }}", "json").body)["boolean"] is True
    for form, media in (
        ("turtle", "text/turtle"),
        ("ntriples", "application/n-triples"),
        ("json", "application/ld+json"),
        ("xml", "application/rdf+xml"),
    ):
        for query in ("DESCRIBE paper:gait-prop", f"CONSTRUCT {{ {title} }} WHERE {{ {title} }}"):
            found = ask(query, form)
            assert found.media == media
            kind = pyoxigraph.RdfFormat.from_media_type(media)
            assert list(pyoxigraph.parse(found.body, format=kind))
            assert ask(query, form) == found


def test_a_form_that_does_not_fit_is_told(ask: Callable[..., answers.Answer]) -> None:
    with pytest.raises(QueryError, match="gives rows"):
        ask("SELECT * { ?s ?p ?o }", "turtle")
    with pytest.raises(QueryError, match="gives triples"):
        ask("DESCRIBE paper:gait-prop", "csv")


def test_a_table_is_cut_off_and_no_other_form_is(ask: Callable[..., answers.Answer]) -> None:
    query = "SELECT ?s { ?s a pkg:Paper }"
    table = ask(query, limit=3)
    assert (len(table.rows), table.more) == (3, True)
    whole = ask(query, limit=43)
    assert (len(whole.rows), whole.more) == (43, False)
    assert ask(query, "csv", limit=43).body.count(b"\n") == 44
    for text, form in ((query, "csv"), ("DESCRIBE paper:gait-prop", "turtle")):
        with pytest.raises(TooManyRowsError, match="more than 3"):
            ask(text, form, limit=3)


def test_a_wrong_query_shows_its_place(ask: Callable[..., answers.Answer]) -> None:
    with pytest.raises(QueryError, match=r"line 2, column \d+.*\n  \{\?s \?p \}\n +\^"):
        ask("SELECT *\n{?s ?p }")


def test_a_query_runs_in_a_process_of_its_own_and_is_stopped_in_time(shipped: Library) -> None:
    found = shipped.sparql("papers-by-topic", form="table")
    assert found.names == ("topic", "topicZh", "papers")
    with triplestore.Worker(shipped.root) as worker:
        with pytest.raises(QueryTimeoutError, match=r"within 0\.5 s"):
            worker.ask(triplestore.Request(read(ENDLESS)), 0.5)
        again = worker.ask(triplestore.Request(read("ASK { ?s ?p ?o }")), 60)  # a new process
        assert again.rows == (("yes",),)
        with pytest.raises(QueryError):
            worker.ask(triplestore.Request(read("SELECT nonsense")), 60)


def test_the_library_refuses_what_it_does_not_know(shipped: Library, tmp_path: Path) -> None:
    with pytest.raises(UnknownQueryError, match="co-authors"):
        shipped.sparql("co-autors")
    (tmp_path / "data").mkdir()
    with pytest.raises(NotExportedError, match="paperkg sync"):
        Library.open(tmp_path).sparql("ASK {}")
    with pytest.raises(RefusedError, match="surrogate"):
        shipped.sparql("ASK { ?s ?p '\udcd0' }")


def test_a_librarys_own_query_hides_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "sparql").mkdir()
    (tmp_path / "sparql" / "co-authors.rq").write_text("# mine · 我的\nASK {}", "utf-8")
    (tmp_path / "data").mkdir()
    (mine,) = (q for q in Library.open(tmp_path).queries() if q.name == "co-authors")
    assert (mine.title.en, mine.title.zh, mine.folder) == ("mine", "我的", "")
    (tmp_path / "sparql" / "bad.rq").write_bytes(b"\xff")
    with pytest.raises(StoreError, match=r"bad\.rq"):
        Library.open(tmp_path).queries()


def test_a_large_graph_is_kept_on_disk_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "IN_MEMORY", 1)
    export = tmp_path / "export"
    export.mkdir()
    line = '<https://a.example/s> <https://a.example/p> "{}" .\n'
    told: list[str] = []

    def count(lines: int, *, sourced: bool = False) -> int:
        (export / "graph.nt").write_text("".join(line.format(n) for n in range(lines)))
        return len(stores.opened(tmp_path, sourced=sourced, progress=told.append))

    assert (count(2), len(told)) == (2, 1)
    assert (count(2), len(told)) == (2, 1)
    assert (count(3), len(told)) == (3, 2)
    assert len(list((tmp_path / stores.CACHE).iterdir())) == 1
    with pytest.raises(NotExportedError, match="every_file"):
        count(3, sourced=True)
    (export / "graph.nt").write_text("no triples\nat all\n")
    with pytest.raises(StoreError, match="cannot be read"):
        stores.opened(tmp_path, sourced=False, progress=told.append)


def test_a_damaged_export_is_told_by_the_worker_too(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "graph.nt").write_text("no triples")
    with (
        triplestore.Worker(tmp_path) as worker,
        pytest.raises(StoreError, match="cannot be read"),
    ):
        worker.start()


def test_what_is_said_of_neosemantics_names_every_list_of_the_schema() -> None:
    text = (ROOT / "docs" / "n10s.cypher").read_text(encoding="utf-8")
    terms = Terms(BUILTIN, "https://kg.example/")
    of_nodes = [(t, terms.nodes[t.name].properties) for t in BUILTIN.nodes]
    of_edges = [(t, terms.edges[t.name].properties) for t in BUILTIN.edges]
    lists = {said[p.name][0] for t, said in of_nodes for p in t.properties if p.many}
    lists |= {said[p.name][0] for t, said in of_edges for p in t.properties if p.many}
    assert lists
    assert [term for term in lists if f"'{term[1:-1]}'" not in text] == []
    assert [n for n, i in BUILTIN.prefixes.items() if f"add('{n}', '{i}')" not in text] == []
