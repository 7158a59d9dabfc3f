"""The graph as it was exported, in a running Neo4j: only the difference is sent."""

from paperkg.push.connection import session, target
from paperkg.push.run import Options, Push, Pushed, PushError

__all__ = ["Options", "Push", "PushError", "Pushed", "session", "target"]
