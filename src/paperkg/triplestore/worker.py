"""A process that holds a store and answers: it can be stopped, whatever it is busy with."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from paperkg.diagnostics import PaperkgError, StoreError
from paperkg.triplestore.answers import Answer, answer
from paperkg.triplestore.question import Question
from paperkg.triplestore.stores import opened

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess


class QueryTimeoutError(PaperkgError):
    """A query took longer than allowed."""


@dataclass(frozen=True, slots=True)
class Request:
    """A query and how to answer it; see `answers.answer`."""

    question: Question
    form: str = "table"
    limit: int = 0
    prefixes: Mapping[str, str] = field(default_factory=dict)


class Worker:
    """Answers the queries of one library, one after the other.

    Opening the store is not counted against a query's time.
    """

    def __init__(
        self, root: Path, *, sourced: bool = False, progress: Callable[[str], None] = lambda _: None
    ) -> None:
        self._root = root
        self._sourced = sourced
        self._progress = progress
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the process, if it does not run, and wait until its store is open.

        Raises:
            StoreError: The store cannot be opened.
            NotExportedError: There is nothing to open.
        """
        if self._process and self._process.is_alive():
            return
        context = multiprocessing.get_context("spawn")  # the same on every system
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_work, args=(theirs, self._root, self._sourced), daemon=True
        )
        self._process.start()
        theirs.close()
        while isinstance(said := self._received(), str):
            self._progress(said)
        self._progress("")
        if isinstance(said, PaperkgError):
            self.stop()
            raise said

    def ask(self, request: Request, timeout: float | None = None) -> Answer:
        """Ask, and stop the process if it takes longer than *timeout* seconds.

        Raises:
            QueryTimeoutError: It does.
            QueryError: The query is wrong.
            TooManyRowsError: The answer is longer than the request allows.
            StoreError: The store cannot be opened.
        """
        self.start()
        assert self._pipe  # noqa: S101 - `start` made it
        self._pipe.send(request)
        if not self._pipe.poll(timeout):
            self.stop()
            raise QueryTimeoutError(
                f"no answer within {timeout:g} s; narrow the query, or give it more time "
                "with --timeout"
            )
        found = self._received()
        if isinstance(found, Answer):
            return found
        raise found if isinstance(found, BaseException) else TypeError(type(found))

    def stop(self) -> None:
        """Stop the process, whatever it does."""
        if self._process:
            self._process.kill()
            self._process.join()
            self._process = None
        if self._pipe:
            self._pipe.close()
            self._pipe = None

    def _received(self) -> object:
        assert self._pipe  # noqa: S101 - `start` made it
        try:
            return self._pipe.recv()
        except EOFError:
            self.stop()
            return StoreError("the query's process ended without an answer: out of memory?")


def _work(pipe: Connection, root: Path, sourced: bool) -> None:  # noqa: FBT001 - spawned
    """Run in the process: open the store, then answer until the other side hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    try:
        store = opened(root, sourced=sourced, progress=pipe.send)
    except PaperkgError as error:
        pipe.send(error)
        return
    pipe.send(None)
    while True:
        try:
            request: Request = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(
                answer(store, request.question, request.form, request.limit, request.prefixes)
            )
        except PaperkgError as error:
            pipe.send(error)
