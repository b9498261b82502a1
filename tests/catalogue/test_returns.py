"""The items of the return by module, and what each year added or took away."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from dagster_project.catalogue import Catalogue, CatalogueError, rows, tables
from dagster_project.settings import repository

MODULES = {
    "Header": "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB",
    "Episodes": "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN",
    "OC3": "CHILD DOB IN_TOUCH ACTIV ACCOM",
    "DoLo": "CHILD DOB DOLO_START DOLO_END",
}


#: Returns that others make, and how many items they ask for.
ELSEWHERE = {"annex_a": 29, "ccis": 39, "hclic": 52}


def items_of_903(catalogue: Catalogue) -> list[rows.ReturnItem]:
    return [item for item in catalogue.return_items if item.return_id == "ssda903"]


def codes_in_year(catalogue: Catalogue, code_set: str, year: str) -> set[str]:
    return {
        code.code
        for code in catalogue.codes(code_set)
        if (code.valid_from_year or "") <= year <= (code.valid_to_year or "9999-00")
    }


def test_there_are_seventy_eight_items_in_twelve_modules(catalogue: Catalogue) -> None:
    assert len(items_of_903(catalogue)) == 78
    assert len(catalogue.table(tables.RETURN_MODULES)) == 12
    assert {item.module for item in items_of_903(catalogue)} == {
        m.module for m in catalogue.table(tables.RETURN_MODULES)
    }


def test_other_returns_are_asked_for_by_item_and_each_item_is_claimed_for_a_field(catalogue: Catalogue) -> None:
    items = [item for item in catalogue.return_items if item.return_id != "ssda903"]
    assert Counter(item.return_id for item in items) == ELSEWHERE
    claims = {(row.return_id, row.module, row.item) for row in catalogue.table(tables.FIELD_RETURN_ITEMS)}
    assert [item.item for item in items if (item.return_id, item.module, item.item) not in claims] == []
    assert {module.return_id for module in catalogue.table(tables.RETURN_MODULES)} == {"ssda903"}


def test_an_item_that_is_one_field_word_for_word_is_described_by_it(seeds: Path) -> None:
    typed = {row["item"]: row["description"] for row in _rows(seeds) if row["return_id"] == "ccis"}
    assert set(typed.values()) == {""}
    read = Catalogue.load(seeds)
    (item,) = (one for one in read.return_items if (one.return_id, one.item) == ("ccis", "uln"))
    assert item.description == next(one.description for one in read.fields_of("young_person") if one.field == "uln")


def test_an_item_without_a_description_and_a_field_is_told_with_its_line(seeds: Path) -> None:
    claims = seeds / "catalogue" / "field_return_items.csv"
    kept = [line for line in claims.read_text(encoding="utf-8").splitlines() if ",ccis,YoungPerson,uln" not in line]
    claims.write_text("\n".join(kept) + "\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"return_items\.csv, line 111, column description: blank, and 0 fields"):
        Catalogue.load(seeds)


def _rows(seeds: Path) -> list[dict[str, str]]:
    with (seeds / "catalogue" / "return_items.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("module", MODULES)
def test_items_stand_in_order(catalogue: Catalogue, module: str) -> None:
    items = sorted((item.position, item.item) for item in items_of_903(catalogue) if item.module == module)
    assert items == list(enumerate(MODULES[module].split(), start=1))


#: What each collection year added to the return and took away from it: modules, and codes by code set.
YEARS: dict[str, tuple[set[str], set[str]]] = {
    "2022-23": (set(), set()),
    "2023-24": ({"SWEpisodes"}, set()),
    "2024-25": ({"SEX M", "SEX F", "SEX U", "PLACE K3"}, {"SEX 1", "SEX 2", "PLACE H5", "PLACE P2"}),
    "2025-26": ({"PLACE Z11", "PLACE Z12", "PLACE Z13", "PLACE Z14"}, {"PLACE Z1"}),
    "2026-27": ({"DoLo"}, set()),
}


def asked_in_year(catalogue: Catalogue, year: str) -> set[str]:
    """Modules and codes that a collection year asks for."""

    def is_valid(row: rows.ReturnModule | rows.Code) -> bool:
        return (row.valid_from_year or "") <= year <= (row.valid_to_year or "9999-00")

    modules = {row.module for row in catalogue.table(tables.RETURN_MODULES) if is_valid(row)}
    sets = {item.code_set for item in items_of_903(catalogue) if item.code_set}
    codes = {f"{row.code_set} {row.code}" for row in catalogue.table(tables.CODES) if is_valid(row)}
    return modules | {code for code in codes if code.split()[0] in sets}


@pytest.mark.parametrize("year", YEARS)
def test_each_year_adds_and_takes_away_what_is_pinned_here(catalogue: Catalogue, year: str) -> None:
    before = asked_in_year(catalogue, f"{int(year[:4]) - 1}-{year[2:4]}")
    now = asked_in_year(catalogue, year)
    assert (now - before, before - now) == YEARS[year]


def test_no_year_is_without_its_pin(catalogue: Catalogue) -> None:
    years = [year.collection_year for year in catalogue.table(tables.COLLECTION_YEARS)]
    assert list(YEARS) == years[years.index("2022-23") :]


@pytest.mark.parametrize(
    ("year", "count"), [("2022-23", 10), ("2023-24", 11), ("2024-25", 11), ("2025-26", 11), ("2026-27", 12)]
)
def test_each_year_has_its_number_of_modules(catalogue: Catalogue, year: str, count: int) -> None:
    asked = asked_in_year(catalogue, year)
    assert len([module for module in asked if " " not in module]) == count


def test_rules_of_the_year_that_no_source_states_are_marked_as_assumptions(catalogue: Catalogue) -> None:
    assumed = {m.module for m in catalogue.table(tables.RETURN_MODULES) if m.year_rule_status == "assumption"}
    assert assumed == {"UASC", "Reviews", "AD1", "PlacedAdoption", "Missing", "SWEpisodes", "DoLo"}


def test_modules_begin_when_the_return_first_asked_for_them(catalogue: Catalogue) -> None:
    began = {m.module: m.valid_from_year for m in catalogue.table(tables.RETURN_MODULES) if m.valid_from_year}
    assert began == {"PrevPerm": "2016-17", "SWEpisodes": "2023-24", "DoLo": "2026-27"}
    for item in items_of_903(catalogue):
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
        ("previous_permanence_from_date", "2016-04-01"),
    ],
)
def test_parameters_that_decide_the_return_are_pinned(catalogue: Catalogue, parameter: str, value: str) -> None:
    assert catalogue.parameter(parameter) == value


def test_every_parameter_is_read_by_something(catalogue: Catalogue) -> None:
    read = [*(repository() / "dbt").rglob("*.sql"), *(repository() / "dagster_project").rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in read if "target" not in path.parts)
    names = [row.parameter for row in catalogue.table(tables.PARAMETERS)]
    assert [name for name in names if f"'{name}'" not in text and f'"{name}"' not in text] == []


def test_every_threshold_of_a_rule_is_read_and_none_is_typed_a_second_time_as_a_parameter(catalogue: Catalogue) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (repository() / "dbt" / "rules").rglob("*.sql"))
    asked = set(re.findall(r"threshold(?:_date)?\('(\w+)'\)", text))
    thresholds = {row.threshold for row in catalogue.table(tables.RULE_THRESHOLDS)}
    parameters = {row.parameter for row in catalogue.table(tables.PARAMETERS)}
    assert thresholds & parameters == set()
    assert thresholds - asked == set()
    assert asked - thresholds == {"care_days_after_14", "previous_permanence_from_date"} <= parameters


def test_titles_of_rules_fit_a_table_and_tell_one_from_another(catalogue: Catalogue) -> None:
    titles = Counter(row.title for row in catalogue.table(tables.VALIDATION_RULES))
    assert [title for title, count in titles.items() if count > 1 or len(title) > 100] == []


def test_every_item_with_a_code_set_has_codes(catalogue: Catalogue) -> None:
    counts = Counter(code.code_set for code in catalogue.table(tables.CODES))
    assert [item.item for item in catalogue.return_items if item.code_set and not counts[item.code_set]] == []


def test_every_reason_for_a_new_episode_has_its_place_in_the_order_of_precedence(catalogue: Catalogue) -> None:
    reasons = catalogue.table(tables.NEW_EPISODE_REASONS)
    assert [reason.precedence for reason in reasons] == list(range(1, 7))
    assert [reason.code for reason in reasons] == list("SUBLTP")
    assert {reason.code for reason in reasons} == {code.code for code in catalogue.codes("RNE")}


def test_placements_without_a_provider_number_are_those_of_rule_218_in_each_year(catalogue: Catalogue) -> None:
    always = {"P1", "P3", "R1", "R2", "R5", "T0", "T1", "T2", "T3", "T4"}
    own = {"2023-24": {"Z1", "H5", "P2"}, "2024-25": {"Z1"}, "2025-26": {"Z11", "Z12", "Z13", "Z14"}}
    for year, codes in own.items():
        found = {
            row.code
            for row in catalogue.table(tables.UNINSPECTED_PLACEMENTS)
            if (row.valid_from_year or year) <= year <= (row.valid_to_year or year)
        }
        assert found == always | codes
        assert found <= {
            code.code
            for code in catalogue.codes("PLACE")
            if (code.valid_from_year or year) <= year <= (code.valid_to_year or year)
        }


@pytest.mark.parametrize("name", ["", "1ST", "A B", "A>B", "<A", "A:B", "A\nB", "Ä"])
@pytest.mark.parametrize("column", ["element", "parent"])
def test_an_element_has_a_name_that_xml_takes(catalogue: Catalogue, column: str, name: str) -> None:
    row = catalogue.table(tables.XML_ELEMENTS)[0].model_dump()
    with pytest.raises(ValueError, match=column):
        rows.XmlElement(**{**row, column: name})


@pytest.mark.parametrize("path", ["", "/A", "A/", "A//B", "A/1"])
def test_the_elements_around_one_are_names_parted_by_slashes(catalogue: Catalogue, path: str) -> None:
    row = catalogue.table(tables.XML_ELEMENTS)[0].model_dump()
    assert rows.XmlElement(**{**row, "parent": "A/B_1/C-2.d"}).parent == "A/B_1/C-2.d"
    with pytest.raises(ValueError, match="parent"):
        rows.XmlElement(**{**row, "parent": path})
