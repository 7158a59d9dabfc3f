"""Whatever things are called and whatever lies in the vault: one note each, and only there."""

from __future__ import annotations

import os
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkg.diagnostics import Level, PaperkgError, StoreError
from paperkg.outcome import Outcome
from paperkg.sync.places import STATE
from promises.disk_trees import Shelf, differences, key_of, plain_user, seconds, tree, trespasses

MEMORY = Path("/dev/shm")
HOSTILE = (
    "../../evil",
    "..",
    ".hidden",
    "aux.md",
    "CON",
    "con.tar.gz",
    "nul.txt",
    "COM1",
    "LPT¹",
    "Trailing dots...",
    "  trailing blanks  ",
    "dot and blank . . .",
    "汉" * 120,
    "汉" * 119 + "字",
    "字" * 40 + " " + "汉" * 80,
    "Café",
    "Cafe\u0301",
    "Å",
    "\u212b",
    "한글",
    unicodedata.normalize("NFD", "한글"),
    "RNA/DNA",
    "RNA-DNA",
    "rna-dna",
    "RNA\\DNA",
    "Straße",
    "STRASSE",
    "İstanbul",
    "i̇stanbul",
    "ﬁle",
    "file",
    "zero\u200bwidth",
    "zerowidth",
    "\u202eevil\u202c",
    "\ufeffbom",
    "\u2066isolated\u2069",
    "soft\u00adhyphen",
    "no\u00a0break",
    "no break",
    "wide\u3000blank",
    "👩\u200d🔬",
    "👩🔬",
    "😀",
    "x" * 300,
    "x" * 299 + "y",
    "é" * 150,
    "index",
    "Log",
    "INDEX.md",
    "!!!",
    "???",
    "...",
    "…",
    "---",
    "_",
    "~",
    "\u200b",
    "\u202e\u202c",
    "\u0301",
    "\ufffd",
    "Untitled",
    "Paper",
    "Paper (2)",
    "Paper (2020)",
    "paper (paper)",
    "NUL\0inside",
    "line\nbreak",
    "tab\tinside",
    "\x7f\x85\u2028",
    "%%",
    "[[x]]",
    "a|b#c^d",
    '<>:"/\\|?*',
    "Templates",
    "vault",
    ".paperkg.tmp",
    "README.md",
    "x.base",
)
SECTIONS = ("papers", "authors", "institutions", "topics", "ideas", "venues")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def lawful(shelf: Shelf, *, without: int = 0) -> Outcome:
    """Sync three times; assert what holds whatever the names and whatever lies in the vault.

    Args:
        shelf: The library.
        without: How many things have no note, and are told.
    """
    before = tree(shelf.top)
    with seconds(30):
        found = shelf.sync()
    after = tree(shelf.top)
    assert trespasses(before, after) == []
    assert shelf.outside_is_untouched()
    assert not any(path.endswith(".tmp") for path in differences(before, after))
    assert b"SECRET" not in b"".join(c for p, c in after.items() if p.startswith("lib/export"))
    one_note_each(shelf, without)
    with seconds(30):
        assert shelf.sync().lines == ()
    with seconds(30):  # and the same if all is read again
        (shelf.root / STATE).unlink()
        assert shelf.sync().lines == ()
    after[f"lib/{STATE}"] = tree(shelf.top)[f"lib/{STATE}"]
    assert differences(after, tree(shelf.top)) == []
    return found


def one_note_each(shelf: Shelf, without: int) -> None:
    """Assert that no two notes are one file on any system, and that no node lacks one."""
    found = shelf.by_id()
    nodes = shelf.nodes()
    assert found.keys() <= nodes.keys()
    assert len(found) == len(nodes) - without
    assert [paths for paths in found.values() if len(paths) > 1] == []
    every = [key_of(path) for path in shelf.notes()]
    assert len(set(every)) == len(every)
    for (path,) in found.values():
        assert unicodedata.is_normalized("NFC", path)
        assert max(len(part.encode()) for part in path.split("/")) <= 240


# names


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_a_hostile_title_makes_one_note(shelf: Shelf, title: str) -> None:
    shelf.titles(title, "Another paper")
    lawful(shelf)


@pytest.mark.parametrize("section", SECTIONS)
def test_all_hostile_names_at_once_make_one_note_each(shelf: Shelf, section: str) -> None:
    names = [{"title": n, "name": n, "text": n} for n in HOSTILE]
    key = {"papers": "title", "ideas": "text"}.get(section, "name")
    shelf.records("x", **{section: [{key: n[key]} for n in names]})
    shelf.records("y", papers=[{"title": "P", "authors": ["A B"], "topics": ["t"]}])
    lawful(shelf)


