"""Periods of keeping: what is past them is listed, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.landing.manifest import LoadRecord
from dagster_project.retention import is_past, loads_past, rules_of

DAY = date(2026, 11, 27)


def _load(sequence: int, dataset: str, day: str, delivery: str = "full") -> LoadRecord:
    return LoadRecord(
        load_id=f"{sequence}", sequence=sequence, source="lcs", dataset=dataset, local_authority_code="990", file="",
        sha256="", bytes=0, status="accepted", delivery=delivery, extract_date=day,
    )  # fmt: skip


def test_loads_are_past_their_period_once_a_later_one_has_taken_their_place(catalogue: Catalogue) -> None:
    rules = rules_of(catalogue)
    assert rules["ssd_person"].superseded_months == 36
    loads = [
        _load(1, "ssd_person", "2023-11-27"),
        _load(2, "ssd_person", "2023-11-28"),
        _load(3, "ssd_person", "2026-04-30"),
        # In force, however old: nothing has taken its place.
        _load(4, "ssd_missing", "2019-04-30"),
        _load(5, "survey_answers", "2019-04-30", "log"),
    ]
    assert [load.load_id for load in loads_past(loads, rules, DAY)] == ["1"]


@pytest.mark.parametrize(
    ("born", "ages", "past"),
    [
        (date(2000, 11, 27), [26], True),
        (date(2000, 11, 28), [26], False),
        # The longest period of the sources that hold somebody counts; those that name nobody have none.
        (date(2000, 11, 27), [26, 32, None], False),
        (date(1994, 11, 27), [26, 32], True),
        (date(1950, 1, 1), [None], False),
        (date(1950, 1, 1), [], False),
    ],
)
def test_people_are_past_the_highest_age(born: date, ages: list[int | None], past: bool) -> None:
    assert is_past(born, ages, DAY) is past


def test_who_was_born_on_29_february_has_a_birthday_on_1_march() -> None:
    born = date(2000, 2, 29)
    assert (is_past(born, [26], date(2026, 2, 28)), is_past(born, [26], date(2026, 3, 1))) == (False, True)


def test_every_dataset_has_periods(catalogue: Catalogue) -> None:
    rules = rules_of(catalogue)
    assert rules.keys() == {dataset.dataset for dataset in catalogue.datasets}
    linkable = {dataset.dataset for dataset in catalogue.datasets if dataset.is_linkable}
    assert {name for name, rule in rules.items() if rule.person_until_age} == linkable
