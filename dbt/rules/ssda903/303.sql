with ended as (
    select
        uasc.row_id as uasc_row,
        header.row_id as header_row
    from uasc
    inner join header on uasc.child = header.child
    where uasc.duc_text is not null and try_cast(header.uasc as double) is distinct from 1
)

select
    'UASC' as module,
    uasc_row as row_id
from ended
union all
select
    'Header' as module,
    header_row as row_id
from ended
