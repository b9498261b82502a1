-- Only XML brings the flag itself; from CSV files it is derived.
select
    'Header' as module,
    row_id
from header
where
    file_format() = 'xml'
    and coalesce(try_cast(uasc as double) not in (select cast(code as double) from codes('BOOL01')), true)
