"""The note templates: the shipped ones, and the user's over them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from traceback import extract_tb
from typing import Any, Final

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from paperkg.diagnostics import Diagnostic, Origin
from paperkg.resources import shipped_templates
from paperkg.sinks.markdown import callout, escaped, one_line

FOLDER: Final = "vault_templates"
LAYOUT: Final = "_layout.md.j2"

_Failure = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a template can come to; a sandbox lets it do nothing worse."""


class BrokenTemplateError(Exception):
    """A template of the user's cannot be used.

    Attributes:
        fault: What is wrong, and in which line.
    """

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(str(fault))
        self.fault = fault


class Templates:
    """The templates of one library.

    Args:
        texts: By file name, the library's in place of the shipped ones. Under `shipped/`
            and its name each finds the shipped one, to extend it.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._own = tuple(sorted(texts.items()))
        self._shipped = tuple(sorted(shipped_templates().items()))
        self._broken: dict[str, Diagnostic] = {}

    def render(self, key: str, context: Mapping[str, Any]) -> tuple[str, Diagnostic | None]:
        """Return the text of a note, and what is wrong with the user's template.

        A note that the user's template cannot make is made by the shipped one.

        Args:
            key: Of the node's type.
            context: What the template may ask for.

        Raises:
            BrokenTemplateError: The shipped template is broken.
        """
        fault = self._broken.get(key)
        if fault is None:
            try:
                return _rendered(self._own, key, context), None
            except BrokenTemplateError as error:
                if self._own == self._shipped:
                    raise
                fault = self._broken[key] = error.fault
        return _rendered(self._shipped, key, context), fault


def _rendered(texts: tuple[tuple[str, str], ...], key: str, context: Mapping[str, Any]) -> str:
    name = f"{key}.md.j2"
    try:
        return _template(texts, name).render(context)
    except _Failure as error:
        raise BrokenTemplateError(_fault(error, name)) from error


def _fault(error: Exception, name: str) -> Diagnostic:
    """Return what is wrong with a template, with the line in which it went wrong."""
    if isinstance(error, TemplateSyntaxError):
        name, line = error.name or name, error.lineno
    else:
        frames = [f for f in extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
        name = frames[-1].filename if frames else name
        line = (frames[-1].lineno or 0) if frames else 0
    message = " ".join(str(error).split()) or type(error).__name__
    message = re.sub(r"'paperkg\.[\w.]+ object'", "what it asks", message)
    where = Origin(f"{FOLDER}/{name}", line, line, "template")
    help_ = f"mend the line, or delete {FOLDER}/{name} to use the shipped template"
    return Diagnostic("V705", message, where, help_)


@lru_cache(maxsize=128)
def _template(texts: tuple[tuple[str, str], ...], name: str) -> Template:
    return _environment(texts).select_template([name, LAYOUT])


@lru_cache(maxsize=4)
def _environment(texts: tuple[tuple[str, str], ...]) -> Environment:
    """Return what compiles the templates, once for as long as paperkg watches a library."""
    shipped = shipped_templates()
    by_name = dict(texts) | {f"shipped/{name}": text for name, text in shipped.items()}
    # the sandbox takes half of the time, and what paperkg itself ships needs none
    kind = Environment if dict(texts) == shipped else ImmutableSandboxedEnvironment

    def load(name: str) -> tuple[str, str, None] | None:
        # the third takes the place of a file name in tracebacks, from which lines are told
        return (by_name[name], name, None) if name in by_name else None

    environment = kind(
        loader=FunctionLoader(load),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(md=escaped, line=one_line, callout=callout, paragraphs=_paragraphs)
    return environment


def _paragraphs(pieces: Iterable[str]) -> str:
    """Join what there is, with a blank line between."""
    return "\n\n".join(found for piece in pieces if (found := piece.strip("\n").rstrip()))
