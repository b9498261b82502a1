-- Rules of the cascade that rest on a number: two records that have the same one.
with source_record as (
    select * from {{ ref('int_person__source_record') }}
),

-- A survey's date of birth checks the reference, unless the case system has only an estimate.
same_lcs_person_id as (
    select
        {{ pair_columns() }},
        'lcs_person_id' as rule_id
    from source_record as other
    inner join source_record as anchor
        on
            other.local_authority_code = anchor.local_authority_code
            and other.lcs_person_id = anchor.source_record_id
            and anchor.source = 'lcs'
    where
        other.source <> 'lcs'
        and (anchor.is_birth_date_estimated or coalesce(other.birth_date = anchor.birth_date, true))
),

-- A number may be mistyped into another person's: it links nobody whose date of birth and forename both differ.
same_upn as (
    select
        {{ pair_columns() }},
        'upn' as rule_id
    from source_record as other
    inner join source_record as anchor
        on
            other.local_authority_code = anchor.local_authority_code
            and other.upn = anchor.upn
            and (other.dataset <> anchor.dataset or other.source_record_id <> anchor.source_record_id)
    where
        coalesce(other.birth_date = anchor.birth_date, true)
        or coalesce(other.forename_key = anchor.forename_key, true)
),

same_nhs_number as (
    select
        {{ pair_columns() }},
        'nhs_number' as rule_id
    from source_record as other
    inner join source_record as anchor
        on
            other.local_authority_code = anchor.local_authority_code
            and other.nhs_number = anchor.nhs_number
            and (other.dataset <> anchor.dataset or other.source_record_id <> anchor.source_record_id)
    where
        coalesce(other.birth_date = anchor.birth_date, true)
        or coalesce(other.forename_key = anchor.forename_key, true)
),

final as (
    select * from same_lcs_person_id
    union all
    select * from same_upn
    union all
    select * from same_nhs_number
)

select * from final
