with activity as (select * from {{ ref('fct_activity') }}),

education_record as (select * from {{ ref('fct_education_record') }}),

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
        activity_date as study_date,
        is_in_education,
        is_in_higher_education
    from activity
    where is_current
    union all
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        'in_higher_education' as field,
        load_id,
        row_number,
        is_higher_education_unreadable as is_unreadable,
        perspective,
        extract_date as study_date,
        case when is_in_higher_education then true end as is_in_education,
        is_in_higher_education
    from education_record
)

select * from final
