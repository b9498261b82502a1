with ordered as (
    select
        row_id,
        rne,
        decom,
        lag(row_id) over in_order as previous_row_id,
        lag(dec) over in_order as previous_dec
    from episodes
    where child is not null
    window in_order as (partition by child order by decom nulls last, dec nulls last, tie_break)
)

select
    'Episodes' as module,
    row_id
from ordered
where
    previous_row_id is not null
    and rne <> 'S'
    and rne in (select code from codes('RNE'))
    and (decom is null or decom is distinct from previous_dec)
