"""Where things lie in a library."""

from typing import Final

INPUTS: Final = ("paperkg.toml", "data", "vault_templates")
OUTPUTS: Final = ("vault", "export")

MANIFEST: Final = ".paperkg/manifest.json"
PENDING: Final = ".paperkg/pending.json"
BACKUPS: Final = ".paperkg/backups"
TRANSIT: Final = ".paperkg/transit"
"""Where a note waits while another one leaves the place that it goes to."""
SOURCES: Final = ".paperkg/sources"
"""Copies of the sources as they were when they were last readable."""
CACHE: Final = ".paperkg/cache"
LOCK: Final = ".paperkg/lock"
STATE: Final = f"{CACHE}/state.json"
SEEN: Final = f"{CACHE}/stats.json"
PROBE: Final = f"{CACHE}/probe"
TEMPORARY: Final = ".paperkg.tmp"
"""A file that is being written; one a folder, for under the lock there is only one."""

RECORDS: Final = (SOURCES, CACHE, BACKUPS, TRANSIT)
"""Folders that paperkg keeps its own files in."""
