-- The record and the rule behind each item of OC2, and what is missing of it.
with final as (
    {{ stack_oc2_items([
        'int_return__oc2_questionnaire',
        'int_return__oc2_conviction',
        'int_return__oc2_health_check',
        'int_return__oc2_immunisation',
        'int_return__oc2_substance_misuse',
        'int_return__oc2_intervention_offer',
    ]) }}
)

select * from final
