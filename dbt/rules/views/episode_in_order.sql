-- One row per episode of a child, with what the return says of those before and after it; undated ones come last.
select
    child,
    row_id,
    decom,
    rne,
    place,
    pl_post,
    rec,
    reason_place_change,
    row_number() over in_order as position,
    lag(place) over in_order as previous_place,
    lag(reason_place_change) over in_order as previous_reason_place_change,
    lag(place, 2) over in_order as place_before_previous,
    lag(pl_post, 2) over in_order as pl_post_before_previous,
    lead(decom) over in_order as next_decom,
    lead(rne) over in_order as next_rne,
    lead(place) over in_order as next_place
from episodes
where child is not null
window in_order as (partition by child order by decom nulls last, row_id)
