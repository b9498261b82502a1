"""Records that the linkage gave to nobody: those that may be of a person, and those that somebody says are theirs."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from dagster_project.errors import WreathError
from dagster_project.people import Person

#: A dataset, and the number by which its source knows a record.
Record = tuple[str, str]
_LIKELY = """
with own as (
    select distinct known.local_authority_code, known.birth_date
    from intermediate.int_person__source_record as known
    inner join core.bridge_person_source_record as link using (local_authority_code, dataset, source_record_id)
    where link.local_authority_code = ? and link.person_id = ? and not known.is_birth_date_default
)

select distinct known.dataset, known.source_record_id
from intermediate.int_person__source_record as known
inner join core.bridge_person_source_record as link using (local_authority_code, dataset, source_record_id)
inner join own using (local_authority_code, birth_date)
where link.person_id is null
order by all
"""
_NAMED = """
select dataset, source_record_id from core.bridge_person_source_record
where person_id is null and upper(source_record_id) = upper(?) and local_authority_code in ?
order by all
"""


def likely(connection: duckdb.DuckDBPyConnection, person: Person) -> list[Record]:
    """Return the records of nobody that have a person's date of birth, in a total order."""
    return list(connection.execute(_LIKELY, [person.local_authority_code, person.person_id]).fetchall())


def named(connection: duckdb.DuckDBPyConnection, numbers: Iterable[str], authorities: Iterable[str]) -> list[Record]:
    """Return the records of nobody that have these numbers.

    Raises:
        WreathError: A number is of no record, or of one that the linkage gave to somebody (exit code 2).
    """
    found: list[Record] = []
    codes = list(authorities)
    for number in numbers:
        records = connection.execute(_NAMED, [number.strip(), codes]).fetchall()
        if not records:
            raise WreathError(
                f"--also {number}: no record without a person has this number: take one that --dry-run lists",
                exit_code=2,
            )
        found += records
    return found
