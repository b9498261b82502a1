select
    'AD1' as module,
    row_id
from ad1
where nb_adoptr not in (select code from codes('NB_ADOPTR'))
