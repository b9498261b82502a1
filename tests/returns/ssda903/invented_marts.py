"""The return marts of any number of people, invented by SQL: for tests of what is made from them, and for benchmarks.

The values are no sensible return; their number, types and lengths are those of one.
"""

from __future__ import annotations

import duckdb

from dagster_project.catalogue import Catalogue
from dagster_project.returns.ssda903.specification import Module, modules_of

#: Of how many people one has rows in a module, and how many rows; of others, everybody has one.
SHARES = {
    "Episodes": (1, 3), "UASC": (20, 1), "Reviews": (2, 2), "OC2": (2, 1), "OC3": (3, 1), "AD1": (30, 1),
    "PlacedAdoption": (30, 1), "PrevPerm": (2, 1), "Missing": (6, 3), "SWEpisodes": (1, 2), "DoLo": (100, 1),
}  # fmt: skip
FINAL, PROVISIONAL = "2025-26", "2026-27"
AUTHORITY = "990"
_DATED = {"DECOM", "REVIEW", "DATE_PLACED", "MIS_START", "SW_DECOM", "DOLO_START"}


def build(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, people: int, years: tuple[str, ...]) -> None:
    """Make schemas returns, landing and catalogue with what a return is made from."""
    for schema in ("returns", "landing", "catalogue"):
        connection.execute(f"create schema {schema}")
    _facts(connection, catalogue, years)
    modules = modules_of(catalogue, None)
    for module in modules:
        asked = [year for year in years if module in modules_of(catalogue, year)]
        _mart(connection, module, people, asked)
    parts = " union all ".join(_provenance(module) for module in modules)
    connection.execute(f"create table returns.ssda903__provenance as {parts}")
    connection.execute(
        "create table landing.records as select 'lcs' as source, 'ssd_person' as dataset, load_id, row_number, "
        "'key|' || row_number as record_key, md5(cast(row_number as varchar)) as row_hash "
        "from (select load_id, row_number from returns.ssda903__provenance group by all)"
    )
    connection.execute(
        "create table returns.ssda903__left_out as select local_authority_code, collection_year, 'OC3' as module, "
        "\"CHILD\" as person_id, \"CHILD\", '' as line, 'all' as item, "
        "case when hash(\"CHILD\") % 2 = 0 then 'left out' else 'incomplete' end as kind, 'invented' as reason "
        'from returns.ssda903__header where hash("CHILD") % 5 = 0'
    )
    _figures(connection)


def _facts(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, years: tuple[str, ...]) -> None:
    connection.execute("create table landing.run_settings as select date '2026-04-30' as as_at")
    connection.execute(
        "create table landing.built_by as select '1' as version, 'c0de' as code_digest, "
        f"'{catalogue.digest()}' as catalogue_digest"
    )
    connection.execute(
        "create table landing.loads as select 'lcs' as source, 'ssd_person' as dataset, 'load' as load_id, "
        "1 as sequence, 'lcs/ssd_person.csv' as file_name, 'ab' as sha256, date '2026-04-30' as extract_date, "
        f"true as is_in_force, '{AUTHORITY}' as local_authority_code"
    )
    connection.execute("create table catalogue.parameters as select 'a_parameter' as parameter, '3' as value")
    listed = ", ".join(f"('{year}')" for year in years)
    connection.execute(
        "create table returns.ssda903__year as select collection_year, date '2026-03-31' as known_to_date, "
        "make_date(cast(collection_year[:4] as integer), 4, 1) as start_date, "
        "make_date(cast(collection_year[:4] as integer) + 1, 3, 31) as end_date, "
        "make_date(cast(collection_year[:4] as integer) + 1, 4, 30) as last_window_date, "
        f"collection_year = '{PROVISIONAL}' as is_provisional from (values {listed}) as year (collection_year)"
    )


def _figures(connection: duckdb.DuckDBPyConnection) -> None:
    """What the reconciliation is made from: one share a year, nothing published, the lines of each module."""
    connection.execute(
        "create table returns.ssda903__measure as select local_authority_code, collection_year, "
        "'in_touch' as measure, '17-18' as age_group, count(*) // 2 as numerator, count(*) as denominator, "
        "false as is_provisional from returns.ssda903__oc3 group by all"
    )
    connection.execute(
        "create table returns.ssda903__published (measure varchar, age_group varchar, area varchar, "
        "local_authority_code varchar, year_ending integer, numerator bigint, denominator bigint, "
        "published_percent double)"
    )
    connection.execute(
        "create table returns.ssda903__reckoning as select local_authority_code, collection_year, module, "
        "count(*) as candidate_count, 0 as returned_count, count(*) filter (where kind = 'left out') as "
        "left_out_count, 0 as repaired_count, count(*) filter (where kind = 'incomplete') as incomplete_count, "
        "0 as to_check_count from returns.ssda903__left_out group by all"
    )
    connection.execute(
        "create table returns.ssda903__not_yet_due as select local_authority_code, collection_year, "
        "\"CHILD\" as person_id, 'birthday to come' as state from returns.ssda903__oc3 where false"
    )


def _mart(connection: duckdb.DuckDBPyConnection, module: Module, people: int, years: list[str]) -> None:
    share, rows = SHARES.get(module.name, (1, 1))
    first = _line_item(module)
    cells = []
    for place, item in enumerate(module.items):
        if item.name == "CHILD":
            cells.append("'10' || lpad(cast(person as varchar), 7, '0')")
        elif item.name == first:
            cells.append("date '2025-04-01' + cast(line * 40 as integer)")
        elif item.type.startswith("date DD"):
            # The same birth date and sex in every module, as of one person.
            varied = "" if item.name == "DOB" else f" + line + {place}"
            cells.append(f"date '2005-01-01' + cast((person{varied}) % 3000 as integer)")
        elif item.name in {"SEX", "ETHNIC"}:
            cells.append("case when person % 2 = 0 then 'M' else 'F' end")
        else:
            cells.append(f"case when (person + line + {place}) % 4 > 0 then 'A' || (person + {place}) % 90 end")
    columns = ", ".join(f'{cell} as "{item.name}"' for cell, item in zip(cells, module.items, strict=True))
    listed = ", ".join(f"('{year}')" for year in years) or "(null)"
    connection.execute(
        f"create table returns.{module.mart} as select '{AUTHORITY}' as local_authority_code, collection_year, "
        f"{columns} from range(1, {people} + 1) as p (person), range(0, {rows}) as l (line), "
        f"(values {listed}) as y (collection_year) where person % {share} = 0 and collection_year is not null"
    )


def _line_item(module: Module) -> str | None:
    """The item that tells the rows of a child apart; None where there is one row."""
    return next((name for name in module.columns if name in _DATED), None)


def _provenance(module: Module) -> str:
    dates = {item.name for item in module.items if item.type.startswith("date DD")}
    first = _line_item(module)
    line = f'cast("{first}" as varchar)' if first else "''"
    row = 'cast(substr("CHILD", 3) as bigint)'
    return " union all ".join(
        f"select local_authority_code, collection_year, '{module.name}' as module, \"CHILD\", {line} as line, "
        f"'{name}' as item, "
        + (f"strftime(\"{name}\", '%d/%m/%Y')" if name in dates else f'"{name}"')
        + f" as value, 'ssd_person' as source_dataset, 'load' as load_id, {row} as row_number, "
        f"'the value as recorded, of the record that counts' as rule from returns.{module.mart} "
        f'where "{name}" is not null'
        for name in module.columns
    )
