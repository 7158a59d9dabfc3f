"""Pictures of the vault: those of the README made anew, or one of every kind to look at.

    make pictures                                                docs/images, from data/
    make pictures ARGS="--every FOLDER [--data OTHER/data]"

Chromium shows what Obsidian would, as far as programs that others wrote know it; see render.mjs.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from paperkg import Library
from pictures.renderer import render

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
README = (
    ("home.png", "en", "Home.md", "light", 900),
    ("paper.png", "en", "Papers/GAIT-prop.md", "dark", 0),
    ("topic-zh.png", "zh", "Topics/network pruning.md", "dark", 0),
    ("board.png", "en", "Canvas/随机彩票与剪枝评价.canvas", "light", 0),
)
"""Name, language, note or board, theme, and the height at which the picture ends; 0 for all."""
QUEUE = """\
papers:
  - {title: "IDEAL: Inexact DEcentralized Accelerated Augmented Lagrangian Method",
     status: reading}
  - {title: Logarithmic Pruning is All You Need, status: queued}
"""
"""What a reader has done with the shipped list after some days."""
WIDTH = 860


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--every", type=Path, help="where to put one picture of every kind")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="sources to show")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as p:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        if not chromium:
            sys.exit("no Chromium: apt-get install chromium fonts-noto-cjk")
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        work = Path(folder)
        vaults = {
            language: made(work / language, language, given.data) for language in ("en", "zh")
        }
        for vault in vaults.values():
            render(vault, vault.with_name("pages"))
        wanted = every(vaults, given.every) if given.every else shipped()
        for image, language, file, theme, height in wanted:
            page = vaults[language].with_name("pages") / f"{file}.html"
            take(browser, page, theme, image, height)
            sys.stdout.write(f"{image}\n")
        browser.close()


def made(root: Path, language: str, data: Path) -> Path:
    """Sync a library in one language; return its vault."""
    shutil.copytree(data, root / "data")
    if data == ROOT / "data":
        (root / "data" / "queue.yaml").write_text(QUEUE, encoding="utf-8")
    (root / "paperkg.toml").write_text(f'name = "pictures"\nlanguage = "{language}"\n')
    Library.open(root).sync()
    return root / "vault"


def shipped() -> Iterator[tuple[Path, str, str, str, int]]:
    for name, *rest in README:
        yield (IMAGES / name, *rest)  # type: ignore[misc]


def every(vaults: dict[str, Path], out: Path) -> Iterator[tuple[Path, str, str, str, int]]:
    """Yield the longest note and board of each folder, and Home, in both languages and themes."""
    for language, vault in vaults.items():
        folders = [f for f in sorted(vault.iterdir()) if f.is_dir() and f.name[0] != "."]
        files = [
            max(some, key=lambda f: f.stat().st_size)
            for folder in folders
            if (some := [*folder.glob("*.md"), *folder.glob("*.canvas")])
        ]
        for file in [vault / "Home.md", *files]:
            for theme in ("light", "dark"):
                name = f"{language}-{file.parent.name}-{theme}.png"
                yield out / name, language, file.relative_to(vault).as_posix(), theme, 0


def take(browser: Any, address: Path, theme: str, image: Path, height: int) -> None:
    """Save a page as a picture: all of it, or its first *height* pixels."""
    page = browser.new_page(viewport={"width": WIDTH, "height": height or 200})
    page.goto(f"{address.as_uri()}#{theme}")
    board = page.query_selector(".board")
    if board:
        box = board.bounding_box()
        page.set_viewport_size({"width": int(box["width"]), "height": int(box["height"])})
    image.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=image, full_page=not height and not board)
    page.close()


if __name__ == "__main__":
    main()
