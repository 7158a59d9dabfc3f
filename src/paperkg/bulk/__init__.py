"""Files for Neo4j's bulk importer, made on demand from what the last sync exported."""

from paperkg.bulk.files import WRITERS

__all__ = ["WRITERS"]
