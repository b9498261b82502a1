select
    'AD1' as module,
    row_id
from ad1
where sex_adoptr not in (select code from codes('SEX_ADOPTR'))
