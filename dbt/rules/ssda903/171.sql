select
    'Header' as module,
    row_id
from header
where mc_dob is null and mc_dob_text is not null
