with members as (select * from {{ ref('int_indicator__member') }}),

persons as (select * from {{ ref('dim_person') }}),

periods as (select * from {{ ref('int_indicator__period') }}),

aged as (
    select
        members.local_authority_code,
        members.period_end_date,
        members.person_id,
        periods.period_start_date,
        periods.year_start_date,
        {{ age_in_years('persons.birth_date', 'members.period_end_date') }} as age_years,
        members.is_looked_after,
        members.is_care_leaver
    from members
    inner join persons
        on
            members.local_authority_code = persons.local_authority_code
            and members.person_id = persons.person_id
    inner join periods on members.period_end_date = periods.period_end_date
    where persons.death_date is null or persons.death_date > members.period_end_date
),

final as (
    select
        local_authority_code,
        period_end_date,
        person_id,
        period_start_date,
        year_start_date,
        age_years,
        {{ age_band('age_years') }} as age_band,
        is_looked_after,
        is_care_leaver and coalesce(age_years between 17 and 25, false) as is_care_leaver
    from aged
)

select * from final
