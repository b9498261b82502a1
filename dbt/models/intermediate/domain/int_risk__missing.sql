with cohort as (select * from {{ ref('int_domain__cohort') }}),

missing_episodes as (select * from {{ ref('fct_missing_episode') }}),

started as (
    select
        missing_episodes.*,
        cohort.as_at
    from missing_episodes
    inner join cohort
        on
            missing_episodes.local_authority_code = cohort.local_authority_code
            and missing_episodes.person_id = cohort.person_id
    where missing_episodes.missing_start_date <= cohort.as_at
),

final as (
    select
        local_authority_code,
        person_id,
        source,
        dataset,
        min(field) as field,
        max(load_id) as load_id,
        max(row_number) as row_number,
        false as is_unreadable,
        min(perspective) as perspective,
        max(missing_start_date) as latest_missing_date,
        count_if(missing_start_date > {{ add_months('as_at', -12) }}) as missing_episodes_count
    from started
    group by local_authority_code, person_id, source, dataset
)

select * from final
