"""Artifacts in, a plan out, and the plan carried out on the library's folder.

Three states meet for every part of every note: base (what paperkg wrote last), actual (on
disk) and desired (rendered). Nothing that a user typed is ever lost.
"""

from paperkg.sync.apply import Applied, Skip, apply
from paperkg.sync.decide import make_plan
from paperkg.sync.directory import DirectoryStore
from paperkg.sync.disk import Disk
from paperkg.sync.fingerprint import Start, Stat, begin, behind, unchanged
from paperkg.sync.manifest import Manifest, Past, load, save
from paperkg.sync.merge import former
from paperkg.sync.plan import Action, Change, Conflict, Plan
from paperkg.sync.record import record
from paperkg.sync.store import Store
from paperkg.sync.terms import UNDECIDED, Choice, Terms
from paperkg.sync.undo import Undone, undo

__all__ = [
    "UNDECIDED",
    "Action",
    "Applied",
    "Change",
    "Choice",
    "Conflict",
    "DirectoryStore",
    "Disk",
    "Manifest",
    "Past",
    "Plan",
    "Skip",
    "Start",
    "Stat",
    "Store",
    "Terms",
    "Undone",
    "apply",
    "begin",
    "behind",
    "former",
    "load",
    "make_plan",
    "record",
    "save",
    "unchanged",
    "undo",
]
