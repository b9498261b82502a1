with records as (select * from {{ ref('int_activity__record') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

recodes as (
    select *
    from {{ source('catalogue', 'recodes') }}
    where to_code_set = 'ACTIV'
),

recoded as (
    select
        {{ fact_key() }},
        records.activity_date,
        records.activity_start_date,
        records.activity_confirmed_date,
        records.is_current,
        records.code_set,
        records.source_code,
        -- A code of the return's own set needs no translation.
        case
            when records.code_set = 'ACTIV' then nullif(records.source_code, '0')
            else {{ recoded('records.source_code', 'recodes.to_code') }}
        end as activity_code
    from records
    {{ join_person_and_field() }}
    left join recodes
        on records.code_set = recodes.from_code_set and records.source_code = recodes.from_code
),

final as (
    select
        *,
        activity_code in ('F1', 'P1', 'F2', 'P2', 'F4', 'P4', 'F5', 'P5') as is_in_education_or_work,
        activity_code in ('F1', 'P1', 'F2', 'P2') as is_in_education,
        activity_code in ('F1', 'P1') as is_in_higher_education,
        activity_code in ('F4', 'P4', 'F5', 'P5') as is_in_work,
        case
            when activity_code in ('G4', 'G5', 'G6') then activity_code
            when activity_code is not null then 'NOT_NEET'
        end as neet_code,
        code_set = 'CCIS_ACTIVITY' and source_code in ('130', '290', '710') as is_in_custody
    from recoded
)

select * from final
