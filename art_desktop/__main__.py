"""`python -m art_desktop` and the `art-desktop` command."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status.

    Args: argv: the words after the program's name; None takes them from the command line.
    """
    import multiprocessing

    from art_desktop.cli import main as run

    # A spreadsheet is read in a process of its own, which a frozen build starts through this very door.
    multiprocessing.freeze_support()
    return run(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
