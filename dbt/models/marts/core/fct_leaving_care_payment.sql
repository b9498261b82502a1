with payments as (select * from {{ ref('stg_finance__leaving_care_payment') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance('finance', 'leaving_care_payments', 'amount', 'leaving_care_payments', 'lcs_person_id') }},
        payment_id,
        payment_date,
        payment_kind_code,
        amount,
        allowance_left_amount,
        has_claimed_savings,
        benefits_claimed,
        is_staying_put_payment,
        {{ has_unreadable(['allowance_left']) }} as is_allowance_unreadable,
        {{ has_unreadable(['savings_claimed']) }} as is_savings_claim_unreadable
    from payments
),

final as (
    select
        {{ fact_key() }},
        records.payment_id,
        records.payment_date,
        records.payment_kind_code,
        records.amount,
        records.allowance_left_amount,
        records.has_claimed_savings,
        records.benefits_claimed,
        records.is_staying_put_payment,
        records.is_allowance_unreadable,
        records.is_savings_claim_unreadable
    from records
    {{ join_person_and_field() }}
)

select * from final
