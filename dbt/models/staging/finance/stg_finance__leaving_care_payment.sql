-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('finance', 'leaving_care_payments') }}
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
        payment_id,
        person_reference as lcs_person_id,
        payment_kind as payment_kind_code,
        payment_date,
        amount,
        allowance_left as allowance_left_amount,
        savings_claimed as has_claimed_savings,
        benefits_claimed,
        staying_put_payment as is_staying_put_payment
    from source

)

select * from final
