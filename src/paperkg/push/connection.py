"""A session with the user's database, and what its errors mean in plain words."""

from __future__ import annotations

import getpass
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Final

try:
    import neo4j
    from neo4j import exceptions as e
except ImportError as error:  # the extra is not installed
    from paperkg.diagnostics import PaperkgError

    raise PaperkgError(
        "the Neo4j driver is not installed; install it with: pip install 'paperkg[neo4j]'"
    ) from error

from paperkg.diagnostics import PaperkgError
from paperkg.neo4j_settings import URI, Neo4jSettings, Target

DEFAULT_URI: Final = "bolt://localhost:7687"
_OLDEST: Final = (5, 26)
_PASSWORDS: Final = ("PAPERKG_NEO4J_PASSWORD", "NEO4J_PASSWORD")


def target(given: Neo4jSettings, local: Target | None = None) -> Target:
    """Complete what the command line and paperkg.toml say.

    After them come the variables that Aura's credentials file sets (NEO4J_URI,
    NEO4J_USERNAME, NEO4J_DATABASE), then the local server that paperkg started.

    Raises:
        PaperkgError: The address is none.
    """
    env = os.environ
    if local and (given.uri or env.get("NEO4J_URI") or local.uri) == local.uri:
        return replace(local, database=given.database or local.database)
    uri = given.uri or env.get("NEO4J_URI") or DEFAULT_URI
    if not URI.fullmatch(uri):
        raise PaperkgError(f"'{uri}' is no address of a Neo4j; expected: {DEFAULT_URI}")
    user = given.user or env.get("NEO4J_USERNAME") or "neo4j"
    database = given.database or env.get("NEO4J_DATABASE") or "neo4j"
    return Target(uri, user, database, password(uri, user))


def password(uri: str, user: str) -> str | None:
    """Return the password from the environment, the keyring or a prompt; None for none."""
    for name in _PASSWORDS:
        if name in os.environ:
            return os.environ[name]
    if (kept := _from_keyring(uri, user)) is not None:
        return kept
    return _asked(uri, user)


@cache
def _asked(uri: str, user: str) -> str | None:
    """Ask the user, once for all rounds of a watch."""
    if sys.stdin.isatty() and sys.stderr.isatty():
        return getpass.getpass(f"Password of {user} at {uri} (empty for none): ") or None
    return None


def _from_keyring(uri: str, user: str) -> str | None:
    try:
        import keyring  # noqa: PLC0415 - not everybody has one
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password("paperkg", f"{user}@{uri}")
    except Exception:  # noqa: BLE001 - a locked or broken keyring is as good as none
        return None
    return found


@contextmanager
def session(to: Target) -> Iterator[neo4j.Session]:
    """Open a session; every error of the driver becomes one that says what to do.

    Raises:
        PaperkgError: The server is away, too old, refuses us or our statements.
    """
    auth = (to.user, to.password) if to.password is not None else None
    try:
        with neo4j.GraphDatabase.driver(to.uri, auth=auth, connection_timeout=10) as driver:
            _require_version(driver.get_server_info().agent, to)
            # an old server would refuse a driver that asks for less, before it tells its version
            with driver.session(database=to.database, notifications_min_severity="OFF") as opened:
                yield opened
    except (e.Neo4jError, e.DriverError, ValueError, OSError) as error:
        if isinstance(error, e.AuthError):
            _asked.cache_clear()
        notes = getattr(error, "__notes__", ())  # what a push adds that was broken off
        raise PaperkgError(". ".join([_meaning(error, to), *notes])) from None


def _require_version(agent: str, to: Target) -> None:
    found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if found and (int(found[1]), int(found[2])) < _OLDEST:
        raise PaperkgError(
            f"{to.uri} is {agent}; paperkg needs Neo4j 5.26 or later. Upgrade the server, or "
            "start one of your own: paperkg neo4j up"
        )


def _meaning(error: Exception, to: Target) -> str:
    match error:
        case e.AuthError():
            known = "" if to.password is None else " with this password"
            return (
                f"{to.uri} refuses user '{to.user}'{known}: set NEO4J_PASSWORD (and user in "
                "[neo4j] of paperkg.toml), or store it: keyring set paperkg "
                f"{to.user}@{to.uri}"
            )
        case e.ServiceUnavailable() | e.SessionExpired() | OSError():
            return (
                f"no Neo4j answers at {to.uri} ({_first_line(error)}): is it running? Its address "
                "is uri in [neo4j] of paperkg.toml; a server of your own starts with: "
                "paperkg neo4j up"
            )
        case e.Neo4jError() if error.code and "DatabaseNotFound" in error.code:
            return (
                f"{to.uri} has no database '{to.database}': set database in [neo4j] of "
                "paperkg.toml, or create it there"
            )
        case e.Neo4jError() if error.code and "Constraint" in error.code:
            return (
                f"a constraint that others made in {to} refuses what the graph holds: "
                f"{_first_line(error)}. Drop it (SHOW CONSTRAINTS lists them; paperkg's are named "
                "paperkg_…), change their data, or push to another database"
            )
        case e.Forbidden():
            return f"user '{to.user}' may not do this at {to}: {_first_line(error)}"
        case _:
            return f"{to} answers: {_first_line(error)}"


def _first_line(error: Exception) -> str:
    text = getattr(error, "message", None) or str(error)
    return str(text).strip().splitlines()[0].rstrip(".") if str(text).strip() else repr(error)
