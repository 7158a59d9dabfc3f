"""What a name in a record holds beside the name."""

from __future__ import annotations

from paperkg import ids
from paperkg.schema import NodeType


def with_place(text: str) -> tuple[str, str] | None:
    """Part a name from the parenthesis behind it; None where one is not closed.

    >>> with_place("Neil Houlsby (Google Brain (Zurich))")
    ('Neil Houlsby', 'Google Brain (Zurich)')
    >>> with_place("Vijayalakshmi (Viji) Srinivasan")
    ('Vijayalakshmi (Viji) Srinivasan', '')
    """
    text = text.strip()
    folded = text.translate({ord("（"): "(", ord("）"): ")"})
    if folded.count("(") != folded.count(")"):
        return None
    if not folded.endswith(")"):
        return text, ""
    depth = 1
    start = len(text) - 1
    while depth and start:
        start -= 1
        depth += (folded[start] == ")") - (folded[start] == "(")
    name = text[:start].strip()
    return (name, text[start + 1 : -1].strip()) if name else (text, "")


def is_reference(text: str, node_type: NodeType) -> bool:
    """Whether *text* is an id or a link, which is no name."""
    prefix, _, slug = text.strip().partition("/")
    is_id = prefix == node_type.key and bool(slug) and ids.slug(slug, len(slug)) == slug
    return is_id or "://" in text