def test_all_hostile_titles_of_works_that_differ_are_as_many_notes(shelf: Shelf) -> None:
    shelf.titles(*HOSTILE)
    lawful(shelf)
    # of nothing but marks that nobody sees, a title says nothing and is told
    assert len(shelf.nodes()) >= len(HOSTILE) - 2


def test_names_do_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    names: list[set[str]] = []
    for order in (1, -1):
        shelf = Shelf(tmp_path / str(order))
        for number, title in enumerate(HOSTILE[::order]):
            letter = chr(ord("a") + number % 26) + str(number)
            shelf.records(
                letter if order == 1 else f"{len(HOSTILE) - number}",
                papers=[{"title": title, "doi": f"10.1000/{HOSTILE.index(title)}"}],
            )
        shelf.sync()
        names.append({key_of(path) for path in shelf.notes()})
    assert names[0] == names[1]


def test_hostile_names_in_a_reading_list_make_one_note_each(shelf: Shelf) -> None:
    printable = [t for t in HOSTILE if t.isprintable() and t.strip()]
    blocks = [
        f"{title}\n{title} ({title})\nLink: https://arxiv.org/abs/2005.{number:05}\n想法: {title}\n"
        for number, title in enumerate(printable)
    ]
    shelf.write("data/list.md", "# NeurIPS 2020\n\n" + "\n".join(blocks))
    lawful(shelf)


def test_a_hostile_file_name_of_a_source_is_read_or_told(shelf: Shelf) -> None:
    text = "Some paper\nA B (MIT)\nLink: https://x.org/\n"
    for name in ("CON.md", "aux.md.md", "汉" * 80 + ".md", "a\u202eb.md", "trailing .md", "%%.md"):
        shelf.write(f"data/{name}", text)
    for raw in (b"\xff\xfe.md", b"line\nbreak.md"):
        Path(os.fsdecode(os.fsencode(shelf.root) + b"/data/" + raw)).write_text(text)
    found = lawful(shelf)
    assert [d.code for d in found.diagnostics if d.level is Level.ERROR] == ["S102", "S102"]


PIECES = st.sampled_from([*HOSTILE, " ", "a", "A", "é", "e\u0301", "(2)", " (2020)", ".md", ": "])
TITLES = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(PIECES, min_size=1, max_size=3).map("".join),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=12),
)
RECORDS = st.lists(
    st.tuples(st.sampled_from(SECTIONS), TITLES, st.integers(0, 3)), min_size=1, max_size=8
)


@given(first=RECORDS, then=RECORDS)
def test_whatever_things_are_called_the_laws_hold(
    first: list[tuple[str, str, int]], then: list[tuple[str, str, int]]
) -> None:
    top = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
    try:
        shelf = Shelf(top)
        for records in (first, then):  # what was there goes, and leaves no note behind
            _record(shelf, records)
            lawful(shelf)
    finally:
        shutil.rmtree(top)


def _record(shelf: Shelf, records: list[tuple[str, str, int]]) -> None:
    sections: dict[str, list[dict[str, object]]] = {"papers": [{"title": "Always there"}]}
    for section, name, number in records:
        if section == "papers":
            said: dict[str, object] = {"title": name, "doi": f"10.1000/{number}"}
            said |= {"authors": [{"name": name, "at": name}], "topics": [name]} if number else {}
        else:
            said = {"text" if section == "ideas" else "name": name}
        sections.setdefault(section, []).append(said)
    shelf.records("x", **sections)


# types of the user's own


@pytest.mark.parametrize(
    "folder", ["../../evil", "/evil", "..", ".", "", ".hidden", "a/../../../x", "a\\nb", "Papers"]
)
def test_the_folder_of_an_own_type_leads_nowhere_else(shelf: Shelf, folder: str) -> None:
    shelf.write("paperkg.toml", f'[node_types.Dataset]\nfolder = "{folder}"\n')
    shelf.records("x", datasets=[{"name": "ImageNet"}], papers=[{"title": "P"}])
    shelf.records("y", datasets=[{"name": "P"}])
    lawful(shelf)


# what lies in the way

LIST = """\
# NeurIPS 2020

FedSplit: an algorithmic framework
Reese Pathak (UC Berkeley)
Link: https://arxiv.org/abs/2005.05238
"""
PAPER = "vault/Papers/FedSplit.md"
MORE = "\nOther\nAnn One (MIT)\nLink: https://arxiv.org/abs/2005.00001\n"


@pytest.fixture(params=[False, True], ids=["at-first", "later"])
def library(shelf: Shelf, request: pytest.FixtureRequest) -> Iterator[Shelf]:
    """A library with a list; synced already, or not yet."""
    shelf.write("data/list.md", LIST)
    if request.param:
        shelf.sync()
        shelf.write("data/list.md", LIST + MORE)
    yield shelf
    assert shelf.outside_is_untouched()


