select
    'Header' as module,
    row_id
from header
where mc_dob <= dob
