"""Where the figures to control come from: the tables to publish, what the build says of them, and the last edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.disclosure.agreement import add_agreement
from dagster_project.disclosure.burden import burden_figures, typed_in
from dagster_project.disclosure.coverage import coverage_figures
from dagster_project.disclosure.evidence import add_evidence
from dagster_project.disclosure.figures import Figures
from dagster_project.disclosure.indicators import Meaning, indicator_figures
from dagster_project.disclosure.lettings import letting_figures
from dagster_project.disclosure.returned import add_returned
from dagster_project.disclosure.tables import CONTROLLED

Rows = list[dict[str, Any]]
_TABLES = sorted({shown.table for shown in CONTROLLED.values()})
#: Tables whose numbers only grow from one edition to the next.
_CUMULATIVE = ("map_burden", "map_burden_field", "rpt_social_letting")
_POPULATIONS = "select indicator_id, population, is_counted_once_a_year from warehouse.catalogue.indicator_populations"
_LEADING = "select distinct leading_indicator_id from rpt_domain"
_RELATIONS = """
select indicator_id, relation, other_indicator_id from warehouse.catalogue.indicator_relations
where
    relation <> 'among'
    or (select value from warehouse.catalogue.parameters where parameter = 'denominator_differences_hidden') = 'true'
order by all
"""
_TYPED_IN = """
select claim.concept_id, claim.dataset
from map_claim as claim
inner join map_field as field on claim.dataset = field.dataset and claim.field = field.field
where claim.is_recording and field.capture = 'typed'
group by claim.concept_id, claim.dataset
"""
_END_DATES = "select collection_year, cast(end_date as varchar) from collection_years"
_REMITS = "select concept_id, cast(covers_to_age as integer) from warehouse.intermediate.int_map__remit"
_LETTINGS = "select local_authority_code, count(*) from warehouse.staging.stg_housing__social_letting group by all"


class Sources:
    """Everything that figures are made of.

    Args:
        connection: Holds the tables to publish, in memory, and the build attached as `warehouse`.
        last_edition: The copy that was published last; None or missing where there is none.
        fewest: Fewest people that a number may stand for.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, last_edition: Path | None, fewest: int) -> None:
        self._connection = connection
        self._fewest = fewest
        self._meaning = _meaning(connection)
        self._typed_in = typed_in(connection.execute(_TYPED_IN).fetchall())
        self._end_dates = dict(connection.execute(_END_DATES).fetchall())
        self._remits = dict(connection.execute(_REMITS).fetchall())
        self._lettings = dict(connection.execute(_LETTINGS).fetchall())
        self._earlier = _cumulative(last_edition)

    def figures(self) -> Iterator[tuple[str, Figures]]:
        """Yield what is to be controlled as the tables are now, authority by authority."""
        tables = {table: _by_authority(_rows(self._connection, table)) for table in _TABLES}
        for code in sorted({code for found in tables.values() for code in found}):
            own = {table: found.get(code, []) for table, found in tables.items()}
            earlier = {table: found.get(code, []) for table, found in self._earlier.items()}
            for figures in (self._measures(own), self._map(own), self._burden(own, earlier)):
                yield code, figures
            lettings = self._lettings.get(code)
            yield code, letting_figures(own["rpt_social_letting"], earlier["rpt_social_letting"], lettings)

    def _measures(self, own: dict[str, Rows]) -> Figures:
        figures = indicator_figures(own["rpt_indicator_series"], own["rpt_indicator_breakdown"], self._meaning)
        add_returned(figures, own["return_reckoning"], self._end_dates)
        return figures

    def _map(self, own: dict[str, Rows]) -> Figures:
        figures = coverage_figures(own["map_silence"], own["rpt_concept_coverage"], self._fewest)
        add_evidence(figures, own["map_gap_evidence"], self._remits, self._fewest)
        add_agreement(figures, own["map_duplication_pair"], own["map_disagreement"], self._fewest)
        return figures

    def _burden(self, own: dict[str, Rows], earlier: dict[str, Rows]) -> Figures:
        last = [*earlier["map_burden"], *earlier["map_burden_field"]]
        return burden_figures(own["map_burden"], own["map_burden_field"], self._typed_in, last)


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> Rows:
    found = connection.execute(f'select * from "{table}" order by all')
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _by_authority(rows: Rows) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in rows:
        found[row["local_authority_code"]].append(row)
    return found


def _cumulative(last_edition: Path | None) -> dict[str, dict[str, Rows]]:
    if last_edition is None or not last_edition.exists():
        return {table: {} for table in _CUMULATIVE}
    with duckdb.connect(str(last_edition), read_only=True) as connection:
        return {table: _by_authority(_rows(connection, table)) for table in _CUMULATIVE}


def _meaning(connection: duckdb.DuckDBPyConnection) -> Meaning:
    populations = connection.execute(_POPULATIONS).fetchall()
    return Meaning(
        {indicator: population for indicator, population, _ in populations},
        frozenset(indicator for indicator, _, is_once in populations if is_once),
        connection.execute(_RELATIONS).fetchall(),
        frozenset(indicator for (indicator,) in connection.execute(_LEADING).fetchall()),
    )
