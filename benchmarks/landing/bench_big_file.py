"""Seconds and peak memory of taking in one large file.

`uv run python -m benchmarks.landing.bench_big_file [KIND:SIZE[:STOPPED] …]`: KIND is csv or xml with a SIZE in MB, or
xlsx with a SIZE in rows; STOPPED is how many people the stop-list of those who were erased has.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from openpyxl import Workbook

FIELDS = ("pers_person_id", "pers_forename", "pers_surname", "pers_sex", "pers_dob", "pers_send_flag")
FIELDS += ("pers_death_date", "remark")
DEFAULT = ("csv:95", "csv:95:1000", "csv:1000", "xml:200", "xml:1000", "xlsx:1048575")
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_OVERRIDE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument'
    b'.spreadsheetml.sharedStrings+xml"/></Types>'
)
_BLOCK_ROWS = 20_000


def row(number: int) -> tuple[str, ...]:
    born = f"2008-01-{number % 28 + 1:02d}"
    text = f"some more text that systems export here {number}"
    return str(number), f"Forename{number}", f"Surname{number}", "F", born, "Y", "", text


def blocks(form: str) -> Iterator[str]:
    """Yield rows as text for ever, a few thousand at a time."""
    start = 0
    while True:
        yield "".join(form.format(*row(number)) for number in range(start, start + _BLOCK_ROWS))
        start += _BLOCK_ROWS


def write_text(path: Path, megabytes: int, before: str, form: str, after: str) -> None:
    with path.open("w", encoding="utf-8") as handle:
        written = handle.write(before)
        for block in blocks(form):
            written += handle.write(block)
            if written >= megabytes << 20:
                break
        handle.write(after)


def write_workbook(path: Path, rows: int) -> None:
    """Write a workbook as Excel does, with its texts in a table of their own; no library writes one as fast."""
    plain = path.with_suffix(".plain")
    book = Workbook()
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, old.read(name).replace(b"</Types>", _OVERRIDE))
        with new.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(_SHEET.encode())
            for number in range(rows + 1):
                first = number * len(FIELDS)
                cells = "".join(f'<c t="s"><v>{first + place}</v></c>' for place in range(len(FIELDS)))
                sheet.write(f"<row>{cells}</row>".encode())
            sheet.write(b"</sheetData></worksheet>")
        with new.open("xl/sharedStrings.xml", "w", force_zip64=True) as strings:
            strings.write(_STRINGS.encode())
            for number in range(rows + 1):
                cells_of = row(number) if number else FIELDS
                strings.write("".join(f"<si><t>{text}</t></si>" for text in cells_of).encode())
            strings.write(b"</sst>")
    plain.unlink()


def write_file(folder: Path, kind: str, size: int) -> None:
    folder.mkdir(parents=True)
    path = folder / f"ssd_person_2026-04-30.{kind}"
    if kind == "csv":
        write_text(path, size, ",".join(FIELDS) + "\n", ",".join(["{}"] * len(FIELDS)) + "\n", "")
    elif kind == "xml":
        cells = "".join(f"<{name}>{{}}</{name}>" for name in FIELDS)
        write_text(path, size, "<ssd_person>\n", f"<row>{cells}</row>\n", "</ssd_person>\n")
    else:
        write_workbook(path, size)


def stop(home: Path, people: int) -> None:
    """Erase people of whom nothing is kept, each by case number, NHS number and name with date of birth."""
    from dagster_project.erasure.stop_list import enter_erasure, fresh_stop_list
    from dagster_project.settings import Settings

    found = fresh_stop_list(Settings(home))
    numbers = ("lcs_person_id", "nhs_number", "name_and_birth_date")
    stops = [found.hash_of(number, "990", f"{number}{person}") for person in range(people) for number in numbers]
    enter_erasure(Settings(home), found, {"why": "benchmark", "stops": stops, "marks": []}, date(2026, 4, 30))


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
        f"{seconds:.1f} s by the clock, {worked:.1f} s of processor, peak {peak:.2f} GiB {load.reason[:100]}"
    )


def main(asked: list[str]) -> None:
    for one in asked:
        kind, size, *stopped = one.split(":")
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            write_file(home / "inbox" / "lcs", kind, int(size))
            (home / "config").mkdir()
            (home / "config" / "council.toml").write_text('local_authority_code = "990"\n', encoding="utf-8")
            for people in stopped:
                stop(home, int(people))
            print(one, end=": ", flush=True)
            subprocess.run([sys.executable, __file__, "--home", folder], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--home"]:
        take_in_once(Path(sys.argv[2]))
    else:
        main(sys.argv[1:] or list(DEFAULT))
