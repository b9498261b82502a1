with cohort as (select * from {{ ref('int_domain__cohort') }}),

missing_episodes as (select * from {{ ref('fct_missing_episode') }}),

started as (
    select
        missing_episodes.*,
        {{ add_months('cohort.as_at', -12) }} as year_start_date
    from missing_episodes
    inner join cohort
        on
            missing_episodes.local_authority_code = cohort.local_authority_code
            and missing_episodes.person_id = cohort.person_id
    where
        missing_episodes.missing_start_date <= cohort.as_at
        -- Whoever's start cannot be read may have gone missing in the year, unless it was over before.
        or (
            missing_episodes.is_unreadable
            and coalesce(missing_episodes.missing_end_date > {{ add_months('cohort.as_at', -12) }}, true)
        )
),

-- The latest of them is the record that the number rests on.
final as (
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        field,
        load_id,
        row_number,
        bool_or(is_unreadable and missing_start_date is null) over records as is_unreadable,
        perspective,
        missing_start_date as latest_missing_date,
        coalesce(count_if(missing_start_date > year_start_date) over records, 0) as missing_episodes_count
    from started
    window records as (partition by local_authority_code, person_id, source, dataset)
    qualify row_number() over (
        partition by local_authority_code, person_id, source, dataset
        order by missing_start_date desc nulls last, load_id desc, row_number desc
    ) = 1
)

select * from final
