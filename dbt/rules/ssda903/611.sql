select
    'Header' as module,
    row_id
from header
where mother = '1' and mc_dob_text is null
