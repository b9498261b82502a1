-- One row per unbroken period of care of a child: episodes that follow each other without a gap.
with ordered as (
    select
        child,
        decom,
        dec,
        row_id,
        lag(dec) over (partition by child order by decom, row_id) as previous_dec
    from episodes
    where decom is not null and child is not null
),

numbered as (
    select
        *,
        count(*) filter (where decom > previous_dec) over (partition by child order by decom, row_id) as period
    from ordered
)

select
    child,
    min(decom) as start_date,
    last(dec order by decom, row_id) as end_date
from numbered
group by child, period
