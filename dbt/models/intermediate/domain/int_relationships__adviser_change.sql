with cohort as (select * from {{ ref('int_domain__cohort') }}),

advisers as (select * from {{ ref('fct_adviser') }}),

involved as (
    select
        advisers.*,
        cohort.as_at
    from advisers
    inner join cohort
        on advisers.local_authority_code = cohort.local_authority_code and advisers.person_id = cohort.person_id
    where
        advisers.involvement_start_date <= cohort.as_at
        and (
            advisers.involvement_end_date is null
            or advisers.involvement_end_date > {{ add_months('cohort.as_at', -12) }}
        )
),

final as (
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        min(field) as field,
        max(load_id) as load_id,
        max(row_number) as row_number,
        bool_or(is_unreadable) as is_unreadable,
        min(perspective) as perspective,
        max(involvement_start_date) as latest_start_date,
        count(distinct adviser_id) as advisers_count
    from involved
    group by local_authority_code, person_id, source, dataset
)

select * from final
