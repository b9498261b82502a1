-- The first day by which a person is known to be dead: the date of death, or a contact at which it was learnt.
with person as (
    select * from {{ ref('dim_person') }}
),

contact as (
    select * from {{ ref('fct_care_leaver_contact') }}
),

died as (
    select
        local_authority_code,
        person_id,
        death_date
    from person
    where death_date is not null
    union all
    select
        local_authority_code,
        person_id,
        contact_date as death_date
    from contact
    where in_touch_code = 'DIED'
),

final as (
    select
        local_authority_code,
        person_id,
        min(death_date) as death_date
    from died
    group by local_authority_code, person_id
)

select * from final
