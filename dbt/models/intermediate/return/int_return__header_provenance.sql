with header as (
    select * from {{ ref('int_return__header') }}
),

birth_date as (
    select * from {{ ref('int_person__birth_date') }}
),

attribute as (
    select * from {{ ref('int_person__lcs_attribute') }}
),

family as (
    select * from {{ ref('int_person__family_and_status') }}
),

item as (
    select * from (
        values
        ('CHILD', 'smallest case-system number of the person'),
        ('SEX', 'as recorded, in the codes of the year'),
        ('DOB', 'exact date before estimate, case system before others'),
        ('ETHNIC', 'as recorded'),
        ('UPN', 'as recorded'),
        ('MOTHER', 'young women looked after in the year: a child born by its end'),
        ('MC_DOB', 'first child of a mother')
    ) as items (item, rule)
),

final as (
    select
        header.local_authority_code,
        header.collection_year,
        header.child_id,
        '' as line,
        item.item,
        case item.item
            when 'CHILD' then header.child_id
            when 'SEX' then header.sex_item
            when 'DOB' then {{ return_date('header.birth_date') }}
            when 'ETHNIC' then header.ethnicity_item
            when 'UPN' then header.upn_item
            when 'MOTHER' then header.mother_item
            when 'MC_DOB' then {{ return_date('header.mother_child_birth_item') }}
        end as value,
        -- An item that no record gives is traced to the person's own record, which leaves it blank.
        case
            when item.item = 'SEX' and header.sex_code is not null then 'ssd_person'
            when item.item = 'DOB' then birth_date.dataset
            when item.item = 'ETHNIC' and header.ethnicity_code is not null then 'ssd_person'
            when item.item = 'UPN' and header.upn is not null then 'lcs_903_items'
            when item.item = 'UPN' and header.upn_unknown_code is not null then 'ssd_person'
            when item.item in ('MOTHER', 'MC_DOB') and header.is_mother then 'ssd_mother'
            when item.item <> 'MC_DOB' then attribute.row_dataset
        end as source_dataset,
        case
            when item.item = 'SEX' and header.sex_code is not null then attribute.sex_load_id
            when item.item = 'DOB' then birth_date.load_id
            when item.item = 'ETHNIC' and header.ethnicity_code is not null then attribute.ethnicity_load_id
            when item.item = 'UPN' and header.upn is not null then attribute.upn_load_id
            when item.item = 'UPN' and header.upn_unknown_code is not null then attribute.upn_unknown_load_id
            when item.item in ('MOTHER', 'MC_DOB') and header.is_mother then family.first_child_load_id
            when item.item <> 'MC_DOB' then attribute.load_id
        end as load_id,
        case
            when item.item = 'SEX' and header.sex_code is not null then attribute.sex_row_number
            when item.item = 'DOB' then birth_date.row_number
            when item.item = 'ETHNIC' and header.ethnicity_code is not null then attribute.ethnicity_row_number
            when item.item = 'UPN' and header.upn is not null then attribute.upn_row_number
            when item.item = 'UPN' and header.upn_unknown_code is not null then attribute.upn_unknown_row_number
            when item.item in ('MOTHER', 'MC_DOB') and header.is_mother then family.first_child_row_number
            when item.item <> 'MC_DOB' then attribute.row_number
        end as row_number,
        case
            when item.item = 'ETHNIC' and header.ethnicity_code is null then 'not recorded: NOBT'
            when item.item = 'UPN' and header.upn is not null then item.rule
            when item.item = 'UPN' and header.upn_unknown_code is not null then 'recorded reason for having none'
            when item.item = 'UPN' then 'reason by default'
            else item.rule
        end as rule
    from header
    cross join item
    inner join attribute on {{ same_person('header', 'attribute') }}
    inner join family on {{ same_person('header', 'family') }}
    left join birth_date on {{ same_person('header', 'birth_date') }}
)

select * from final
