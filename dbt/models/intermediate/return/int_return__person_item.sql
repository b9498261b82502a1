-- Where the items that every module has come from. Without a date of birth the person's own record is named, which
-- leaves it blank; it stands behind every item that no record gives.
with attribute as (
    select * from {{ ref('int_person__lcs_attribute') }}
),

birth_date as (
    select * from {{ ref('int_person__birth_date') }}
),

final as (
    select
        local_authority_code,
        person_id,
        'CHILD' as item,
        row_dataset as source_dataset,
        load_id,
        row_number,
        'smallest case-system number of the person' as rule
    from attribute
    union all
    select
        attribute.local_authority_code,
        attribute.person_id,
        'DOB' as item,
        case when birth_date.person_id is null then attribute.row_dataset else birth_date.dataset end as source_dataset,
        case when birth_date.person_id is null then attribute.load_id else birth_date.load_id end as load_id,
        case when birth_date.person_id is null then attribute.row_number else birth_date.row_number end as row_number,
        'exact date before estimate, case system before others' as rule
    from attribute
    left join birth_date on {{ same_person('attribute', 'birth_date') }}
)

select * from final
