-- In order of their start: a period that begins before an earlier one has ended; one without an end never does.
select
    'Missing' as module,
    row_id
from missing
where child is not null and mis_start is not null
qualify
    mis_start < max(coalesce(mis_end, cast('infinity' as date))) over (
        partition by child
        order by mis_start, mis_end nulls last, tie_break
        rows between unbounded preceding and 1 preceding
    )
