with records as (select * from {{ ref('int_accommodation__record') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

recodes as (
    select *
    from {{ source('catalogue', 'recodes') }}
    where to_code_set = 'ACCOM_LETTER'
),

recoded as (
    select
        {{ fact_key() }},
        records.accommodation_date,
        records.accommodation_end_date,
        records.code_set,
        records.source_code,
        -- A letter of the return's own set needs no translation.
        case
            when records.code_set = 'ACCOM_LETTER' then nullif(records.source_code, '0')
            else {{ recoded('records.source_code', 'recodes.to_code') }}
        end as accommodation_code
    from records
    {{ join_person_and_field() }}
    left join recodes
        on records.code_set = recodes.from_code_set and records.source_code = recodes.from_code
),

final as (
    select
        *,
        -- What a placement is called says whether a child is in care, not whether a care leaver stays put.
        accommodation_code = 'Z' and code_set = 'ACCOM_LETTER' as is_staying_put,
        accommodation_code = 'S' as is_homeless,
        accommodation_code in ('V', 'W') as is_temporary,
        accommodation_code = 'X' as is_in_custody
    from recoded
)

select * from final
