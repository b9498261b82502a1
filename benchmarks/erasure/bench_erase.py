"""Somebody whom every source knows is erased: where a search finds them before, after, and after the next full extract.

`uv run python -m benchmarks.erasure.bench_erase HOME PEOPLE`: HOME holds a finished demo of so many PEOPLE and is only
copied. What is looked for comes from the truth and from every cell that stands in rows of theirs only, not from what
`wreath erase` knows of them; the truth itself is not searched. The table beside this file has a line for each place.
"""

from __future__ import annotations

import csv
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dagster_project.landing.manifest import Manifest
from dagster_project.landing.readers import RESERVED
from dagster_project.landing.storage import RAW, read_table
from dagster_project.search import Phrase, hits, words
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current
from dagster_project.warehouse.publish import connect
from tests.command_line import Told, wreath

TABLE = Path(__file__).with_name("erasure.csv")
#: Letters and digits of a cell that may tell whose row it is, and the words of a phrase that is looked for.
_SHORTEST, _LONGEST = 5, 4
#: Days, times and amounts are anybody's.
_ANYBODYS = re.compile(r"[\d/:.T -]*[/:.-][\d/:.T -]*$|20\d{6}$")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")


#: The stages in which the extracts were made anew.
ANEW = ("with the next full extract in the inbox", "after the run that took it in")


@dataclass(frozen=True)
class Wanted:
    """Who is erased: the number of the case system, every phrase that names them and nobody else, those of
    them that the truth gives, records of nobody.
    """

    number: str
    phrases: frozenset[Phrase]
    numbers: frozenset[Phrase]
    unlinked: tuple[str, ...]


def everywhere(truth: Path) -> str:
    """Return the key of the first person whom the most datasets know."""
    known = pl.read_parquet(truth / "source_record.parquet")
    counted = known.group_by("person_id").agg(
        pl.col("source").n_unique().alias("sources"), pl.col("dataset").n_unique().alias("datasets")
    )
    order = counted.sort("sources", "datasets", "person_id", descending=[True, True, False])
    return str(order["person_id"][0])


def wanted(settings: Settings) -> Wanted:
    """Gather what names one person: from the truth, then from cells that no row of anybody else has."""
    person_id = everywhere(settings.truth)
    own = pl.read_parquet(settings.truth / "person.parquet").filter(pl.col("person_id") == person_id).row(0, named=True)
    records = pl.read_parquet(settings.truth / "source_record.parquet").filter(pl.col("person_id") == person_id)
    number = records.filter(pl.col("dataset") == "ssd_person")["source_record_id"][0]
    known = {own["upn"], own["nhs_number"], own["full_name"], *records["source_record_id"].to_list()} - {None}
    rows = [
        {cell for name, cell in row.items() if name not in RESERVED and cell}
        for load in Manifest.read(settings.landing)
        if load.has_rows
        for row in read_table(settings, load, RAW).iter_rows(named=True)
    ]
    seen = {phrase for text in known if _tells(phrase := words(text), text)}
    numbers = frozenset(seen)
    while True:
        theirs = [row for row in rows if any(words(cell) in seen for cell in row)]
        mine = {words(cell) for row in theirs for cell in row if _tells(words(cell), cell)}
        others = {words(cell) for row in rows if row not in theirs for cell in row} if mine - seen else set()
        if not mine - seen - others:
            return Wanted(number, frozenset(seen), numbers, unlinked(settings, records["source_record_id"].to_list()))
        seen |= mine - others


def unlinked(settings: Settings, records: list[str]) -> tuple[str, ...]:
    """Return which of somebody's records the linkage gave to nobody, since a name was misspelt."""
    with connect(require_current(settings).identified, settings) as connection:
        rows = connection.execute(
            "select source_record_id from core.bridge_person_source_record "
            "where person_id is null and source_record_id in ? order by all",
            [records],
        ).fetchall()
    return tuple(number for (number,) in rows)


def _tells(phrase: Phrase, text: str) -> bool:
    is_number = any(map(str.isdigit, text)) and not _ANYBODYS.match(text)
    return len(phrase) <= _LONGEST and sum(map(len, phrase)) >= _SHORTEST and (is_number or len(phrase) == 2)


def found(settings: Settings, phrases: frozenset[Phrase]) -> Counter[str]:
    """Return how many phrases are found in how many places, by part of WREATH_HOME."""
    listed = hits(settings.home, lambda said: said & phrases, _LONGEST, skip=(settings.truth,))
    for hit in listed[:40]:
        print("   ", hit)
    return Counter(_part(hit.file) for hit in listed)


def _part(file: str) -> str:
    parts = file.split("/")
    return "/".join(["published", *parts[2:3]]) if parts[0] == "published" else parts[0]


def next_extract(home: Path, people: int, aside: Path) -> None:
    """Put the extracts of a month later in the inbox, as the generator writes them: everybody is in them again."""
    told = wreath(home, "synth", str(aside), "--people", str(people), "--faults", "0.5")
    assert told.returncode == 0, told.stderr
    for path in sorted((aside / "inbox").rglob("*.*")):
        later = _DATED.sub("2026-05-31", path.name) if "current_activity" not in path.name else path.name
        target = home / "inbox" / path.parent.name / later
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)
    shutil.rmtree(aside)


def stages(home: Path, people: int, who: Wanted) -> Iterator[tuple[str, float, Told | None]]:
    """Yield each stage with the seconds it took and what the command said."""
    for year in ("2023-24", "2024-25"):
        told = wreath(home, "freeze", year, "sent to the department")
        assert told.returncode == 0, told.stderr
    yield "before, two returns frozen", 0.0, None
    also = [word for record in who.unlinked for word in ("--also", record)]
    yield from _timed(
        home, "after wreath erase", "erase", who.number, *also, "--why", "Objection upheld by the officer"
    )
    next_extract(home, people, home.with_name(f"{home.name}-next"))
    yield ANEW[0], 0.0, None
    yield from _timed(home, ANEW[1], "run")


def _timed(home: Path, stage: str, *command: str) -> Iterator[tuple[str, float, Told]]:
    began = time.monotonic()
    told = wreath(home, *command)
    yield stage, time.monotonic() - began, told


def main() -> None:
    """Go through the stages and write the table."""
    base, people = Path(sys.argv[1]).absolute(), int(sys.argv[2])
    home = base.with_name(f"{base.name}-erased")
    shutil.copytree(base, home)
    who = wanted(Settings(home))
    print(f"{len(who.phrases)} phrases that are of one person only")
    lines = []
    for stage, seconds, told in stages(home, people, who):
        print(f"{stage} ({seconds:.0f} s)", told.stdout + told.stderr if told else "", sep="\n", flush=True)
        # The generator numbers records from one in every extract: there the same number is another person's.
        counted = found(Settings(home), who.numbers if stage in ANEW else who.phrases)
        lines += [{"stage": stage, "part": part, "hits": count} for part, count in sorted(counted.items())]
        lines.append({"stage": stage, "part": "all", "hits": counted.total()})
        print(lines[-1], flush=True)
    with TABLE.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, ["stage", "part", "hits"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


if __name__ == "__main__":
    main()
