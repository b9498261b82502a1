with accommodation as (select * from {{ ref('fct_accommodation') }}),

activity as (select * from {{ ref('fct_activity') }}),

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
        accommodation_date as custody_date,
        is_in_custody
    from accommodation
    where accommodation_end_date is null
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
        activity_date as custody_date,
        is_in_custody
    from activity
    where code_set = 'CCIS_ACTIVITY' and is_current
)

select * from final
