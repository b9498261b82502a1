with assessment_factor as (select * from {{ ref('fct_assessment_factor') }}),

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
        assessment_date as harm_date,
        has_mental_health_need,
        is_exploited,
        is_abused
    from assessment_factor
    union all
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        'support_need_mental_health_history' as field,
        load_id,
        row_number,
        is_unreadable,
        perspective,
        assessment_date as harm_date,
        has_support_need_mental_health_history as has_mental_health_need,
        has_support_need_sexual_abuse or has_support_need_modern_slavery as is_exploited,
        has_support_need_domestic_abuse or has_support_need_non_domestic_abuse as is_abused
    from support_need
)

select * from final
