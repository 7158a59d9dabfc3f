"""What BibTeX says: types, names, venues, LaTeX, remarks, and the line of each."""

from __future__ import annotations

import pytest

from bibliographies import codes, edges, nodes, paper, read, values
from paperkg.model import Reading, Value
from paperkg.readers.latex import plain


def bib(text: str) -> Reading:
    return read("refs.bib", text)


def entry(fields: str, kind: str = "article") -> Reading:
    return bib(f"@{kind}{{k,\n title = {{T}},\n {fields}\n}}\n")


def test_an_entry_is_a_paper_with_all_that_stands_in_it() -> None:
    reading = bib(
        "@article{peyre2019,\n"
        "  title = {Computational {Optimal} Transport},\n"
        "  subtitle = {With Applications},\n"
        "  author = {Peyr{\\'e}, Gabriel and Marco Cuturi and others},\n"
        "  journal = {Foundations and Trends in Machine Learning},\n"
        "  year = 2019, month = feb, day = 12,\n"
        "  doi = {https://doi.org/10.1561/2200000073},\n"
        "  url = {https://example.org/a\\_b},\n"
        "  volume = {11}, pages = {355--607},\n"
        "  keywords = {optimal transport; geometry， 优化},\n"
        "}\n"
    )
    assert reading.diagnostics == ()
    assert paper(reading) == {
        "title": "Computational Optimal Transport: With Applications",
        "kind": "paper",
        "year": 2019,
        "date": "2019-02-12",
        "doi": "10.1561/2200000073",
        "url": ("https://example.org/a_b",),
        "citekey": ("peyre2019",),
        "keywords": ("optimal transport", "geometry", "优化"),
        "volume": "11",
        "pages": "355–607",
    }
    assert values(reading, "Author", "name") == ["Gabriel Peyré", "Marco Cuturi"]
    assert [e.properties["position"] for e in edges(reading, "AUTHORED_BY")] == [1, 2]
    (venue,) = nodes(reading, "Venue")
    assert venue.properties == {
        "name": "Foundations and Trends in Machine Learning",
        "kind": "journal",
    }


def test_every_fact_has_the_line_of_its_field() -> None:
    reading = bib(
        "\n@article{k,\n  title = {A\n  long title},\n  author = {A B},\n\n"
        "  volume =\n   {1},\n  note = {see it},\n}\n"
    )
    (found,) = nodes(reading, "Paper")
    assert (found.origin.line, found.origin.end_line) == (2, 10)
    spans = {name: (o.line, o.end_line) for name, o in found.lines.items()}
    assert spans == {"citekey": (2, 10), "title": (3, 4), "volume": (7, 7)}
    assert [a.origin.line for a in nodes(reading, "Author")] == [5]
    assert [n.origin.line for n in nodes(reading, "Note")] == [9]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ahmad, Nasir and van Gerven, Marcel A. J.", ["Nasir Ahmad", "Marcel A. J. van Gerven"]),
        ("Marcel A. J. van Gerven AND Luca Ambrogioni",
         ["Marcel A. J. van Gerven", "Luca Ambrogioni"]),
        ("{OpenAI} and {Barnes and Noble, Inc.}", ["OpenAI", "Barnes and Noble, Inc."]),
        ("King, Jr., Martin Luther", ["Martin Luther King Jr."]),
        ('{\\L}ukasz Kaiser and G{\\"o}del, Kurt', ["Łukasz Kaiser", "Kurt Gödel"]),
        ("A.~B. Smith\n  and others", ["A. B. Smith"]),
        ("王小明 and 李, 华 and 欧阳, 修", ["王小明", "李华", "欧阳修"]),
        ("family=Gerven, given=Marcel, prefix=van and Plain, Ann",
         ["Marcel van Gerven", "Ann Plain"]),
        ("{de la Cruz}, Ana", ["Ana de la Cruz"]),
        ("Others, Ann and et al.", ["Ann Others"]),
        (" and Ann Lee and ", ["Ann Lee"]),
    ],
)  # fmt: skip
def test_names_are_what_people_say(written: str, names: list[str]) -> None:
    reading = entry(f"author = {{{written}}},")
    assert values(reading, "Author", "name") == names
    assert reading.diagnostics == ()