def synced(shelf: Shelf) -> bool:
    return (shelf.root / "export").is_dir()


def clear(shelf: Shelf, path: str) -> Path:
    """Take away what lies there, and make the folder that it lay in."""
    place = shelf.root / path
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def refused(shelf: Shelf, message: str) -> None:
    """Assert that a sync ends in words for the user, and has changed nothing elsewhere."""
    before = tree(shelf.top)
    for _ in range(2):
        with seconds(30), pytest.raises(PaperkgError, match=message):
            shelf.sync()
    assert trespasses(before, tree(shelf.top)) == []


@pytest.mark.parametrize("folder", ["vault", "export", ".paperkg"])
def test_a_folder_of_ours_that_is_a_link_out_is_refused(library: Shelf, folder: str) -> None:
    clear(library, folder).symlink_to(library.outside)
    refused(library, rf"^{folder}\b.*a link on the way leads out of the library")


@pytest.mark.parametrize("folder", ["sources", "cache", "backups"])
def test_a_link_out_among_the_records_is_refused(library: Shelf, folder: str) -> None:
    clear(library, f".paperkg/{folder}").symlink_to(library.outside)
    refused(library, rf"\.paperkg/{folder}")


@pytest.mark.parametrize("name", ["manifest.json", "ledger.json", "pending.json", "lock"])
def test_a_record_that_is_a_link_out_is_refused(library: Shelf, name: str) -> None:
    clear(library, f".paperkg/{name}").symlink_to(library.outside / "made")
    refused(library, rf"\.paperkg/{name}.*link")


@pytest.mark.parametrize("folder", ["vault", "vault/Papers", "export"])
def test_a_file_in_the_place_of_a_folder_is_told(library: Shelf, folder: str) -> None:
    clear(library, folder).write_text("mine")
    refused(library, "a file stands where a folder is needed|is gone")
    assert (library.root / folder).read_text() == "mine"


def test_a_folder_in_the_vault_that_links_out_is_neither_read_nor_written(library: Shelf) -> None:
    clear(library, "vault/Linked").symlink_to(library.outside)
    lawful(library)
    assert len(library.by_id()) == len(library.nodes())


def test_a_folder_of_notes_that_links_out_gets_none_and_that_is_told(library: Shelf) -> None:
    clear(library, "vault/Papers").symlink_to(library.outside)
    papers = 2 if synced(library) else 1
    found = lawful(library, without=papers)
    told = [str(d) for d in found.diagnostics if d.code == "V710"]
    assert told
    assert all("leads out of the library" in line for line in told)


def link_out(place: Path, shelf: Shelf) -> None:
    place.symlink_to(shelf.outside / "secret.md")


def dangling(place: Path, shelf: Shelf) -> None:
    place.symlink_to(shelf.outside / "nothing.md")


def loop(place: Path, shelf: Shelf) -> None:
    assert shelf.root in place.parents
    place.symlink_to(place)


def pipe(place: Path, shelf: Shelf) -> None:
    assert shelf.root in place.parents
    os.mkfifo(place)


def folder_of_words(place: Path, shelf: Shelf) -> None:
    shelf.write(f"{place.relative_to(shelf.root)}/x.txt", "mine")


def foreign(place: Path, shelf: Shelf) -> None:
    assert shelf.root in place.parents
    place.write_text("mine, and no note of paperkg's\n")


def no_text(place: Path, shelf: Shelf) -> None:
    assert shelf.root in place.parents
    place.write_bytes(b"\xff\xfe\x00mine")


OBSTACLES = [link_out, dangling, loop, pipe, folder_of_words, foreign, no_text]


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_what_stands_in_the_place_of_a_new_note_stays_and_the_note_goes_beside_it(
    shelf: Shelf, obstacle: Callable[[Path, Shelf], None]
) -> None:
    shelf.write("data/list.md", LIST)
    obstacle(clear(shelf, PAPER), shelf)
    there = {p: c for p, c in tree(shelf.top).items() if p.startswith(f"lib/{PAPER}")}
    lawful(shelf)
    assert shelf.note("paper/fedsplit") != PAPER
    assert there.items() <= tree(shelf.top).items()


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_what_took_the_place_of_a_note_stays_and_the_note_is_not_written_again(
    shelf: Shelf, obstacle: Callable[[Path, Shelf], None]
) -> None:
    shelf.write("data/list.md", LIST)
    shelf.sync()
    obstacle(clear(shelf, PAPER), shelf)
    shelf.write("data/list.md", LIST + MORE)
    there = {p: c for p, c in tree(shelf.top).items() if p.startswith(f"lib/{PAPER}")}
    lawful(shelf, without=1)  # who replaces a note has deleted it
    assert there.items() <= tree(shelf.top).items()


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_what_lies_elsewhere_in_the_vault_is_left_alone(
    library: Shelf, obstacle: Callable[[Path, Shelf], None]
) -> None:
    obstacle(clear(library, "vault/Mine/Own.md"), library)
    there = {p: c for p, c in tree(library.top).items() if p.startswith("lib/vault/Mine")}
    lawful(library)
    assert there.items() <= tree(library.top).items()


