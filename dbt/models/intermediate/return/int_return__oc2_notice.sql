-- Items of OC2 that cannot be told, and records that were not used and might have told them.
with item as (
    select * from {{ ref('int_return__oc2_item') }}
),

undated as (
    select * from {{ ref('int_return__oc2_undated') }}
),

questionnaire as (
    select * from {{ ref('int_return__oc2_questionnaire') }}
    where has_unusable_score
),

candidate as (
    select
        *,
        '' as record_id
    from {{ ref('int_return__oc2_candidate') }}
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
    where incomplete_reason is not null
    union all
    select
        item.local_authority_code,
        item.collection_year,
        item.person_id,
        '' as line,
        item.item,
        'to check' as kind,
        'a record whose day is unreadable was not used' as reason
    from item
    inner join undated on {{ same_person('item', 'undated') }} and item.item = undated.item
    where item.is_asked and item.source_dataset is null
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
    union all
    {{ left_out_records() }}
)

select * from final
