"""`paperkg shell`: ask, look, ask again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from paperkg.cli import show
from paperkg.cli.answers import Format, listed, print_answer
from paperkg.diagnostics import PaperkgError
from paperkg.exported import Exported
from paperkg.named_queries import CYPHER, parameters
from paperkg.query import Engine, opened, refusals
from paperkg.query.completion import Completion

HISTORY: Final = ".paperkg/cache/shell-history"
COMMANDS: Final = {
    ":help": "this list",
    ":queries": "the named queries",
    ":run": "NAME [parameter=value …]: run one of them",
    ":format": "table, json, csv or markdown",
    ":quit": "leave (or Ctrl-D)",
}


def run(root: Path) -> None:
    """Answer what is typed, or piped in, until the end."""
    with ExitStack() as stack:
        with show.progress() as progress:
            engine = stack.enter_context(opened(root, progress))
        _Shell(root, engine).run(_lines(root))


@dataclass
class _Shell:
    """What is being typed, and how answers are printed."""

    root: Path
    engine: Engine
    form: Format = Format.TABLE
    pending: list[str] = field(default_factory=list)

    def run(self, lines: Iterator[str]) -> None:
        """Answer line by line until `:quit` or the end."""
        for line in lines:
            if line.strip() == ":quit":
                return
            try:
                self.take(line)
            except PaperkgError as error:
                show.talk(f"paperkg: {error}")
        if self.pending:
            self.take("")

    def take(self, line: str) -> None:
        """Take one more line; answer if it ends a query or is a command."""
        word, *rest = line.split() or [""]
        if not self.pending and word.startswith(":"):
            self._command(word, rest)
            return
        if line.strip():
            self.pending.append(line)
        if self.pending and (not line.strip() or line.rstrip().endswith(";")):
            text = "\n".join(self.pending)
            self.pending.clear()
            self._answer(text, {}, ())

    def _command(self, word: str, rest: list[str]) -> None:
        match word:
            case ":help":
                for name, meaning in COMMANDS.items():
                    show.say(f"{name:<10}{meaning}")
            case ":queries":
                listed(CYPHER, CYPHER.queries(self.root).values(), as_json=False)
            case ":format" if rest and rest[0] in list(Format):
                self.form = Format(rest[0])
            case ":run" if rest:
                query = CYPHER.named(rest[0], CYPHER.queries(self.root))
                words = dict(w.split("=", 1) for w in rest[1:] if "=" in w)
                self._answer(query.statement, parameters(words, query), tuple(query.shape))
            case _:
                raise PaperkgError(f"'{' '.join([word, *rest])}' is no command; all: :help")

    def _answer(self, text: str, given: dict[str, Any], shape: tuple[str, ...]) -> None:
        cypher = refusals.prepared(text)
        for warning in cypher.warnings:
            show.talk(f"warning: {warning}")
        print_answer(self.engine.run(cypher.text, given), shape, self.form, None)


def _lines(root: Path) -> Iterator[str]:
    if not sys.stdin.isatty():
        yield from (line.rstrip("\n") for line in sys.stdin)
        return
    ask = _prompt(root)
    show.say("Cypher over what the last sync exported; a query ends with ;  :help tells more")
    while True:
        try:
            yield ask()
        except KeyboardInterrupt:  # leaves the line, as shells do
            continue
        except EOFError:
            return


def _prompt(root: Path) -> Callable[[], str]:
    """Return what asks for a line; without prompt_toolkit a plain one."""
    try:
        from prompt_toolkit import PromptSession  # noqa: PLC0415 - an extra
        from prompt_toolkit.completion import CompleteEvent, Completer  # noqa: PLC0415
        from prompt_toolkit.completion import Completion as Offer  # noqa: PLC0415
        from prompt_toolkit.document import Document  # noqa: PLC0415
        from prompt_toolkit.history import FileHistory  # noqa: PLC0415
    except ImportError:
        return lambda: input("paperkg> ")
    words = Completion.of(Exported.read(root), CYPHER.queries(root), COMMANDS)

    class Words(Completer):
        def get_completions(self, document: Document, _: CompleteEvent) -> Iterator[Offer]:
            for word, replaced in words.at(document.text_before_cursor):
                yield Offer(word, start_position=-replaced)

    session: PromptSession[str] = PromptSession(
        history=FileHistory(root / HISTORY), completer=Words(), complete_while_typing=False
    )
    return lambda: session.prompt("paperkg> ")
