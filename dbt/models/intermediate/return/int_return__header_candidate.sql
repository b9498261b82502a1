-- Everyone ever in care by the end of a collection year, and why some are not in Header.
with year as (
    select * from {{ ref('int_return__year') }}
),

spell as (
    select * from {{ ref('fct_care_spell') }}
),

oc3 as (
    select * from {{ ref('int_return__oc3') }}
),

considered as (
    select
        spell.local_authority_code,
        year.collection_year,
        spell.person_id,
        bool_or(spell.spell_end_date is null or spell.spell_end_date >= year.start_date) as is_in_care_in_year
    from spell
    inner join year on spell.spell_start_date <= year.end_date
    group by spell.local_authority_code, year.collection_year, spell.person_id
),

final as (
    select
        considered.local_authority_code,
        considered.collection_year,
        considered.person_id,
        case
            when not considered.is_in_care_in_year and oc3.person_id is null
                then 'not in care in the year and without a line in OC3'
        end as left_out_reason
    from considered
    left join oc3
        on
            {{ same_person('considered', 'oc3') }}
            and considered.collection_year = oc3.collection_year
)

select * from final
