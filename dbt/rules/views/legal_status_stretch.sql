-- One row per dated episode, with the days of the stretch of episodes of the same legal status that it belongs to.
with ended as (
    select
        child,
        row_id,
        ls,
        decom,
        tie_break,
        if(dec_text is null, collection_end(), dec) as until
    from episodes
    where decom is not null and child is not null and ls is not null
),

followed as (
    select
        *,
        max(until) over (
            partition by child, ls order by decom, tie_break
            rows between unbounded preceding and 1 preceding
        ) as latest_until
    from ended
),

numbered as (
    select
        *,
        count(*) filter (where decom > latest_until) over (partition by child, ls order by decom, tie_break) as stretch
    from followed
)

select
    row_id,
    ls,
    max(until) over (partition by child, ls, stretch) - min(decom) over (partition by child, ls, stretch) as days
from numbered
