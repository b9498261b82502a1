with pupils as (select * from {{ ref('stg_virtual_school__pupil') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance('virtual_school', 'pupils', 'pep_date', 'pupils', 'record_key') }},
        extract_date,
        pep_date,
        key_stage_4_result,
        key_stage_5_result,
        is_in_higher_education,
        bursary_paid_date,
        {{ has_unreadable(['in_higher_education']) }} as is_higher_education_unreadable,
        {{ has_unreadable(['key_stage_4_result', 'key_stage_5_result']) }} as is_result_unreadable
    from pupils
),

final as (
    select
        {{ fact_key() }},
        records.extract_date,
        records.pep_date,
        records.key_stage_4_result,
        records.key_stage_5_result,
        coalesce(records.key_stage_5_result, records.key_stage_4_result) as highest_result,
        records.is_in_higher_education or records.bursary_paid_date is not null as is_in_higher_education,
        records.is_higher_education_unreadable,
        records.is_result_unreadable
    from records
    {{ join_person_and_field() }}
)

select * from final
