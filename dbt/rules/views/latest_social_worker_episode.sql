-- One row per child: the row of SWEpisodes that began last, an open one where two began on the same day.
select
    row_id,
    child,
    sw_decom,
    sw_dec,
    sw_dec_text
from swepisodes
where child is not null
qualify
    row_number() over (
        partition by child
        order by sw_decom desc nulls last, sw_dec desc nulls first, sw_dec_text asc nulls first, tie_break asc
    ) = 1
