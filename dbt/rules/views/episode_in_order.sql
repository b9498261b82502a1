-- One row per episode of a known child, with what the return says of those before and after it; undated ones come last.
-- All columns of Episodes, which the seeds list. -- noqa: disable=AM04
with placed as (
    select
        *,
        row(place, pl_post, urn, place_provider) as placement
    from episodes
    where child is not null
)

select
    *,
    row_number() over in_order as position,
    lag(row_id) over in_order as previous_row_id,
    lag(dec) over in_order as previous_dec,
    lag(rec) over in_order as previous_rec,
    lag(ls) over in_order as previous_ls,
    lag(cin) over in_order as previous_cin,
    lag(place) over in_order as previous_place,
    lag(reason_place_change) over in_order as previous_reason_place_change,
    lag(placement) over in_order as previous_placement,
    lag(place, 2) over in_order as place_before_previous,
    lag(pl_post, 2) over in_order as pl_post_before_previous,
    lead(row_id) over in_order as next_row_id,
    lead(decom) over in_order as next_decom,
    lead(rne) over in_order as next_rne,
    lead(place) over in_order as next_place
from placed
window in_order as (partition by child order by decom nulls last, dec nulls last, tie_break)
