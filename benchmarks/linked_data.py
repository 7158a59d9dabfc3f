"""Turtle against two libraries, and named queries against rdflib's engine, in one run.

    python benchmarks/linked_data.py WORKS.jsonl[.gz] [--papers 1000] [--rounds 3]

Of ready terms: all writers get the same triples in memory, in the form that is theirs, and
give bytes; paperkg's terms have been written before, and so know their prefixed names. From
the graph: each starts from paperkg's nodes and edges, pyoxigraph by way of their N-Triples.
CPU time of this process, the least of the rounds. The queries run over the same triples in
pyoxigraph's store and in rdflib's graph.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import rdflib

from paperkg import Library
from paperkg.named_queries import SPARQL
from paperkg.sinks.rdf import GRAPH, prefixes, render
from paperkg.sinks.rdf.facts import descriptions
from paperkg.sinks.rdf.terms import Terms
from paperkg.sinks.rdf.writers import Turtle
from paperkg.triplestore import read


def least(rounds: int, action: Callable[[], object]) -> float:
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        action()
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("works", type=Path)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    data = given.works.read_bytes()
    text = (gzip.decompress(data) if given.works.suffix == ".gz" else data).decode()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "data").mkdir()
        lines = text.splitlines(keepends=True)[: given.papers]
        (Path(folder) / "data" / "works.jsonl").write_text("".join(lines), encoding="utf-8")
        library = Library.open(folder)
        measure(library, given.rounds)


def measure(library: Library, rounds: int) -> None:
    graph, config = library.graph, library.config
    terms = Terms(config.schema, config.base_iri)
    facts = list(descriptions(graph, terms))
    lines = "".join(GRAPH["graph.nt"](graph, config))
    form = pyoxigraph.RdfFormat
    triples = [q.triple for q in pyoxigraph.parse(lines, format=form.N_TRIPLES)]
    other = rdflib.Graph().parse(data=lines, format="nt")
    print(f"{len(triples)} triples")

    def own() -> bytes:
        writer = Turtle(terms.names)
        blocks = [writer.block(d.subject, d.shape, d.objects).encode() for d in facts]
        return b"\n".join([writer.head().encode(), *blocks])

    def from_the_graph() -> bytes:
        return "".join(GRAPH["graph.ttl"](graph, config)).encode()

    def by_pyoxigraph() -> object:
        return pyoxigraph.serialize(triples, format=form.TURTLE, prefixes=terms.prefixes)

    def through_pyoxigraph() -> object:
        text = "".join(GRAPH["graph.nt"](graph, config))
        read_ = (q.triple for q in pyoxigraph.parse(text, format=form.N_TRIPLES))
        return pyoxigraph.serialize(read_, format=form.TURTLE, prefixes=terms.prefixes)

    turtle, fast = least(rounds, own), least(rounds, by_pyoxigraph)
    whole, through = least(rounds, from_the_graph), least(rounds, through_pyoxigraph)
    slow = least(1, lambda: other.serialize(format="turtle"))
    print("Turtle of ready terms")
    print(f"  paperkg    {turtle:7.3f} s")
    print(f"  pyoxigraph {fast:7.3f} s  paperkg {turtle / fast:6.2f} x of it")
    print(f"  rdflib     {slow:7.3f} s  {slow / turtle:6.1f} x paperkg")
    print("Turtle from the graph")
    print(f"  paperkg    {whole:7.3f} s")
    print(f"  pyoxigraph {through:7.3f} s  paperkg {whole / through:6.2f} x of it")
    every = least(rounds, lambda: sum(len(a.text) for a in render(graph, config)))
    print(f"All files of a sync {every:7.3f} s  {every / whole:6.2f} x the Turtle from the graph")
    for name, write in GRAPH.items():
        taken = least(rounds, lambda write=write: sum(map(len, write(graph, config))))  # type: ignore[misc]
        print(f"  {name:<12} alone {taken:7.3f} s  {taken / whole:6.2f} x")
    store = pyoxigraph.Store()
    store.bulk_load(lines.encode(), format=form.N_TRIPLES)
    known = prefixes(config)
    for name, query in SPARQL.queries(library.root).items():
        if read(query.text).sourced:
            continue
        one = least(rounds, lambda text=query.text: list(store.query(text, prefixes=known)))  # type: ignore[misc,arg-type]
        two = least(1, lambda text=query.text: list(other.query(text, initNs=known)))  # type: ignore[misc]
        print(f"{name:<32} {one * 1000:8.1f} ms  rdflib {two / one:7.0f} x")


if __name__ == "__main__":
    main()
