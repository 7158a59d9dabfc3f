"""`paperkg` and `python -m paperkg`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:  # asked by scripts and editors: answer before any import
        from paperkg import __version__  # noqa: PLC0415

        sys.stdout.write(f"paperkg {__version__}\n")
        return
    from paperkg.cli import run  # noqa: PLC0415

    run()


if __name__ == "__main__":
    main()
