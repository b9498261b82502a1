-- Whom a number in a submitted return means: the person whose number it is in the case system, or else the only one
-- whose earlier number it was. A number that stands for nobody there has no row.
with person as (
    select * from {{ ref('stg_lcs__person') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

own_number as (
    select
        local_authority_code,
        lcs_person_id as child_id,
        person_id
    from lcs_person
),

earlier_number as (
    select
        person.local_authority_code,
        person.legacy_id as child_id,
        min(lcs_person.person_id) as person_id
    from person
    inner join lcs_person
        on
            person.local_authority_code = lcs_person.local_authority_code
            and person.lcs_person_id = lcs_person.lcs_person_id
    left join own_number
        on
            person.local_authority_code = own_number.local_authority_code
            and person.legacy_id = own_number.child_id
    where person.legacy_id is not null and own_number.child_id is null
    group by person.local_authority_code, person.legacy_id
    having min(lcs_person.person_id) = max(lcs_person.person_id)
),

final as (
    select * from own_number
    union all
    select * from earlier_number
)

select * from final
