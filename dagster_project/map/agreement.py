"""How far the fields that record one concept agree, as the published map may show it: no small number is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import duckdb

from dagster_project.catalogue import Catalogue
from dagster_project.catalogue.tables import FIELD_CONCEPTS
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current
from dagster_project.warehouse.publish import connect


class Pair(NamedTuple):
    """Two fields, compared in the people of whom both say something.

    `status` is `shown`, or why nothing is shown. Shares and kappa have 95 % intervals. `fresher` and `used` are one of
    the two fields, or `neither` and `the fresher`; `fresher_days` is a median.
    """

    local_authority_code: str
    a_field: str
    b_field: str
    status: str
    people: int | None
    agree_share: float | None
    agree_share_low: float | None
    agree_share_high: float | None
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None
    fresher: str | None
    fresher_days: float | None
    used: str
    used_because: str


class Comparison(NamedTuple):
    """A concept that several fields record, its pairs, and what is compared or why nothing can be."""

    concept_id: str
    is_comparable: bool
    reason: str
    pairs: tuple[Pair, ...]


_PAIRS = """
with named as (
    select
        *,
        a_source || '.' || a_dataset || '.' || a_field as a_id,
        b_source || '.' || b_dataset || '.' || b_field as b_id
    from map_duplication_pair
)

select
    concept_id, local_authority_code, a_id, b_id, status, both_count_shown, agree_share, agree_share_low,
    agree_share_high, kappa, kappa_low, kappa_high,
    case fresher when 'a' then a_id when 'b' then b_id else fresher end,
    fresher_days,
    case survivor when 'a' then a_id when 'b' then b_id else 'the fresher' end,
    survivor_reason
from named
order by concept_id, local_authority_code, a_id, b_id
"""
_CONCEPTS = "select concept_id, is_comparable, comparison from map_duplication order by concept_id"


def of_concept(settings: Settings, concept_id: str) -> tuple[Comparison, ...]:
    """Return the comparison of a concept; nothing where fewer than two fields record it."""
    with _published(settings) as connection:
        pairs = _pairs_by_concept(connection)
        return tuple(_comparison(row, pairs[row[0]]) for row in _concepts(connection) if row[0] == concept_id)


def of_field(settings: Settings, catalogue: Catalogue, field_id: str) -> tuple[Comparison, ...]:
    """Return the comparison of each concept that a field and others record, with the pairs that the field is in."""
    claims = catalogue.table(FIELD_CONCEPTS)
    claimed = {row.concept_id for row in claims if field_id.endswith(f".{row.dataset}.{row.field}")}
    with _published(settings) as connection:
        of_all = _pairs_by_concept(connection)
        own = {
            concept_id: [pair for pair in pairs if field_id in (pair.a_field, pair.b_field)]
            for concept_id, pairs in of_all.items()
        }
        return tuple(
            _comparison(row, own.get(row[0], []))
            for row in _concepts(connection)
            if own.get(row[0]) or (row[0] in claimed and not row[1])
        )


@contextmanager
def _published(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(require_current(settings).dashboards, settings) as connection:
        yield connection


def _concepts(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return connection.execute(_CONCEPTS).fetchall()


def _pairs_by_concept(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for concept_id, *values in connection.execute(_PAIRS).fetchall():
        found[concept_id].append(Pair(*values))
    return found


def _comparison(concept: tuple[Any, ...], pairs: list[Pair]) -> Comparison:
    concept_id, is_comparable, reason = concept
    return Comparison(concept_id, is_comparable, reason, tuple(pairs))
