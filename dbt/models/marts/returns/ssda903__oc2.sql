-- The return's own names are upper case. -- noqa: disable=RF06
with oc2 as (
    select * from {{ ref('int_return__oc2') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child_id as "CHILD",
        birth_date as "DOB",
        sdq_score_item as "SDQ_SCORE",
        sdq_reason_item as "SDQ_REASON",
        convicted_item as "CONVICTED",
        health_check_item as "HEALTH_CHECK",
        immunisations_item as "IMMUNISATIONS",
        teeth_check_item as "TEETH_CHECK",
        health_assessment_item as "HEALTH_ASSESSMENT",
        substance_misuse_item as "SUBSTANCE_MISUSE",
        intervention_received_item as "INTERVENTION_RECEIVED",
        intervention_offered_item as "INTERVENTION_OFFERED"
    from oc2
)

select * from final
