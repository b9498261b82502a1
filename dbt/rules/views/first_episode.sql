-- One row per child with a dated episode: the first of this year's.
-- All columns of Episodes, which the seeds list. -- noqa: disable=AM04
select *
from episodes
where decom is not null and child is not null
qualify row_number() over (partition by child order by decom, tie_break) = 1
