with level_of_need as (select * from {{ ref('fct_level_of_need') }}),

support_need as (select * from {{ ref('fct_support_need') }}),

final as (
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        field,
        load_id,
        row_number,
        is_unreadable,
        perspective,
        need_date as barrier_date,
        level_of_need_code as barrier
    from level_of_need
    union all
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        'support_need_access_to_eet' as field,
        load_id,
        row_number,
        is_unreadable,
        perspective,
        assessment_date as barrier_date,
        case when has_support_need_access_to_eet then 'ACCESS_TO_EET' end as barrier
    from support_need
)

select * from final
