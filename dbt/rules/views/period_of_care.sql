-- One row per unbroken period of care of a child: episodes that follow each other without a gap.
with ordered as (
    select
        child,
        decom,
        dec,
        tie_break,
        lag(dec) over in_order as previous_dec
    from episodes
    where decom is not null and child is not null
    window in_order as (partition by child order by decom asc, dec asc nulls last, tie_break asc)
),

numbered as (
    select
        *,
        count(*) filter (where decom > previous_dec) over in_order as period
    from ordered
    window in_order as (partition by child order by decom asc, dec asc nulls last, tie_break asc)
)

select
    child,
    min(decom) as start_date,
    last(dec order by decom asc, dec asc nulls last, tie_break asc) as end_date
from numbered
group by child, period
