-- In order of their start: an order that begins before an earlier one has ended; an order without an end never does.
select
    'DoLo' as module,
    row_id
from dolo
where child is not null and dolo_start is not null
qualify
    dolo_start < max(coalesce(dolo_end, cast('infinity' as date))) over (
        partition by child
        order by dolo_start, dolo_end nulls last, tie_break
        rows between unbounded preceding and 1 preceding
    )