@pytest.mark.parametrize("obstacle", [link_out, dangling, loop, pipe, folder_of_words])
def test_what_stands_in_the_place_of_an_export_is_told_and_stays(
    library: Shelf, obstacle: Callable[[Path, Shelf], None]
) -> None:
    place = clear(library, "export/graph.cypher")
    obstacle(place, library)
    there = {p: c for p, c in tree(library.top).items() if p.startswith("lib/export/graph.cypher")}
    found = lawful(library)
    assert [d.origin.source for d in found.diagnostics if d.code == "V703" and d.origin] == [
        "export/graph.cypher"
    ]
    assert there.items() <= tree(library.top).items()


@pytest.mark.parametrize("obstacle", [dangling, loop, pipe, folder_of_words])
def test_a_source_that_is_no_file_is_told_and_holds_nothing_up(
    library: Shelf, obstacle: Callable[[Path, Shelf], None]
) -> None:
    obstacle(clear(library, "data/strange.md"), library)
    there = {p: c for p, c in tree(library.top).items() if p.startswith("lib/data")}
    lawful(library)
    assert there.items() <= tree(library.top).items()


def test_a_loop_of_folders_is_not_walked(library: Shelf) -> None:
    clear(library, "vault/loop").symlink_to(library.root / "vault")
    clear(library, "data/loop").symlink_to(library.root / "data")
    lawful(library)


def test_names_in_the_vault_that_are_no_text_are_left_alone(library: Shelf) -> None:
    (library.root / "vault").mkdir(exist_ok=True)
    vault = os.fsencode(library.root) + b"/vault/"
    Path(os.fsdecode(vault + b"\xff")).mkdir()
    for name in (b"\xff/\xd0.md", b"line\nbreak.md", b"\xe2\x80\xae.md", b"Caf\xc3\xa9.md"):
        Path(os.fsdecode(vault + name)).write_text("mine\n")
    Path(os.fsdecode(vault + "Cafe\u0301.md".encode())).write_text("mine too\n")
    there = {p: c for p, c in tree(library.top).items() if p.endswith(".md")}
    before = tree(library.top)
    library.sync()
    after = tree(library.top)
    assert trespasses(before, after) == []
    assert there.keys() <= after.keys()
    assert library.by_id().keys() == library.nodes().keys()
    assert library.sync().lines == ()


# folders that may not be written


@pytest.fixture
def plain_shelf() -> Iterator[Shelf]:
    """A library that is reached from the top without passing a folder of root's own."""
    top = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
    shelf = Shelf(top)
    shelf.write("data/list.md", LIST)
    shelf.sync()  # all that a sync imports is imported
    shelf.write("data/list.md", LIST + MORE)
    with plain_user(top):
        yield shelf
        for folder, _, _ in os.walk(shelf.root):
            Path(folder).chmod(0o755)
    shutil.rmtree(top)


@pytest.mark.parametrize(
    ("folder", "mode"),
    [(f, m) for f in ("vault/Papers", "export", ".paperkg") for m in (0o555, 0)] + [("vault", 0)],
)
def test_a_folder_that_may_not_be_written_is_told_and_the_next_sync_completes(
    plain_shelf: Shelf, folder: str, mode: int
) -> None:
    place = plain_shelf.root / folder
    before = tree(plain_shelf.top)
    place.chmod(mode)
    with pytest.raises(StoreError, match="permission denied; make it readable and writable"):
        plain_shelf.sync()
    place.chmod(0o755)
    assert trespasses(before, tree(plain_shelf.top)) == []
    lawful(plain_shelf)


def test_a_note_that_may_not_be_read_is_told_and_stays(plain_shelf: Shelf) -> None:
    place = plain_shelf.root / PAPER
    content = place.read_bytes()
    place.chmod(0)
    found = plain_shelf.sync()
    assert [d.origin.source for d in found.diagnostics if d.code == "V703" and d.origin] == [PAPER]
    place.chmod(0o644)
    assert place.read_bytes() == content
    lawful(plain_shelf)
