-- One row per row of OC2 with how much of its items on health and conviction is filled; the questionnaire is apart.
select
    row_id,
    child,
    dob,
    convicted,
    health_check,
    coalesce(
        convicted,
        health_check,
        immunisations,
        teeth_check,
        health_assessment,
        substance_misuse,
        intervention_received,
        intervention_offered
    ) is not null as has_any,
    immunisations is not null
    and teeth_check is not null
    and health_assessment is not null
    and substance_misuse is not null as has_core
from oc2
