"""Where the shipped templates, queries and vocabularies lie: in a wheel and in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the shipped folder *name* (`vault_templates`, `cypher`, `vocabulary`).

    A wheel carries `vault_templates` and `cypher` inside the package; an editable
    install leaves them at the top of the checkout.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parents[1] / name
