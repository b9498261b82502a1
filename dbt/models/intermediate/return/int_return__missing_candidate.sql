-- Times missing or away that belong to a collection year, and why some have no line in Missing.
with record as (
    select * from {{ ref('int_return__missing_record') }}
),

year as (
    select * from {{ ref('int_return__module_year') }}
    where module = 'Missing'
),

looked_after as (
    select * from {{ ref('int_return__looked_after') }}
),

episode as (
    select * from {{ ref('fct_care_episode') }}
),

in_year as (
    select
        record.*,
        year.collection_year,
        {{ told_in_year('year', 'record.settled_end_date') }} as missing_end_item
    from record
    inner join year on {{ is_in_year('year', 'record.listed_from_date', 'record.listed_to_date') }}
),

-- A child can go missing on the day care ends: from the placement, before the end was decided.
begun_in_care as (
    select
        record.local_authority_code,
        record.record_id
    from record
    inner join episode
        on
            {{ same_person('record', 'episode') }}
            and record.missing_start_date >= episode.episode_start_date
            and (episode.episode_end_date is null or record.missing_start_date <= episode.episode_end_date)
    group by record.local_authority_code, record.record_id
),

judged as (
    select
        in_year.*,
        case
            when in_year.is_start_unreadable then 'start unreadable'
            when in_year.missing_start_date is null then 'start not recorded'
            when in_year.person_id is null then 'person unknown to the case system'
            when in_year.missing_start_date >= in_year.eighteenth_birthday then 'began on or after the 18th birthday'
            when looked_after.person_id is null then 'no episode in the year'
            when begun_in_care.record_id is null then 'did not begin in an episode'
        end as reason
    from in_year
    left join looked_after
        on
            {{ same_person('in_year', 'looked_after') }}
            and in_year.collection_year = looked_after.collection_year
    left join begun_in_care
        on
            in_year.local_authority_code = begun_in_care.local_authority_code
            and in_year.record_id = begun_in_care.record_id
),

-- Of several of a child that begin on one day the one that says how it ended, then the longest.
numbered as (
    select
        *,
        row_number() over (
            partition by local_authority_code, collection_year, person_id, missing_start_date, reason is null
            order by recorded_end_date desc nulls last, {{ latest_number_first('record_id') }}
        ) as number_from_day
    from judged
),

final as (
    select
        local_authority_code,
        collection_year,
        record_id,
        coalesce(person_id, '') as person_id,
        missing_type_code,
        missing_start_date,
        missing_end_item,
        recorded_end_date,
        is_end_unreadable,
        is_end_before_start,
        is_type_unreadable,
        load_id,
        row_number,
        case
            when reason is not null then reason
            when number_from_day > 1 then 'another record that begins on the same day'
        end as left_out_reason
    from numbered
)

select * from final
