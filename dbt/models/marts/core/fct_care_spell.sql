with episode as (
    select * from {{ ref('fct_care_episode') }}
),

grouped as (
    select
        local_authority_code,
        person_id,
        spell_start_date,
        nullif(max(coalesce(episode_end_date, date '9999-12-31')), date '9999-12-31') as spell_end_date,
        is_short_break,
        min_by(primary_need_code, episode_start_date) as primary_need_code,
        -- X1 here means that care went on as, or after, a short break: no end of care.
        nullif(max_by(coalesce(end_reason_code, ''), episode_start_date), 'X1') as last_end_reason_code,
        cast(count(*) as integer) as episode_count,
        bool_or(is_repaired) as is_repaired
    from episode
    group by local_authority_code, person_id, spell_start_date, is_short_break
),

final as (
    select
        local_authority_code,
        person_id,
        spell_start_date,
        spell_end_date,
        is_short_break,
        primary_need_code,
        nullif(last_end_reason_code, '') as end_reason_code,
        episode_count,
        is_repaired
    from grouped
)

select * from final
