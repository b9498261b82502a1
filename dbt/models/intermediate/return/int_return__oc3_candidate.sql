-- Everyone ever in care who had a 17th to 25th birthday in the year by as_at, or may have had one: the reason is why
-- there may be no row in OC3.
with year as (
    select * from {{ ref('int_return__year') }}
),

at_birthday as (
    select * from {{ ref('int_contact__at_birthday') }}
    where is_due
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

final as (
    select
        at_birthday.local_authority_code,
        at_birthday.collection_year,
        at_birthday.person_id,
        'all' as item,
        coalesce(at_birthday.left_out_reason, 'no contact in the year, at 22 to 25') as reason
    from at_birthday
    inner join year on at_birthday.collection_year = year.collection_year
    union all
    select
        care_in_view.local_authority_code,
        care_in_view.collection_year,
        care_in_view.person_id,
        'DOB' as item,
        case when person.is_birth_date_unreadable then 'unreadable' else 'not recorded' end as reason
    from care_in_view
    inner join person on {{ same_person('care_in_view', 'person') }}
    where person.birth_date is null
)

select * from final
