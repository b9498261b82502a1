"""Planted drift is found; the same data again, a little more of it, and chance in small loads are not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.catalogue.suites import suite
from dagster_project.landing.manifest import CheckResult, LoadFacts, LoadRecord
from dagster_project.quality.judge import judge
from dagster_project.quality.measures import Evidence, measure
from dagster_project.settings import repository

from .cases import DAY, as_earlier, case_of

HEADER = (
    "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,"
    "clae_cla_primary_need_code,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id"
)
ENDS_WITHOUT_REASON = "clae_cla_episode_ceased_date, clae_cla_episode_ceased_reason"
Row = list[str]


def episodes(count: int, seed: int = 1) -> list[Row]:
    """Episodes of care over the last two years: half have ended, each with a reason."""
    chance, rows = random.Random(seed), []
    for number in range(count):
        start = DAY - timedelta(days=chance.randrange(2, 700))
        has_ended = chance.random() < 0.5
        end = start + timedelta(days=chance.randrange(0, (DAY - start).days))
        need = chance.choices(["N1", "N2", "N5"], [6, 3, 1])[0]
        ended = [end.isoformat(), "E4A"] if has_ended else ["", ""]
        rows.append([str(number), f"P{number}", start.isoformat(), "S", need, *ended, f"C{number}"])
    return rows


def judged(
    catalogue: Catalogue, rows: Sequence[Row], earlier: Sequence[LoadRecord] = (), day: date = DAY
) -> list[CheckResult]:
    lines = [HEADER, *(",".join(row) for row in rows)]
    asked = suite(catalogue, catalogue.dataset("ssd_cla_episodes"))
    # Cells that cannot be read are another test's business; each expectation takes Great Expectations its time.
    others = [one for one in asked["expectations"] if one["meta"]["check"] != "max_unreadable_share"]
    return judge(
        case_of(catalogue, "ssd_cla_episodes", lines, earlier, day),
        {**asked, "expectations": others},
        Evidence.of(catalogue),
    )


def failures(results: list[CheckResult]) -> list[tuple[str, str | None]]:
    return [(result.expectation, result.column) for result in results if result.has_failed]


@pytest.fixture(scope="module")
def last(catalogue: Catalogue) -> LoadRecord:
    lines = [HEADER, *(",".join(row) for row in episodes(400))]
    return as_earlier(case_of(catalogue, "ssd_cla_episodes", lines))


def test_the_same_data_and_more_of_its_kind_do_not_drift(catalogue: Catalogue, last: LoadRecord) -> None:
    assert failures(judged(catalogue, episodes(400), [last])) == []
    assert failures(judged(catalogue, episodes(440, seed=2), [last])) == []


def test_a_column_half_emptied_is_found(catalogue: Catalogue, last: LoadRecord) -> None:
    rows = [[*row[:7], ""] if place % 2 else row for place, row in enumerate(episodes(400))]
    results = judged(catalogue, rows, [last])
    assert failures(results) == [("max_completeness_drop", "clae_cla_id")]
    found = next(result for result in results if result.has_failed)
    assert found.message == "clae_cla_id is filled in fewer rows than usual, a drop by more than 20%"
    assert found.exact == f"{found.message}: 50% of rows, where 100% is usual"


def test_codes_that_changed_places_are_found(catalogue: Catalogue, last: LoadRecord) -> None:
    rows = [[*row[:4], {"N1": "N2", "N2": "N1"}.get(row[4], row[4]), *row[5:]] for row in episodes(400)]
    assert failures(judged(catalogue, rows, [last])) == [("max_code_drift", "clae_cla_primary_need_code")]


def test_an_old_extract_under_a_new_date_is_found_in_a_first_load_too(catalogue: Catalogue) -> None:
    results = judged(catalogue, episodes(400), day=DAY + timedelta(days=90))
    assert failures(results) == [("max_days_stale", None)]
    assert "holds nothing newer than" in next(result.message for result in results if result.has_failed)
    assert failures(judged(catalogue, episodes(400), day=DAY + timedelta(days=30))) == []


def test_a_table_in_which_little_happens_is_not_stale(catalogue: Catalogue) -> None:
    assert failures(judged(catalogue, episodes(10), day=DAY + timedelta(days=90))) == []


def test_columns_that_contradict_each_other_are_found(catalogue: Catalogue) -> None:
    swapped = [[*row[:2], row[5] or row[2], *row[3:5], row[2] if row[5] else "", *row[6:]] for row in episodes(400)]
    assert failures(judged(catalogue, swapped)) == [
        ("max_share_before", "clae_cla_episode_ceased_date, clae_cla_episode_start_date")
    ]
    lost = [[*row[:6], "", row[7]] for row in episodes(400)]
    assert failures(judged(catalogue, lost)) == [("max_share_without", ENDS_WITHOUT_REASON)]


def test_a_reason_that_could_not_be_read_is_there_all_the_same(catalogue: Catalogue) -> None:
    unread = [[*row[:6], "gone home" if row[6] else "", row[7]] for row in episodes(400)]
    assert ("max_share_without", ENDS_WITHOUT_REASON) not in failures(judged(catalogue, unread))


@pytest.mark.parametrize("count", [3, 29])
def test_small_loads_are_not_judged_and_that_is_said(catalogue: Catalogue, last: LoadRecord, count: int) -> None:
    emptied = [[*row[:7], ""] for row in episodes(count)]
    results = judged(catalogue, emptied, [last])
    about = {r.column: r for r in results if r.expectation == "max_completeness_drop"}
    assert about["clae_cla_id"].passed is None
    assert about["clae_cla_id"].message.endswith("not judged: fewer than 30 rows")


def test_a_council_may_ask_for_less_evidence(catalogue: Catalogue, last: LoadRecord, tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "parameters.csv").write_text("parameter,value\ncheck_least_rows,3\n", encoding="utf-8")
    layered = Catalogue.load(repository() / "seeds", tmp_path)
    assert layered.reading_digest() != catalogue.reading_digest()
    asked = suite(layered, layered.dataset("ssd_cla_episodes"))["expectations"]
    (drop,) = [
        one
        for one in asked
        if one["meta"]["check"] == "max_completeness_drop" and one["meta"]["field"] == "clae_cla_id"
    ]
    lines = [HEADER, *(",".join([*row[:7], ""]) for row in episodes(5))]
    found = measure(case_of(layered, "ssd_cla_episodes", lines, [last]), drop, Evidence.of(layered))
    assert found.value == 1.0


def test_chance_in_loads_of_a_few_dozen_rows_is_no_drift(catalogue: Catalogue) -> None:
    """Forty loads of forty rows of one kind, each against the one before: some share differs by more than a fifth."""
    asked = suite(catalogue, catalogue.dataset("ssd_cla_episodes"))["expectations"]
    drifts = [one for one in asked if one["meta"]["check"] in ("max_completeness_drop", "max_code_drift")]
    earlier: list[LoadRecord] = []
    for seed in range(40):
        lines = [HEADER, *(",".join(row) for row in episodes(40, seed))]
        case = case_of(catalogue, "ssd_cla_episodes", lines, earlier[-1:])
        found = [
            (measure(case, one, Evidence.of(catalogue)).value or 0.0, one["kwargs"]["max_value"]) for one in drifts
        ]
        assert all(value <= most for value, most in found)
        earlier.append(as_earlier(case, seed))
    shares = [load.facts.recorded["clae_cla_episode_ceased_date"] / 40 for load in earlier if load.facts]
    assert max(abs(now - before) for before, now in pairwise(shares)) > 0.2


def test_one_odd_load_among_the_last_is_not_what_is_usual(catalogue: Catalogue, last: LoadRecord) -> None:
    """A load that lost a column was used with a warning: the next that lost it as well is warned of all the same."""
    emptied = [[*row[:7], ""] for row in episodes(400)]
    odd = LoadFacts(400, {**last.facts.recorded, "clae_cla_id": 0}, last.facts.codes) if last.facts else None
    history = [last, last, LoadRecord("c" * 16, 3, "lcs", "x", "990", "f", "", 0, "warned", rows_read=400, facts=odd)]
    assert ("max_completeness_drop", "clae_cla_id") in failures(judged(catalogue, emptied, history))
