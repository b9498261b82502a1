-- Episode records of known people that the care history does not rest on.
with record as (
    select * from {{ ref('stg_lcs__cla_episode') }}
),

used as (
    select * from {{ ref('int_care__episode_record') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

unused as (
    select
        record.local_authority_code,
        lcs_person.person_id,
        record.episode_id,
        record.episode_start_date,
        record.episode_end_date,
        coalesce(record.episode_end_date <> record.episode_start_date, true) as is_one_of_several
    from record
    cross join run_settings
    inner join lcs_person
        on
            record.local_authority_code = lcs_person.local_authority_code
            and record.lcs_person_id = lcs_person.lcs_person_id
    left join used
        on record.local_authority_code = used.local_authority_code and record.episode_id = used.episode_id
    where used.episode_id is null and record.episode_start_date <= run_settings.as_at
),

final as (
    select
        *,
        case
            when is_one_of_several then 'another record of an episode that begins on the same day'
            else 'an episode of no days'
        end as reason
    from unused
)

select * from final
