"""Neo4j Browser under Chromium: what a person sees after dropping our two files on it.

`SCREENSHOTS=docs/images` keeps the pictures.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import neo4j
import pytest

from engines.neo4j_server import VERSIONS, ServerError, serving
from lacking import lacking
from paperkg import Library
from paperkg.browser import FAVOURITES, STYLE, favourite
from paperkg.exported import Exported
from paperkg.named_queries import CYPHER
from paperkg.push import Options, Push

pytestmark = pytest.mark.engine

ROOT: Final = Path(__file__).resolve().parents[2]
DROP: Final = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
  const moved = new DataTransfer();
  moved.items.add(new File([bytes], name));
  const at = document.elementFromPoint(700, 600) || document.body;
  for (const kind of ['dragenter', 'dragover', 'drop'])
    at.dispatchEvent(new DragEvent(kind, {dataTransfer: moved, bubbles: true, cancelable: true}));
}"""
SHOWN: Final = {
    "idea-graph": ("#E4572E", "#4C8EDA", "#57A64A"),
    "co-author-network": ("#F2A900", "#4C8EDA"),
    "institution-network": ("#8D6CAB", "#F2A900", "#4C8EDA"),
}
"""Queries whose answer is a graph, and the colours that are to be in it."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Give Browser in Chromium, connected to a server with the shipped data, our files dropped."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        lacking(ServerError(f"{error}; install the dependency group `engines`"))
    if chromium is None:
        lacking(ServerError("no Chromium: apt-get install chromium fonts-noto-cjk"))
    root = tmp_path_factory.mktemp("library")
    shutil.copytree(ROOT / "data", root / "data")
    library = Library.open(root)
    library.sync()
    files = library.browser_files()
    with serving(VERSIONS[0], browser=True) as (bolt, http), sync_playwright() as p:
        address = f"bolt://127.0.0.1:{bolt}"
        with (
            neo4j.GraphDatabase.driver(address, notifications_min_severity="OFF") as driver,
            driver.session(database="neo4j") as session,
        ):
            Push(root, Exported.read(root), session, "here").run(Options())
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1400, "height": 900})
        opened.goto(
            f"http://127.0.0.1:{http}/browser/?dbms={address}&preselectAuthMethod=NO_AUTH",
            wait_until="domcontentloaded",
        )
        opened.wait_for_selector(".monaco-editor", timeout=60_000)
        opened.wait_for_timeout(3000)
        for name in (STYLE, FAVOURITES):
            data = base64.b64encode((files / name).read_bytes()).decode()
            opened.evaluate(DROP, [name, data])
            opened.wait_for_timeout(1500)
        yield opened
        browser.close()


@pytest.mark.parametrize("name", SHOWN)
def test_a_graph_has_our_colours_and_captions(name: str, page: Any) -> None:
    page.keyboard.press("Escape")
    page.locator(".monaco-editor").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(favourite(CYPHER.queries()[name]))
    page.keyboard.press("Control+Enter")
    frame = page.locator("article").first
    frame.locator("circle").first.wait_for(timeout=30_000)
    page.wait_for_timeout(5000)
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        frame.screenshot(path=Path(folder) / f"{name}.png")
    html = frame.inner_html()
    for colour in SHOWN[name]:
        assert re.search(f'fill="{colour}"', html, re.IGNORECASE), colour
    nodes = frame.locator("g.node").all_text_contents()
    assert len(nodes) > 2
    assert all(caption.strip() for caption in nodes)


def test_the_favourites_stand_in_their_folders(page: Any) -> None:
    page.locator(
        '[data-testid="navigationFavorites"], [data-testid="drawerFavorites"]'
    ).first.click()
    page.wait_for_timeout(1500)
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / "favourites.png")
    text = page.inner_text("body")
    assert {q.folder for q in CYPHER.queries().values()} <= set(re.findall(r"[a-z]+", text))
