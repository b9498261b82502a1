-- A number may become known, and a child with UN1 may come to another reason for having none.
select
    'Header' as module,
    header.row_id
from header
inner join previous_header on header.child = previous_header.child
where
    previous_header.upn != coalesce(header.upn, '')
    and (
        header.upn is null
        or previous_header.upn not in (select code from codes('UPN_UNKNOWN'))
        or (previous_header.upn != 'UN1' and header.upn in (select code from codes('UPN_UNKNOWN')))
    )
