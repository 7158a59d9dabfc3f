"""Laws of `resolve`: what is one thing, what stays two, which id it keeps."""

from __future__ import annotations

import random
from collections.abc import Iterable

import hypothesis.strategies as st
from hypothesis import given

from claims import Notes, mention
from paperkg.graph import Ledger, Resolution, resolve
from paperkg.model import Claim, Graph
from paperkg.schema import BUILTIN


def resolved(*notes: Notes, ledger: Ledger | None = None) -> Resolution:
    claims = [c for n in notes for c in n.claims]
    return resolve(claims, BUILTIN, ledger or Ledger())


def ids(graph: Graph, node_type: str) -> list[str]:
    return [n.id for n in graph.of_type(node_type)]


def codes(result: Resolution) -> list[str]:
    return [d.code for d in result.diagnostics]


def test_two_entries_of_one_title_and_a_common_author_are_one_paper() -> None:
    n = Notes()
    n.paper(
        "Acceleration with a Ball Optimization Oracle",
        ["Yair Carmon (Stanford)"],
        arxiv="2003.08078",
    )
    n.paper("Acceleration with a ball  optimization oracle", ["Yair Carmon", "Yujia Jin"])
    result = resolved(n)
    (paper,) = result.graph.of_type("Paper")
    assert {o.line for o in paper.origins} == {1, 4}
    assert [m.rule for m in paper.merges] == [
        "same title: acceleration with a ball optimization oracle"
    ]
    assert paper.properties["aliases"] == ("Acceleration with a ball optimization oracle",) or (
        paper.properties["aliases"] == ("Acceleration with a Ball Optimization Oracle",)
    )
    assert ids(result.graph, "Author") == ["author/yair-carmon", "author/yujia-jin"]


def test_a_book_and_a_paper_of_one_title_stay_two() -> None:
    n = Notes()
    n.paper("Deep learning", ["Ian Goodfellow", "Yoshua Bengio"])
    n.paper("Deep Learning", ["Yann LeCun", "Geoffrey Hinton"])
    result = resolved(n)
    assert len(ids(result.graph, "Paper")) == 2
    assert "G501" in codes(result)


def test_a_link_pasted_under_the_wrong_paper_does_not_join_them() -> None:
    n = Notes()
    n.paper("On graphs", ["Ada Lovelace"], arxiv="2001.00001")
    n.paper("On trees", ["Grace Hopper"], arxiv="2001.00001")
    result = resolved(n)
    assert len(ids(result.graph, "Paper")) == 2
    assert "G501" in codes(result)


def test_a_renamed_preprint_is_one_paper_with_both_titles() -> None:
    n = Notes()
    n.paper("On graphs", ["Ada Lovelace"], arxiv="2001.00001")
    n.paper("A theory of networks", ["Ada Lovelace"], arxiv="2001.00001")
    (paper,) = resolved(n).graph.of_type("Paper")
    assert {paper.properties["title"], *paper.properties["aliases"]} == {  # type: ignore[misc]
        "On graphs",
        "A theory of networks",
    }


def test_names_that_differ_in_capitals_or_accents_stay_two_people() -> None:
    n = Notes()
    n.paper("One", ["Tao LIN", "Jonas Kohler"])
    n.paper("Two", ["Tao Lin", "Jonas Köhler"])
    result = resolved(n)
    assert len(ids(result.graph, "Author")) == 4
    assert codes(result) == ["G509", "G509"]


def test_half_a_surrogate_pair_is_told_and_replaced() -> None:
    n = Notes()
    n.paper("broken \ud800 title")
    result = resolved(n)
    assert codes(result) == ["S104"]
    assert [p.properties["title"] for p in result.graph.of_type("Paper")] == ["broken \ufffd title"]


def test_one_name_with_two_identifiers_is_two_people() -> None:
    n = Notes()
    n.node("Author", {"name": "Xi Chen", "orcid": "0000-0002-1825-0097"})
    n.node("Author", {"name": "Xi Chen", "orcid": "0000-0002-2206-9098"})
    n.node("Author", {"name": "Xi Chen", "orcid": "0000-0002-2206-9098"})
    n.paper("One", ["Xi Chen"])
    assert len(ids(resolved(n).graph, "Author")) == 3


