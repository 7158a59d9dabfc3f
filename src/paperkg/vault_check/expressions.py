"""The expressions of Bases: their grammar, and the functions that Obsidian documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<name>[^\W\d]\w*)
    | (?P<operator>\|\||&&|==|!=|<=|>=|[-+*/%<>!()\[\]{},.:])
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_REGEX: Final = re.compile(r"\s*/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\]|\\.)*\])+/[dgimsuvy]*")
_BINARY: Final = frozenset(("||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"))
_FUNCTIONS: Final = """
abs asFile asLink ceil contains containsAll containsAny date day days duration endsWith escapeHTML
file filter flat floor format hasLink hasProperty hasTag hour html icon if image inFolder isEmpty
isTruthy isType join keys link linksTo list lower map matches max mean min minute month now number
random reduce relative repeat replace reverse round second slice sort split startsWith sum time
title toFixed toString today trim unique upper values year
"""
FUNCTIONS: Final = frozenset(_FUNCTIONS.split())
"""Obsidian's help, "Bases/Functions"."""
_FILE: Final = """
backlinks basename ctime embeds ext file folder links mtime name path properties size tags
"""
FILE: Final = frozenset(_FILE.split())
"""What a file has, by the same help."""


class ExpressionError(ValueError):
    """The text is no expression."""


@dataclass
class Expression:
    """What an expression speaks of.

    Attributes:
        functions: Names of what it calls.
        fields: What stands behind `file.`.
        formulas: What stands behind `formula.`.
    """

    functions: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    formulas: set[str] = field(default_factory=set)


def parse(text: str) -> Expression:
    """Read one expression.

    Raises:
        ExpressionError: It is none; the message says what was found, and where.
    """
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._found = Expression()
        self._at = 0
        self._kind, self._token = "", ""
        self._next()

    def whole(self) -> Expression:
        self._expression(0)
        if self._kind != "end":
            self._refuse("an operator")
        return self._found

    def _next(self) -> None:
        match = _TOKEN.match(self._text, self._at)
        if not match or not match.lastgroup:
            raise ExpressionError(f"found {self._text[self._at :].strip()[:20]!r}")
        self._start, self._at = self._at, match.end()
        self._kind, self._token = match.lastgroup, match[match.lastgroup]

    def _refuse(self, expected: str) -> None:
        found = f"'{self._token}'" if self._token else "the end"
        raise ExpressionError(f"found {found} at character {self._at}, expected {expected}")

    def _take(self, token: str) -> None:
        if self._token != token or self._kind != "operator":
            self._refuse(f"'{token}'")
        self._next()

    def _is(self, *tokens: str) -> bool:
        return self._kind == "operator" and self._token in tokens

    def _expression(self, depth: int) -> None:
        if depth > 100:
            raise ExpressionError("it is nested too deeply")
        while True:
            while self._is("!", "-"):
                self._next()
            self._operand(depth)
            if not self._is(*_BINARY):
                return
            self._next()

    def _operand(self, depth: int) -> None:
        name = ""
        if self._is("/") and (regex := _REGEX.match(self._text, self._start)):
            self._at = regex.end()
            self._next()
        elif self._is("("):
            self._next()
            self._expression(depth + 1)
            self._take(")")
        elif self._is("["):
            self._list("]", depth)
        elif self._is("{"):
            self._list("}", depth)
        elif self._kind in ("text", "number", "name"):
            name = self._token if self._kind == "name" else ""
            self._next()
        else:
            self._refuse("a value")
        self._behind(name, depth)

    def _behind(self, name: str, depth: int) -> None:
        """Read members, indexes and calls behind a value."""
        owner = ""
        while self._is(".", "[", "("):
            if self._is("("):
                if name:
                    self._found.functions.add(name)
                self._list(")", depth)
                owner = name = ""
            elif self._is("["):
                self._list("]", depth)
                owner = name = ""
            else:
                self._next()
                owner, name = (name, self._token) if not owner else ("-", self._token)
                if self._kind != "name":
                    self._refuse("a name")
                self._next()
                if not self._is("("):
                    self._member(owner, name)

    def _member(self, owner: str, name: str) -> None:
        if owner == "file":
            self._found.fields.add(name)
        elif owner == "formula":
            self._found.formulas.add(name)

    def _list(self, closing: str, depth: int) -> None:
        self._next()
        while not self._is(closing):
            self._expression(depth + 1)
            if self._is(":"):
                self._next()
                self._expression(depth + 1)
            if not self._is(closing):
                self._take(",")
        self._next()
