-- One row per child: the earliest of their dated episodes of this year.
select *
from episodes
where decom is not null and child is not null
qualify row_number() over (partition by child order by decom, row_id) = 1
