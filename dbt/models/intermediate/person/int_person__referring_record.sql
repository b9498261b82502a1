-- Sources that write the case system's own number instead of an identity; a survey's date of birth checks it.
with reference as (
    select
        local_authority_code,
        'voice' as source,
        'survey_answers' as dataset,
        lcs_person_id,
        birth_date,
        load_id,
        row_number
    from {{ ref('stg_voice__survey_answer') }}
    union all
    select
        local_authority_code,
        'voice' as source,
        'app_statements' as dataset,
        lcs_person_id,
        cast(null as date) as birth_date,
        load_id,
        row_number
    from {{ ref('stg_voice__app_statement') }}
    union all
    select
        local_authority_code,
        'finance' as source,
        'leaving_care_payments' as dataset,
        lcs_person_id,
        cast(null as date) as birth_date,
        load_id,
        row_number
    from {{ ref('stg_finance__leaving_care_payment') }}
),

dated as (
    select
        *,
        min(birth_date) over same_person as first_birth_date,
        max(birth_date) over same_person as last_birth_date
    from reference
    window same_person as (partition by local_authority_code, dataset, lcs_person_id)
),

final as (
    select
        local_authority_code,
        source,
        dataset,
        lcs_person_id as source_record_id,
        lcs_person_id,
        -- Dates that differ between the answers of one reference check nothing.
        case when first_birth_date = last_birth_date then first_birth_date end as birth_date,
        load_id,
        row_number
    from dated
    qualify row_number() over (
        partition by local_authority_code, dataset, lcs_person_id
        order by load_id, row_number
    ) = 1
)

select * from final
