"""A process that publishes what is published, again and again: `python -m tests.crash.republisher HOME` until its input
ends, then it prints how often it did.

The files are links to those of the run before: what is tried is the swap of the copy and the removal of old ones, under
the eyes of readers.
"""

from __future__ import annotations

import os
import select
import shutil
import sys
import time
from pathlib import Path

from dagster_project.run import only_run
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current
from dagster_project.warehouse.publish import begin_draft, publish

#: Seconds between two publications: three in a row take longer than a reader takes from CURRENT to the last file. Of
#: real runs, each of which takes a minute, they always do.
_REST = 2.0


def main() -> None:
    """Publish until told to stop."""
    settings, publishes = Settings(Path(sys.argv[1])), 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        with only_run(settings):
            before = require_current(settings)
            draft = begin_draft(settings).folder
            shutil.copytree(before.folder, draft, copy_function=os.link, dirs_exist_ok=True)
            settings.warehouse.unlink(missing_ok=True)
            (draft / before.identified.name).rename(settings.warehouse)
            publish(settings, before.facts())
        publishes += 1
        time.sleep(_REST)
    sys.stdout.write(f"{publishes}\n")


if __name__ == "__main__":
    main()
