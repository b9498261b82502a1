"""The items of the return by module, and what each year added or took away."""

from __future__ import annotations

from collections import Counter

import pytest

from dagster_project.catalogue import Catalogue, tables
from dagster_project.settings import repository

MODULES = {
    "Header": "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB",
    "Episodes": "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN",
    "OC3": "CHILD DOB IN_TOUCH ACTIV ACCOM",
    "DoLo": "CHILD DOB DOLO_START DOLO_END",
}


def codes_in_year(catalogue: Catalogue, code_set: str, year: str) -> set[str]:
    return {
        code.code
        for code in catalogue.codes(code_set)
        if (code.valid_from_year or "") <= year <= (code.valid_to_year or "9999-00")
    }


def test_there_are_seventy_eight_items_in_twelve_modules(catalogue: Catalogue) -> None:
    assert len(catalogue.return_items) == 78
    assert len(catalogue.table(tables.RETURN_MODULES)) == 12
    assert {item.module for item in catalogue.return_items} == {
        m.module for m in catalogue.table(tables.RETURN_MODULES)
    }


@pytest.mark.parametrize("module", MODULES)
def test_items_stand_in_order(catalogue: Catalogue, module: str) -> None:
    items = sorted((item.position, item.item) for item in catalogue.return_items if item.module == module)
    assert items == list(enumerate(MODULES[module].split(), start=1))


@pytest.mark.parametrize(
    ("code_set", "year", "added", "removed"),
    [
        ("SEX", "2024-25", {"M", "F", "U"}, {"1", "2"}),
        ("PLACE", "2024-25", {"K3"}, {"H5", "P2"}),
        ("PLACE", "2025-26", {"Z11", "Z12", "Z13", "Z14"}, {"Z1"}),
        ("ACTIV", "2025-26", set(), set()),
        ("ACCOM", "2025-26", set(), set()),
        ("LS", "2026-27", set(), set()),
    ],
)
def test_each_year_adds_and_takes_away(
    catalogue: Catalogue, code_set: str, year: str, added: set[str], removed: set[str]
) -> None:
    before = codes_in_year(catalogue, code_set, f"{int(year[:4]) - 1}-{year[2:4]}")
    now = codes_in_year(catalogue, code_set, year)
    assert (now - before, before - now) == (added, removed)


def test_modules_begin_when_the_return_first_asked_for_them(catalogue: Catalogue) -> None:
    began = {m.module: m.valid_from_year for m in catalogue.table(tables.RETURN_MODULES) if m.valid_from_year}
    assert began == {"PrevPerm": "2016-17", "SWEpisodes": "2023-24", "DoLo": "2026-27"}
    for item in catalogue.return_items:
        assert item.valid_from_year == began.get(item.module), item.item


def test_codes_of_the_care_leaver_items_are_the_accepted_ones(catalogue: Catalogue) -> None:
    accom = codes_in_year(catalogue, "ACCOM", "2025-26")
    assert len(accom) == 31
    assert {"S2", "X2", "0"} <= accom
    assert accom.isdisjoint({"S1", "X1"})
    letters = {code.code for code in catalogue.codes("ACCOM_LETTER")}
    assert letters == {code[0] for code in accom} - {"0"}
    assert len(codes_in_year(catalogue, "ACTIV", "2025-26")) == 12


def test_collection_years_follow_each_other_and_their_deadlines_are_marked(catalogue: Catalogue) -> None:
    years = catalogue.table(tables.COLLECTION_YEARS)
    assert [year.collection_year for year in years] == [f"{y}-{(y + 1) % 100:02d}" for y in range(2015, 2027)]
    for year in years:
        assert (year.start_date.month, year.start_date.day) == (4, 1)
        assert year.end_date.year == year.start_date.year + 1
        assert year.end_date < year.opens_date < year.deadline_date
        assert "unconfirmed" in year.status


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("contact_window_months_before", "3"),
        ("contact_window_months_after", "1"),
        ("oc3_include_22_to_25_without_contact", "true"),
        ("care_days_after_14", "91"),
    ],
)
def test_parameters_that_decide_the_return_are_pinned(catalogue: Catalogue, parameter: str, value: str) -> None:
    assert catalogue.parameter(parameter) == value


def test_every_parameter_is_read_by_something(catalogue: Catalogue) -> None:
    read = [*(repository() / "dbt").rglob("*.sql"), *(repository() / "dagster_project").rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in read if "target" not in path.parts)
    assert [row.parameter for row in catalogue.table(tables.PARAMETERS) if f"'{row.parameter}'" not in text] == []


def test_every_item_with_a_code_set_has_codes(catalogue: Catalogue) -> None:
    counts = Counter(code.code_set for code in catalogue.table(tables.CODES))
    assert [item.item for item in catalogue.return_items if item.code_set and not counts[item.code_set]] == []


def test_every_reason_for_a_new_episode_has_its_place_in_the_order_of_precedence(catalogue: Catalogue) -> None:
    reasons = catalogue.table(tables.NEW_EPISODE_REASONS)
    assert [reason.precedence for reason in reasons] == list(range(1, 7))
    assert [reason.code for reason in reasons] == list("SUBLTP")
    assert {reason.code for reason in reasons} == {code.code for code in catalogue.codes("RNE")}
