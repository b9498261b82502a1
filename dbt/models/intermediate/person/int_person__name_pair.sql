-- Rules of the cascade that rest on the whole name and the date of birth of two records.
with source_record as (
    select * from {{ ref('int_person__source_record') }}
),

known_postcode as (
    select
        local_authority_code,
        'ssd_person' as dataset,
        lcs_person_id as source_record_id,
        postcode
    from {{ ref('int_person__lcs_postcode') }}
    union all
    select
        local_authority_code,
        dataset,
        source_record_id,
        postcode
    from source_record
    where postcode is not null
),

-- One person's, unless a number or the sex on both sides says otherwise.
same_name_and_birth_date as (
    select
        {{ pair_columns() }},
        other.is_birth_date_default
    from source_record as other
    inner join source_record as anchor
        on
            other.local_authority_code = anchor.local_authority_code
            and other.name_key = anchor.name_key
            and other.birth_date = anchor.birth_date
    where
        (other.dataset <> anchor.dataset or other.source_record_id <> anchor.source_record_id)
        and coalesce(other.upn = anchor.upn, true)
        and coalesce(other.nhs_number = anchor.nhs_number, true)
        and coalesce(other.sex_code = anchor.sex_code, true)
),

-- Systems fill in 1 January where the day is not known, so that many share it: a third thing has to agree.
same_postcode_too as (
    select pair.*
    from same_name_and_birth_date as pair
    inner join known_postcode as other
        on
            pair.local_authority_code = other.local_authority_code
            and pair.dataset = other.dataset
            and pair.source_record_id = other.source_record_id
    inner join known_postcode as anchor
        on
            pair.local_authority_code = anchor.local_authority_code
            and pair.anchor_dataset = anchor.dataset
            and pair.anchor_source_record_id = anchor.source_record_id
            and other.postcode = anchor.postcode
    where pair.is_birth_date_default
    qualify row_number() over (
        partition by
            pair.local_authority_code,
            pair.dataset,
            pair.source_record_id,
            pair.anchor_dataset,
            pair.anchor_source_record_id
        order by other.postcode
    ) = 1
),

final as (
    select
        local_authority_code,
        source,
        dataset,
        source_record_id,
        anchor_source,
        anchor_dataset,
        anchor_source_record_id,
        is_birth_date_default,
        'name_birth_date' as rule_id
    from same_name_and_birth_date
    where not is_birth_date_default
    union all
    select
        local_authority_code,
        source,
        dataset,
        source_record_id,
        anchor_source,
        anchor_dataset,
        anchor_source_record_id,
        is_birth_date_default,
        'name_birth_date_postcode' as rule_id
    from same_postcode_too
)

select * from final
