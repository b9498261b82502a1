"""History that the case system has lost, told by the returns that were submitted when it had it."""

from __future__ import annotations

import csv
import io
import shutil
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.csv_files import to_csv
from dagster_project.returns.ssda903.specification import modules_of
from dagster_project.settings import Settings
from tests.conftest import THE_RETURN, Built, build_warehouse

pytestmark = [pytest.mark.slow, pytest.mark.builds]

#: What the case system forgets: everything that ended before the first of these years began.
LOST_BEFORE = date(2023, 4, 1)
HELD_FROM = date(2022, 4, 1)
YEARS = ("2022-23", "2023-24")
#: Dataset of the case system → its person and the column with the end.
FORGETFUL = {
    "ssd_cla_episodes": ("clae_person_id", "clae_cla_episode_ceased_date"),
    "ssd_cla_placement": ("clap_person_id", "clap_cla_placement_end_date"),
    "ssd_legal_status": ("lega_person_id", "lega_legal_status_end_date"),
}
Row = tuple[object, ...]


@pytest.fixture(scope="module")
def before(faultless: Built) -> Built:
    """A small authority whose case system holds everything."""
    return faultless


@pytest.fixture(scope="module")
def after(before: Built, tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Built:
    """The same authority after its case system lost what ended before, with the returns of two years in the inbox."""
    settings = Settings(tmp_path_factory.mktemp("forgetful"))
    shutil.copytree(before.settings.inbox, settings.inbox)
    for dataset, (_, ended) in FORGETFUL.items():
        path = _extract(settings.inbox, dataset)
        path.write_text(_as_csv(row for row in _rows(path) if not _is_lost(row[ended])), encoding="utf-8")
    settings.truth.mkdir(parents=True)
    for year in YEARS:
        folder = settings.inbox / "ssda903_submitted" / year
        folder.mkdir(parents=True)
        for place, module in enumerate(("Header", "Episodes", "OC3")):
            (folder / f"file {place}.csv").write_bytes(to_csv(_submitted(before, catalogue, module, year)))
    return build_warehouse(settings, only=THE_RETURN)


@pytest.fixture(scope="module")
def told(before: Built) -> set[str]:
    """Children of whom the case system lost something, all of which the submitted returns hold."""
    lost: dict[str, list[str]] = {}
    for dataset, (person, ended) in FORGETFUL.items():
        for row in _rows(_extract(before.settings.inbox, dataset)):
            if _is_lost(row[ended]):
                lost.setdefault(row[person], []).append(row[ended])
    return {child for child, days in lost.items() if min(days) >= HELD_FROM.isoformat()}


@pytest.mark.parametrize(("module", "year"), [("Episodes", "2022-23"), ("Episodes", "2023-24"), ("OC3", "2023-24")])
def test_the_return_comes_out_as_before_where_submitted_returns_hold_the_history(
    before: Built, after: Built, told: set[str], catalogue: Catalogue, module: str, year: str
) -> None:
    was, now = (_counted(_submitted(built, catalogue, module, year), told) for built in (before, after))
    assert was, "nobody's history was lost, so this proves nothing"
    assert (was - now, now - was) == (Counter(), Counter())


def test_values_that_only_a_submitted_return_holds_name_it_as_their_source(after: Built) -> None:
    found = _query(
        after,
        "select provenance.item, provenance.value, submitted.value from returns.ssda903__provenance as provenance "
        "inner join intermediate.int_return__submitted_value as submitted "
        "on provenance.load_id = submitted.load_id and provenance.row_number = submitted.row_number "
        "and provenance.item = submitted.item "
        "where provenance.source_dataset = 'submitted_episodes' and provenance.module = 'Episodes' "
        "and provenance.collection_year = '2022-23'",
    )
    assert {item for item, _, _ in found} >= {"DECOM", "RNE", "LS", "CIN", "PLACE", "DEC", "REC"}
    assert [row for row in found if row[1] != row[2] and row[0] not in ("RNE", "CIN", "REC")] == []


def test_nobody_whose_history_is_held_differs_from_what_was_submitted(after: Built, told: set[str]) -> None:
    found = _query(after, 'select "CHILD", "DECOM", item from returns.ssda903__history_difference')
    assert [row for row in found if row[0] in told] == []
    assert _query(after, "select * from intermediate.int_return__submitted_notice") == []


def _submitted(built: Built, catalogue: Catalogue, module: str, year: str) -> pl.DataFrame:
    """Return the rows of a module as its file has them."""
    specification = next(found for found in modules_of(catalogue, year) if found.name == module)
    columns = ", ".join(f'"{name}"' for name in specification.columns)
    rows = _query(
        built, f"select {columns} from returns.{specification.mart} where collection_year = '{year}' order by all"
    )
    texts = [[_text(value) for value in row] for row in rows]
    return pl.DataFrame(texts, schema=dict.fromkeys(specification.columns, pl.String), orient="row")


def _text(value: object) -> str | None:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return None if value is None else str(value)


def _counted(frame: pl.DataFrame, children: set[str]) -> Counter[Row]:
    return Counter(frame.filter(pl.col("CHILD").is_in(list(children))).rows())


def _query(built: Built, sql: str) -> list[Row]:
    with built.connect() as connection:
        return connection.execute(sql).fetchall()


def _extract(inbox: Path, dataset: str) -> Path:
    return next((inbox / "lcs").glob(f"{dataset}_*.csv"))


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def _is_lost(ended: str) -> bool:
    return ended != "" and date.fromisoformat(ended[:10]) < LOST_BEFORE


def _as_csv(rows: Iterable[dict[str, str]]) -> str:
    kept = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(kept[0]))
    writer.writeheader()
    writer.writerows(kept)
    return text.getvalue()
