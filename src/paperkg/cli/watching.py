"""`paperkg sync --watch`: rounds as lines on a terminal, until the user has had enough."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType

from paperkg.cli import databases, show
from paperkg.diagnostics import PaperkgError
from paperkg.library import Library
from paperkg.watch import WATCHED, Round, watch


def run(root: Path, *, as_json: bool) -> None:
    """Watch the library in *root* until Ctrl-C or a request to end."""
    rounds = 0

    def told(found: Round) -> None:
        nonlocal rounds
        progress("")
        if as_json:
            show.say(json.dumps(found.as_json(), ensure_ascii=False))
        elif rounds == 0 and found.outcome:
            show.diagnostics(found.new, every=False)
            show.outcome(found.outcome, dry=False)
        else:
            show.round_(found)
        if rounds == 0:
            show.talk(f"watching {_watched()}; stop with Ctrl-C")
        sys.stdout.flush()  # a pipe is to hear of each round at once
        rounds += 1
        if found.outcome:
            _push(root, as_json=as_json)
            sys.stdout.flush()

    with _until_stopped() as stop, show.progress() as progress:
        watch(root, told=told, stop=stop, progress=progress)
    later = rounds - 1  # the first is the sync that the user asked for
    show.talk(f"stopped after {later} round{'' if later == 1 else 's'}")


def _push(root: Path, *, as_json: bool) -> None:
    """Push as `sync` in [neo4j] of paperkg.toml asks for; a server that is away ends no watch."""
    try:
        library = Library.open(root)  # which may be gone by now
        if library.config.neo4j.sync:
            databases.push_after_sync(library, as_json=as_json)
    except PaperkgError as error:
        show.talk(f"paperkg: {error}")


def _watched() -> str:
    *most, last = (name if Path(name).suffix else f"{name}/" for name in WATCHED)
    return f"{', '.join(most)} and {last}"


@contextmanager
def _until_stopped() -> Iterator[Event]:
    """Give an event that Ctrl-C and SIGTERM set; asked once more, they end the process.

    So a round at work is completed unless the user will not wait for it.
    """
    stop = Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def ask(number: int, _: FrameType | None) -> None:
        stop.set()
        signal.signal(number, before[signal.Signals(number)])

    for number in before:
        signal.signal(number, ask)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
