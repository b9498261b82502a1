with accommodation as (select * from {{ ref('fct_accommodation') }}),

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
        accommodation_date as staying_put_date,
        is_staying_put
    from accommodation
    where code_set = 'ACCOM_LETTER'
    union all
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        field,
        load_id,
        row_number,
        -- The fact tells of the sum; only rows whose flag was read are here.
        false as is_unreadable,
        perspective,
        payment_date as staying_put_date,
        is_staying_put_payment as is_staying_put
    from leaving_care_payment
    where is_staying_put_payment
)

select * from final
