"""What DfE's rules say of a return made from records without a fault: only what is true of the lives.

Each query that is left has its reason here, and the SQL that finds failures which that reason does not cover.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.conftest import Built


@dataclass(frozen=True)
class Query:
    """A rule that fails rightly in a year; `unexplained` selects the failing children whom `reason` is not true of."""

    year: str
    rule: str
    reason: str
    unexplained: str


_FAILING = """
with failing as (
    select failure.child, failure.collection_year, count(*) as row_count, min(record.person_id) as person_id
    from returns.ssda903__rule_failure as failure
    left join read_parquet('{truth}/source_record.parquet') as record
        on record.dataset = 'ssd_person' and failure.child = record.source_record_id
    where failure.rule = '{rule}' and failure.collection_year = '{year}'
    group by all
)
"""
_NO_QUESTIONNAIRE = """
select child from failing semi join (
    select sdq.person_id, failing.child from read_parquet('{truth}/sdq.parquet') as sdq
    inner join failing using (person_id)
    inner join intermediate.int_return__year as year using (collection_year)
    where sdq.completed_date between year.start_date and year.known_to_date
) using (child)
"""
_NO_STATUS_YET = """
select child from failing semi join read_parquet('{truth}/immunisation.parquet') using (person_id)
"""
_NO_NUMBER_DUE = """
select failing.child from failing left join (
    select "CHILD" as child, collection_year, count(*) as row_count
    from returns.ssda903__episodes
    where "URN" is null and ("LS" in ('V3', 'V4') or ("PLACE" = 'Z1' and "DEC" = date '2025-04-01'))
    group by all
) as episode using (child, collection_year)
where failing.row_count is distinct from least(failing.row_count, episode.row_count)
"""
_OLD_CODE = """
select failing.child from failing anti join returns.ssda903__episodes as episode
    on failing.child = episode."CHILD" and failing.collection_year = episode.collection_year
    and episode."PLACE" = 'Z1' and episode."DEC" = date '2025-04-01'
"""
_CARE_ENDED = """
select failing.child from failing anti join (
    select sw."CHILD" as child from returns.ssda903__swepisodes as sw
    inner join returns.ssda903__episodes as episode
        on sw."CHILD" = episode."CHILD" and sw.collection_year = episode.collection_year and sw."SW_DEC" = episode."DEC"
    where episode."REC" <> 'X1'
) using (child)
"""
_BIRTHDAY_TO_COME = """
select failing.child from failing
inner join returns.ssda903__header as header
    on failing.child = header."CHILD" and failing.collection_year = header.collection_year
cross join landing.run_settings
where header."DOB" + interval 18 year <= run_settings.as_at
"""

NO_QUESTIONNAIRE = "nobody filled in a questionnaire, and nobody wrote down why"
SHORT_BREAK = "218 asks for the number in short breaks, where 214 forbids one; the return leaves it out"
NO_STATUS_YET = "nobody has recorded an immunisation status of these children yet"
QUERIES = (
    Query("2025-26", "146", "Z1 was replaced on 1 April 2025, and its last day is in the year", _OLD_CODE),
    Query("2025-26", "186", NO_QUESTIONNAIRE, _NO_QUESTIONNAIRE),
    Query("2025-26", "197B", NO_QUESTIONNAIRE, _NO_QUESTIONNAIRE),
    Query("2025-26", "218", f"{SHORT_BREAK}; Z1, which ended with the day, had none either", _NO_NUMBER_DUE),
    Query("2025-26", "SW11bSTG2", "care ended in the last days of March, and with it the social worker", _CARE_ENDED),
    Query("2026-27", "182", NO_STATUS_YET, _NO_STATUS_YET),
    Query("2026-27", "186", f"the year has just begun: {NO_QUESTIONNAIRE}", _NO_QUESTIONNAIRE),
    Query("2026-27", "191", NO_STATUS_YET, _NO_STATUS_YET),
    Query("2026-27", "197B", f"the year has just begun: {NO_QUESTIONNAIRE}", _NO_QUESTIONNAIRE),
    Query("2026-27", "218", SHORT_BREAK, _NO_NUMBER_DUE),
    Query("2026-27", "359", "18 before the year ends, and in care until then", _BIRTHDAY_TO_COME),
    Query("2026-27", "544", NO_STATUS_YET, _NO_STATUS_YET),
    Query("2026-27", "547", NO_STATUS_YET, _NO_STATUS_YET),
)


def test_no_rule_is_in_error_and_none_wants_for_anything_but_a_module_that_is_new(faultless: Built) -> None:
    with faultless.connect() as connection:
        outcomes = connection.execute(
            "select collection_year, rule, reason from returns.ssda903__rule_outcome "
            "where outcome not in ('passed', 'failed', 'not held') order by all"
        ).fetchall()
    assert outcomes == [("2026-27", "706", "last year's DoLo is not given")]


def test_only_the_queries_that_are_true_of_the_lives_are_left(faultless: Built, report: Callable[[str], None]) -> None:
    with faultless.connect() as connection:
        found = connection.execute(
            "select collection_year, rule, count(*), count(distinct child) from returns.ssda903__rule_failure "
            "group by 1, 2 order by 1, 2"
        ).fetchall()
    reasons = {(query.year, query.rule): query.reason for query in QUERIES}
    assert [(year, rule) for year, rule, _, _ in found] == sorted(reasons)
    for year, rule, rows, children in found:
        report(f"faultless return {year}, rule {rule}: {rows} rows of {children} children: {reasons[year, rule]}")


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: f"{query.year} {query.rule}")
def test_every_failure_of_a_query_has_its_reason(faultless: Built, query: Query) -> None:
    told = {"truth": str(faultless.settings.home / "truth"), "rule": query.rule, "year": query.year}
    with faultless.connect() as connection:
        unexplained = connection.execute((_FAILING + query.unexplained).format(**told)).fetchall()
    assert unexplained == []
