"""Cypher with no server: an embedded engine over what the last sync exported."""

from paperkg.query.engine import Answer, Engine, QueryError
from paperkg.query.store import opened

__all__ = ["Answer", "Engine", "QueryError", "opened"]
