with child as (
    select * from {{ ref('int_return__oc2_child') }}
),

sdq_score as (
    select * from {{ ref('int_return__oc2_questionnaire') }}
    where item = 'SDQ_SCORE'
),

sdq_reason as (
    select * from {{ ref('int_return__oc2_questionnaire') }}
    where item = 'SDQ_REASON'
),

convicted as (
    select * from {{ ref('int_return__oc2_conviction') }}
    where item = 'CONVICTED'
),

health_check as (
    select * from {{ ref('int_return__oc2_health_check') }}
    where item = 'HEALTH_CHECK'
),

immunisations as (
    select * from {{ ref('int_return__oc2_immunisation') }}
    where item = 'IMMUNISATIONS'
),

teeth_check as (
    select * from {{ ref('int_return__oc2_health_check') }}
    where item = 'TEETH_CHECK'
),

health_assessment as (
    select * from {{ ref('int_return__oc2_health_check') }}
    where item = 'HEALTH_ASSESSMENT'
),

substance_misuse as (
    select * from {{ ref('int_return__oc2_substance_misuse') }}
    where item = 'SUBSTANCE_MISUSE'
),

intervention_received as (
    select * from {{ ref('int_return__oc2_substance_misuse') }}
    where item = 'INTERVENTION_RECEIVED'
),

intervention_offered as (
    select * from {{ ref('int_return__oc2_intervention_offer') }}
    where item = 'INTERVENTION_OFFERED'
),

final as (
    select
        child.local_authority_code,
        child.collection_year,
        child.person_id,
        child.child_id,
        child.birth_date,
        '' as line,
        sdq_score.sdq_score_item,
        sdq_reason.sdq_reason_item,
        convicted.convicted_item,
        health_check.health_check_item,
        immunisations.immunisations_item,
        teeth_check.teeth_check_item,
        health_assessment.health_assessment_item,
        substance_misuse.substance_misuse_item,
        intervention_received.intervention_received_item,
        intervention_offered.intervention_offered_item
    from child
    inner join sdq_score on {{ same_child('child', 'sdq_score') }}
    inner join sdq_reason on {{ same_child('child', 'sdq_reason') }}
    inner join convicted on {{ same_child('child', 'convicted') }}
    inner join health_check on {{ same_child('child', 'health_check') }}
    inner join immunisations on {{ same_child('child', 'immunisations') }}
    inner join teeth_check on {{ same_child('child', 'teeth_check') }}
    inner join health_assessment on {{ same_child('child', 'health_assessment') }}
    inner join substance_misuse on {{ same_child('child', 'substance_misuse') }}
    inner join intervention_received on {{ same_child('child', 'intervention_received') }}
    inner join intervention_offered on {{ same_child('child', 'intervention_offered') }}
)

select * from final