@pytest.mark.parametrize(
    ("written", "names", "mend"),
    [
        ("王小明, 李华", ["王小明", "李华"], "author = {王小明 and 李华},"),
        ("王小明；李华", ["王小明", "李华"], "author = {王小明 and 李华},"),
        ("Ahmad, N.; Lee, M.", ["N. Ahmad", "M. Lee"], "author = {Ahmad, N. and Lee, M.},"),
        ("Ada Lovelace, Charles Babbage, Mary Somerville",
         ["Ada Lovelace", "Charles Babbage", "Mary Somerville"],
         "author = {Ada Lovelace and Charles Babbage and Mary Somerville},"),
    ],
)  # fmt: skip
def test_names_without_and_are_parted_and_told(written: str, names: list[str], mend: str) -> None:
    reading = entry(f"author = {{{written}}},")
    assert values(reading, "Author", "name") == names
    assert codes(reading) == [("B908", 3)]
    assert reading.diagnostics[0].help == mend


@pytest.mark.parametrize(
    ("kind", "word"),
    [("article", "paper"), ("InProceedings", "paper"), ("phdthesis", "thesis"), ("book", "book"),
     ("incollection", "chapter"), ("techreport", "report"), ("misc", None), ("online", "webpage"),
     ("software", "software")],
)  # fmt: skip
def test_types_are_put_in_the_words_of_the_schema(kind: str, word: str | None) -> None:
    assert paper(entry("", kind)).get("kind") == word


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("eprint = {2005.05238v2}, archiveprefix = {arXiv}, primaryclass = {cs.LG},",
         {"arxiv": "2005.05238", "keywords": ("cs.LG",)}),
        ("eprint = {cs/0601001}, eprinttype = {arxiv},", {"arxiv": "cs/0601001"}),
        ("eprint = {12345}, eprinttype = {pubmed},", {"eprint": "pubmed:12345"}),
        ("journal = {arXiv preprint arXiv:2005.05238},", {"arxiv": "2005.05238"}),
        ("journal = {CoRR}, volume = {abs/2005.05238},",
         {"arxiv": "2005.05238", "volume": "abs/2005.05238"}),
        ("doi = {10.48550/arXiv.2005.05238},", {"arxiv": "2005.05238"}),
        ("url = {https://arxiv.org/abs/2005.05238},",
         {"arxiv": "2005.05238", "url": ("https://arxiv.org/abs/2005.05238",)}),
        ("howpublished = {\\url{https://example.org/x.pdf}},",
         {"pdf": ("https://example.org/x.pdf",)}),
        ("howpublished = {Blog},", {"howpublished": "Blog"}),
        ("year = {2020a},", {"year": 2020}),
        ("date = {2020-06-11/2020-06-14},", {"year": 2020, "date": "2020-06-11"}),
        ("date = {2020-06},", {"year": 2020, "month": 6}),
        ('year = 2020, month = 10 # "~" # jan,', {"year": 2020, "date": "2020-01-10"}),
        ("year = {二〇二〇},", {}),
        ("doi = {DOI: 10.1000/AB\\_C.},", {"doi": "10.1000/ab_c"}),
        ("readstatus = {skimmed}, ranking = {rank4}, groups = {Thesis > Part 2, 2020},",
         {"status": "reading", "rating": 4, "tags": ("Thesis/Part-2", "y2020")}),
        ("type = {Preprint}, 评分 = {5}, date-added = {x},", {"bib_type": "Preprint"}),
        ("file = {papers/x.pdf}, owner = {me},", {}),
        ("ids = {old, older},", {"citekey": ("k", "old", "older")}),
    ],
)  # fmt: skip
def test_fields_become_facts(fields: str, expected: dict[str, Value]) -> None:
    found = paper(entry(fields))
    base = {"title": "T", "kind": "paper", "citekey": ("k",)}
    assert found == {**base, **expected}


