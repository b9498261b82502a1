-- Everyone in Episodes or OC3 of a collection year.
with episode as (
    select * from {{ ref('int_return__episode') }}
),

oc3 as (
    select * from {{ ref('int_return__oc3') }}
),

year as (
    select * from {{ ref('int_return__year') }}
),

person as (
    select * from {{ ref('dim_person') }}
),

sex as (
    select * from {{ ref('int_return__sex') }}
),

first_care as (
    select
        local_authority_code,
        person_id,
        min(spell_start_date) as first_care_date
    from {{ ref('fct_care_spell') }}
    group by local_authority_code, person_id
),

in_return as (
    select
        local_authority_code,
        collection_year,
        person_id,
        not is_short_break as is_looked_after
    from episode
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        false as is_looked_after
    from oc3
),

member as (
    select
        local_authority_code,
        collection_year,
        person_id,
        bool_or(is_looked_after) as is_looked_after
    from in_return
    group by local_authority_code, collection_year, person_id
),

described as (
    select
        member.local_authority_code,
        member.collection_year,
        member.person_id,
        member.is_looked_after,
        person.lcs_person_id as child_id,
        person.birth_date,
        person.sex_code,
        person.is_sex_unreadable,
        person.ethnicity_code,
        person.is_ethnicity_unreadable,
        person.upn,
        person.upn_unknown_code,
        coalesce(sex.sex_item, unknown_sex.sex_item) as sex_item,
        -- The reason for having no number, where none is recorded: too young for school, from abroad, new in care in
        -- the last week of the year; otherwise the sources cannot be matched.
        case
            when {{ add_years('person.birth_date', 5) }} > year.end_date then 'UN1'
            when person.is_formerly_uasc then 'UN3'
            when {{ dbt.datediff('first_care.first_care_date', 'year.end_date', 'day') }} < 7 then 'UN4'
            else 'UN5'
        end as default_upn_item,
        case
            when member.is_looked_after and person.sex_code = 'F'
                then coalesce(person.first_child_birth_date <= year.end_date, false)
        end as is_mother,
        person.first_child_birth_date
    from member
    inner join year on member.collection_year = year.collection_year
    inner join person on {{ same_person('member', 'person') }}
    left join first_care on {{ same_person('member', 'first_care') }}
    left join sex
        on member.collection_year = sex.collection_year and person.sex_code = sex.sex_code
    left join sex as unknown_sex
        on member.collection_year = unknown_sex.collection_year and unknown_sex.sex_code = 'U'
),

final as (
    select
        *,
        coalesce(ethnicity_code, 'NOBT') as ethnicity_item,
        coalesce(upn, upn_unknown_code, default_upn_item) as upn_item,
        case when is_mother then '1' when not is_mother then '0' end as mother_item,
        case when is_mother then first_child_birth_date end as mother_child_birth_item
    from described
)

select * from final
