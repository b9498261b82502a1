with homelessness_case as (select * from {{ ref('fct_homelessness_case') }}),

leaving_care_payment as (select * from {{ ref('fct_leaving_care_payment') }}),

final as (
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        field,
        load_id,
        row_number,
        is_unreadable,
        perspective,
        assessment_date as income_date,
        benefits_received as benefits
    from homelessness_case
    where is_main_applicant
    union all
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        field,
        load_id,
        row_number,
        -- The fact tells of the sum; what somebody lives on is text, which is never unreadable.
        false as is_unreadable,
        perspective,
        payment_date as income_date,
        benefits_claimed as benefits
    from leaving_care_payment
)

select * from final
