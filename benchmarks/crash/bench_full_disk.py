"""Whole runs on a disk that is too small, each filled up at another step: what is said, kept, and made up for later.

`uv run python -m benchmarks.crash.bench_full_disk HOME FOLDER MEGABYTES...`: HOME holds a finished run of this code on
60 people (`wreath demo --people 60`, then `wreath run --again`) and is only copied; FOLDER is where a disk of memory is
mounted, so the account must be one that may (root). Every extract comes again a month later. Each number is the room
that the disk has beside the home when the next run begins. Once it has failed, the disk is made bigger and `wreath run`
goes again: what is left must be what a run leaves that had room from the start. The table beside this file gets a line
for each number.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path

from dagster_project.demo import synthesise
from dagster_project.digests import code_digest
from dagster_project.settings import Settings
from tests.crash.content import PARTS, content, lost, torn
from tests.crash.kills import differences, published_run

TABLE = Path(__file__).with_name("full_disk.csv")
PEOPLE, LATER = 60, date(2026, 5, 31)
#: Megabytes that are enough for any run.
ENOUGH = 2_000


@dataclass(frozen=True)
class Line:
    """One disk; `full_in` is the step that met its end, `lines` how many the command wrote to say so."""

    code: str
    room_mb: int
    full_in: str
    exit_code: int
    lines: int
    names_the_disk: bool
    published: int
    losses: int
    torn_publishes: int
    exit_code_with_room: int
    content_differences: int
    different: str


def main() -> None:
    """Try each size."""
    base, folder, rooms = Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute(), list(map(int, sys.argv[3:]))
    with disk(base, folder, ENOUGH) as settings:
        assert wreath_run(settings).returncode == 0
        expected = content(settings)
    with TABLE.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, [field.name for field in fields(Line)], lineterminator="\n")
        writer.writeheader()
        for room in rooms:
            with disk(base, folder, room) as settings:
                line = asdict(on_a_small_disk(settings, room, expected))
            writer.writerow(line)
            handle.flush()
            print(line, flush=True)


@contextmanager
def disk(base: Path, folder: Path, room: int) -> Iterator[Settings]:
    """Give a home on a disk of its own that has so many megabytes of room left."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ENOUGH}m", "tmpfs", str(folder)], check=True)
    try:
        home = folder / "home"
        shutil.copytree(base, home, copy_function=shutil.copy2)
        synthesise(folder / "later", people=PEOPLE, as_at=LATER)
        shutil.copytree(folder / "later" / "inbox", home / "inbox", copy_function=shutil.copy2, dirs_exist_ok=True)
        shutil.rmtree(folder / "later")
        resize(folder, shutil.disk_usage(folder).used // 2**20 + room)
        yield Settings(home)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def resize(folder: Path, megabytes: int) -> None:
    """Make the disk so large, with what it holds."""
    subprocess.run(["mount", "-o", f"remount,size={megabytes}m", str(folder)], check=True)


def wreath_run(settings: Settings) -> subprocess.CompletedProcess[str]:
    """Run all that is new, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from dagster_project.cli import main; main()", "run"],
        env={**os.environ, "WREATH_HOME": str(settings.home), "NO_COLOR": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def on_a_small_disk(settings: Settings, room: int, expected: dict[str, str]) -> Line:
    """Run until the disk is full, look, make room, run again and compare."""
    before = published_run(settings)
    failed = wreath_run(settings)
    said = failed.stderr.splitlines()
    sys.stderr.write(f"{room} MB: {failed.stdout}{failed.stderr}")
    is_told = published_run(settings) != before
    losses, tears = lost(settings), torn(settings, PARTS)
    resize(settings.home.parent, ENOUGH)
    again = wreath_run(settings)
    losses, tears = losses + lost(settings), tears + torn(settings, PARTS)
    different = differences(settings, expected, is_told=is_told)
    sys.stderr.write("".join(f"{line}\n" for line in [*losses, *tears, again.stderr]))
    is_named = any("the disk is full" in line for line in said)
    return Line(
        code_digest()[:12], room, full_in(failed.stdout), failed.returncode, len(said), is_named, int(is_told),
        len(losses), len(tears), again.returncode, len(different), "; ".join(different),
    )  # fmt: skip


def full_in(printed: str) -> str:
    """Return the step that a run failed in: one that ended well has said what it did."""
    last = printed.splitlines()[-1] if printed else "start"
    step = last.partition(" (")[0]
    return f"after {step.partition(':')[0]}" if ":" in step else step


if __name__ == "__main__":
    main()
