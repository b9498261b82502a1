"""The rules on the return marts: what the dbt models `int_return__<module>_rules` call.

The rows are those of the return's files, in their order, so that `row` is the place in the file that is sent.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa

from dagster_project.catalogue import Catalogue
from dagster_project.digests import digest_of_folders
from dagster_project.returns.ssda903.marts import authorities, collection_years, from_marts
from dagster_project.returns.ssda903.rules.inputs import Frames
from dagster_project.returns.ssda903.rules.prepare import PERIODS, modules_read
from dagster_project.returns.ssda903.rules.result import FAILURE_SCHEMA, OUTCOME_SCHEMA, ValidationResult
from dagster_project.returns.ssda903.rules.rulebook import rules_of
from dagster_project.returns.ssda903.rules.validation import validate_frames
from dagster_project.returns.ssda903.specification import modules_of
from dagster_project.settings import Settings, repository

#: What is kept of each failing row.
_OF_A_FAILURE = {name: kind for name, kind in FAILURE_SCHEMA.items() if name not in OUTCOME_SCHEMA}
#: Tables of reference data as staging has them → columns as the rules read them.
_REFERENCE = {
    "postcodes": "select postcode, district_code as laua, easting, northing from staging.stg_reference__postcode",
    "authorities": "select district_code, upper_tier_code from staging.stg_reference__authority",
    # Councils take the one list of all of England on different days: the latest word on a provider counts.
    "providers": """
        select
            provider_urn as "URN",
            placement_type_codes as "PLACE_CODES",
            placement_provider_codes as "PROVIDER_CODES",
            postcode as "POSTCODE",
            registration_end_date as "REG_END",
            inferred_authority_code as "LA_CODE_INFERRED"
        from staging.stg_reference__provider
        qualify row_number() over (partition by provider_urn order by extract_date desc, local_authority_code) = 1
    """,
}
#: Care of before the first year that is made.
_EARLIER = """
select
    "CHILD",
    strftime("DECOM", '%d/%m/%Y') as "DECOM",
    "LS",
    strftime("DEC", '%d/%m/%Y') as "DEC",
    "REC"
from intermediate.int_return__earlier_episode
where local_authority_code = $authority
order by all
"""
_EARLIER_UNACCOMPANIED = """
select "CHILD"
from intermediate.int_return__earlier_unaccompanied
where local_authority_code = $authority
order by all
"""


def answers(module: str, session: duckdb.DuckDBPyConnection) -> pa.Table:
    """Hold the return marts against the rules that are mainly about a module.

    Returns:
        One row per rule, with its failing rows as a list, for each authority and each of the latest years, as many
        as the parameter `rules_checked_years` asks for.
    """
    catalogue = _catalogue(Settings.from_env().config)
    years = collection_years(session)
    checked = years[-int(catalogue.parameter("rules_checked_years")) :]
    reference = _reference(session)
    parts = [
        _answer(session, catalogue, module, authority, year, [y for y in years if y < year], reference)
        for authority in authorities(session)
        for year in checked
    ]
    return pl.concat(parts).to_arrow() if parts else _empty().to_arrow()


def _catalogue(config: Path) -> Catalogue:
    """The catalogue, which all models of a build have in common, as its files are now."""
    return _read(config, digest_of_folders([repository() / "seeds", config]))


@lru_cache(maxsize=1)
def _read(config: Path, digest: str) -> Catalogue:
    return Catalogue.load(repository() / "seeds", config)


def _answer(
    session: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    module: str,
    authority: str,
    year: str,
    earlier: list[str],
    reference: Frames,
) -> pl.DataFrame:
    rules = [rule for rule in rules_of(catalogue, year) if rule.module == module]
    read = modules_read(rules, [known.name for known in modules_of(catalogue, None)])
    current, previous, history = PERIODS
    past = {
        known: from_marts(session, catalogue, known, authority, read[previous] | read[history]).tables
        for known in (earlier if read[history] else earlier[-1:])
    }
    result = validate_frames(
        from_marts(session, catalogue, year, authority, read[current]).tables,
        collection_year=year,
        previous=past[earlier[-1]] if earlier else None,
        history=_together([*past.values(), _before_all_years(session, authority, read[history])]),
        reference=reference,
        local_authority=_long_code(session, authority),
        rules=[rule.code for rule in rules],
        catalogue=catalogue,
        connection=session,
    )
    return _rows(result).select(
        pl.lit(authority).alias("local_authority_code"), pl.lit(year).alias("collection_year"), pl.all()
    )


def _before_all_years(session: duckdb.DuckDBPyConnection, authority: str, read: set[str]) -> Frames:
    """What the rules may read of the time before the first year: care that ended, and who was unaccompanied."""
    found = {}
    if "Episodes" in read:
        found["Episodes"] = session.sql(_EARLIER, params={"authority": authority}).pl()
    if "UASC" in read:
        found["UASC"] = session.sql(_EARLIER_UNACCOMPANIED, params={"authority": authority}).pl()
        found["Header"] = found["UASC"]
    return found


def _together(years: list[Frames]) -> dict[str, pl.DataFrame]:
    names = dict.fromkeys(name for frames in years for name in frames)
    return {name: pl.concat([frames[name] for frames in years if name in frames], how="diagonal") for name in names}


def _reference(session: duckdb.DuckDBPyConnection) -> Frames:
    """The lists that have arrived, with the columns that they have: staging gives one that a file lacks as blanks."""
    found = {name: session.sql(sql).pl() for name, sql in _REFERENCE.items()}
    return {
        name: frame.select(column for column in frame if column.null_count() < frame.height)
        for name, frame in found.items()
        if frame.height
    }


def _long_code(session: duckdb.DuckDBPyConnection, authority: str) -> str | None:
    """The authority's own nine-character code, which PL_LA is compared with."""
    rows = session.execute(
        "select min(upper_tier_code) from staging.stg_reference__authority where dfe_code = ?", [authority]
    ).fetchall()
    return None if rows[0][0] is None else str(rows[0][0])


def _rows(result: ValidationResult) -> pl.DataFrame:
    failing = result.failures.group_by("rule").agg(pl.struct(list(_OF_A_FAILURE)).alias("failures"))
    return result.outcomes.select("rule", "outcome", "reason").join(failing, on="rule", how="left")


def _empty() -> pl.DataFrame:
    text = pl.String
    keys = {"local_authority_code": text, "collection_year": text, "rule": text, "outcome": text, "reason": text}
    return pl.DataFrame(schema={**keys, "failures": pl.List(pl.Struct(_OF_A_FAILURE))})
