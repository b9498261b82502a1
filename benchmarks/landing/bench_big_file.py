"""Seconds and peak memory of taking in one large CSV: `uv run python benchmarks/landing/bench_big_file.py [MB …]`."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HEADER = "pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob,pers_send_flag,pers_death_date,remark\n"
ROW = "{n},Forename{n},Surname{n},F,2008-01-{day:02d},Y,,some more text that systems export here {n}\n"


def write_file(path: Path, megabytes: int) -> None:
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8") as handle:
        written, number = handle.write(HEADER), 0
        while written < megabytes << 20:
            rows = (ROW.format(n=n, day=n % 28 + 1) for n in range(number, number + 20_000))
            written, number = written + handle.write("".join(rows)), number + 20_000


def take_in_once(home: Path) -> None:
    from dagster_project.catalogue import Catalogue
    from dagster_project.landing.intake import take_in
    from dagster_project.settings import Settings, repository

    began, worked = time.monotonic(), time.process_time()
    (load,) = take_in(Settings(home), Catalogue.load(repository() / "seeds"), settle_seconds=0).loads
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    seconds = time.monotonic() - began
    worked = time.process_time() - worked
    print(
        f"{load.bytes >> 20:,} MB, {load.rows_read:,} rows, {load.status}, {len(load.checks)} checks: "
        f"{seconds:.1f} s by the clock, {worked:.1f} s of processor, peak {peak:.2f} GiB"
    )


def main(sizes: list[int]) -> None:
    for megabytes in sizes:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            write_file(home / "inbox" / "lcs" / "ssd_person_2026-04-30.csv", megabytes)
            (home / "config").mkdir()
            (home / "config" / "council.toml").write_text('local_authority_code = "990"\n', encoding="utf-8")
            subprocess.run([sys.executable, __file__, "--home", folder], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--home"]:
        take_in_once(Path(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or [100, 1000])
