"""The command line: parse, one call of the library, show."""

from paperkg.cli.app import run

__all__ = ["run"]
