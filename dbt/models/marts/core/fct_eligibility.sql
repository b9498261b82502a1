with looked_after as (
    select * from {{ ref('int_care__looked_after') }}
),

after_care as (
    select * from {{ ref('int_care__after_care') }}
),

death as (
    select * from {{ ref('int_person__death') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

category as (
    select
        local_authority_code,
        person_id,
        eligible_from_date as valid_from_date,
        counted_to_date as valid_to_date,
        'ELIGIBLE' as eligibility_code
    from looked_after
    where eligible_from_date is not null
    union all
    select * from after_care
),

alive as (
    select
        category.local_authority_code,
        category.person_id,
        category.valid_from_date,
        least(category.valid_to_date, coalesce(death.death_date, category.valid_to_date)) as valid_to_date,
        category.eligibility_code
    from category
    cross join run_settings
    left join death on {{ same_person('category', 'death') }}
    where
        category.valid_from_date <= run_settings.as_at
        and category.valid_from_date < coalesce(death.death_date, category.valid_to_date)
),

compared as (
    select
        *,
        coalesce(
            lag(valid_to_date) over person = valid_from_date
            and lag(eligibility_code) over person = eligibility_code, false
        ) as is_continued
    from alive
    window person as (partition by local_authority_code, person_id order by valid_from_date)
),

numbered as (
    select
        *,
        sum(case when is_continued then 0 else 1 end) over (
            partition by local_authority_code, person_id
            order by valid_from_date
        ) as interval_number
    from compared
),

joined_up as (
    select
        local_authority_code,
        person_id,
        eligibility_code,
        min(valid_from_date) as valid_from_date,
        max(valid_to_date) as valid_to_date
    from numbered
    group by local_authority_code, person_id, eligibility_code, interval_number
),

final as (
    select
        joined_up.local_authority_code,
        joined_up.person_id,
        joined_up.valid_from_date,
        case when joined_up.valid_to_date <= run_settings.as_at then joined_up.valid_to_date end as valid_to_date,
        joined_up.eligibility_code,
        {{ eligibility_statute('joined_up.eligibility_code') }} as statute,
        {{ eligibility_reason('joined_up.eligibility_code') }} as reason
    from joined_up
    cross join run_settings
)

select * from final