def test_one_place_on_one_paper_joins_two_spellings() -> None:
    n = Notes()
    n.paper("On the linearity", ["Chaoyue Liu", "Misha Belkin"])
    n.paper("On the linearity", ["Chaoyue Liu", "Mikhail Belkin"])
    graph = resolved(n).graph
    assert len(ids(graph, "Author")) == 2
    belkin = next(a for a in graph.of_type("Author") if "Belkin" in str(a.properties["name"]))
    assert belkin.properties["aliases"] == ("Misha Belkin",)
    assert belkin.merges[0].rule == "same place in the authors of one paper"


def test_a_persons_word_stands_above_every_rule() -> None:
    n = Notes()
    n.paper("First paper", ["Jason Lee"])
    n.paper("Second paper", ["Jason Lee"])
    n.paper("Third", ["Wei Wang"])
    n.paper("Fourth", ["Wendy Wang"])
    before = resolved(n)
    assert "G503" in codes(before)
    n.identity("Jason Lee @ First paper", "Jason Lee @ Second paper", same=False)
    n.identity("Wei Wang", "Wendy Wang", same=True)
    after = resolved(n)
    assert ids(after.graph, "Author") == [
        "author/jason-lee",
        "author/jason-lee-2",
        "author/wei-wang",
    ]


def test_an_unknown_name_in_identity_is_an_error_with_candidates() -> None:
    n = Notes()
    n.paper("First paper", ["Jason Lee"])
    n.identity("Jason Lee", "Jason Li", same=True)
    (fault,) = [d for d in resolved(n).diagnostics if d.code == "G504"]
    assert "Jason Li" in fault.message


def test_affiliations_are_split_only_into_what_is_known() -> None:
    n = Notes()
    n.paper("One", ["A B (DeepMind)", "C D (UCL)", "E F (DeepMind & UCL)"])
    n.paper("Two", ["G H (Texas A&M University)", "I J (Institute of Science and Technology)"])
    n.paper(
        "Three", ["K L (MILA/UdeM)", "M N (Independent Researcher)", "O P (Foo University, USA)"]
    )
    graph = resolved(n).graph
    names = {str(i.properties["name"]) for i in graph.of_type("Institution")}
    assert names == {
        "DeepMind",
        "UCL",
        "Texas A&M University",
        "Institute of Science and Technology",
        "MILA",
        "UdeM",
        "Foo University",
    }
    told = [e for e in graph.edges if e.type == "AUTHORED_BY" and e.target == "author/e-f"]
    assert told[0].properties["affiliations"] == ("institution/deepmind", "institution/ucl")
    statements = [
        e for e in graph.edges if e.type == "AFFILIATED_WITH" and e.source == "author/e-f"
    ]
    assert [e.properties["papers"] for e in statements] == [("paper/one",), ("paper/one",)]


def test_a_vocabulary_entry_is_there_only_if_something_speaks_of_it() -> None:
    v = Notes("paperkg:vocabulary/x.yaml", "vocabulary")
    brain = v.node(
        "Institution", {"name": "Google Brain", "aliases": ("Brain Team",)}, stated=False
    )
    google = v.node("Institution", {"name": "Google"}, stated=False)
    mother = v.node("Institution", {"name": "Alphabet"}, stated=False)
    v.edge("PART_OF", brain, google)
    v.edge("PART_OF", google, mother)
    n = Notes()
    n.paper("One", ["A B (Brain Team)"])
    graph = resolved(v, n).graph
    assert ids(graph, "Institution") == ["institution/google-brain"]
    n.paper("Two", ["C D (Alphabet)"])
    graph = resolved(v, n).graph
    (edge,) = [e for e in graph.edges if e.type == "PART_OF"]
    assert (edge.source, edge.target) == ("institution/google-brain", "institution/alphabet")


