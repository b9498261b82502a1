"""The warehouse against the independent oracle: equal row for row where the extracts render the truth exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import AS_AT, Built
from tests.oracle import whole_return
from tests.oracle.eligibility import eligibility
from tests.oracle.links import RecordKey, score_links, true_links
from tests.oracle.lives import Life
from tests.oracle.truth_tables import load_lives
from tests.oracle.whole_return import Return, make_return

pytestmark = pytest.mark.slow

#: The columns of each module, in the return's order.
MODULES = {name: row.ITEMS for name, row in whole_return.MODULES.items()}
YEARS = ("2022-23", "2023-24", "2024-25", "2025-26", "2026-27")
#: Years that a module does not have.
ABSENT = {("swepisodes", "2022-23"), *(("dolo", year) for year in YEARS[:-1])}
PRESENT = [(module, year) for module in MODULES for year in YEARS if (module, year) not in ABSENT]
#: Of these the small fictional authority has nothing to tell: no adoption in the first month of the unfinished year.
EMPTY = {("ad1", "2026-27")}

Row = tuple[object, ...]


def _lives(built: Built) -> list[Life]:
    return _loaded(built.settings.truth)


@cache
def _loaded(truth: Path) -> list[Life]:
    return load_lives(truth)


@cache
def _whole_return(truth: Path, year: str) -> Return:
    """Return all modules of a year by the oracle: the tests of the modules share it."""
    return make_return(_loaded(truth), year, AS_AT)


def _warehouse_rows(built: Built, module: str, year: str) -> Counter[Row]:
    columns = ", ".join(f'"{name}"' for name in MODULES[module])
    with built.connect() as connection:
        rows = connection.execute(
            f"select {columns} from returns.ssda903__{module} where collection_year = ?", [year]
        ).fetchall()
    return Counter(as_text(row) for row in rows)


def as_text(row: Iterable[object]) -> Row:
    """Write every item as text, so that a number equals its digits; a blank item stays blank."""
    return tuple(None if item is None else str(item) for item in row)


def _difference(built: Built, module: str, year: str) -> tuple[Counter[Row], Counter[Row]]:
    """Rows that only the warehouse has, and rows that only the oracle has."""
    expected = _whole_return(built.settings.truth, year)
    oracle = Counter(as_text(row.as_return().values()) for row in getattr(expected, module))
    found = _warehouse_rows(built, module, year)
    assert oracle, "the oracle has no row, so this proves nothing"
    return found - oracle, oracle - found


def _rows_in_years_without(built: Built) -> list[tuple[str, str]]:
    """Return the modules and years that have rows though the module does not exist in the year."""
    expected = {year: _whole_return(built.settings.truth, year) for year in YEARS}
    by_oracle = [(module, year) for module, year in sorted(ABSENT) if getattr(expected[year], module)]
    return by_oracle + [(module, year) for module, year in sorted(ABSENT) if _warehouse_rows(built, module, year)]


@pytest.mark.parametrize(("module", "year"), [where for where in PRESENT if where not in EMPTY])
def test_without_faults_a_module_equals_the_oracle_row_for_row(faultless: Built, module: str, year: str) -> None:
    assert _difference(faultless, module, year) == (Counter(), Counter())


def test_without_faults_nothing_is_told_of_what_did_not_happen(faultless: Built) -> None:
    for module, year in EMPTY:
        assert getattr(_whole_return(faultless.settings.truth, year), module) == ()
        assert _warehouse_rows(faultless, module, year) == Counter()


def test_without_faults_no_module_has_a_row_in_a_year_without_it(faultless: Built) -> None:
    assert _rows_in_years_without(faultless) == []


def test_without_faults_eligibility_equals_the_oracle_row_for_row(faultless: Built) -> None:
    child = {
        life.key: min(r.source_record_id for r in life.source_records if r.source == "lcs")
        for life in _lives(faultless)
    }
    oracle = Counter(
        (child[life.key], interval.valid_from, interval.valid_to, interval.code)
        for life in _lives(faultless)
        for interval in eligibility(life, AS_AT)
    )
    with faultless.connect() as connection:
        found = Counter(
            connection.execute(
                "select bridge.source_record_id, status.valid_from_date, status.valid_to_date, status.eligibility_code "
                "from core.fct_eligibility as status inner join core.bridge_person_source_record as bridge "
                "on bridge.person_id = status.person_id and bridge.dataset = 'ssd_person'"
            ).fetchall()
        )
    assert oracle
    assert (found - oracle, oracle - found) == (Counter(), Counter())


def _proposed(built: Built, known: Mapping[RecordKey, str]) -> dict[RecordKey, str]:
    """The links of the warehouse, for the records that the truth tells about."""
    with built.connect() as connection:
        rows: list[tuple[Any, ...]] = connection.execute(
            "select local_authority_code, source, source_record_id, person_id "
            "from core.bridge_person_source_record where person_id is not null"
        ).fetchall()
    links = {(authority, source, record): person for authority, source, record, person in rows}
    return {key: person for key, person in links.items() if key in known}


def test_without_faults_records_are_linked_to_their_person(faultless: Built) -> None:
    truth = true_links(_lives(faultless))
    score = score_links(truth, _proposed(faultless, truth))
    assert score.precision == 1.0
    # Housing holds no number of the case system: a birth date of 1 January with a moved postcode stays unlinked.
    assert score.recall > 0.95


def test_with_faults_no_link_is_a_guess(demo: Built, report: Callable[[str], None]) -> None:
    truth = true_links(_lives(demo))
    score = score_links(truth, _proposed(demo, truth))
    report(f"links under the usual faults: precision {score.precision:.3f}, recall {score.recall:.3f}")
    assert score.precision >= 0.99
    assert score.recall >= 0.8


@pytest.mark.parametrize("year", ("2024-25", "2025-26"))
def test_with_faults_oc3_is_never_short_of_a_person(demo: Built, year: str) -> None:
    lives = _lives(demo)
    person_of = true_links(lives, ["lcs"])
    with demo.connect() as connection:
        rows = connection.execute(
            "select local_authority_code, CHILD from returns.ssda903__oc3 where collection_year = ?", [year]
        ).fetchall()
    found = {person_of[(authority, "lcs", child)] for authority, child in rows}
    expected = {row.person_id for row in _whole_return(demo.settings.truth, year).oc3}
    assert expected
    assert expected - found == set()
