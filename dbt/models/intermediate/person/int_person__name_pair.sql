-- Rules of the cascade that rest on the whole name and the date of birth.
with

source_record as (

    select * from {{ ref('int_person__source_record') }}

),

lcs_postcode as (

    select * from {{ ref('int_person__lcs_postcode') }}

),

-- One person's, unless a number or the sex on both sides says otherwise.
same_name_and_birth_date as (

    select
        other.local_authority_code,
        other.source,
        other.dataset,
        other.source_record_id,
        lcs_record.source_record_id as lcs_person_id,
        other.is_birth_date_default,
        other.postcode
    from source_record as other
    inner join source_record as lcs_record
        on
            other.local_authority_code = lcs_record.local_authority_code
            and other.name_key = lcs_record.name_key
            and other.birth_date = lcs_record.birth_date
    where
        lcs_record.source = 'lcs'
        and coalesce(other.upn = lcs_record.upn, true)
        and coalesce(other.nhs_number = lcs_record.nhs_number, true)
        and coalesce(other.sex_code = lcs_record.sex_code, true)

),

-- Systems fill in 1 January where the day is not known, so that many share it: a third thing has to agree.
same_postcode_too as (

    select pair.*
    from same_name_and_birth_date as pair
    inner join lcs_postcode
        on
            pair.local_authority_code = lcs_postcode.local_authority_code
            and pair.lcs_person_id = lcs_postcode.lcs_person_id
            and pair.postcode = lcs_postcode.postcode

),

final as (

    select local_authority_code, source, dataset, source_record_id, lcs_person_id, 'name_birth_date' as rule_id
    from same_name_and_birth_date
    where not is_birth_date_default
    union all
    select local_authority_code, source, dataset, source_record_id, lcs_person_id, 'name_birth_date_postcode' as rule_id
    from same_postcode_too
    where is_birth_date_default

)

select * from final