def test_topics_are_found_at_word_edges_and_show_their_evidence() -> None:
    v = Notes("paperkg:vocabulary/topics.yaml", "vocabulary")
    v.node("Topic", {"name": "GAN", "name_zh": "生成对抗网络"}, stated=False)
    v.node("Topic", {"name": "neural network"}, stated=False)
    v.node("Topic", {"name": "graph neural network"}, stated=False)
    v.node("Topic", {"name": "normalizing flow"}, stated=False)
    n = Notes()
    n.paper("Graph neural-networks and GANs, not organs of gan")
    n.node("Note", {"text": "讨论了流行的normalizing flow和生成对抗网络"})
    graph = resolved(v, n).graph
    found = {(e.source.split("/")[0], e.target): e.properties["evidence"] for e in graph.edges}
    assert found == {
        ("paper", "topic/graph-neural-network"): ("title: Graph neural-networks",),
        ("paper", "topic/gan"): ("title: GANs",),
        ("note", "topic/normalizing-flow"): ("text: normalizing flow",),
        ("note", "topic/gan"): ("text: 生成对抗网络",),
    }


def test_a_mention_finds_a_short_name_and_reports_what_it_cannot_find() -> None:
    n = Notes()
    n.paper("GAIT-prop: A rule", ["A B"])
    idea = n.node("Idea", {"text": "spectrum control"})
    n.edge("RELATES_TO", idea, mention("gait-prop"))
    n.edge("RELATES_TO", idea, mention("GIAT-prop"))
    result = resolved(n)
    (edge,) = [e for e in result.graph.edges if e.type == "RELATES_TO"]
    assert edge.target == "paper/gait-prop"
    (fault,) = [d for d in result.diagnostics if d.code == "G504"]
    assert "GAIT-prop" in fault.help


def test_only_names_that_may_have_been_meant_are_suggested() -> None:
    n = Notes()
    n.paper("Moon", ["A B"])
    n.paper("Momentum contrast for unsupervised learning", ["C D"])
    n.paper("卷积神经网络", ["E F"])
    n.node("Institution", {"name": "Monash University", "aliases": ("Monash",)})
    idea = n.node("Idea", {"text": "spectrum control"})
    words = ("[[Muon]]", "[[momentum|its]]", "卷积网络", "Gradient", "Neural")
    for word in words:
        n.edge("RELATES_TO", idea, mention(word))
    told = {d.message.split("'")[1]: d.help for d in resolved(n).diagnostics if d.code == "G504"}
    assert told == {
        "[[Muon]]": "did you mean: Moon",
        "[[momentum|its]]": "did you mean: Momentum contrast for unsupervised learning",
        "卷积网络": "did you mean: 卷积神经网络",
        "Gradient": "",
        "Neural": "",
    }


def test_an_edge_between_the_wrong_types_is_reported() -> None:
    n = Notes()
    paper = n.paper("One")
    n.edge("CITES", paper, n.node("Author", {"name": "A B"}))
    assert codes(resolved(n)) == ["G507"]


def test_ids_stay_when_a_better_identifier_arrives_or_the_title_is_corrected() -> None:
    first, second, third = Notes(), Notes(), Notes()
    first.paper("On the linaerity", ["Chaoyue Liu"], slot="authors Chaoyue Liu")
    one = resolved(first)
    second.paper("On the linaerity", ["Chaoyue Liu"], slot="authors Chaoyue Liu", doi="10.1000/x")
    two = resolved(second, ledger=one.ledger)
    third.paper("On the linearity", ["Chaoyue Liu"], slot="authors Chaoyue Liu")
    three = resolved(third, ledger=two.ledger)
    for each in (one, two, three):
        assert ids(each.graph, "Paper") == ["paper/on-the-linaerity"]
    assert next(iter(three.graph.of_type("Paper"))).name == "On the linaerity"


def test_an_id_is_never_given_to_another_thing() -> None:
    first, second = Notes(), Notes()
    first.paper("IDEAL: Inexact methods", ["A B"])
    second.paper("IDEAL: Another thing", ["C D"])
    again = resolved(second, ledger=resolved(first).ledger)
    assert ids(again.graph, "Paper") == ["paper/ideal-2"]


