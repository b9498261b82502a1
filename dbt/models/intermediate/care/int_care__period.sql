with episode as (
    select * from {{ ref('fct_care_episode') }}
),

final as (
    select
        local_authority_code,
        person_id,
        care_start_date,
        nullif(max(coalesce(episode_end_date, date '9999-12-31')), date '9999-12-31') as care_end_date
    from episode
    group by local_authority_code, person_id, care_start_date
)

select * from final
