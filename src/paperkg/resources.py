"""Where the shipped templates, queries and vocabularies lie: in a wheel and in a checkout."""

from __future__ import annotations

import importlib.util
import os
from hashlib import blake2b
from pathlib import Path

from paperkg.diagnostics import PaperkgError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the shipped folder *name* (`vault_templates`, `cypher`, `sparql`, `vocabulary`).

    A wheel carries `vault_templates`, `cypher` and `sparql` inside the package; an editable
    install leaves them at the top of the checkout.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parents[1] / name


class MissingExtraError(PaperkgError):
    """A package that only some commands need is not installed."""


def require(package: str, extra: str) -> None:
    """Make sure that a package of an extra is there.

    Raises:
        MissingExtraError: It is not.
    """
    if importlib.util.find_spec(package) is None:
        raise MissingExtraError(
            f"this needs {package}, which is not installed:  pip install 'paperkg[{extra}]'"
        )


def templates(root: Path) -> dict[str, str]:
    """Return the note templates by file name: the shipped ones, the library's over them."""
    found: dict[str, str] = {}
    for place in (folder("vault_templates"), root / "vault_templates"):
        if place.is_dir():
            for path in sorted(place.glob("*.j2")):
                found[path.name] = path.read_text(encoding="utf-8")
    return found


def stamp() -> str:
    """Return a digest of paperkg itself: version, code, shipped templates and vocabularies.

    Views made by other code may differ though no source changed.
    """
    # a wheel's files may keep their times and sizes over an upgrade; the version does not
    lines = [(_PACKAGE / "__init__.py").read_text(encoding="utf-8")]
    for top in (_PACKAGE, folder("vault_templates")):
        for place, folders, files in os.walk(top):
            folders[:] = [f for f in folders if f != "__pycache__"]
            for name in files:
                found = os.stat(os.path.join(place, name))  # noqa: PTH116, PTH118 - a hot path
                lines.append(f"{place}/{name}\0{found.st_size}\0{found.st_mtime_ns}")
    return blake2b("\n".join(sorted(lines)).encode(), digest_size=16).hexdigest()
