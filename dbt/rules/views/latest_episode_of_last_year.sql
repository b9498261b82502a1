-- One row per child with a dated episode last year: the one that began last.
-- All columns of Episodes, which the seeds list. -- noqa: disable=AM04
select *
from previous_episodes
where decom is not null and child is not null
qualify row_number() over (partition by child order by decom desc, tie_break asc) = 1