def test_two_files_with_a_remark_each_on_one_paper_keep_the_ids_of_both() -> None:
    place = "comment 1 of FedSplit"

    def noted(first: str, second: str, ledger: Ledger | None = None) -> Resolution:
        a, b = Notes("data/a.md"), Notes("data/b.bib", "bibtex")
        a.node("Note", {"text": first}, place)
        b.node("Note", {"text": second}, place)
        return resolved(a, b, ledger=ledger)

    once = noted("read it", "a proof")
    assert ids(once.graph, "Note") == ["note/a-proof", "note/read-it"]
    again = noted("read it", "a proof", once.ledger)
    assert again.graph == once.graph
    edited = noted("read it", "a proof with a gap", once.ledger)
    assert edited.graph.nodes["note/a-proof"].properties["text"] == "a proof with a gap"


def test_the_ledger_reads_back_what_it_wrote() -> None:
    n = Notes()
    n.paper('a "quoted": title', ["A B (C)"], slot="authors A B", doi="10.1000/x")
    ledger = resolved(n).ledger
    assert Ledger.load(ledger.dump()) == ledger


def test_an_edition_under_two_names_of_its_venue_is_one_event() -> None:
    v, n = Notes("paperkg:vocabulary/venues.yaml", "vocabulary"), Notes()
    v.node("Venue", {"name": "NeurIPS", "aliases": ("NIPS",)}, stated=False)
    for venue, event, year in (
        ("NIPS", "NIPS 2017", 2017),
        ("NeurIPS", "NeurIPS 2017", 2017),
        ("NeurIPS", "NeurIPS 2018", 2018),
        ("NeurIPS", "NeurIPS Workshop 2017", 2017),
        ("ICML", "ICML 2017", 2017),
    ):
        at = n.node("Venue", {"name": venue})
        n.edge("EDITION_OF", n.node("Event", {"name": event, "year": year}), at)
    graph = resolved(v, n).graph
    names = {e.properties["name"]: e.properties.get("aliases", ()) for e in graph.of_type("Event")}
    assert names == {
        "NeurIPS 2017": ("NIPS 2017",),
        "NeurIPS 2018": (),
        "NeurIPS Workshop 2017": (),
        "ICML 2017": (),
    }
    (merged,) = [e for e in graph.of_type("Event") if e.merges]
    assert merged.merges[0].rule == "same edition: 2017"


def test_a_name_of_signs_that_no_folding_keeps_has_an_id_of_its_own() -> None:
    n = Notes()
    for name in ("\U00095ca8", "\U00095ca9", "…"):
        n.node("Venue", {"name": name})
    one = resolved(n)
    again = resolved(n, ledger=one.ledger)
    assert again.graph == one.graph
    assert len(ids(again.graph, "Venue")) == 3


def remarks(*texts: str, source: str) -> Notes:
    """Return remarks under one paper, as a list has them."""
    n = Notes(source)
    for text in texts:
        n.node("Note", {"text": text}, slot="comment 1 of One")
    return n


def told(result: Resolution) -> dict[str, tuple[str, str]]:
    """Return text and source by id of each remark."""
    return {
        n.id: (str(n.properties["text"]), n.origins[0].source) for n in result.graph.of_type("Note")
    }


def test_a_remark_in_two_copies_of_a_list_keeps_both_ids() -> None:
    a, b = remarks("nice!", source="data/a.md"), remarks("nice!", source="data/b.md")
    one = resolved(a, b)
    assert told(one) == {
        "note/nice": ("nice!", "data/a.md"),
        "note/nice-2": ("nice!", "data/b.md"),
    }
    assert told(resolved(b, a, ledger=one.ledger)) == told(one)
    edited = resolved(remarks("not bad", source="data/a.md"), b, ledger=one.ledger)
    assert told(edited)["note/nice"] == ("not bad", "data/a.md")
    assert told(edited)["note/nice-2"] == ("nice!", "data/b.md")
    moved = remarks("nice!", source="data/c.md")
    assert told(resolved(moved, b, ledger=one.ledger))["note/nice"] == ("nice!", "data/c.md")


