-- One row per row of Header with whether the child is unaccompanied; of UASC where Header was not given.
select
    'Header' as module,
    row_id,
    child,
    uasc
from header
union all
select
    'UASC' as module,
    row_id,
    child,
    case when sex is not null or duc_text is not null then '1' else '0' end as uasc
from uasc
where
    not exists (
        select 1 from given
        where period = 'current' and module = 'Header'
    )
