with missing_episodes as (select * from {{ ref('stg_lcs__missing_episode') }}),

run_settings as (select * from {{ source('landing', 'run_settings') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance('lcs', 'ssd_missing', 'miss_missing_episode_start_date', 'ssd_person', 'lcs_person_id') }},
        missing_start_date,
        {{ known_date('missing_end_date') }} as missing_end_date,
        missing_type_code,
        return_interview_offered_code,
        return_interview_accepted_code
    from missing_episodes
    cross join run_settings
    where {{ has_begun('missing_start_date') }}
),

final as (
    select
        {{ fact_key() }},
        records.missing_start_date,
        records.missing_end_date,
        records.missing_type_code,
        records.return_interview_offered_code,
        records.return_interview_accepted_code
    from records
    {{ join_person_and_field() }}
)

select * from final
