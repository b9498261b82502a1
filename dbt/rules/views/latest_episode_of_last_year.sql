-- One row per child with a dated episode last year: the one that began last.
-- All columns of Episodes, which the seeds list. -- noqa: disable=AM04
with chosen as (
    select max_by(row_id, row(decom, tie_break)) as row_id
    from previous_episodes
    where decom is not null and child is not null
    group by child
)

select previous_episodes.*
from previous_episodes
semi join chosen on previous_episodes.row_id = chosen.row_id
