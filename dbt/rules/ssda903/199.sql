-- The same adoption may stand in both years' files: then this year's row is the adoption, and passes.
with episode as (
    select
        child,
        decom,
        rec,
        row_id,
        true as is_current
    from episodes
    union all
    select
        child,
        decom,
        rec,
        row_id,
        false as is_current
    from previous_episodes
),

adoption as (
    select
        child,
        decom,
        row_id,
        is_current,
        coalesce(rec in (select code from codes('adopted')), false) as is_adoption
    from episode
    where decom is not null and child is not null
),

counted as (
    select
        row_id,
        is_current,
        count(*) filter (where is_adoption) over (
            partition by child order by decom asc, is_current desc, row_id asc
            rows between unbounded preceding and 1 preceding
        ) as earlier_adoptions
    from adoption
)

select
    'Episodes' as module,
    row_id
from counted
where is_current and earlier_adoptions > 0
