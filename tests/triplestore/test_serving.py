"""The SPARQL protocol and the nodes' IRIs over HTTP."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx2 as httpx
import pyoxigraph
import pytest
from starlette.testclient import TestClient

from paperkg import Library
from paperkg.diagnostics import StoreError
from paperkg.serving import Endpoint, application, serve

ROOT: Final = Path(__file__).resolve().parents[2]
ENDLESS: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
XML: Final = "application/sparql-results+xml"
AS_QUERY: Final = {"Content-Type": "application/sparql-query"}
PAPERS: Final = "SELECT ?p { ?p a pkg:Paper }"


@pytest.fixture(scope="module")
def client(shipped: Library) -> Iterator[Any]:
    endpoint = Endpoint(shipped.root, shipped.config, timeout=2, limit=100)
    with TestClient(application(endpoint), base_url="http://127.0.0.1:7878") as opened:
        yield opened
    endpoint.stop()


def test_a_query_is_answered_wherever_the_protocol_puts_it(client: Any) -> None:
    found = [
        client.get("/sparql", params={"query": PAPERS}),
        client.post("/sparql", data={"query": PAPERS}),
        client.post("/sparql", content=PAPERS, headers=AS_QUERY),
    ]
    assert {r.status_code for r in found} == {200}
    assert {len(r.json()["results"]["bindings"]) for r in found} == {43}
    assert found[0].headers["content-type"] == "application/sparql-results+json"


@pytest.mark.parametrize(
    ("accept", "query", "media"),
    [
        ("*/*", PAPERS, "application/sparql-results+json"),
        ("text/csv", PAPERS, "text/csv; charset=utf-8"),
        (f"{XML};q=0.9, text/csv;q=0.1", PAPERS, XML),
        ("text/tab-separated-values", PAPERS, "text/tab-separated-values; charset=utf-8"),
        ("*/*", "DESCRIBE paper:gait-prop", "text/turtle; charset=utf-8"),
        ("application/ld+json", "DESCRIBE paper:gait-prop", "application/ld+json"),
        ("application/json", "ASK {}", "application/sparql-results+json"),
        ("nonsense;q=x, application/rdf+xml", "DESCRIBE paper:gait-prop", "application/rdf+xml"),
    ],
)  # fmt: skip
def test_the_client_chooses_the_form(client: Any, accept: str, query: str, media: str) -> None:
    found = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert (found.status_code, found.headers["content-type"]) == (200, media)
    assert found.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("request_", "status", "told"),
    [
        ({"params": {"query": "SELECT {"}}, 400, "line 1"),
        ({"params": {"query": "CLEAR ALL"}}, 403, "data/"),
        ({"params": {"query": "ASK { SERVICE <http://x.example/> {} }"}}, 403, "SERVICE"),
        ({"params": {"query": ENDLESS}}, 503, "within 2 s"),
        ({"params": {"query": "SELECT * { ?s ?p ?o }"}}, 413, "more than 100 rows"),
        ({"params": {"query": PAPERS}, "headers": {"Accept": "image/png"}}, 406, "text/csv"),
        ({"params": {"query": PAPERS, "default-graph-uri": "https://x"}}, 400, "FROM"),
        ({"params": {"q": "ASK {}"}}, 400, "query="),
        ({"method": "PUT", "content": b"x"}, 405, "Method Not Allowed"),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403, "updates"),
        ({"method": "POST", "content": b"\xff", "headers": AS_QUERY}, 400, "UTF-8"),
        ({"method": "POST", "content": b"x"}, 415, "application/sparql-query"),
        ({"method": "POST", "content": b"x" * 1_000_001}, 413, "bytes"),
        ({"params": {"query": PAPERS}, "headers": {"Host": "evil.example"}}, 400, "host"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_a_sentence(
    client: Any, request_: dict[str, Any], status: int, told: str
) -> None:
    found = client.request(request_.pop("method", "GET"), "/sparql", **request_)
    assert (found.status_code, told in found.text) == (status, True), found.text
    assert "Traceback" not in found.text
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_a_node_is_described_at_its_iri(client: Any, shipped: Library) -> None:
    found = client.get("/paper/gait-prop")
    assert found.headers["content-type"].startswith("text/turtle")
    triples = list(pyoxigraph.parse(found.content, format=pyoxigraph.RdfFormat.TURTLE))
    subject = pyoxigraph.NamedNode(f"{shipped.config.base_iri}paper/gait-prop")
    assert triples
    assert all(t.subject == subject for t in triples)
    as_json = client.get("/paper/gait-prop", headers={"Accept": "application/ld+json"})
    assert as_json.headers["content-type"] == "application/ld+json"
    ideas = [n for n in shipped.graph.of_type("Idea") if not n.id.isascii()]
    assert client.get(f"/{ideas[0].id}").status_code == 200
    missing = client.get("/paper/nowhere> ?p ?o } #")
    assert (missing.status_code, "nothing is known" in missing.text) == (404, True)


def test_the_service_describes_itself_where_nothing_is_asked(client: Any, shipped: Library) -> None:
    found = client.get("/sparql")
    assert (found.status_code, found.headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    sd = "http://www.w3.org/ns/sparql-service-description#"
    triples = list(pyoxigraph.parse(found.content, format=pyoxigraph.RdfFormat.TURTLE))
    said = {(t.predicate.value, t.object.value) for t in triples}
    assert (f"{sd}endpoint", "http://127.0.0.1:7878/sparql") in said
    assert (f"{sd}supportedLanguage", f"{sd}SPARQL11Query") in said
    assert (f"{sd}defaultGraph", f"{shipped.config.base_iri}dataset") in said
    as_xml = client.get("/sparql", headers={"Accept": "application/rdf+xml"})
    again = list(pyoxigraph.parse(as_xml.content, format=pyoxigraph.RdfFormat.RDF_XML))
    assert {str(t) for t in again} == {str(t) for t in triples}


def test_a_head_has_the_headers_of_a_get_and_no_body(client: Any) -> None:
    for path in ("/sparql", "/paper/gait-prop", "/graph.ttl"):
        head, get = client.head(path), client.get(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == get.headers["content-type"]
        assert head.headers["content-length"] == str(len(get.content))
    assert client.head("/paper/nowhere").status_code == 404


@pytest.mark.parametrize("allowed", [True, False])
def test_a_page_elsewhere_may_ask_only_where_the_user_says_so(
    shipped: Library, *, allowed: bool
) -> None:
    """As YASGUI asks: a preflight, then a form."""
    page = "https://yasgui.example"
    endpoint = Endpoint(shipped.root, shipped.config, timeout=60, limit=100)
    served = application(endpoint, [page] if allowed else ())
    asks = {"Origin": page, "Access-Control-Request-Method": "POST"}
    accept = "application/sparql-results+json,*/*;q=0.9"
    with TestClient(served, base_url="http://127.0.0.1:7878") as client:
        asked = client.options("/sparql", headers=asks)
        found = client.post(
            "/sparql", data={"query": PAPERS}, headers={"Origin": page, "Accept": accept}
        )
        other = client.get("/sparql", headers={"Origin": "https://evil.example"})
    endpoint.stop()
    assert found.headers["content-type"] == "application/sparql-results+json"
    for response in (asked, found):
        told = response.headers.get("access-control-allow-origin")
        assert told == (page if allowed else None)
    assert "access-control-allow-origin" not in other.headers


def test_exports_are_served_and_nothing_else_is(client: Any, shipped: Library) -> None:
    found = client.get("/graph.ttl")
    assert found.content == (shipped.root / "export" / "graph.ttl").read_bytes()
    assert client.get("/paperkg.toml").status_code == 404
    assert client.get("/..%2Fpaperkg.toml").status_code == 404
    assert client.get("/%2E%2E/data/ideas.yaml").status_code == 404


def test_a_sync_is_seen_by_the_next_query(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    source = tmp_path / "data" / "list.md"
    source.write_text("One\nA B (MIT)\nLink: https://x.org/\n", encoding="utf-8")
    library = Library.open(tmp_path)
    library.sync()
    endpoint = Endpoint(tmp_path, library.config, timeout=60, limit=100)
    with TestClient(application(endpoint), base_url="http://localhost") as client:
        query = {"query": "SELECT ?t { ?p a pkg:Paper ; dcterms:title ?t }"}
        accept = {"Accept": "text/csv"}
        assert "One" in client.get("/sparql", params=query, headers=accept).text
        source.write_text("Two\nA B (MIT)\nLink: https://x.org/\n", encoding="utf-8")
        Library.open(tmp_path).sync()
        assert "Two" in client.get("/sparql", params=query, headers=accept).text
    endpoint.stop()


def test_the_command_serves_on_this_computer_until_it_is_stopped(shipped: Library) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StoreError, match="--port"):
            serve(shipped.root, shipped.config, port=port, timeout=1, limit=1)
    command = [sys.executable, "-m", "paperkg", "-C", str(shipped.root), "serve", "--sparql"]
    with subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.PIPE) as server:
        try:
            deadline = time.monotonic() + 60
            while True:
                try:
                    found = httpx.get(
                        f"http://127.0.0.1:{port}/sparql", params={"query": "ASK {}"}, timeout=60
                    )
                    break
                except httpx.ConnectError:
                    assert time.monotonic() < deadline
                    time.sleep(0.1)
            assert found.json()["boolean"] is True
        finally:
            server.terminate()
