"""What a new library begins with: its settings, all of them as comments, and a short list."""

from __future__ import annotations

from pathlib import Path

from paperkg import config
from paperkg.diagnostics import ConfigError

_TOML = """\
# A paperkg library. Every key is optional; `paperkg schema` shows what there is.
name = {name}
# language = "zh"                       # headings in the vault: en or zh
# base_iri = "https://example.org/me/"  # what IRIs start with; set it before you publish

# [vault]
# authors = "min:2"                     # a note only for authors of at least two papers

# [rdf]                                 # every RDF file, for a large graph too
# every_file = true

# [time_zones]                          # abbreviations in your lists that have several meanings
# CST = "+08:00"

# [neo4j]                               # the password: NEO4J_PASSWORD, keyring or prompt
# uri = "bolt://localhost:7687"
# sync = true                           # each sync ends with: paperkg push

# [node_types.Dataset]                  # types of your own reach every view
# properties = {{ size = "integer" }}
# [edge_types.trained_on]
# from = ["Paper"]
# to = ["Dataset"]
"""

_LIST = """\
# NeurIPS 2020

FedSplit: an algorithmic framework for fast federated optimization
Reese Pathak (UC Berkeley) · Martin Wainwright (UC Berkeley)
Link: https://arxiv.org/abs/2005.05238
想法: compare with ADMM
"""


def make(root: Path) -> Path:
    """Make a library in *root* and return it; what is there already is left as it is.

    Raises:
        ConfigError: There is a library already, or the folder cannot be made.
    """
    if (root / config.FILE).exists():
        raise ConfigError(f"{root} is a library already; to read it: paperkg sync")
    try:
        (root / "data").mkdir(parents=True, exist_ok=True)
        name = '"' + root.name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        (root / config.FILE).write_text(_TOML.format(name=name), encoding="utf-8")
        if not any((root / "data").iterdir()):
            (root / "data" / "reading-list.md").write_text(_LIST, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{root} cannot be made: {error.strerror or error}") from error
    return root