@pytest.mark.parametrize(
    ("fields", "venue", "event", "kept"),
    [
        ("booktitle = {NeurIPS}, year = 2020", "NeurIPS", "NeurIPS 2020", None),
        ("booktitle = {Advances in Neural Systems 33: Neural Systems 2020, NeurIPS 2020, virtual}",
         "NeurIPS", "NeurIPS 2020", "Advances"),
        ("booktitle = {Proceedings of the 37th International Conference on Machine Learning}",
         "International Conference on Machine Learning", None, "Proceedings"),
        ("booktitle = {Proceedings of the 26th {ACM} {SIGKDD} Conference}, series = {KDD '20}",
         "KDD", "KDD 2020", "Proceedings"),
        ("booktitle = {2020 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)}",
         "IEEE/CVF Conference on Computer Vision and Pattern Recognition", None, "2020 IEEE"),
        ("booktitle = {Thirty-fourth Conference on X}", "Conference on X", None, "Thirty"),
        ("booktitle = {第37届神经信息处理系统大会}", "神经信息处理系统大会", None, "第37届"),
    ],
)  # fmt: skip
def test_a_book_of_proceedings_names_venue_and_edition(
    fields: str, venue: str, event: str | None, kept: str | None
) -> None:
    reading = entry(fields, "inproceedings")
    assert values(reading, "Venue", "name") == [venue]
    assert len(edges(reading, "PUBLISHED_IN")) == 1
    assert values(reading, "Event", "name") == ([event] if event else [])
    assert len(edges(reading, "PRESENTED_AT")) == len(edges(reading, "EDITION_OF")) == bool(event)
    printed = paper(reading).get("booktitle")
    assert str(printed).startswith(kept) if kept else printed is None


def test_notes_are_remarks_and_ideas_and_may_hold_fields() -> None:
    reading = entry(
        "author = {Nasir Ahmad},\n note = {arXiv:2006.06438 [cs]\n PMID: 123},\n"
        "annote = {想法：试试 (Nasir Ahmad was at Aston)\n and more\n TODO: prove it},\n"
        "comment = {<p>nice &amp; short</p>},"
    )
    assert paper(reading)["arxiv"] == "2006.06438"
    assert paper(reading)["pmid"] == "123"
    assert values(reading, "Idea", "text") == ["试试 (Nasir Ahmad was at Aston)\nand more"]
    assert values(reading, "Note", "text") == ["prove it", "nice & short"]
    assert values(reading, "Note", "kind") == ["todo", "comment"]
    assert len(edges(reading, "RELATES_TO")) == 1
    assert len(edges(reading, "REMARKS_ON")) == 2


def test_a_thesis_says_where_its_author_was() -> None:
    reading = entry("author = {A B}, school = {Radboud University},", "phdthesis")
    (written,) = edges(reading, "AUTHORED_BY")
    assert written.properties["affiliation_text"] == "Radboud University"


def test_abbreviations_are_joined_and_fields_inherited() -> None:
    reading = bib(
        '@string{nips = "Neural" # { Systems}}\n'
        "@inproceedings{a, title = {A}, crossref = {P}}\n"
        '@proceedings{p, title = nips # " 33", year = 2020, editor = {Ed Itor}}\n'
    )
    assert reading.diagnostics == ()
    first, second = nodes(reading, "Paper")
    assert first.properties["year"] == 2020
    assert first.properties["editor"] == "Ed Itor"
    assert first.lines["year"].line == 3
    assert values(reading, "Venue", "name") == ["Neural Systems"]
    assert second.properties["title"] == "Neural Systems 33"


