-- One row per unbroken period of care of a child: episodes that follow each other without a gap.
with ordered as (
    select
        child,
        decom,
        dec,
        row_id,
        lag(dec) over in_order as previous_dec
    from episodes
    where decom is not null and child is not null
    window in_order as (partition by child order by decom asc, dec asc nulls last, row_id asc)
),

numbered as (
    select
        *,
        count(*) filter (where decom > previous_dec) over in_order as period
    from ordered
    window in_order as (partition by child order by decom asc, dec asc nulls last, row_id asc)
)

select
    child,
    min(decom) as start_date,
    last(dec order by decom asc, dec asc nulls last, row_id asc) as end_date
from numbered
group by child, period
