"""A Neo4j server of the user's own, from packages alone."""

from paperkg.server.packages import ServerError

__all__ = ["ServerError"]
