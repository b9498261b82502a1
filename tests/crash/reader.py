"""A reader that opens the published copy again and again: `python -m tests.crash.reader HOME PART...` until its input
ends, then it prints how often it did and how often what it saw was not whole."""

from __future__ import annotations

import select
import sys
from pathlib import Path

from dagster_project.settings import Settings
from tests.crash.content import open_whole

_REST = 0.02


def main() -> None:
    """Open until told to stop."""
    settings, parts = Settings(Path(sys.argv[1])), sys.argv[2:]
    opens = errors = 0
    while not select.select([sys.stdin], [], [], _REST)[0]:
        opens += 1
        try:
            open_whole(settings, parts)
        except Exception as error:  # noqa: BLE001  # whatever a reader meets is what is counted
            errors += 1
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
    sys.stdout.write(f"{opens} {errors}\n")


if __name__ == "__main__":
    main()
