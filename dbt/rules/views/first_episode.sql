-- One row per child with a dated episode: the first of this year's.
-- All columns of Episodes, which the seeds list. -- noqa: disable=AM04
with chosen as (
    select min_by(row_id, row(decom, tie_break)) as row_id
    from episodes
    where decom is not null and child is not null
    group by child
)

select episodes.*
from episodes
semi join chosen on episodes.row_id = chosen.row_id
