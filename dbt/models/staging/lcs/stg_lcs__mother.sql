-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_mother') }}
    where is_current

),

final as (

    select
        local_authority_code,
        load_id,
        row_number,
        extract_date,
        record_key,
        unreadable_fields,
        moth_table_id as mother_row_id,
        moth_person_id as lcs_person_id,
        moth_childs_person_id as child_lcs_person_id,
        moth_childs_dob as child_birth_date
    from source

)

select * from final
