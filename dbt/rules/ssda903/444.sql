-- A child listed twice is one child (INT32 tells of it); a row without a child counts by itself.
select
    'Header' as module,
    row_id
from header
where upn not in (select code from codes('UPN_UNKNOWN'))
qualify count(distinct coalesce(child, 'row ' || row_id)) over (partition by upn) > 1
