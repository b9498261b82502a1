-- Case-system records are persons; a record of another system is linked by the first rule that finds exactly one.
with pair as (
    select * from {{ ref('int_person__pair') }}
    where anchor_source = 'lcs'
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

person_pair as (
    select
        pair.*,
        lcs_person.person_id
    from pair
    inner join lcs_person
        on
            pair.local_authority_code = lcs_person.local_authority_code
            and pair.anchor_source_record_id = lcs_person.lcs_person_id
),

final as (
    {{ unambiguous_link('person_pair') }}
)

select * from final
