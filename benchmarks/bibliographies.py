"""What reading a bibliography costs, as ratios to the library's bare parse, in one run.

    python benchmarks/bibliographies.py WORKS.jsonl[.gz] [--entries 10000] [--rounds 3]

WORKS holds OpenAlex works, one a line; they are written as BibTeX, as RIS and as CSL-JSON in
memory. Each is read by paperkg, and cut by bibtexparser, rispy and json alone. Seconds are the
processor's.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import rispy
from bibtexparser.entrypoint import parse_string

from paperkg.readers import Options, Source, reader_for
from paperkg.schema import BUILTIN


def median(rounds: int, action: Callable[[], object]) -> float:
    times: list[float] = []
    for _ in range(rounds):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return statistics.median(times)


def entries(path: Path, count: int) -> Iterable[dict[str, Any]]:
    """Yield the facts of *count* works; the works are gone through again where they do not do."""
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines()
    for number in range(count):
        work = json.loads(lines[number % len(lines)])
        words = (work.get("abstract_inverted_index") or {}).items()
        placed = sorted((place, word) for word, places in words for place in places)
        source = (work.get("primary_location") or {}).get("source") or {}
        yield {
            "key": f"k{number}",
            "title": work["title"].translate({ord(c): None for c in "{}\\"}),
            "authors": [a["author"]["display_name"].rpartition(" ") for a in work["authorships"]],
            "venue": source.get("display_name") or "NeurIPS",
            "year": work["publication_year"],
            "abstract": " ".join(w for _, w in placed).translate({ord(c): None for c in "{}\\"}),
        }


def bibtex(works: Iterable[dict[str, Any]]) -> str:
    return "\n".join(
        f"@inproceedings{{{w['key']},\n  title = {{{w['title']}}},\n"
        f"  author = {{{' and '.join(f'{n[2]}, {n[0]}' for n in w['authors'])}}},\n"
        f"  booktitle = {{Proceedings of {w['venue']}}},\n  year = {w['year']},\n"
        f'  abstract = {{{w["abstract"]} by M{{\\"u}}ller}},\n}}\n'
        for w in works
    )


def ris(works: Iterable[dict[str, Any]]) -> str:
    return "".join(
        f"TY  - CONF\nTI  - {w['title']}\n"
        + "".join(f"AU  - {n[2]}, {n[0]}\n" for n in w["authors"])
        + f"T2  - {w['venue']}\nPY  - {w['year']}\nAB  - {w['abstract']}\nER  - \n"
        for w in works
    )


def csl(works: Iterable[dict[str, Any]]) -> str:
    return json.dumps(
        [
            {
                "id": w["key"],
                "type": "paper-conference",
                "title": w["title"],
                "author": [{"family": n[2], "given": n[0]} for n in w["authors"]],
                "container-title": w["venue"],
                "issued": {"date-parts": [[w["year"]]]},
                "abstract": w["abstract"],
            }
            for w in works
        ],
        indent=2,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("works", type=Path)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    works = list(entries(given.works, given.entries))
    options = Options(BUILTIN, {})
    formats: dict[str, tuple[str, Callable[[str], object]]] = {
        "refs.bib": (bibtex(works), parse_string),
        "refs.ris": (ris(works), rispy.loads),
        "refs.json": (csl(works), json.loads),
    }
    for file, (text, bare) in formats.items():
        reader, source = reader_for(file), Source(f"data/{file}", text.encode())
        assert reader
        floor = median(given.rounds, partial(bare, text))
        taken = median(given.rounds, partial(reader.read, source, options))
        papers = sum(getattr(c, "type", "") == "Paper" for c in reader.read(source, options).claims)
        print(f"{file:10} {papers} papers, {len(text) / 1e6:.1f} MB {taken:7.2f} s", end="")
        print(f" {taken / floor:8.1f} x {bare.__module__.partition('.')[0]} alone")


if __name__ == "__main__":
    main()
