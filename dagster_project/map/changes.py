"""What differs between the numbers of two warehouses: a concept, the indicators, the items of the return."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb


class ConceptChange(NamedTuple):
    """The value of the concept over everybody it is asked of: how many have one, and how many get another or none."""

    local_authority_code: str
    recorded_old: int
    recorded_new: int
    people_changed: int


class IndicatorChange(NamedTuple):
    """An indicator over the year to its latest quarter: count and base before and after, and whose value changes.

    `people_changed` counts people who are met, not met or out of the base before, and something else after.
    """

    local_authority_code: str
    indicator_id: str
    period_end_date: str
    numerator_old: int
    denominator_old: int
    numerator_new: int
    denominator_new: int
    people_changed: int


class ItemChange(NamedTuple):
    """An item of a year's return: for how many children its value changes on any of their lines."""

    local_authority_code: str
    collection_year: str
    module: str
    item: str
    children_changed: int


Changes = tuple[tuple[ConceptChange, ...], tuple[IndicatorChange, ...], tuple[ItemChange, ...]]

_CONCEPT = """
select
    coalesce(old.local_authority_code, new.local_authority_code),
    count_if(old.state = 'recorded'),
    count_if(new.state = 'recorded'),
    count_if(old.value is distinct from new.value or old.state is distinct from new.state)
from (select * from domains.fct_person_concept where concept_id = $concept_id) as old
full join (select * from later.domains.fct_person_concept where concept_id = $concept_id) as new
    on old.local_authority_code = new.local_authority_code and old.person_id = new.person_id
group by all
order by all
"""

_INDICATORS = """
with latest as (
    select max(period_end_date) as period_end_date from intermediate.int_indicator__rolling_value
),

old as (select * from intermediate.int_indicator__rolling_value semi join latest using (period_end_date)),

new as (select * from later.intermediate.int_indicator__rolling_value semi join latest using (period_end_date))

select
    coalesce(old.local_authority_code, new.local_authority_code),
    coalesce(old.indicator_id, new.indicator_id),
    cast(max(coalesce(old.period_end_date, new.period_end_date)) as varchar),
    count_if(old.is_met),
    count(old.is_met),
    count_if(new.is_met),
    count(new.is_met),
    count_if(old.is_met is distinct from new.is_met)
from old
full join new
    on
        old.local_authority_code = new.local_authority_code
        and old.person_id = new.person_id
        and old.indicator_id = new.indicator_id
group by 1, 2
having count_if(old.is_met is distinct from new.is_met) > 0
order by 1, 2
"""

_ITEMS = """
with old as (select * from returns.ssda903__provenance),

new as (select * from later.returns.ssda903__provenance)

select
    coalesce(old.local_authority_code, new.local_authority_code),
    coalesce(old.collection_year, new.collection_year),
    coalesce(old.module, new.module),
    coalesce(old.item, new.item),
    count(distinct coalesce(old."CHILD", new."CHILD"))
from old
full join new
    on
        old.local_authority_code = new.local_authority_code
        and old.collection_year = new.collection_year
        and old.module = new.module
        and old."CHILD" = new."CHILD"
        and old.line = new.line
        and old.item = new.item
where old.value is distinct from new.value
group by 1, 2, 3, 4
order by 1, 2, 3, 4
"""


def read_changes(connection: duckdb.DuckDBPyConnection, later: Path, concept_id: str) -> Changes:
    """Return what the warehouse `later` says otherwise than the one that `connection` has open.

    Numbers are those of persons, small ones included: they are for the analyst, not for the pages.
    """
    with _attached(connection, later):
        concept = connection.execute(_CONCEPT, {"concept_id": concept_id}).fetchall()
        indicators = connection.execute(_INDICATORS).fetchall()
        items = connection.execute(_ITEMS).fetchall()
    return (
        tuple(ConceptChange(*row) for row in concept),
        tuple(IndicatorChange(*row) for row in indicators),
        tuple(ItemChange(*row) for row in items),
    )


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, later: Path) -> Iterator[None]:
    quoted = str(later).replace("'", "''")
    connection.execute(f"attach '{quoted}' as later (read_only)")
    try:
        yield
    finally:
        connection.execute("detach later")
