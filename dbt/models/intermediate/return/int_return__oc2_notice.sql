-- Items of OC2 that cannot be told, and scores that were not used.
with item as (
    select * from {{ ref('int_return__oc2_item') }}
    where incomplete_reason is not null
),

questionnaire as (
    select * from {{ ref('int_return__oc2_questionnaire') }}
    where has_unusable_score
),

final as (
    select
        local_authority_code,
        collection_year,
        person_id,
        '' as line,
        item,
        'incomplete' as kind,
        incomplete_reason as reason
    from item
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        '' as line,
        item,
        'to check' as kind,
        'a score that is no number from 0 to 40 was not used' as reason
    from questionnaire
)

select * from final
