"""Where things lie in a library."""

from typing import Final

INPUTS: Final = ("paperkg.toml", "data", "vault_templates")
OUTPUTS: Final = ("vault", "export")

MANIFEST: Final = ".paperkg/manifest.json"
PENDING: Final = ".paperkg/pending.json"
BACKUPS: Final = ".paperkg/backups"
TRANSIT: Final = ".paperkg/transit"
"""Where a note waits while another one leaves the place that it goes to."""
LOCK: Final = ".paperkg/lock"
STATE: Final = ".paperkg/cache/state.json"
SEEN: Final = ".paperkg/cache/stats.json"
PROBE: Final = ".paperkg/cache/probe"
TEMPORARY: Final = ".paperkg.tmp"
"""A file that is being written; one a folder, for under the lock there is only one."""