@pytest.mark.parametrize(
    ("text", "told", "message"),
    [
        ("@article{k, title = {T},\n year = 2020\n pages = {1}}", [("B902", 2)], "before 'pages'"),
        ("@article{k, title = {T}，\n year = {2020}}", [("B902", 1)], "before 'year'"),
        ("@article{k, title = {T}}\n@article{k, title = {U}}", [("B903", 2)], "line 1 too"),
        ("@article{k, title = {T}, title = {U}}", [("B903", 1)], "stands twice"),
        ("@article{k, title = {T}, journal = jml}", [("B904", 1)], "no abbreviation"),
        ("@article{k, title = {T}, crossref = {x}}", [("B904", 1)], "has the key 'x'"),
        ("@article{k, title = {T}, year = in press}", [("B905", 1)], "in press"),
        ("@article{k, year = 2020}", [("B906", 1)], "no title"),
        ("@article{k, title = {T}, doi = {x}}", [("G506", 1)], "no valid DOI"),
        ("@article{k, title = {T},\n abstract = {a\n year = {2020},\n note = {b}},\n}",
         [("B902", 2)], "within the value of 'abstract'"),
        ("@article{a, title = {T},\n x = {\n year = {1},\n}\n@article{k, title = {T}}",
         [("B901", 2)], "'x' has no closing brace"),
        ("@article{a, title = {T},\n\n@article{k, title = {T}}", [("B901", 1)], "up to line"),
        ("@article{a, title {T},}\n@article{k, title = {T}}", [("B901", 1), ("B907", 1)],
         "expected a '='"),
        ("<html><body>not found</body></html>", [("B907", 1), ("B901", 1)], "outside"),
        ("@comment{@article{a, title = {T}}}\n@article{k, title = {T}}", [("B909", 1)],
         "commented out"),
        ("% see the letters\n@article{k, title = {T}}\n and more", [("B907", 3)], "'and more'"),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_line_and_the_rest_is_read(
    text: str, told: list[tuple[str, int]], message: str
) -> None:
    reading = bib(text)
    assert codes(reading) == told
    assert any(message in d.message for d in reading.diagnostics)
    assert all(d.help for d in reading.diagnostics)
    assert reading.readable
    if "{k, title" in text:
        assert values(reading, "Paper", "title")[0] == "T"


def test_a_file_that_is_not_utf_8_is_told_with_the_way_to_mend_it() -> None:
    for encoding, name in (("latin-1", "WINDOWS-1252"), ("gb18030", "GB18030")):
        text = "@article{k,\n title = {%s}}" % (
            "Étude à part" if name[0] == "W" else "深度学习综述"
        )
        reading = read("refs.bib", text.encode(encoding))
        assert not reading.readable
        assert codes(reading) == [("S101", 2)]
        assert name in reading.diagnostics[0].help


def test_what_programs_keep_for_themselves_is_no_remark() -> None:
    text = (
        "﻿% Encoding: UTF-8\r\n%% Created for me at 2020\r\n@preamble{ {\\x} }\r\n"
        "@comment{jabref-meta: databaseType:bibtex;}\r\n@article{k,\r\n title = {T}}\r\n%%%%\r\n"
    )
    reading = bib(text)
    assert reading.diagnostics == ()
    assert [n.origin.line for n in nodes(reading, "Paper")] == [5]
    assert nodes(reading, "Note") == []


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{FedSplit}: an $\ell_2$ rule", r"FedSplit: an $\ell_2$ rule"),
        (r"\v{S}koda {\ss} \i \alpha {\AA} na\"{\i}ve", "Škoda ß ıαÅ naïve"),
        (r"50% of \emph{E. coli} --- ``so''", "50% of E. coli — “so”"),
        (r"\href{https://x.org}{text} \url{http://a.b/c_d}", "text (https://x.org) http://a.b/c_d"),
        (r"\LaTeX\ costs \$5 \& {\em more}", "LaTeX costs $5 & more"),
        (r"{\noopsort{1973a}}1973 \textsuperscript{2}", "1973 2"),
        (r"\textasciitilde\~{n} \cite{x}", "~ñ [x]"),
        ("a } b { c", "a  b  c"),
        ("\\x" + "{" * 3000 + "}" * 3000, ""),
        ("\\href", ""),
    ],
)
def test_latex_is_read_as_text(latex: str, text: str) -> None:
    assert plain(latex) == text
