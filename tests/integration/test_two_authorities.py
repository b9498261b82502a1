"""Two authorities in one warehouse: each one's return equals the oracle's, and nobody is one person of both.

The lives of the first were worked out by hand (tests/oracle), those of the second are drawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

import polars as pl
import pytest

from dagster_project.catalogue import Catalogue
from dagster_project.settings import Settings
from dagster_project.synthetic.render import extracts_of
from dagster_project.synthetic.simulation import simulate
from dagster_project.synthetic.truth import TABLES, Truth, empty, join_authorities, shaped, write_truth
from tests.conftest import AS_AT, Built, build_warehouse
from tests.integration.test_oracle_agreement import ABSENT, MODULES, PRESENT, YEARS, Row, as_text
from tests.oracle.boundary_lives import BOUNDARY_LIVES, as_truth_frames
from tests.oracle.boundary_row import BoundaryLife
from tests.oracle.links import true_links
from tests.oracle.lives import Life
from tests.oracle.truth_tables import load_lives
from tests.oracle.whole_return import Return, make_return

pytestmark = [pytest.mark.slow, pytest.mark.builds]

BY_HAND, DRAWN = "990", "991"
AUTHORITIES = (BY_HAND, DRAWN)
#: So few of sixty people are in these that there may be none.
RARE = ("uasc", "ad1")


@pytest.fixture(scope="module")
def two_authorities(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Built:
    """Both, rendered exactly."""
    settings = Settings(tmp_path_factory.mktemp("two"))
    drawn = simulate(people=60, seed=20260430, as_at=AS_AT, local_authority_code=DRAWN)
    truths = [_rendered(_by_hand(), settings, catalogue, ""), _rendered(drawn, settings, catalogue, DRAWN)]
    write_truth(join_authorities(truths), settings.truth)
    return build_warehouse(settings)


def _by_hand() -> Truth:
    frames = {name: _numbered(frame) for name, frame in as_truth_frames().items()}
    return Truth(AS_AT, {name: shaped(name, frames[name]) if name in frames else empty(name) for name in TABLES})


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Write the ids as the fictional authority does: the case system's numbers are made from them."""
    if "person_id" not in frame.columns:
        return frame
    number = pl.col("person_id").str.slice(1).str.zfill(6)
    numbered = {"person_id": pl.lit(f"{BY_HAND}-") + number}
    if "care_period_id" in frame.columns:
        period = pl.col("care_period_id").str.split("/").list.last()
        numbered["care_period_id"] = pl.lit(f"{BY_HAND}-") + number + period
    return frame.with_columns(**numbered)


def _rendered(truth: Truth, settings: Settings, catalogue: Catalogue, folder: str) -> Truth:
    """Write the extracts of an authority; return its truth with the records that they hold."""
    records: list[pl.DataFrame] = []
    for extract in extracts_of(truth, catalogue=catalogue, seed=1, faults=0.0):
        extract.write(settings.inbox, folder)
        records += [] if extract.records is None else [extract.records]
    return truth.with_table("source_record", pl.concat(records))


