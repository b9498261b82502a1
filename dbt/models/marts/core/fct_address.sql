with records as (select * from {{ ref('int_address__record') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

final as (
    select
        {{ fact_key() }},
        records.address_date,
        records.address_start_date,
        records.address_end_date,
        records.is_start_unreadable,
        records.postcode
    from records
    {{ join_person_and_field() }}
)

select * from final
