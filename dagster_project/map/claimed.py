"""What the catalogue says is made from a field and no SQL proves: on dashboards and in returns made elsewhere too."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current
from dagster_project.warehouse.publish import connect


class Claim(NamedTuple):
    """A field and a target that it is said to go into, by their ids on the graph, with the file and line that say so.

    `can_be_proved` is false of what no SQL here makes: then nobody can know better than the catalogue.
    """

    field_id: str
    target_id: str
    can_be_proved: bool
    path: str
    line: int


_CLAIMS = """
with claims as (
    select dataset, field, 'concept.' || concept_id as target_id, true as can_be_proved, claim_file, claim_line
    from map_claim
    where is_claimed and not is_proved
    union all
    select dataset, field, return_item_id, state = 'claimed, not proved', claim_file, claim_line
    from map_item_claim
    where state in ('claimed, not proved', 'claimed, cannot be proved')
    union all
    select dataset, field, 'dashboard.' || dashboard_id || '.' || measure_id, false, provenance, provenance_line
    from dashboard_measures
    where field is not null and indicator_id is null
)

select fields.source || '.' || dataset || '.' || field, target_id, can_be_proved, claim_file, claim_line
from claims
inner join map_field as fields using (dataset, field)
order by all
"""


_REASON = "select fate_reason from map_field where source || '.' || dataset || '.' || field = $field_id"


def why_no_further(settings: Settings, field_id: str) -> tuple[str, ...]:
    """Return why nothing is made from a field, as the map has it; nothing for one whose value goes somewhere."""
    with connect(require_current(settings).dashboards, settings) as connection:
        rows = connection.execute(_REASON, {"field_id": field_id}).fetchall()
    return tuple(reason for (reason,) in rows if reason)


def claims_of_fields(settings: Settings, field_ids: Collection[str]) -> tuple[Claim, ...]:
    """Return the claims without proof that fields are used, sorted."""
    return tuple(claim for claim in _claims(settings) if claim.field_id in field_ids)


def claims_on(settings: Settings, target_id: str) -> tuple[Claim, ...]:
    """Return the claims without proof that a target is made from fields, sorted."""
    return tuple(claim for claim in _claims(settings) if claim.target_id == target_id)


def _claims(settings: Settings) -> list[Claim]:
    with connect(require_current(settings).dashboards, settings) as connection:
        return [Claim(*row) for row in connection.execute(_CLAIMS).fetchall()]
