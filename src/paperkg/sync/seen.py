"""What the last sync saw of each output, so that what looks the same is not read again.

The file is this machine's own and may be deleted at any time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Final, NamedTuple

from paperkg.diagnostics import StoreError
from paperkg.model import Artifact
from paperkg.sync.fingerprint import Stat
from paperkg.sync.manifest import stamp
from paperkg.sync.places import SEEN
from paperkg.sync.store import Store

_FORMAT: Final = 2


class Content(NamedTuple):
    """What is in a file.

    Attributes:
        digest: Of its bytes.
        id: The `paperkg_id` that it carries as a note, or nothing.
        settled: Digest of the artifact for which nothing was left to do or to say.
        silent: Whether it holds no words of the user's that the graph could take up.
    """

    digest: str
    id: str = ""
    settled: str = ""
    silent: bool = False


class Seen(NamedTuple):
    """A file as it was when its content was known."""

    stat: Stat
    content: Content


def exact(data: bytes) -> str:
    """Return the digest of a file's bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def wish(artifact: Artifact) -> str:
    """Return the digest of all that is asked of a file."""
    return exact(f"{artifact.path}\0".encode() + artifact.data)


def load(store: Store) -> dict[str, Seen]:
    """Return what was seen, by path; nothing if it cannot be trusted."""
    try:
        raw = json.loads(store.read(SEEN))
        if raw["format"] != _FORMAT:
            return {}
        # a manifest from elsewhere (a checkout, a copy) knows nothing of what was settled here
        own = raw["manifest"] == stamp(store)
        return {
            path: Seen(Stat(*stat), Content(*content) if own else Content(*content[:2]))
            for path, (stat, content) in raw["files"].items()
        }
    except (StoreError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return {}


def save(store: Store, seen: Mapping[str, Seen]) -> None:
    """Write what was seen, if it differs from what is written."""
    raw = {
        "format": _FORMAT,
        "manifest": stamp(store),
        "files": {path: seen[path] for path in sorted(seen)},
    }
    data = json.dumps(raw, separators=(",", ":")).encode()
    if not store.stat(SEEN) or store.read(SEEN) != data:
        store.write(SEEN, data, durable=False)
