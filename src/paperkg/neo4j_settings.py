"""The table [neo4j] of paperkg.toml.

[neo4j]
uri = "neo4j+s://xxxx.databases.neo4j.io"
user = "neo4j"
database = "neo4j"
sync = true             # push at the end of each sync
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

URI: Final = re.compile(r"(?:neo4j|bolt)(?:\+s|\+ssc)?://[^\s/]+.*")


@dataclass(frozen=True, slots=True)
class Neo4jSettings:
    """Where the database is; what is empty is looked for elsewhere.

    Attributes:
        uri: As the driver takes it, `neo4j+s://` and `bolt://` included.
        sync: Whether each sync ends with a push.
    """

    uri: str = ""
    user: str = ""
    database: str = ""
    sync: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """One database on one server.

    Attributes:
        password: Never shown; None where the server asks for none.
    """

    uri: str
    user: str
    database: str
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.uri} (database {self.database})"


def parse(table: Mapping[str, Any]) -> tuple[Neo4jSettings, list[tuple[str, str, str, str]]]:
    """Return what the table says, and its faults: code, key, message, line to paste."""
    faults: list[tuple[str, str, str, str]] = []
    texts: dict[str, str] = {}
    for key, value in table.items():
        if key == "password":
            message = "neo4j.password: a password does not belong in a file that is shared"
            faults.append(("C603", key, message, "export NEO4J_PASSWORD=…, and delete this line"))
        elif key not in ("uri", "user", "database", "sync"):
            message = f"unknown key 'neo4j.{key}'; expected one of uri, user, database, sync"
            faults.append(("C602", key, message, ""))
        elif key != "sync":
            if not isinstance(value, str) or (key == "uri" and not URI.fullmatch(value)):
                expected = "an address" if key == "uri" else "text in quotes"
                mend = 'uri = "bolt://localhost:7687"' if key == "uri" else f'{key} = "neo4j"'
                faults.append(
                    ("C603", key, f"neo4j.{key}: found {value!r}, expected {expected}", mend)
                )
            else:
                texts[key] = value
    sync = table.get("sync", False)
    if not isinstance(sync, bool):
        message = f"neo4j.sync: found {sync!r}, expected true or false"
        faults.append(("C603", "sync", message, "sync = true"))
    return Neo4jSettings(**texts, sync=sync is True), faults
