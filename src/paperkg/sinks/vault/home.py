"""Home, the note where a day in the vault begins, and the templates for new notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from paperkg.frontmatter import emit
from paperkg.model import Artifact, Shape
from paperkg.schema import Schema
from paperkg.sinks.markdown import callout
from paperkg.sinks.vault.bases import BY_STATUS, QUEUE, QUEUED, RECENT, SCHEDULE
from paperkg.sinks.vault.places import HOME, TEMPLATES
from paperkg.sinks.vault.rendering import Rendering, shown_as
from paperkg.sinks.vault.views import plural

_TOPICS: Final = 24
_BOARDS: Final = 12
_EMPTY_EN: Final = "Nothing waits: give a paper `status: queued`, and it stands here.\n\n"
_EMPTY_ZH: Final = "队列是空的：给论文写上 `status: queued`，它就出现在这里。\n\n"
_HELP_EN: Final = """\
- **Queue a paper**: set `status: queued` among its properties; `rating` puts it further up.
- **Write an idea**: a new note from *Templates/New idea* in `Ideas/`, with `relates_to` and
  `topics` as links. At the next `paperkg sync` it is in the graph.
- **Write anywhere**: below *My notes*, in new properties, over a wrong value. A sync keeps it.
- **See the whole**: the graphs under Bookmarks, coloured by type."""
_HELP_ZH: Final = """\
- **排队阅读**：在论文属性里写 `status: queued`；`rating` 越高越靠前。
- **记下想法**：用 *Templates/New idea* 在 `Ideas/` 新建笔记，`relates_to` 与 `topics`
  写成链接；下一次 `paperkg sync` 就进入图谱。
- **随处可写**：写在“我的笔记”之下，添加属性，或改正错误的值；同步不会丢掉一个字。
- **通览全局**：书签里有几张按类型着色的关系图。"""


def home(rendering: Rendering, boards: Sequence[str]) -> Artifact:
    """Return the note where to start.

    Args:
        rendering: The vault.
        boards: Paths of the boards, those with most cards first.
    """
    zh, text_of = rendering.language == "zh", rendering.text
    papers = rendering.graph.of_type("Paper")
    queued = any(n.properties.get("status") in QUEUED for n in papers)
    hint = "" if queued else (_EMPTY_ZH if zh else _EMPTY_EN)
    sections = [
        _section(text_of(QUEUE), f"{hint}![[Papers.base#{text_of(QUEUE)}]]"),
        _section("想法" if zh else "Ideas", f"![[Ideas.base#{text_of(BY_STATUS)}]]"),
        _section(text_of(RECENT), f"![[Recent.base#{text_of(RECENT)}]]"),
        _section("地图" if zh else "Map", "\n\n".join(_map(rendering, boards))),
        callout(_HELP_ZH if zh else _HELP_EN, "tip", "怎样用这个库" if zh else "How this works"),
    ]
    text = f"---\n{emit({'type': 'home'})}---\n" + "\n\n".join(sections) + "\n"
    return Artifact(HOME, HOME, text.encode(), Shape.OFFER)


def _section(heading: str, body: str) -> str:
    return f"## {heading}\n{body}"


def _map(rendering: Rendering, boards: Sequence[str]) -> Iterator[str]:
    """Yield lines of links: the tables, the topics with most papers, the boards.

    No numbers: a note that changes at each sync is a note that nobody can keep open.
    """
    graph, zh = rendering.graph, rendering.language == "zh"
    counts = Counter(node.type for node in graph.nodes.values())
    tables = [
        f"[[{t.folder}.base|{plural(t, rendering.language)}]]"
        for t in rendering.schema.nodes
        if counts[t.name]
    ]
    yield " · ".join(tables) or ("还没有论文。" if zh else "There is nothing here yet.")
    if counts["Session"]:
        name = rendering.text(SCHEDULE)
        yield f"{'**日程**' if zh else '**Schedule**'} [[Sessions.base#{name}|{name}]]"
    topics = Counter(e.target for e in graph.edges if e.type == "ABOUT")
    shown = sorted(topics.items(), key=lambda pair: (-pair[1], pair[0]))[:_TOPICS]
    if shown:
        links = (rendering.link(i) for i, _ in shown)
        yield f"{'**主题**' if zh else '**Topics**'} {' · '.join(links)}"
    if boards:
        called = {n.name: rendering.shown(n) for n in graph.of_type("Topic")}
        names = [path.rpartition("/")[2].removesuffix(".canvas") for path in boards[:_BOARDS]]
        links = (shown_as(f"{name}.canvas", called.get(name) or name) for name in names)
        yield f"{'**白板**' if zh else '**Boards**'} {' · '.join(links)}"


def new_notes(schema: Schema) -> Iterator[Artifact]:
    """Yield what Obsidian's Templates plugin makes new notes from."""
    relations = [e.key for e in schema.edges_from("Idea") if not e.targets]
    idea = ["type: idea", "status: seed", *(f"{key}: []" for key in [*relations, "topics"])]
    for name, lines in (("New idea", [*idea, 'created: "{{date}}"']), ("New paper", _NEW_PAPER)):
        path = f"{TEMPLATES}/{name}.md"
        text = "\n".join(["---", *lines, "---", ""])
        yield Artifact(path, path, text.encode(), Shape.OFFER)


_NEW_PAPER: Final = (
    "type: paper",
    'title: "{{title}}"',
    "authors: []",
    "year:",
    "topics: []",
    "status: queued",
    "rating:",
    'added: "{{date}}"',
    "url: []",
)
