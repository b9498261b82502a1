-- Who was ever in care, had a birthday in the year, or may have had one, and has no row in OC3; and why.
with year as (
    select * from {{ ref('int_return__year') }}
),

at_birthday as (
    select * from {{ ref('int_contact__at_birthday') }}
    where is_due
),

oc3 as (
    select * from {{ ref('int_return__oc3') }}
),

person as (
    select * from {{ ref('dim_person') }}
),

care_in_view as (
    select
        spell.local_authority_code,
        spell.person_id,
        year.collection_year
    from {{ ref('fct_care_spell') }} as spell
    inner join year on spell.spell_start_date <= year.end_date
    group by spell.local_authority_code, spell.person_id, year.collection_year
),

left_out as (
    select
        at_birthday.local_authority_code,
        at_birthday.collection_year,
        at_birthday.person_id,
        'all' as item,
        'left out' as kind,
        coalesce(at_birthday.left_out_reason, 'no contact in the year, at 22 to 25') as reason
    from at_birthday
    inner join year on at_birthday.collection_year = year.collection_year
    left join oc3
        on
            at_birthday.local_authority_code = oc3.local_authority_code
            and at_birthday.collection_year = oc3.collection_year
            and at_birthday.person_id = oc3.person_id
    where oc3.person_id is null
),

without_age as (
    select
        care_in_view.local_authority_code,
        care_in_view.collection_year,
        care_in_view.person_id,
        'DOB' as item,
        'left out' as kind,
        case when person.is_birth_date_unreadable then 'unreadable' else 'not recorded' end as reason
    from care_in_view
    inner join person on {{ same_person('care_in_view', 'person') }}
    where person.birth_date is null
),

final as (
    select * from left_out
    union all
    select * from without_age
)

select * from final
