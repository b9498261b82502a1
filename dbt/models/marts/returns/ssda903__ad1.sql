-- The return's own names are upper case. -- noqa: disable=RF06
with ad1 as (
    select * from {{ ref('int_return__ad1') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child_id as "CHILD",
        birth_date as "DOB",
        decision_date as "DATE_INT",
        matched_date as "DATE_MATCH",
        foster_care_item as "FOSTER_CARE",
        number_of_adopters_code as "NB_ADOPTR",
        adopter_sex_code as "SEX_ADOPTR",
        adopter_legal_status_code as "LS_ADOPTR"
    from ad1
)

select * from final
