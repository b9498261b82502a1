select
    'Header' as module,
    row_id
from header
where sex = 'M' and mc_dob_text is not null
