"""Generate fictional authorities: extracts into an inbox, the truth beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.settings import repository
from dagster_project.synthetic.map_expected import COUNTED, map_expected, write_expected
from dagster_project.synthetic.render import extracts_of
from dagster_project.synthetic.render.extract import Extract
from dagster_project.synthetic.simulation import FIRST_AUTHORITY, simulate
from dagster_project.synthetic.truth import Truth, join_authorities, write_truth


@dataclass(frozen=True)
class SyntheticSummary:
    """What was generated: authorities, people, files, and the rows of each dataset."""

    authorities: tuple[str, ...]
    people: int
    files: tuple[Path, ...]
    rows: dict[str, int]


def generate(
    out: Path,
    *,
    people: int = 970,
    authorities: int = 1,
    seed: int = 20260430,
    as_at: date = date(2026, 4, 30),
    faults: float = 1.0,
    catalogue: Catalogue | None = None,
) -> SyntheticSummary:
    """Write `out`/inbox/<source>/<dataset>_<as_at>.csv or .xml and `out`/truth/<table>.parquet.

    Beside the tables of the truth lies `map_expected.parquet`: what the map must find, and all that it may.

    Args:
        out: Folder to write to; made when it does not exist.
        people: Size of each authority at `as_at`, met exactly: children looked after (short breaks left out), plus
            those of 17 to 25 who left care at 16 or later with 91 days of it after 14 and were not adopted, taken over
            by another authority, found to be adult or dead by then. Qualifying people with fewer days are not counted;
            they come on top, as does everybody else who was in care since 1 April 2010.
        authorities: How many authorities; the second and later have a sub-folder inbox/<source>/<number>/.
        seed: Same arguments, same bytes.
        as_at: Last day that is known, and the date of the extracts.
        faults: 0 renders the truth exactly; 1 is usual.
        catalogue: Whose fields and spellings are used; by default the seeds of this clone.

    Raises:
        WreathError: People, authorities, as_at or faults are out of range.
    """
    if not 1 <= authorities <= 10:
        raise WreathError(f"authorities: {authorities} is not between 1 and 10; choose one of these", exit_code=2)
    known = catalogue if catalogue is not None else Catalogue.load(repository() / "seeds")
    files, rows, truths = list[Path](), dict[str, int](), list[Truth]()
    expected: list[pl.DataFrame] = []
    for number in range(authorities):
        code = str(FIRST_AUTHORITY + number)
        truth = simulate(people=people, seed=seed, as_at=as_at, local_authority_code=code)
        records: list[pl.DataFrame] = []
        counted: list[Extract] = []
        for extract in extracts_of(truth, catalogue=known, seed=seed, faults=faults):
            files.append(extract.write(out / "inbox", code if number else ""))
            rows[extract.dataset] = rows.get(extract.dataset, 0) + len(extract.frame)
            records.extend([] if extract.records is None else [extract.records])
            counted.extend([extract] if extract.dataset in COUNTED else [])
        truths.append(truth.with_table("source_record", pl.concat(records)))
        expected.append(map_expected(truth, counted, known, faults=faults))
    whole = join_authorities(truths)
    write_truth(whole, out / "truth")
    write_expected(expected, out / "truth")
    codes = tuple(truth["person"]["local_authority_code"][0] for truth in truths)
    return SyntheticSummary(codes, len(whole["person"]), tuple(files), rows)
