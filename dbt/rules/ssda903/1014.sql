with not_looked_after as (
    select
        uasc.row_id as uasc_row,
        oc3.row_id as oc3_row
    from uasc
    inner join oc3 on uasc.child = oc3.child
    left join episodes
        on
            uasc.child = episodes.child
            and episodes.decom <= collection_end()
            and (episodes.dec >= collection_start() or episodes.dec is null)
    where coalesce(oc3.in_touch, oc3.activ, oc3.accom) is not null and episodes.child is null
)

select
    'UASC' as module,
    uasc_row as row_id
from not_looked_after
union all
select
    'OC3' as module,
    oc3_row as row_id
from not_looked_after
