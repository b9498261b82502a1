"""What the generator planted for the map is found, each at its rate, and nothing is found that it did not foresee."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.settings import Settings
from dagster_project.synthetic import generate
from tests.conftest import AS_AT, Built

pytestmark = pytest.mark.slow

KEY = ["local_authority_code", "finding", "subject_id"]
#: Kinds of gap that lie in the SQL and in no authority's records; the tests of the lineage hold them.
OF_THE_SQL = {
    "claim_not_proved", "column_unmapped", "field_unused", "indicator_without_path", "item_claim_not_proved",
    "measure_claim_not_proved", "measure_path_not_claimed", "path_not_claimed", "return_item_without_path",
}  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """How a map differs from the list: planted and not found, found at another rate, found and not foreseen."""

    missed: list[str]
    wrong: list[str]
    false: list[str]


def judge(found: pl.DataFrame, expected: pl.DataFrame) -> Verdict:
    """Hold what a map says against the list; a hidden number has no interval that a rate could lie outside of."""
    planted = expected.filter("is_planted")
    met = planted.join(found, on=KEY, how="inner")
    outside = met.filter(~pl.col("rate").is_between(pl.col("low") - 0.0005, pl.col("high") + 0.0005))
    return Verdict(
        planted.join(found, on=KEY, how="anti")["subject_id"].to_list(),
        outside["subject_id"].to_list(),
        [" ".join(row) for row in found.join(expected, on=KEY, how="anti").select(KEY[1:]).rows()],
    )


@pytest.fixture(scope="module")
def found(demo: Built) -> pl.DataFrame:
    """Every gap and every pair of fields on the map of the demo, with the ends of its interval."""
    with demo.connect() as connection:
        rows = connection.execute(
            """
            select local_authority_code, gap_kind, subject_id, value_low_shown / 100, value_high_shown / 100
            from lineage.map_gap
            union all
            select local_authority_code, 'duplication', pair_id, agree_share_low, agree_share_high
            from lineage.map_duplication_pair
            """
        ).fetchall()
    return pl.DataFrame(rows, schema=[*KEY, "low", "high"], orient="row", infer_schema_length=None)


def of_records(found: pl.DataFrame) -> pl.DataFrame:
    """Return what was measured on records.

    A pair of a field that is taken to the concept although nobody claims it is the SQL's matter: the map tells of it
    as a path that is not claimed.
    """
    unclaimed = found.filter(pl.col("finding") == "path_not_claimed")["subject_id"].to_list()
    places = [(concept, field) for field, concept in (subject.split(" ") for subject in unclaimed)]
    parts = pl.col("subject_id").str.split(" ").list
    of_path = pl.any_horizontal(
        [
            (parts.first() == concept) & pl.col("subject_id").str.contains(field, literal=True)
            for concept, field in places
        ]
    )
    of_sql = pl.col("finding").is_in(list(OF_THE_SQL)) | ((pl.col("finding") == "duplication") & of_path)
    return found.filter(~of_sql)


@pytest.fixture(scope="module")
def expected(demo: Built) -> pl.DataFrame:
    return pl.read_parquet(demo.settings.truth / "map_expected.parquet")


def test_what_is_planted_is_found_at_its_rate_and_nothing_else_is_reported(
    found: pl.DataFrame, expected: pl.DataFrame, report: Callable[[str], None]
) -> None:
    held = of_records(found)
    verdict = judge(held, expected)
    met = expected.filter("is_planted").join(held, on=KEY, how="inner")
    for row in met.rows(named=True):
        shown = "hidden" if row["low"] is None else f"{row['low']:.3f} to {row['high']:.3f}"
        report(f"planted: {row['finding']} {row['subject_id']}: rate {row['rate']:.3f}, found {shown}")
    report(f"planted {expected['is_planted'].sum()}, found {len(met)}; {len(held)} reports, false {verdict.false}")
    assert verdict == Verdict([], [], [])
    assert met["low"].is_not_null().sum() >= len(met) - 1


def test_every_kind_of_gap_is_held_by_the_list_or_by_the_sql(found: pl.DataFrame, expected: pl.DataFrame) -> None:
    listed = set(expected["finding"])
    assert not listed & OF_THE_SQL
    assert set(found["finding"]) <= listed | OF_THE_SQL


def test_a_map_that_misses_or_errs_or_invents_is_told(found: pl.DataFrame, expected: pl.DataFrame) -> None:
    silent = pl.col("subject_id") == "C11 sex M"
    held = of_records(found)
    assert judge(held.filter(~silent), expected).missed == ["C11 sex M"]
    shifted = held.with_columns(pl.when(silent).then(pl.col("low") + 0.4).otherwise("low").alias("low"))
    assert judge(shifted, expected).wrong == ["C11 sex M"]
    invented = held.filter(silent).with_columns(pl.lit("C11 sex F").alias("subject_id"))
    assert judge(pl.concat([held, invented]), expected).false == ["silent_group C11 sex F"]


def test_without_faults_nothing_is_planted(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> None:
    settings = Settings(tmp_path_factory.mktemp("exact"))
    generate(settings.home, people=40, faults=0.0, as_at=AS_AT, catalogue=catalogue)
    assert not pl.read_parquet(settings.truth / "map_expected.parquet")["is_planted"].any()
