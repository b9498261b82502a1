-- Rules of the cascade that rest on a number: which case-system record has the same one.
with

source_record as (

    select * from {{ ref('int_person__source_record') }}

),

lcs_record as (

    select * from source_record where source = 'lcs'

),

-- A survey's date of birth checks the reference, unless the case system has only an estimate.
same_lcs_person_id as (

    select
        other.local_authority_code,
        other.source,
        other.dataset,
        other.source_record_id,
        lcs_record.source_record_id as lcs_person_id,
        'lcs_person_id' as rule_id
    from source_record as other
    inner join lcs_record
        on
            other.local_authority_code = lcs_record.local_authority_code
            and other.lcs_person_id = lcs_record.source_record_id
    where lcs_record.is_birth_date_estimated or coalesce(other.birth_date = lcs_record.birth_date, true)

),

-- A number may be mistyped into another person's: it links nobody whose date of birth and forename both differ.
same_upn as (

    select
        other.local_authority_code,
        other.source,
        other.dataset,
        other.source_record_id,
        lcs_record.source_record_id as lcs_person_id,
        'upn' as rule_id
    from source_record as other
    inner join lcs_record
        on other.local_authority_code = lcs_record.local_authority_code and other.upn = lcs_record.upn
    where
        coalesce(other.birth_date = lcs_record.birth_date, true)
        or coalesce(other.forename_key = lcs_record.forename_key, true)

),

same_nhs_number as (

    select
        other.local_authority_code,
        other.source,
        other.dataset,
        other.source_record_id,
        lcs_record.source_record_id as lcs_person_id,
        'nhs_number' as rule_id
    from source_record as other
    inner join lcs_record
        on other.local_authority_code = lcs_record.local_authority_code and other.nhs_number = lcs_record.nhs_number
    where
        coalesce(other.birth_date = lcs_record.birth_date, true)
        or coalesce(other.forename_key = lcs_record.forename_key, true)

),

final as (

    select * from same_lcs_person_id
    union all
    select * from same_upn
    union all
    select * from same_nhs_number

)

select * from final
