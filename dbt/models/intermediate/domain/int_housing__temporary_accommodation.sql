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
        accommodation_date as temporary_accommodation_date,
        is_temporary
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
        ta_start_date as temporary_accommodation_date,
        ta_type_code is not null as is_temporary
    from homelessness_case
    where ta_type_code is not null and ta_end_date is null
)

select * from final
