select
    'AD1' as module,
    row_id
from ad1
where ls_adoptr = 'L3' and sex_adoptr is distinct from 'MF'
