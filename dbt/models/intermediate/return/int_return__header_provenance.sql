with

header as (

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

traced as (

    select
        header.*,
        attribute.load_id,
        attribute.row_number,
        attribute.sex_load_id,
        attribute.sex_row_number,
        attribute.ethnicity_load_id,
        attribute.ethnicity_row_number,
        attribute.upn_load_id,
        attribute.upn_row_number,
        birth_date.dataset as birth_date_dataset,
        birth_date.load_id as birth_date_load_id,
        birth_date.row_number as birth_date_row_number,
        family.first_child_load_id,
        family.first_child_row_number
    from header
    inner join attribute
        on header.local_authority_code = attribute.local_authority_code and header.person_id = attribute.person_id
    inner join family
        on header.local_authority_code = family.local_authority_code and header.person_id = family.person_id
    left join birth_date
        on header.local_authority_code = birth_date.local_authority_code and header.person_id = birth_date.person_id

),

final as (

    select
        local_authority_code, collection_year, child_id, 'CHILD' as item, child_id as value,
        'ssd_person' as source_dataset, load_id, row_number, 'smallest case-system number of the person' as rule
    from traced
    union all
    select
        local_authority_code, collection_year, child_id, 'SEX', sex_item, 'ssd_person', sex_load_id, sex_row_number,
        'as recorded, in the codes of the year'
    from traced
    union all
    select
        local_authority_code, collection_year, child_id, 'DOB', {{ return_date('birth_date') }},
        birth_date_dataset, birth_date_load_id, birth_date_row_number,
        'exact date before estimate, case system before others'
    from traced
    union all
    select
        local_authority_code, collection_year, child_id, 'ETHNIC', ethnicity_item, 'ssd_person', ethnicity_load_id,
        ethnicity_row_number, case when ethnicity_code is null then 'not recorded: NOBT' else 'as recorded' end
    from traced
    union all
    select
        local_authority_code, collection_year, child_id, 'UPN', upn_item,
        case when upn is null then 'ssd_person' else 'lcs_903_items' end,
        case when upn is null then load_id else upn_load_id end,
        case when upn is null then row_number else upn_row_number end,
        case
            when upn is not null then 'as recorded'
            when upn_unknown_code is not null then 'recorded reason for having none'
            else 'reason by default'
        end
    from traced
    union all
    select
        local_authority_code, collection_year, child_id, 'MOTHER', mother_item,
        case when is_mother then 'ssd_mother' else 'ssd_person' end,
        case when is_mother then first_child_load_id else load_id end,
        case when is_mother then first_child_row_number else row_number end,
        'young women looked after in the year: a child born by its end'
    from traced
    union all
    select
        local_authority_code, collection_year, child_id, 'MC_DOB', {{ return_date('mother_child_birth_item') }},
        case when is_mother then 'ssd_mother' end,
        case when is_mother then first_child_load_id end,
        case when is_mother then first_child_row_number end,
        'first child of a mother'
    from traced

)

select * from final
