-- One row per episode of a known child, with what the one before says, and when the one after began.
with placed as (
    select
        row_id,
        child,
        decom,
        dec,
        rne,
        rec,
        ls,
        cin,
        row(place, pl_post, urn, place_provider) as placement
    from episodes
    where child is not null
)

select
    row_id,
    child,
    decom,
    dec,
    rne,
    rec,
    ls,
    cin,
    placement,
    lag(row_id) over in_order as previous_row_id,
    lag(dec) over in_order as previous_dec,
    lag(rec) over in_order as previous_rec,
    lag(ls) over in_order as previous_ls,
    lag(cin) over in_order as previous_cin,
    lag(placement) over in_order as previous_placement,
    lead(row_id) over in_order as next_row_id,
    lead(decom) over in_order as next_decom
from placed
window in_order as (partition by child order by decom nulls last, row_id)
