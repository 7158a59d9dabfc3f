"""YAML as the text that was typed, with its lines; the schema decides on types later.

Usual loaders turn `country: NO` into false, `arxiv: 2401.00010` into another paper's
number and `12:30:00` into 45000, and drop a repeated key unsaid. Here nothing is
converted.
"""

from paperkg.marked_yaml.slips import Fault, quoted
from paperkg.marked_yaml.tree import (
    MAX_REPEATED,
    Loaded,
    Marked,
    MarkedList,
    MarkedMapping,
    MarkedText,
    load,
)

__all__ = [
    "MAX_REPEATED",
    "Fault",
    "Loaded",
    "Marked",
    "MarkedList",
    "MarkedMapping",
    "MarkedText",
    "load",
    "quoted",
]
