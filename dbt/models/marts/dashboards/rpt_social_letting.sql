-- The log of lettings may only be counted: it names nobody, and no row of it is linked to a person.
with lettings as (select * from {{ ref('stg_housing__social_letting') }}),

counted as (
    select
        local_authority_code,
        coalesce(form_year, 'not given') as form_year,
        coalesce(primary_client_group_code, 'none') as client_group_code,
        coalesce(previous_tenure_code, 'not given') as previous_tenure_code,
        count(*) as lettings_count
    from lettings
    group by all
),

final as (
    select
        local_authority_code,
        form_year,
        client_group_code,
        previous_tenure_code,
        case when lettings_count >= {{ fewest_people_shown() }} then lettings_count end as lettings_count_shown,
        case when lettings_count >= {{ fewest_people_shown() }} then 'shown' else 'c' end as status
    from counted
)

select * from final
