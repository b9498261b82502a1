select
    'AD1' as module,
    row_id
from ad1
where ls_adoptr not in (select code from codes('LS_ADOPTR'))
