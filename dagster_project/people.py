"""Finding one person in the identified warehouse by any number that an authority knows them by."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from dagster_project.errors import WreathError


@dataclass(frozen=True, order=True)
class Identifier:
    """A number that a person is known by.

    Args:
        kind: Which number it is, in plain words, for instance `NHS number` or the title of a dataset.
        dataset: Dataset whose records carry it; empty for the key of the warehouse.
        value: The number as it is recorded.
    """

    kind: str
    dataset: str
    value: str


@dataclass(frozen=True)
class Person:
    """A person of `core.dim_person`, with every number of theirs in a total order."""

    local_authority_code: str
    person_id: str
    identifiers: tuple[Identifier, ...]


#: Every number of every person. A homelessness case counts too, beside the person's place in it: `HC0000001|1`.
_IDENTIFIERS = """
with record as (
    select bridge.*, datasets.title
    from core.bridge_person_source_record as bridge
    left join catalogue.datasets as datasets using (dataset)
    where bridge.person_id is not null
),

lcs_record as (
    select local_authority_code, source_record_id as lcs_person_id, person_id
    from record where dataset = 'ssd_person'
),

found as (
    select local_authority_code, person_id, 'Key of the warehouse' as kind, '' as dataset, person_id as value
    from core.dim_person
    union
    select local_authority_code, person_id, title, dataset, source_record_id from record
    union
    select local_authority_code, person_id, title, dataset, split_part(source_record_id, '|', 1) from record
    union
    select record.local_authority_code, record.person_id, 'Unique pupil number', record.dataset, known.upn
    from record
    inner join intermediate.int_person__source_record as known
        using (local_authority_code, dataset, source_record_id)
    union
    select record.local_authority_code, record.person_id, 'NHS number', record.dataset, known.nhs_number
    from record
    inner join intermediate.int_person__source_record as known
        using (local_authority_code, dataset, source_record_id)
    union
    select lcs_record.local_authority_code, lcs_record.person_id, 'Unique pupil number', 'lcs_903_items', known.upn
    from lcs_record
    inner join staging.stg_lcs__return_record as known using (local_authority_code, lcs_person_id)
    union
    select lcs_record.local_authority_code, lcs_record.person_id, 'Earlier number', 'ssd_person', known.legacy_id
    from lcs_record
    inner join staging.stg_lcs__person as known using (local_authority_code, lcs_person_id)
    union
    select
        lcs_record.local_authority_code, lcs_record.person_id, known.identifier_type_code,
        'ssd_linked_identifiers', known.identifier_value
    from lcs_record
    inner join staging.stg_lcs__linked_identifier as known using (local_authority_code, lcs_person_id)
    union
    select record.local_authority_code, record.person_id, 'Unique learner number', record.dataset, known.uln
    from record
    inner join staging.stg_ccis__young_person as known
        on record.local_authority_code = known.local_authority_code and record.source_record_id = known.ccis_client_id
    where record.dataset = 'young_person'
)

select distinct local_authority_code, person_id, coalesce(kind, dataset), dataset, value
from found where trim(value) <> ''
"""
#: As people type a number: an NHS number has spaces on paper, a pupil number may be in small letters.
_AS_TYPED = "regexp_replace(upper({}), '\\s', '', 'g')"


def find_person(connection: duckdb.DuckDBPyConnection, identifier: str, *, authority: str | None = None) -> Person:
    """Return the one person known by `identifier`, whichever system gave it.

    Args:
        connection: The identified warehouse, open for reading.
        identifier: The key of the warehouse or a number of the case system, a school, the NHS or another source;
            spaces and small letters do not matter.
        authority: Three-digit DfE number, where the warehouse holds several.

    Raises:
        WreathError: Nobody, or more than one person, is known by it (exit code 2).
    """
    known = connection.execute(
        f"select * from ({_IDENTIFIERS}) as known (local_authority_code, person_id, kind, dataset, value) "
        f"where {_AS_TYPED.format('value')} = {_AS_TYPED.format('?')} "
        "and (? is null or local_authority_code = ?) order by all",
        [identifier, authority, authority],
    ).fetchall()
    people = sorted({(code, person_id) for code, person_id, *_ in known})
    if not people:
        raise WreathError(_nobody(connection, identifier, authority), exit_code=2)
    if len(people) > 1:
        several = "; ".join(f"{person_id} of {code} ({kind})" for code, person_id, kind, *_ in known)
        raise WreathError(
            f"{identifier} is a number of {len(people)} people: {several}: give the key of one"
            + (" and --authority" if len({code for code, _ in people}) > 1 else ""),
            exit_code=2,
        )
    code, person_id = people[0]
    return Person(code, person_id, _identifiers(connection, code, person_id))


def _identifiers(connection: duckdb.DuckDBPyConnection, code: str, person_id: str) -> tuple[Identifier, ...]:
    rows = connection.execute(
        f"select kind, dataset, value "
        f"from ({_IDENTIFIERS}) as known (local_authority_code, person_id, kind, dataset, value) "
        "where local_authority_code = ? and person_id = ?",
        [code, person_id],
    ).fetchall()
    return tuple(sorted(Identifier(*row) for row in rows))


def _nobody(connection: duckdb.DuckDBPyConnection, identifier: str, authority: str | None) -> str:
    """Say why nobody was found: the number is of a record that no link rule gave to a person, or is not known."""
    unlinked = connection.execute(
        "select dataset from core.bridge_person_source_record where person_id is null "
        f"and {_AS_TYPED.format('?')} "
        f"in ({_AS_TYPED.format('source_record_id')}, split_part({_AS_TYPED.format('source_record_id')}, '|', 1)) "
        "and (? is null or local_authority_code = ?) order by all limit 1",
        [identifier, authority, authority],
    ).fetchall()
    if unlinked:
        return (
            f"{identifier} is a record of {unlinked[0][0]} that could not be linked to anybody in the case system: "
            "give another number of the person"
        )
    where = f"authority {authority}" if authority else "the published warehouse"
    return (
        f"nobody in {where} has the number {identifier}: give the number of the case system, "
        "a pupil or NHS number, or a source's own (a name is not enough)"
    )
