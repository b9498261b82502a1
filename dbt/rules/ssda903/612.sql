select
    'Header' as module,
    row_id
from header
where sex = 'F' and coalesce(mother, '0') = '0' and mc_dob_text is not null
