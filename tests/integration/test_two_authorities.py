"""Two authorities in one warehouse: each one's return equals the oracle's, and nobody is one person of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.settings import Settings, apply_quiet_environment
from dagster_project.synthetic import generate
from tests.conftest import AS_AT, Built, build_warehouse
from tests.integration.test_oracle_agreement import MODULES, PRESENT, as_text
from tests.oracle.links import true_links
from tests.oracle.lives import Life
from tests.oracle.truth_tables import load_lives
from tests.oracle.whole_return import make_return

pytestmark = [pytest.mark.slow, pytest.mark.builds]

AUTHORITIES = ("990", "991")
YEARS = ("2024-25", "2025-26")
#: So few of sixty people are in these that one authority may have none.
RARE = ("uasc", "ad1")


@pytest.fixture(scope="module")
def two_authorities(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Built:
    settings = Settings(tmp_path_factory.mktemp("two"))
    apply_quiet_environment(settings)
    generate(settings.home, people=60, authorities=2, faults=0.0, as_at=AS_AT, catalogue=catalogue)
    return build_warehouse(settings)


def _rows(built: Built, query: str, values: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    with built.connect() as connection:
        return connection.execute(query, list(values)).fetchall()


def _lives(built: Built, authority: str) -> list[Life]:
    return [life for life in load_lives(built.settings.truth) if life.key[0] == authority]


@pytest.mark.parametrize(("module", "year"), [(module, year) for module, year in PRESENT if year in YEARS])
@pytest.mark.parametrize("authority", AUTHORITIES)
def test_each_authoritys_module_equals_the_oracle_row_for_row(
    two_authorities: Built, authority: str, module: str, year: str
) -> None:
    items = MODULES[module]
    columns = ", ".join(f'"{item}"' for item in items)
    rows = _rows(
        two_authorities,
        f"select {columns} from returns.ssda903__{module} where local_authority_code = ? and collection_year = ?",
        [authority, year],
    )
    found = Counter(as_text(row) for row in rows)
    expected = make_return(_lives(two_authorities, authority), year, AS_AT)
    oracle = Counter(as_text(row.as_return().values()) for row in getattr(expected, module))
    assert oracle or module in RARE, "the oracle has no row, so this proves nothing"
    assert (found - oracle, oracle - found) == (Counter(), Counter())


def test_nobody_is_linked_across_authorities(two_authorities: Built) -> None:
    truth = true_links(load_lives(two_authorities.settings.truth))
    links = _rows(
        two_authorities,
        "select local_authority_code, source, source_record_id, person_id from core.bridge_person_source_record "
        "where person_id is not null",
    )
    people_of: dict[tuple[str, str], set[str]] = {}
    for authority, source, record, person in links:
        key = (str(authority), str(source), str(record))
        if key in truth:
            people_of.setdefault((authority, person), set()).add(truth[key])
    assert {authority for authority, _ in people_of} == set(AUTHORITIES)
    # A person of the warehouse is one person of the truth, and those are numbered through both authorities.
    assert {person: people for person, people in people_of.items() if len(people) > 1} == {}


def test_every_person_of_a_fact_is_a_person_of_its_authority(two_authorities: Built) -> None:
    tables = _rows(
        two_authorities,
        "select table_schema, table_name from information_schema.columns "
        "where column_name = 'person_id' and table_schema in ('core', 'domains') and table_name <> 'dim_person'",
    )
    strangers = {
        table: _rows(
            two_authorities,
            f"select mentioned.local_authority_code, mentioned.person_id from {schema}.{table} as mentioned "
            "anti join core.dim_person as person on person.local_authority_code = mentioned.local_authority_code "
            "and person.person_id = mentioned.person_id where mentioned.person_id is not null",
        )
        for schema, table in tables
    }
    assert len(strangers) > 30
    assert {table: rows for table, rows in strangers.items() if rows} == {}
