with person_concepts as (select * from {{ ref('fct_person_concept') }}),

concepts as (select * from {{ source('catalogue', 'concepts') }}),

counted as (
    select
        local_authority_code,
        concept_id,
        count_if(state = 'recorded') as recorded_count,
        count_if(state = 'unreadable') as unreadable_count,
        count_if(state = 'not_recorded') as not_recorded_count,
        bool_and(state = 'nobody_records') as is_recorded_by_nobody,
        max(evidence_date) filter (where state = 'recorded') as freshest_date,
        median(age_days) filter (where state = 'recorded') as median_age_days
    from person_concepts
    group by local_authority_code, concept_id
),

judged as (
    select
        *,
        {{ is_few('recorded_count') }}
        or {{ is_few('unreadable_count') }}
        or {{ is_few('not_recorded_count') }} as is_hidden,
        recorded_count + unreadable_count + not_recorded_count as asked_count
    from counted
),

final as (
    select
        judged.local_authority_code,
        judged.concept_id,
        concepts.domain_id,
        concepts.label,
        concepts.perspective,
        case when not judged.is_hidden then judged.recorded_count end as recorded_count_shown,
        case when not judged.is_hidden then judged.unreadable_count end as unreadable_count_shown,
        case when not judged.is_hidden then judged.not_recorded_count end as not_recorded_count_shown,
        case
            when judged.is_recorded_by_nobody then 'nobody_records'
            when judged.asked_count = 0 then 'z'
            when judged.is_hidden then 'c'
            else 'shown'
        end as status,
        -- A date or a median of a handful of people may be one person's.
        case when judged.recorded_count >= {{ fewest_people_shown() }} then judged.freshest_date end as freshest_date,
        case when judged.recorded_count >= {{ fewest_people_shown() }} then judged.median_age_days end
            as median_age_days
    from judged
    inner join concepts on judged.concept_id = concepts.concept_id
)

select * from final
