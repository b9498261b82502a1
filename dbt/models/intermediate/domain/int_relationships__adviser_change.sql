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

-- The latest of them is the record that the number rests on.
final as (
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        field,
        load_id,
        row_number,
        bool_or(is_unreadable) over records as is_unreadable,
        perspective,
        involvement_start_date as latest_start_date,
        count(distinct adviser_id) over records as advisers_count
    from involved
    window records as (partition by local_authority_code, person_id, source, dataset)
    qualify row_number() over (
        partition by local_authority_code, person_id, source, dataset
        order by involvement_start_date desc, load_id desc, row_number desc
    ) = 1
)

select * from final