def _rows(built: Built, query: str, values: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    with built.connect() as connection:
        return connection.execute(query, list(values)).fetchall()


@cache
def _lives(built: Built) -> list[Life]:
    return load_lives(built.settings.truth)


@cache
def _whole_return(built: Built, authority: str, year: str) -> Return:
    return make_return([life for life in _lives(built) if life.key[0] == authority], year, AS_AT)


def _module(built: Built, authority: str, module: str, year: str) -> list[Row]:
    columns = ", ".join(f'"{item}"' for item in MODULES[module])
    where = "where local_authority_code = ? and collection_year = ?"
    rows = _rows(built, f"select {columns} from returns.ssda903__{module} {where}", [authority, year])
    return [as_text(row) for row in rows]


@pytest.mark.parametrize(("module", "year"), PRESENT)
@pytest.mark.parametrize("authority", AUTHORITIES)
def test_each_authoritys_module_equals_the_oracle_row_for_row(
    two_authorities: Built, authority: str, module: str, year: str
) -> None:
    found = Counter(_module(two_authorities, authority, module, year))
    expected = _whole_return(two_authorities, authority, year)
    oracle = Counter(as_text(row.as_return().values()) for row in getattr(expected, module))
    assert oracle or authority == DRAWN, "the oracle has no row, so this proves nothing"
    assert (found - oracle, oracle - found) == (Counter(), Counter())


@pytest.mark.parametrize("module", sorted(MODULES.keys() - set(RARE)))
def test_the_drawn_authority_has_rows_of_a_module_in_some_year(two_authorities: Built, module: str) -> None:
    assert any(getattr(_whole_return(two_authorities, DRAWN, year), module) for year in YEARS)


@pytest.mark.parametrize(("module", "year"), sorted(ABSENT))
def test_no_module_has_a_row_in_a_year_without_it(two_authorities: Built, module: str, year: str) -> None:
    for authority in AUTHORITIES:
        assert not getattr(_whole_return(two_authorities, authority, year), module)
        assert _module(two_authorities, authority, module, year) == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_the_columns_of_the_return_in_its_order(two_authorities: Built, module: str) -> None:
    rows = _rows(
        two_authorities,
        "select column_name from information_schema.columns where table_schema = 'returns' "
        "and table_name = ? order by ordinal_position",
        [f"ssda903__{module}"],
    )
    assert tuple(name for (name,) in rows if name.isupper()) == MODULES[module]


def _number(life: BoundaryLife) -> str:
    """Return the id of a hand-worked life as the fictional authority writes ids."""
    return f"{BY_HAND}-{life.person_id[1:]:0>6}"


def _in_order(rows: str) -> list[str]:
    """Return the rows of a hand-worked text in an order that does not matter."""
    return sorted(rows.split("; "))


@pytest.mark.parametrize("year", YEARS)
def test_hand_worked_lives_have_the_rows_that_were_worked_out(two_authorities: Built, year: str) -> None:
    person_of = true_links(_lives(two_authorities), ["lcs"])
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for module in MODULES.keys() - {"header", "episodes", "oc3"}:
        items = MODULES[module]
        for row in sorted(_module(two_authorities, BY_HAND, module, year), key=str):
            told = dict(zip(items, row, strict=True))
            words = [str(told[item] or "-") for item in items if item not in ("CHILD", "DOB")]
            found[person_of[BY_HAND, "lcs", str(told["CHILD"])], module].append(" ".join(words))
    by_hand = {
        (_number(life), key.split()[0].lower()): told
        for life in BOUNDARY_LIVES
        for key, told in life.gives.items()
        if key.endswith(year)
    }
    assert by_hand
    assert {key: _in_order("; ".join(found.get(key, ["-"]))) for key in by_hand} == {
        key: _in_order(told) for key, told in by_hand.items()
    }


@pytest.mark.parametrize("year", YEARS)
def test_hand_worked_lives_have_the_care_leavers_that_were_worked_out(two_authorities: Built, year: str) -> None:
    person_of = true_links(_lives(two_authorities), ["lcs"])
    rows = _rows(
        two_authorities,
        "select CHILD, IN_TOUCH, ACTIV, ACCOM from returns.ssda903__oc3 "
        "where local_authority_code = ? and collection_year = ?",
        [BY_HAND, year],
    )
    found = {person_of[BY_HAND, "lcs", child]: " ".join(items) for child, *items in rows}
    by_hand = {_number(life): life.oc3[year] for life in BOUNDARY_LIVES if year in life.oc3}
    assert {person: found.get(person, "-") for person in by_hand} == by_hand


def test_nobody_is_linked_across_authorities(two_authorities: Built) -> None:
    truth = true_links(_lives(two_authorities))
    numbers = [{record for authority, _, record in truth if authority == one} for one in AUTHORITIES]
    assert numbers[0] & numbers[1], "no number is somebody in each authority, so this proves little"
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
