with accommodation as (select * from {{ ref('fct_accommodation') }}),

homelessness_case as (select * from {{ ref('fct_homelessness_case') }}),

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
        accommodation_date as homelessness_date,
        is_homeless
    from accommodation
    where code_set <> 'PLACE'
    union all
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
        assessment_date as homelessness_date,
        is_duty_owed as is_homeless
    from homelessness_case
    where duty_end_reason_code is null
)

select * from final
