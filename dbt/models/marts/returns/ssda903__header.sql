-- The return's own names are upper case. -- noqa: disable=RF06
with header as (
    select * from {{ ref('int_return__header') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child_id as "CHILD",
        sex_item as "SEX",
        birth_date as "DOB",
        ethnicity_item as "ETHNIC",
        upn_item as "UPN",
        mother_item as "MOTHER",
        mother_child_birth_item as "MC_DOB"
    from header
)

select * from final
