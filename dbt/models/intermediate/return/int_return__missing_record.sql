-- Times missing or away by person, ended on the 18th birthday at the latest. An end that cannot be one is taken as not
-- recorded. A record without a start is listed by its end or extract.
with missing_episode as (
    select
        *,
        {{ has_unreadable(['miss_missing_episode_start_date']) }} as is_start_unreadable,
        {{ has_unreadable(['miss_missing_episode_end_date']) }} as is_end_unreadable,
        {{ has_unreadable(['miss_missing_episode_type']) }} as is_type_unreadable
    from {{ ref('stg_lcs__missing_episode') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

birth_date as (
    select * from {{ ref('int_person__birth_date') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

known as (
    select
        missing_episode.*,
        lcs_person.person_id,
        coalesce(
            missing_episode.missing_end_date < missing_episode.missing_start_date, false
        ) as is_end_before_start,
        case
            when
                missing_episode.missing_end_date >= missing_episode.missing_start_date
                and missing_episode.missing_end_date <= run_settings.as_at
                then missing_episode.missing_end_date
        end as recorded_end_date,
        {{ add_years('birth_date.birth_date', 18) }} as eighteenth_birthday
    from missing_episode
    cross join run_settings
    left join lcs_person
        on
            missing_episode.local_authority_code = lcs_person.local_authority_code
            and missing_episode.lcs_person_id = lcs_person.lcs_person_id
    left join birth_date on {{ same_person('lcs_person', 'birth_date') }}
),

settled as (
    select
        *,
        case
            when missing_start_date >= eighteenth_birthday then recorded_end_date
            when recorded_end_date <= eighteenth_birthday then recorded_end_date
            else coalesce(eighteenth_birthday, recorded_end_date)
        end as settled_end_date
    from known
),

final as (
    select
        local_authority_code,
        missing_episode_row_id as record_id,
        person_id,
        missing_start_date,
        coalesce(missing_start_date, missing_end_date, extract_date) as listed_from_date,
        case
            when missing_start_date is null then coalesce(missing_end_date, extract_date)
            else settled_end_date
        end as listed_to_date,
        settled_end_date,
        recorded_end_date,
        missing_type_code,
        eighteenth_birthday,
        is_start_unreadable,
        is_end_unreadable,
        is_end_before_start,
        is_type_unreadable,
        load_id,
        row_number
    from settled
)

select * from final
