-- Episodes that rest on a repair, items of them that are asked for and blank, and records that were not used.
with episode as (
    select * from {{ ref('int_return__episode') }}
),

incomplete as (
    select * from {{ ref('int_return__episodes_incomplete') }}
),

candidate as (
    select * from {{ ref('int_return__episodes_candidate') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        person_id,
        cast(episode_start_date as varchar) as line,
        'all' as item,
        case when repair_reason = 'still open after the 18th birthday' then 'to check' else 'repaired' end as kind,
        repair_reason as reason
    from episode
    where is_repaired
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        item,
        kind,
        reason
    from incomplete
    union all
    select
        local_authority_code,
        collection_year,
        person_id,
        line,
        'all' as item,
        'left out' as kind,
        left_out_reason as reason
    from candidate
    where left_out_reason is not null
)

select * from final
