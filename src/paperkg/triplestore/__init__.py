"""SPARQL over the exported graph with nothing to install or start: pyoxigraph.

A query runs in a process of its own, so that one without end can be stopped; it reads what
the last sync wrote, and can change nothing.
"""

from paperkg.triplestore.answers import FORMS, Answer, TooManyRowsError
from paperkg.triplestore.question import QueryError, Question, RefusedError, read
from paperkg.triplestore.stores import NotExportedError
from paperkg.triplestore.worker import QueryTimeoutError, Request, Worker

__all__ = [
    "FORMS",
    "Answer",
    "NotExportedError",
    "QueryError",
    "QueryTimeoutError",
    "Question",
    "RefusedError",
    "Request",
    "TooManyRowsError",
    "Worker",
    "read",
]