def test_remarks_alike_in_one_place_keep_their_ids() -> None:
    twins = remarks("nice!", "nice!", "hm", source="data/a.md")
    one = resolved(twins)
    assert told(resolved(twins, ledger=one.ledger)) == told(one)
    assert len(told(one)) == 3


words = st.sampled_from(["alpha", "beta", "gamma", "GAN", "deep"])
people = st.sampled_from(["Ada Lovelace (UCL)", "A Lovelace", "Yi Wu (MIT/UCL)", "YI WU", "Yi Wu"])
titles = st.lists(words, min_size=1, max_size=2).map(" ".join)


@st.composite
def libraries(draw: st.DrawFn) -> list[Claim]:
    notes = [Notes("data/a.md"), Notes("data/b.yaml", "records")]
    v = Notes("paperkg:vocabulary/t.yaml", "vocabulary")
    v.node("Topic", {"name": "GAN"}, stated=False)
    for _ in range(draw(st.integers(0, 5))):
        n = draw(st.sampled_from(notes))
        known = {}
        if draw(st.booleans()):
            known["arxiv"] = draw(st.sampled_from(["2001.00001", "2001.00002"]))
        paper = n.paper(draw(titles), draw(st.lists(people, max_size=3, unique=True)), **known)
        if draw(st.booleans()):
            idea = n.node("Idea", {"text": draw(titles)})
            n.edge("RELATES_TO", idea, paper if draw(st.booleans()) else mention("alpha"))
        if draw(st.booleans()):  # remarks have no key: two of the same words are two
            n.node("Note", {"text": draw(words)}, draw(st.sampled_from(["comment 1", "to-do 1"])))
    return [c for n in [*notes, v] for c in n.claims]


def picture(result: Resolution) -> object:
    return (result.graph.nodes, result.graph.edges, result.ledger, result.diagnostics)


@given(libraries(), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(claims: list[Claim], rng: random.Random) -> None:
    shuffled = list(claims)
    rng.shuffle(shuffled)
    assert picture(resolve(shuffled, BUILTIN, Ledger())) == picture(
        resolve(claims, BUILTIN, Ledger())
    )


@given(libraries())
def test_resolving_again_changes_nothing(claims: list[Claim]) -> None:
    once = resolve(claims, BUILTIN, Ledger())
    twice = resolve(claims, BUILTIN, once.ledger)
    assert twice.graph == once.graph
    assert twice.ledger == once.ledger


@given(libraries(), libraries())
def test_more_claims_never_change_an_id(claims: list[Claim], more: list[Claim]) -> None:
    once = resolve(claims, BUILTIN, Ledger())
    both = resolve([*claims, *renamed(more)], BUILTIN, once.ledger)
    for id_, entry in once.ledger.entries.items():
        now = both.ledger.entries[id_]
        assert now.name == entry.name
        assert set(entry.keys) <= {*now.keys, *now.former}


def renamed(claims: Iterable[Claim]) -> Iterable[Claim]:
    """Return the claims as if they stood in other files."""
    n = Notes("data/c.md")
    for claim in claims:
        if getattr(claim, "type", "") == "Paper":
            n.paper(claim.properties["title"], ["Yi Wu"])  # type: ignore[union-attr, arg-type]
    return n.claims


@given(libraries())
def test_every_edge_has_its_ends_and_everything_an_origin(claims: list[Claim]) -> None:
    graph = resolve(claims, BUILTIN, Ledger()).graph
    for edge in graph.edges:
        assert {edge.source, edge.target} <= graph.nodes.keys()
        assert edge.origins
        assert edge.facts.keys() == edge.properties.keys()
    for node in graph.nodes.values():
        assert node.origins
        assert node.facts.keys() == node.properties.keys()
        assert all(node.facts.values())
    names = [n.name.casefold() for n in graph.nodes.values()]
    assert len(names) == len(set(names))
