"""Which topics a text is about: phrases of the vocabulary, found at word edges.

Nothing is inferred: every ABOUT edge shows the words that it stands on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import ahocorasick

from paperkg.graph.keys import texts
from paperkg.model import Value

_ACRONYM: Final = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z0-9-]{2,6}")
"""Short all-capital phrases are matched as typed: `GAN` is a topic, `gan` is Chinese for
`to do`."""
_HYPHENS: Final = str.maketrans(dict.fromkeys("-‐‑‒–—_\n\t\r\u00a0\u3000", " "))
_LATIN: Final = re.compile(r"[0-9A-Za-zÀ-ɏ]")


@dataclass(frozen=True)
class Vocabulary:
    """Phrases by topic.

    Attributes:
        phrases: All names and aliases of each topic, by the topic's number.
    """

    phrases: Mapping[int, tuple[str, ...]]

    def find(self, text: str) -> dict[int, tuple[str, ...]]:
        """Return by topic the words of *text* that name it, as they stand there.

        Of overlapping phrases the longest counts: `graph neural network` is not a
        `neural network` as well.
        """
        plain = text.translate(_HYPHENS)
        hits = sorted(
            {*_hits(self._typed, plain), *_hits(self._folded, _lower(plain))},
            key=lambda hit: (hit[0] - hit[1], hit[0], hit[2]),
        )
        found: dict[int, dict[str, None]] = {}
        covered = bytearray(len(text))
        kept: list[tuple[int, int, int]] = []
        for start, end, topic in hits:
            same_place = any((start, end) == (s, e) for s, e, _ in kept)
            if same_place or not any(covered[start:end]):
                kept.append((start, end, topic))
                covered[start:end] = b"\x01" * (end - start)
        for start, end, topic in sorted(kept):
            found.setdefault(topic, {})[" ".join(text[start:end].split())] = None
        return {topic: tuple(words) for topic, words in found.items()}

    @cached_property
    def _folded(self) -> Any:  # noqa: ANN401 - ahocorasick ships no types
        return _automaton(
            (_lower(p.translate(_HYPHENS)), topic)
            for topic, phrases in self.phrases.items()
            for p in phrases
            if not _ACRONYM.fullmatch(p)
        )

    @cached_property
    def _typed(self) -> Any:  # noqa: ANN401 - ahocorasick ships no types
        return _automaton(
            (p.translate(_HYPHENS), topic)
            for topic, phrases in self.phrases.items()
            for p in phrases
            if _ACRONYM.fullmatch(p)
        )


def _lower(text: str) -> str:
    """Lower the case without changing the length, so that positions stay true."""
    low = text.lower()
    if len(low) == len(text) and "Σ" not in text:  # whose small form depends on its place
        return low
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def _automaton(phrases: Iterable[tuple[str, int]]) -> Any:  # noqa: ANN401
    topics: dict[str, set[int]] = {}
    for phrase, topic in phrases:
        for form in _forms(" ".join(phrase.split())):
            topics.setdefault(form, set()).add(topic)
    automaton = ahocorasick.Automaton()
    for form, found in sorted(topics.items()):
        automaton.add_word(form, (len(form), tuple(sorted(found))))
    automaton.make_automaton()
    return automaton


def _forms(phrase: str) -> Iterator[str]:
    """Yield a phrase and its regular English plural."""
    if not phrase:
        return
    yield phrase
    if _LATIN.match(phrase[-1]):
        yield f"{phrase}s"
        if phrase.endswith(("s", "x", "z", "ch", "sh")):
            yield f"{phrase}es"
        if re.search(r"[^aeiou]y$", phrase):
            yield f"{phrase[:-1]}ies"


def _hits(automaton: Any, text: str) -> Iterator[tuple[int, int, int]]:  # noqa: ANN401
    """Yield (start, end, topic) of every phrase that stands between word edges."""
    if not len(automaton):
        return
    for last, (length, topics) in automaton.iter(text):
        start, end = last - length + 1, last + 1
        if not (_joined(text, start) or _joined(text, end)):
            for topic in topics:
                yield start, end, topic


def _joined(text: str, at: int) -> bool:
    """Whether the characters before and after *at* belong to one Latin word."""
    return 0 < at < len(text) and bool(_LATIN.match(text[at - 1]) and _LATIN.match(text[at]))


SEARCHED: Final = ("title", "abstract", "keywords", "text")
"""Properties in which topics are looked for."""


def evidence(
    vocabulary: Vocabulary, values: Mapping[str, Value]
) -> dict[int, dict[str, tuple[str, ...]]]:
    """Return by topic and property the words that show what a node is about."""
    found: dict[int, dict[str, tuple[str, ...]]] = {}
    for name in SEARCHED:
        for text in texts(values.get(name)):
            for topic, words in vocabulary.find(text).items():
                shown = found.setdefault(topic, {})
                shown[name] = tuple(dict.fromkeys((*shown.get(name, ()), *words)))
    return found
